use super::*;
use crate::ledger::{Filter, Ledger};
use crate::settings::Settings;
use crate::testing::{record, statement};
use crate::transaction::Transaction;

fn ledger(texts: &[&str]) -> Ledger {
    let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse().unwrap());
    ledger.load(statement("a", texts.iter().map(|text| record("2026-11-03", "-5.00", text)).collect()));
    ledger
}

fn row(ledger: &Ledger, text: &str) -> Transaction {
    let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
    ledger.transactions(&filter).into_iter().next().unwrap()
}

fn correct(ledger: &mut Ledger, text: &str, category: Category, always: bool) -> Vec<String> {
    let id = row(ledger, text).id;
    ledger.correct(&id, category, always).unwrap()
}

#[test]
fn a_correction_changes_its_transaction_and_with_always_its_merchant() {
    let mut ledger = ledger(&["TESCO STORES 3297", "TESCO STORES 1111 LEEDS", "LIDL GB"]);
    let changed = correct(&mut ledger, "3297", Category::Home, false);
    assert_eq!(changed, [row(&ledger, "3297").id]);
    assert_eq!((row(&ledger, "3297").category, row(&ledger, "3297").decided_by), (Category::Home, DecidedBy::You));
    assert_eq!(row(&ledger, "1111").category, Category::Groceries);
    correct(&mut ledger, "3297", Category::Home, true);
    assert_eq!((row(&ledger, "1111").category, row(&ledger, "1111").decided_by), (Category::Home, DecidedBy::Learned));
    assert_eq!(row(&ledger, "lidl").category, Category::Groceries);
    let because = ledger.explain(&row(&ledger, "1111").id).unwrap().because;
    assert_eq!(because, ["Your correction of 2026-11-23 says that it is Home."]);
}

#[test]
fn many_at_once_are_as_each_by_itself_in_any_order() {
    let fresh = || ledger(&["TESCO STORES 3297", "TESCO STORES 1111 LEEDS", "LIDL GB", "SHELL"]);
    for always in [false, true] {
        let (mut each, mut all, mut turned) = (fresh(), fresh(), fresh());
        let mut ids: Vec<String> = ["3297", "1111", "lidl"].map(|text| row(&each, text).id).into();
        for id in &ids {
            each.correct(id, Category::Home, always).unwrap();
        }
        let preview = all.preview_corrections(&ids, Category::Home, always);
        let corrected = all.correct_all(&ids, Category::Home, always);
        assert_eq!((corrected.changed.len(), &preview), (3, &corrected));
        ids.reverse();
        ids.push("nobody".to_owned());
        assert_eq!(turned.correct_all(&ids, Category::Home, always).missing, ["nobody"]);
        assert_eq!((all.learned(), turned.learned()), (each.learned(), each.learned()));
        assert_eq!(all.transactions(&Filter::default()), each.transactions(&Filter::default()));
    }
}

#[test]
fn a_preview_changes_nothing() {
    let ledger = ledger(&["TESCO STORES 3297", "TESCO EXTRA"]);
    let before = ledger.transactions(&Filter::default());
    let would = ledger.preview_correction(&row(&ledger, "3297").id, Category::Home, true).unwrap();
    assert_eq!(would.len(), 2);
    assert_eq!(ledger.transactions(&Filter::default()), before);
    assert!(ledger.preview_correction("nobody", Category::Home, true).is_none());
}

#[test]
fn the_fifth_correction_of_a_kind_helps_strangers_of_that_kind_and_spoils_no_known_one() {
    let kinds = ["ZWICKEL ASHDOWN", "ZWICKEL BRAMLEY", "ZWICKEL CORBYN", "ZWICKEL DARLOW", "ZWICKEL ELTHAM"];
    let mut ledger = ledger(&[kinds.as_slice(), &["ZWICKEL FARROW", "TESCO", "NETFLIX", "SHELL"]].concat());
    let known = ["TESCO", "NETFLIX", "SHELL"].map(|text| row(&ledger, text).category);
    assert_ne!(row(&ledger, "FARROW").category, Category::Education);
    for text in kinds {
        correct(&mut ledger, text, Category::Education, true);
    }
    let stranger = row(&ledger, "FARROW");
    assert_eq!((stranger.category, stranger.decided_by), (Category::Education, DecidedBy::Learned));
    assert_eq!(["TESCO", "NETFLIX", "SHELL"].map(|text| row(&ledger, text).category), known);
}

