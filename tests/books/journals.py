"""The journals, checked by hledger and beancount themselves and read back by them: no transaction and no digit is lost."""

import collections
import csv
import io
import pathlib
import subprocess
import tempfile
import unittest

from beancount import loader
from beancount.core.data import Transaction

from ledgers import LEDGERS, amount, path

MARKS = {"settled": "*", "pending": "!"}
# hledger reads files in the locale's encoding.
UNICODE = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def run(*command):
    """The program's end and all it printed. One that is not there is an error."""
    done = subprocess.run(["env", *(f"{key}={value}" for key, value in UNICODE.items()), *command],
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def hledger_check(journal):
    return run("hledger", "--file", journal, "check", "--strict")


def bean_check(journal):
    # Always anew: a cache beside the file would answer for an older one.
    return run("bean-check", "--no-cache", journal)


def hledger_entries(journal):
    """Each transaction as (id, date, mark, postings), as hledger understood it."""
    code, text = run("hledger", "--file", journal, "print", "--output-format=csv")
    if code != 0:
        raise AssertionError(text)
    entries = collections.defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        identity = row["comment"].partition("id:")[2].strip()
        key = (row["txnidx"], identity, row["date"], row["status"])
        entries[key].append((row["account"], amount(row["amount"]), row["commodity"]))
    return [(identity, date, mark, postings) for (_, identity, date, mark), postings in entries.items()]


def beancount_entries(journal):
    """The same, as beancount understood it."""
    entries, errors, _ = loader.load_string(pathlib.Path(journal).read_text(encoding="utf-8"))
    if errors:
        raise AssertionError(errors)
    for entry in entries:
        if isinstance(entry, Transaction):
            postings = [(posting.account, posting.units.number, posting.units.currency) for posting in entry.postings]
            yield entry.meta["id"], entry.date.isoformat(), entry.flag, postings


def category_of(account):
    return account.rpartition(":")[2].lower().replace("-", "_")


class Journals(unittest.TestCase):
    def same(self, said, entries):
        """The entries are the ledger's transactions."""
        found = {identity: rest for identity, *rest in entries}
        self.assertEqual(len(found), len(said["transactions"]))
        places = {}
        for row in said["transactions"]:
            date, mark, postings = found[row["id"]]
            self.assertEqual(date, row["date"])
            self.assertEqual(mark, MARKS[row["status"]])
            (place, *own), *others = postings
            self.assertEqual(own, [amount(row["amount"]), row["currency"]])
            self.assertEqual(places.setdefault(row["account_id"], place), place)
            parts = row.get("splits") or [row]
            self.assertEqual([(-units, currency) for _, units, currency in others],
                             [(amount(part["amount"]), row["currency"]) for part in parts])
            if row["kind"] in ("spending", "refund", "income"):
                self.assertEqual([category_of(account) for account, _, _ in others], [part["category"] for part in parts])
        self.assertEqual(len(set(places.values())), len(places), "two accounts have one name")

    def test_hledger_finds_no_fault(self):
        for ledger in LEDGERS:
            with self.subTest(ledger=ledger):
                self.assertEqual(hledger_check(path(ledger, "hledger")), (0, ""))

    def test_beancount_finds_no_fault(self):
        for ledger in LEDGERS:
            with self.subTest(ledger=ledger):
                self.assertEqual(bean_check(path(ledger, "beancount")), (0, ""))

    def test_hledger_reads_every_transaction(self):
        for ledger, said in LEDGERS.items():
            with self.subTest(ledger=ledger):
                self.same(said, hledger_entries(path(ledger, "hledger")))

    def test_beancount_reads_every_transaction(self):
        for ledger, said in LEDGERS.items():
            with self.subTest(ledger=ledger):
                self.same(said, beancount_entries(path(ledger, "beancount")))

    def test_both_refuse_what_does_not_balance_and_what_is_not_declared(self):
        for end, check, declared in [("hledger", hledger_check, "account "), ("beancount", bean_check, " open ")]:
            journal = pathlib.Path(path("month", end)).read_text(encoding="utf-8")
            last = journal.rstrip().rpartition("  ")[0]
            lines = [line for line in journal.split("\n") if declared not in line]
            for broken in [f"{last}  0.01 GBP\n", "\n".join(lines)]:
                with self.subTest(format=end), tempfile.NamedTemporaryFile(suffix=f".{end}") as file:
                    file.write(broken.encode())
                    file.flush()
                    self.assertNotEqual(check(file.name)[0], 0)
