//! Everything that reads bytes which others wrote, on one input. Each answers whether it understood the input; none may
//! panic, and what was understood must hold what it promises.

use budget::{AccountKind, Amount, Currency, Filter, Ledger, Settings};
use truelayer::callback::Callback;
use truelayer::http::Answer;
use truelayer::{account, auth, data, feed, line};

/// TrueLayer's answers. The first byte chooses a status.
pub(crate) fn answers(input: &[u8]) -> bool {
    let (status, body) = match input.split_first() {
        Some((first, rest)) if !first.is_ascii() => (u16::from(*first) * 3, rest),
        _ => (200, input),
    };
    let answer = Answer { status, retry_after: None, body };
    let _ = Callback::read(body);
    let tokens = auth::read_tokens(&answer).is_ok();
    let me = data::read_me(&answer).is_ok();
    let Ok(records) = data::read_results(&answer) else { return tokens || me };
    for record in records {
        for kind in [AccountKind::Account, AccountKind::Card] {
            let _ = account::read_ref(kind, record);
        }
        let _ = account::read_provider(record);
        let _ = line::read(record);
    }
    true
}

/// A feed, or TrueLayer's own list, all the way to a budget. Money is conserved whatever it says.
pub(crate) fn feed(input: &[u8]) -> bool {
    let Some(today) = "2026-11-23".parse().ok() else { return false };
    let mut ledger = Ledger::new(Settings::default(), today);
    let statements = match feed::read(input) {
        Ok(statements) => statements,
        Err(_) => {
            let kinds = [AccountKind::Account, AccountKind::Card];
            kinds.into_iter().filter_map(|kind| feed::read_bare(input, "a", kind, Currency::GBP).ok()).collect()
        }
    };
    let understood = !statements.is_empty();
    for statement in statements {
        ledger.load(statement);
    }
    let Ok(report) = ledger.budget(None) else { return false };
    assert_eq!(report.balance_check.input, report.balance_check.accounted, "money was lost");
    let rows = ledger.transactions(&Filter::default());
    let listed: Amount = rows
        .iter()
        .filter(|row| report.period.contains(row.date) && row.currency == report.currency)
        .map(|row| row.amount)
        .sum();
    assert_eq!(listed, report.balance_check.input, "the report and the list disagree");
    understood
}

/// A person's settings: what is read can be written and read again as the same.
pub(crate) fn settings(input: &[u8]) -> bool {
    let Ok(settings) = Settings::from_json(input) else { return false };
    let written = serde_json::to_vec(&settings).unwrap_or_default();
    assert_eq!(Settings::from_json(&written).ok().as_ref(), Some(&settings), "settings change by being saved");
    true
}

/// A bank's file in any format. What is read can be loaded, and comes in once however often it is loaded.
pub(crate) fn import(input: &[u8]) -> bool {
    let Some(today) = "2026-11-23".parse().ok() else { return false };
    let Ok(statements) = budget::import(input, &budget::ImportOptions::default()) else { return false };
    let mut ledger = Ledger::new(Settings::default(), today);
    let mut load = || {
        for statement in &statements {
            ledger.load(statement.clone());
        }
        ledger.transactions(&Filter::default()).len()
    };
    assert_eq!(load(), load(), "a file that is imported twice counts twice");
    true
}

/// A statement's text: it has a category, corrected or not, and the one that was said when it was corrected.
pub(crate) fn texts(input: &[u8]) -> bool {
    let (Ok(text), Some(today)) = (std::str::from_utf8(input), "2026-11-23".parse().ok()) else { return false };
    let file = serde_json::json!({ "results": [
        { "transaction_id": "a", "timestamp": "2026-11-03T00:00:00Z", "description": text, "amount": -1, "currency": "GBP" },
    ] });
    let bytes = serde_json::to_vec(&file).unwrap_or_default();
    let Ok(statement) = feed::read_bare(&bytes, "a", AccountKind::Account, Settings::default().currency) else {
        return false;
    };
    let mut ledger = Ledger::new(Settings::default(), today);
    ledger.load(statement);
    let Some(row) = ledger.transactions(&Filter::default()).into_iter().next() else { return false };
    assert!(ledger.explain(&row.id).is_some_and(|why| !why.because.is_empty()), "a row without a reason");
    assert!(ledger.correct(&row.id, budget::Category::Health, true).is_some(), "a row that cannot be corrected");
    true
}

/// What was learned: what is read can be written and read again as the same.
pub(crate) fn learned(input: &[u8]) -> bool {
    let Some(learned) = std::str::from_utf8(input).ok().and_then(|text| budget::Learned::from_json(text).ok()) else {
        return false;
    };
    assert_eq!(
        budget::Learned::from_json(&learned.to_json()).ok().as_ref(),
        Some(&learned),
        "what was learned changes by being saved"
    );
    true
}