#[test]
fn what_was_learned_is_the_same_in_any_order_and_survives_a_move() {
    let texts = ["TESCO STORES 3297", "A PERSON", "HARBOUR KEBAB HOUSE"];
    let (mut one, mut two) = (ledger(&texts), ledger(&texts));
    let says = [Category::Home, Category::Housing, Category::Groceries];
    for (text, category) in texts.iter().zip(says) {
        correct(&mut one, text, category, true);
    }
    for (text, category) in texts.iter().zip(says).rev() {
        correct(&mut two, text, category, true);
    }
    assert_eq!(one.learned(), two.learned());
    assert_eq!(one.transactions(&Filter::default()), two.transactions(&Filter::default()));
    let moved = Learned::from_json(&one.learned().to_json()).unwrap();
    let mut elsewhere = ledger(&texts);
    elsewhere.set_learned(moved);
    assert_eq!(elsewhere.transactions(&Filter::default()), one.transactions(&Filter::default()));
}

#[test]
fn two_devices_lose_nothing_of_each_other() {
    let texts = ["TESCO STORES 3297", "LIDL GB"];
    let (mut one, mut two) = (ledger(&texts), ledger(&texts));
    correct(&mut one, "TESCO", Category::Home, true);
    correct(&mut two, "LIDL", Category::Shopping, true);
    let (mut there, mut back) = (one.learned().clone(), two.learned().clone());
    there.merge(two.learned());
    back.merge(one.learned());
    assert_eq!(there, back);
    one.set_learned(there);
    assert_eq!((row(&one, "TESCO").category, row(&one, "LIDL").category), (Category::Home, Category::Shopping));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    for (text, why) in [
        ("", "not what was exported"),
        ("{}", "not what was exported"),
        (r#"{"version":2}"#, "use a newer one"),
        (r#"{"version":1,"merchants":{"out X":{"category":"nonsense","on":"2026-11-03"}}}"#, "not what was exported"),
        (&" ".repeat(9_000_000), "more than"),
    ] {
        let error = Learned::from_json(text).unwrap_err().to_string();
        assert!(error.starts_with("learned: ") && error.contains(why), "{error}");
    }
}

#[test]
fn no_more_is_kept_than_the_cap_and_what_was_said_of_all_stays_longest() {
    let mut learned = Learned::default();
    let choice = |day: u32, always| Choice {
        category: Category::Home,
        on: NaiveDate::from_ymd_opt(2026, 1, day).unwrap(),
        always,
        times: 1,
    };
    for number in 0..MAX_MERCHANTS {
        learned.merchants.insert(format!("out {number}"), choice(2, false));
    }
    learned.merchants.insert("out always".to_owned(), choice(1, true));
    learned.forget_the_oldest();
    assert_eq!(learned.merchants.len(), MAX_MERCHANTS);
    assert!(learned.merchants.contains_key("out always"));
}

proptest::proptest! {
    #[test]
    fn merging_is_the_same_both_ways(ours in choices(), theirs in choices()) {
        let (ours, theirs) = (Learned { merchants: ours, ..Learned::default() }, Learned { merchants: theirs, ..Learned::default() });
        let (mut one, mut two) = (ours.clone(), theirs.clone());
        one.merge(&theirs);
        two.merge(&ours);
        proptest::prop_assert_eq!(&one, &two);
        for name in ours.merchants.keys().chain(theirs.merchants.keys()) {
            proptest::prop_assert!(one.merchants.contains_key(name));
        }
    }

    #[test]
    fn any_text_is_corrected_and_read_again(text in ".{0,60}", always: bool) {
        let mut ledger = ledger(&[text.as_str()]);
        let id = ledger.transactions(&Filter::default())[0].id.clone();
        ledger.correct(&id, Category::Health, always).unwrap();
        proptest::prop_assert_eq!(ledger.transactions(&Filter::default())[0].category, Category::Health);
        proptest::prop_assert_eq!(&Learned::from_json(&ledger.learned().to_json()).unwrap(), ledger.learned());
    }
}

fn choices() -> impl proptest::strategy::Strategy<Value = BTreeMap<String, Choice>> {
    use proptest::prelude::*;
    let choice = (0_usize..21, 1_u32..5, any::<bool>(), 1_u32..4).prop_map(|(category, day, always, times)| Choice {
        category: Category::ALL[category],
        on: NaiveDate::from_ymd_opt(2026, 1, day).unwrap(),
        always,
        times,
    });
    proptest::collection::btree_map("[a-c]", choice, 0..3)
}

#[test]
fn what_is_far_too_much_is_cut_at_once_and_the_newest_stay() {
    let choice = |at: usize| format!(r#""{at:06}":{{"category":"other","on":"20{:02}-01-01"}}"#, at / 2_000);
    let all: Vec<String> = (0..100_000).map(choice).collect();
    let read = Learned::from_json(&format!(r#"{{"version":1,"transactions":{{{}}}}}"#, all.join(","))).unwrap();
    assert_eq!(read.transactions.len(), MAX_TRANSACTIONS);
    assert_eq!(read.transactions.keys().next().map(String::as_str), Some("080000"));
}
