//! The bank's records as TrueLayer's Data API v1 serves them: field names, order and optional fields.

use std::collections::BTreeMap;

use serde::Serialize;

use super::money::Money;

/// A transaction of an account or card, settled or pending.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Transaction {
    pub(crate) timestamp: String,
    pub(crate) description: String,
    pub(crate) transaction_type: &'static str,
    pub(crate) transaction_category: &'static str,
    pub(crate) transaction_classification: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) merchant_name: Option<&'static str>,
    /// Accounts: negative is money out. Cards: positive is money out (§ signs of the documentation).
    pub(crate) amount: Money,
    pub(crate) currency: &'static str,
    /// Changes from request to request: the server fills it in when it answers.
    pub(crate) transaction_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) normalised_provider_transaction_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) provider_transaction_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) running_balance: Option<RunningBalance>,
    pub(crate) meta: BTreeMap<&'static str, String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RunningBalance {
    pub(crate) amount: Money,
    pub(crate) currency: &'static str,
}

/// What `/accounts` or `/cards` lists.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Account {
    Account(CurrentAccount),
    Card(Card),
}

impl Account {
    /// The same account under another id.
    pub(crate) fn under(&self, account_id: String) -> Self {
        match self.clone() {
            Self::Account(account) => Self::Account(CurrentAccount { account_id, ..account }),
            Self::Card(card) => Self::Card(Card { account_id, ..card }),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CurrentAccount {
    pub(crate) update_timestamp: String,
    pub(crate) account_id: String,
    pub(crate) account_type: &'static str,
    pub(crate) display_name: String,
    pub(crate) currency: &'static str,
    pub(crate) account_number: AccountNumber,
    pub(crate) provider: Provider,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct AccountNumber {
    pub(crate) iban: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sort_code: Option<String>,
    pub(crate) swift_bic: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Card {
    pub(crate) account_id: String,
    pub(crate) card_network: &'static str,
    pub(crate) card_type: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) display_name: &'static str,
    pub(crate) partial_card_number: &'static str,
    pub(crate) name_on_card: &'static str,
    pub(crate) valid_from: &'static str,
    pub(crate) valid_to: &'static str,
    pub(crate) update_timestamp: String,
    pub(crate) provider: Provider,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Provider {
    pub(crate) display_name: &'static str,
    pub(crate) provider_id: &'static str,
}

/// What `/accounts/{id}/balance` or `/cards/{id}/balance` answers.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Balance {
    Account(AccountBalance),
    Card(CardBalance),
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct AccountBalance {
    pub(crate) currency: &'static str,
    /// Pending items and the overdraft included.
    pub(crate) available: Money,
    /// Pending items excluded.
    pub(crate) current: Money,
    pub(crate) overdraft: Money,
    pub(crate) update_timestamp: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardBalance {
    pub(crate) available: Money,
    pub(crate) currency: &'static str,
    /// What is owed, positive; pending items excluded.
    pub(crate) current: Money,
    pub(crate) credit_limit: Money,
    pub(crate) last_statement_balance: Money,
    pub(crate) last_statement_date: String,
    /// The minimum payment.
    pub(crate) payment_due: Money,
    pub(crate) payment_due_date: String,
    pub(crate) update_timestamp: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct StandingOrder {
    pub(crate) frequency: String,
    pub(crate) status: &'static str,
    pub(crate) timestamp: String,
    pub(crate) currency: &'static str,
    pub(crate) meta: BTreeMap<&'static str, String>,
    pub(crate) next_payment_date: String,
    pub(crate) next_payment_amount: Money,
    pub(crate) first_payment_date: String,
    pub(crate) first_payment_amount: Money,
    pub(crate) final_payment_date: &'static str,
    pub(crate) final_payment_amount: Money,
    pub(crate) payee: &'static str,
    pub(crate) reference: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct DirectDebit {
    pub(crate) direct_debit_id: String,
    pub(crate) timestamp: String,
    pub(crate) name: &'static str,
    pub(crate) status: &'static str,
    /// Both left out when nothing was taken yet, as banks do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) previous_payment_timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) previous_payment_amount: Option<Money>,
    pub(crate) currency: &'static str,
    pub(crate) meta: BTreeMap<&'static str, String>,
}
