//! What the app finds to be recurring in this household, against the list of bills that made it.

use budget::{Ledger, RecurringPayment, Settings, Source};
use serde_json::{Value, json};
use truelayer::feed;

use super::accounts::BANKS;
use super::bill_list;
use super::bills::{Bill, How};
use super::calendar::{minus_months, months};
use super::{Household, Slot};

/// The slots of the household itself, not of the banks for load tests.
const MINE: [Slot; 4] = [Slot::Personal, Slot::Joint, Slot::Savings, Slot::Card];

fn records(rows: &[super::Row]) -> Vec<Value> {
    rows.iter().map(|row| json!(row.record)).collect()
}

fn ledger(household: &Household) -> Ledger {
    let account = |it: &super::Holding| {
        json!({
            "connection_id": it.provider_id, "bank_name": "", "kind": if it.is_card { "card" } else { "account" },
            "account": it.account, "balance": it.balance, "transactions": records(&it.settled),
            "pending": records(&it.pending), "standing_orders": it.standing_orders, "direct_debits": it.direct_debits,
        })
    };
    let banks: Vec<_> =
        BANKS.iter().filter(|bank| bank.slots().any(|slot| MINE.contains(&slot))).map(|bank| bank.id).collect();
    let mine = household.holdings.iter().filter(|it| banks.contains(&it.provider_id));
    let feed = json!({ "accounts": mine.map(account).collect::<Vec<_>>() }).to_string();
    let mut ledger = Ledger::new(Settings::default(), household.today);
    for statement in feed::read(feed.as_bytes()).unwrap() {
        assert!(statement.problems.is_empty(), "{:?}", statement.problems);
        ledger.load(statement);
    }
    ledger
}

/// The app may know a merchant by another name than the list: The Open University, TV Licensing.
fn shares_a_word(name: &str, bill: &Bill) -> bool {
    let listed = format!("{} {}", bill.text, bill.name).to_uppercase();
    name.to_uppercase().split_whitespace().any(|word| listed.split_whitespace().any(|other| word == other))
}

fn find<'a>(payments: &'a [RecurringPayment], name: &str) -> Option<&'a RecurringPayment> {
    payments.iter().find(|it| it.name.eq_ignore_ascii_case(name))
}

#[test]
fn every_monthly_bill_and_salary_is_found_and_shopping_is_not() {
    for (seed, today) in [(1, "2026-11-23"), (7, "2026-03-02"), (42, "2025-08-31")] {
        let today = today.parse().unwrap();
        let household = Household::generate(seed, today);
        let payments = ledger(&household).recurring();
        let list = || payments.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join("\n");

        let monthly = bill_list::all().filter(|bill| MINE.contains(&bill.slot) && bill.months.is_empty());
        for bill in monthly {
            let due = months(minus_months(today, 1), today).filter_map(|month| bill.due(month));
            let last = due.filter(|day| *day <= today).last();
            let found = payments.iter().find(|it| it.last_date == last && shares_a_word(&it.name, &bill));
            let found = found.unwrap_or_else(|| panic!("{} is missing from\n{}", bill.text, list()));
            assert_eq!(found.every, "month", "{found:?}");
            let source = match bill.how {
                How::DirectDebit => Source::DirectDebit,
                How::StandingOrder => Source::StandingOrder,
                How::Card | How::Charge => Source::Detected,
            };
            assert_eq!(found.source, source, "{found:?}");
            assert!(found.next_date >= today, "{found:?}");
        }
        for salary in ["HARTLEY DESIGN LTD SALARY", "ST MARYS SCHOOL SALARY"] {
            let found = find(&payments, salary).unwrap_or_else(|| panic!("{salary} is missing from\n{}", list()));
            assert_eq!(found.every, "month");
        }
        let habits = ["groceries", "eating_out", "shopping", "transport", "cash"];
        assert!(payments.iter().all(|it| !habits.contains(&it.category.id())), "{}", list());
    }
}
