//! The columns of the banks' own CSV files. A layout is recognised when all of its columns are in the headings. Halifax, Bank of
//! Scotland and TSB write the same columns as Lloyds does.

use super::Mapping;

/// One bank's file.
pub(super) struct Layout {
    pub(super) bank: &'static str,
    date: &'static str,
    description: &'static str,
    amount: Option<&'static str>,
    out_in: Option<(&'static str, &'static str)>,
    currency: Option<&'static str>,
    id: Option<&'static str>,
    /// How the money moved.
    pub(super) method: Option<&'static str>,
    /// What the payer wrote; part of the text where no card paid.
    pub(super) reference: Option<&'static str>,
    /// Other columns that tell this bank's file from another's.
    marks: &'static [&'static str],
}

const BARE: Layout = Layout {
    bank: "",
    date: "",
    description: "",
    amount: None,
    out_in: None,
    currency: None,
    id: None,
    method: None,
    reference: None,
    marks: &[],
};

const LAYOUTS: [Layout; 7] = [
    Layout {
        bank: "Monzo",
        date: "Date",
        description: "Name",
        amount: Some("Amount"),
        currency: Some("Currency"),
        id: Some("Transaction ID"),
        method: Some("Type"),
        ..BARE
    },
    Layout {
        bank: "Starling",
        date: "Date",
        description: "Counter Party",
        amount: Some("Amount (EUR)"),
        method: Some("Type"),
        reference: Some("Reference"),
        ..BARE
    },
    Layout {
        bank: "Starling",
        date: "Date",
        description: "Counter Party",
        amount: Some("Amount (GBP)"),
        method: Some("Type"),
        reference: Some("Reference"),
        ..BARE
    },
    Layout {
        bank: "Revolut",
        date: "Completed Date",
        description: "Description",
        amount: Some("Amount"),
        currency: Some("Currency"),
        method: Some("Type"),
        marks: &["Started Date", "Fee", "State", "Product"],
        ..BARE
    },
    Layout {
        bank: "Barclays",
        date: "Date",
        description: "Memo",
        amount: Some("Amount"),
        method: Some("Subcategory"),
        marks: &["Number", "Account"],
        ..BARE
    },
    Layout {
        bank: "Lloyds",
        date: "Transaction Date",
        description: "Transaction Description",
        out_in: Some(("Debit Amount", "Credit Amount")),
        method: Some("Transaction Type"),
        marks: &["Sort Code", "Account Number"],
        ..BARE
    },
    Layout {
        bank: "Nationwide",
        date: "Date",
        description: "Description",
        out_in: Some(("Paid out", "Paid in")),
        method: Some("Transaction type"),
        ..BARE
    },
];

impl Layout {
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        let (out, money_in) = self.out_in.unzip();
        let named = [
            Some(self.date),
            Some(self.description),
            self.amount,
            out,
            money_in,
            self.currency,
            self.id,
            self.method,
            self.reference,
        ];
        named.into_iter().flatten().chain(self.marks.iter().copied())
    }

    /// The layout as a mapping.
    pub(super) fn mapping(&self) -> Mapping {
        let owned = |name: Option<&'static str>| name.map(str::to_owned);
        let (out, money_in) = self.out_in.unzip();
        Mapping {
            date: self.date.to_owned(),
            description: self.description.to_owned(),
            amount: owned(self.amount),
            money_out: owned(out),
            money_in: owned(money_in),
            currency: owned(self.currency),
            id: owned(self.id),
            ..Mapping::default()
        }
    }
}

/// The layout of these headings.
pub(super) fn of(headings: &csv::StringRecord) -> Option<&'static Layout> {
    let has = |name: &str| headings.iter().any(|heading| heading.trim().eq_ignore_ascii_case(name));
    LAYOUTS.iter().find(|layout| layout.columns().all(has))
}

/// HSBC's: no headings, three columns.
pub(super) fn hsbc() -> Mapping {
    Mapping {
        date: "1".to_owned(),
        description: "2".to_owned(),
        amount: Some("3".to_owned()),
        no_header: true,
        ..Mapping::default()
    }
}
