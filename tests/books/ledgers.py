"""The ledgers that the example `books` wrote: what the core says of each, and where each of its files is."""

import decimal
import json
import os
import pathlib

FOLDER = pathlib.Path(os.environ["OPENPURSE_BOOKS"])


def amount(text):
    return decimal.Decimal(text)


def path(ledger, end):
    return str(FOLDER / f"{ledger}.{end}")


def load(file):
    # Amounts stay digits: no float comes near them.
    return json.loads(file.read_text(encoding="utf-8"), parse_float=str, parse_int=str)


# By name; each has `accounts` and `transactions`.
LEDGERS = {file.stem: load(file) for file in sorted(FOLDER.glob("*.json"))}
if not {"empty", "large", "month", "odd-texts"} <= LEDGERS.keys():
    raise SystemExit(f"{FOLDER} lacks ledgers: {', '.join(LEDGERS)}")
