"""The OFX statements, read back by ofxtools, which holds every element against the specification."""

import collections
import decimal
import pathlib
import tempfile
import unittest
import warnings

from ofxtools.Parser import OFXTree

from ledgers import LEDGERS, amount, path


def statements(file):
    """The statements of a file; whatever the specification does not have is an error."""
    tree = OFXTree()
    tree.parse(file)
    with warnings.catch_warnings():
        # A text that is too long is only warned of.
        warnings.simplefilter("error")
        return tree.convert().statements


def words(text):
    return "".join(text.split())


def written(text):
    """What is left of a description: XML has no place for some characters."""
    return words("".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\ufffe\uffff" else c for c in text))


class Statements(unittest.TestCase):
    def lines(self, rows, statement):
        """The statement's lines are the rows."""
        found = {line.fitid: line for line in statement.transactions}
        self.assertEqual(found.keys(), rows.keys())
        self.assertEqual(len(found), len(statement.transactions))
        for identity, row in rows.items():
            line = found[identity]
            self.assertEqual(line.trnamt, amount(row["amount"]))
            self.assertEqual(line.dtposted.date().isoformat(), row["date"])
            self.assertLessEqual(len(line.name), 32)
            text, memo = written(row["description"]), words(line.memo or "")
            self.assertTrue(text.startswith(words(line.name)), line.name)
            self.assertEqual(words(line.name) + memo, text if len(memo) < 200 else text[:len(words(line.name) + memo)])
            kinds = ["XFER"] if row["kind"] == "transfer" else ["DEBIT" if line.trnamt < 0 else "CREDIT"]
            self.assertIn(line.trntype, kinds)

    def balances(self, account, statement):
        known = account["balance"] if statement.curdef == account["currency"] else None
        if known:
            sign = -1 if account["kind"] == "card" else 1
            self.assertEqual(statement.ledgerbal.balamt, sign * amount(known["current"]))
            available = None if statement.availbal is None else statement.availbal.balamt
            self.assertEqual(available, amount(known["available"]) if known["available"] else None)
        else:
            total = sum((line.trnamt for line in statement.transactions), decimal.Decimal(0))
            self.assertEqual(statement.ledgerbal.balamt, total)
            self.assertIn("not known", statement.mktginfo)

    def test_every_booked_transaction_is_in_its_accounts_statement(self):
        for ledger, said in LEDGERS.items():
            with self.subTest(ledger=ledger):
                rows = collections.defaultdict(dict)
                for row in said["transactions"]:
                    if row["status"] == "settled":
                        rows[row["account_id"], row["currency"]][row["id"]] = row
                for account in said["accounts"]:
                    rows.setdefault((account["id"], account["currency"]), {})
                accounts = {account["id"]: account for account in said["accounts"]}
                found = statements(path(ledger, "ofx"))
                self.assertEqual(len(found), len(rows))
                self.assertEqual(len({statement.account.acctid for statement in found}), len(rows))
                wanted = {(currency, frozenset(lines)): (accounts[identity], lines)
                          for (identity, currency), lines in rows.items()}
                self.assertEqual(len(wanted), len(rows), "statements of the same lines cannot be told apart")
                for statement in found:
                    account, lines = wanted[statement.curdef, frozenset(line.fitid for line in statement.transactions)]
                    self.assertEqual(type(statement).__name__, "CCSTMTRS" if account["kind"] == "card" else "STMTRS")
                    self.lines(lines, statement)
                    self.balances(account, statement)

    def test_what_the_specification_does_not_have_is_refused(self):
        text = pathlib.Path(path("month", "ofx")).read_text(encoding="utf-8")
        for old, new in [("<TRNTYPE>DEBIT<", "<TRNTYPE>SPENT<"), ("</NAME>", f"{'X' * 40}</NAME>"), ("</STMTTRN>", "")]:
            with self.subTest(new=new), tempfile.NamedTemporaryFile(suffix=".ofx") as file:
                self.assertIn(old, text)
                file.write(text.replace(old, new).encode())
                file.flush()
                with self.assertRaises(Exception):
                    statements(file.name)
