//! What a path below `/data/v1` asks for, and the scopes that it needs.

/// A data endpoint, with the account it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    Me,
    Info,
    /// The answer to an asynchronous call.
    Results(&'a str),
    /// Everything of all accounts and cards, as a task.
    Batch,
    /// The answer to the latest batch.
    BatchResults,
    /// `/accounts` or `/cards`, or something of one of them.
    Held {
        cards: bool,
        account_id: Option<&'a str>,
        part: Part,
    },
}

/// What is asked of an account or card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The account itself; without an id, all accounts.
    Account,
    Balance,
    Transactions,
    Pending,
    StandingOrders,
    DirectDebits,
}

impl<'a> Target<'a> {
    /// Reads a path such as `/accounts/{id}/balance`; none when there is no such endpoint.
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let (first, rest) = segments.split_first()?;
        let cards = match (*first, rest) {
            ("me", []) => return Some(Self::Me),
            ("info", []) => return Some(Self::Info),
            ("results", [task_id]) => return Some(Self::Results(task_id)),
            ("batch", ["transactions"]) => return Some(Self::Batch),
            ("batch", ["results"]) => return Some(Self::BatchResults),
            ("accounts", _) => false,
            ("cards", _) => true,
            _ => return None,
        };
        let (account_id, part) = match rest {
            [] => (None, Part::Account),
            [id] => (Some(*id), Part::Account),
            [id, "balance"] => (Some(*id), Part::Balance),
            [id, "transactions"] => (Some(*id), Part::Transactions),
            [id, "transactions", "pending"] => (Some(*id), Part::Pending),
            [id, "standing_orders"] if !cards => (Some(*id), Part::StandingOrders),
            [id, "direct_debits"] if !cards => (Some(*id), Part::DirectDebits),
            _ => return None,
        };
        Some(Self::Held { cards, account_id, part })
    }

    pub(crate) fn account_id(self) -> Option<&'a str> {
        match self {
            Self::Held { account_id, .. } => account_id,
            Self::Me | Self::Info | Self::Results(_) | Self::Batch | Self::BatchResults => None,
        }
    }

    /// Whether the bank is asked; the rest TrueLayer knows itself.
    pub(crate) fn is_bank_s(self) -> bool {
        matches!(self, Self::Info | Self::Held { .. } | Self::Batch)
    }

    /// The scopes that the token must have, all of them.
    pub(crate) fn scopes(self) -> Vec<&'static str> {
        match self {
            Self::Me | Self::Results(_) => vec![],
            Self::Info => vec!["info"],
            Self::Batch => vec!["accounts", "transactions"],
            Self::BatchResults => vec!["accounts"],
            Self::Held { cards, part, .. } => {
                let of_part = match part {
                    Part::Account => None,
                    Part::Balance => Some("balance"),
                    Part::Transactions | Part::Pending => Some("transactions"),
                    Part::StandingOrders => Some("standing_orders"),
                    Part::DirectDebits => Some("direct_debits"),
                };
                [Some(if cards { "cards" } else { "accounts" }), of_part].into_iter().flatten().collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_every_endpoint_and_no_other() {
        let pending = Target::parse("/cards/c1/transactions/pending").unwrap();
        assert_eq!(pending, Target::Held { cards: true, account_id: Some("c1"), part: Part::Pending });
        assert_eq!(pending.scopes(), ["cards", "transactions"]);
        for path in ["/cards/c1/direct_debits", "/accounts/a/b/c/d", "/", "/me/x", "/products"] {
            assert_eq!(Target::parse(path), None, "{path}");
        }
    }
}
