use chrono::Datelike as _;
use proptest::prelude::*;

use super::*;
use crate::account::AccountKind;
use crate::money::{Amount, Currency};
use crate::reason::Reason;
use crate::report::Pace;
use crate::testing::{account, record, statement};
use crate::transaction::{Record, Status};

fn ledger(settings: &str, statements: Vec<Statement>) -> Ledger {
    let settings = Settings::from_json(settings.as_bytes()).unwrap();
    let mut ledger = Ledger::new(settings, "2026-11-15".parse().unwrap());
    for statement in statements {
        ledger.load(statement);
    }
    ledger
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

#[test]
fn a_month_of_money() {
    let ledger = ledger(
        r#"{"caps":[{"category":"groceries","amount":100},{"category":"eating_out","amount":10}]}"#,
        vec![
            statement(
                "current",
                vec![
                    record("2026-11-01", "2100.00", "ACME LTD SALARY"),
                    record("2026-11-02", "-60.00", "TESCO STORES 3297"),
                    record("2026-11-03", "10.00", "TESCO STORES 3297"),
                    record("2026-11-04", "-7.00", "PRET A MANGER"),
                    record("2026-11-04", "-7.00", "PRET A MANGER"),
                    record("2026-11-05", "-500.00", "A PERSON"),
                    record("2026-10-31", "-99.00", "TESCO STORES 3297"),
                ],
            ),
            statement("savings", vec![record("2026-11-06", "500.00", "A PERSON")]),
        ],
    );
    let report = ledger.budget(None).unwrap();
    assert_eq!(report.income, amount("2100"));
    assert_eq!(report.spent, amount("64"));
    assert_eq!(report.transfers, amount("0"));
    assert_eq!(report.balance_check.input, report.balance_check.accounted);

    let groceries = &report.budgets[0];
    assert_eq!((groceries.spent, groceries.left, groceries.transactions), (amount("50"), amount("50"), 2));
    assert_eq!((groceries.pace, groceries.projected), (Pace::OnTrack, amount("100")));
    let eating_out = &report.budgets[1];
    assert_eq!((eating_out.spent, eating_out.left, eating_out.pace), (amount("14"), amount("-4"), Pace::Over));
    assert_eq!(report.alerts.iter().map(|alert| alert.threshold).collect::<Vec<_>>(), [100]);
}

#[test]
fn loading_twice_changes_nothing() {
    let rows = vec![record("2026-11-04", "-7.00", "PRET"), record("2026-11-04", "-7.00", "PRET")];
    let mut ledger = ledger("{}", vec![statement("current", rows.clone())]);
    let before = ledger.transactions(&Filter::default());
    ledger.load(statement("current", rows));
    assert_eq!(ledger.transactions(&Filter::default()), before);
    assert_eq!(before.len(), 2);
}

#[test]
fn pending_is_a_snapshot() {
    let pending = |description: &str| Record { status: Status::Pending, ..record("2026-11-14", "-5", description) };
    let mut ledger = ledger("{}", vec![statement("current", vec![pending("GREGGS"), pending("PRET")])]);
    ledger.load(statement("current", vec![pending("PRET")]));
    let left: Vec<_> = ledger.transactions(&Filter::default()).into_iter().map(|row| row.description).collect();
    assert_eq!(left, ["PRET"]);
}

#[test]
fn a_pending_line_that_has_settled_counts_once() {
    let settled = Record { stable_id: Some("t1".to_owned()), ..record("2026-11-14", "-5", "PRET") };
    let pending = Record { status: Status::Pending, ..settled.clone() };
    let ledger = ledger("{}", vec![statement("current", vec![pending, settled])]);
    let rows = ledger.transactions(&Filter::default());
    assert_eq!(rows.iter().map(|row| row.status).collect::<Vec<_>>(), [Status::Settled]);
}

#[test]
fn identical_coffees_one_of_them_pending_are_two() {
    let settled = record("2026-11-14", "-3.65", "PRET");
    let pending = Record { status: Status::Pending, ..settled.clone() };
    let ledger = ledger("{}", vec![statement("current", vec![pending, settled])]);
    assert_eq!(ledger.budget(None).unwrap().spent, amount("7.30"));
}

#[test]
fn a_persons_rule_wins_and_is_never_paired_away() {
    let settings = r#"{"rules":[
        {"id":"a","if":{"text":"tesco"},"then":{"category":"eating_out"}},
        {"id":"b","if":{"text":"a person","direction":"out"},"then":{"category":"housing"}},
        {"id":"c","if":{"text":"expenses"},"then":{"exclude":true}}]}"#;
    let rows = vec![
        record("2026-11-02", "-60.00", "TESCO STORES 3297"),
        record("2026-11-05", "-500.00", "A PERSON"),
        record("2026-11-05", "-80.00", "EXPENSES"),
    ];
    let ledger = ledger(
        settings,
        vec![statement("current", rows), statement("savings", vec![record("2026-11-05", "500.00", "A PERSON")])],
    );
    let report = ledger.budget(None).unwrap();
    let lines: Vec<_> = report.uncapped.iter().map(|line| (line.category, line.spent)).collect();
    assert_eq!(lines, [(Category::Housing, amount("500")), (Category::EatingOut, amount("60"))]);
    assert_eq!((report.excluded, report.income), (amount("-80"), amount("500")));
}

#[test]
fn a_pending_line_that_settled_otherwise_counts_once() {
    let booked = |date: &str, amount: &str, text: &str| record(date, amount, text);
    let pending = |text: &str| Record { status: Status::Pending, ..record("2026-11-10", "-20.00", text) };
    for (announced, settled, expected) in [
        ("DISHOOM", booked("2026-11-12", "-20.00", "DISHOOM LONDON"), Some(true)),
        ("DISHOOM", booked("2026-11-24", "-23.00", "DISHOOM LONDON"), Some(false)),
        ("DISHOOM", booked("2026-11-11", "-19.50", "DISHOOM LONDON"), Some(false)),
        ("AMZN MKTP", booked("2026-11-10", "-20.00", "WWW.AMAZON.CO.UK"), Some(false)),
        ("DISHOOM", booked("2026-11-12", "-25.01", "DISHOOM LONDON"), None),
        ("DISHOOM", booked("2026-11-25", "-20.00", "DISHOOM LONDON"), None),
        ("DISHOOM", booked("2026-11-09", "-20.00", "DISHOOM LONDON"), None),
        ("DISHOOM", booked("2026-11-12", "20.00", "DISHOOM LONDON"), None),
        ("DISHOOM", booked("2026-11-12", "-21.00", "WAGAMAMA"), None),
        ("DISHOOM", booked("2026-11-10", "-20.00", "DISHOOM"), None),
        ("DISHOOM", booked("2026-11-10", "-23.00", "DISHOOM LONDON"), Some(false)),
        // Only restaurants add something; elsewhere it is another purchase.
        ("TESCO STORES", booked("2026-11-12", "-23.00", "TESCO STORES 3297"), None),
        ("TESCO STORES", booked("2026-11-12", "-20.50", "TESCO STORES 3297"), Some(false)),
        ("TESCO STORES", booked("2026-11-10", "-20.50", "TESCO STORES 3297"), None),
    ] {
        let text = format!("{announced} {settled:?}");
        let ledger = ledger("{}", vec![statement("current", vec![pending(announced), settled])]);
        assert_eq!(ledger.settled().map(|pair| pair.sure).next(), expected, "{text}");
        assert_eq!(ledger.transactions(&Filter::default()).len(), if expected.is_some() { 1 } else { 2 }, "{text}");
    }
}

#[test]
fn a_settled_line_is_one_pending_lines_at_most() {
    let pending = |day: &str| Record { status: Status::Pending, ..record(day, "-3.65", "PRET A MANGER") };
    let rows =
        vec![pending("2026-11-10"), pending("2026-11-11"), record("2026-11-12", "-3.65", "PRET A MANGER LONDON")];
    let ledger = ledger("{}", vec![statement("current", rows)]);
    assert_eq!(ledger.settled().count(), 1);
    assert_eq!(ledger.budget(None).unwrap().spent, amount("7.30"));
}

#[test]
fn refunds_find_their_purchases() {
    let rows = vec![
        record("2026-10-01", "-60.00", "TESCO STORES 3297"),
        record("2026-10-20", "-25.00", "TESCO STORES 3297"),
        record("2026-11-02", "25.00", "TESCO STORES 1111"),
        record("2026-11-03", "40.00", "TESCO STORES 3297"),
        record("2026-11-04", "30.00", "TESCO STORES 3297"),
    ];
    let settings = r#"{"rules":[{"id":"a","if":{"text":"tesco","direction":"out"},"then":{"category":"home"}}]}"#;
    let ledger = ledger(settings, vec![statement("current", rows)]);
    let listed = ledger.transactions(&Filter::default());
    let links: Vec<_> = listed.iter().map(|row| row.refund_of.as_ref()).collect();
    // 40 is a part of the 60; then nothing has 30 left.
    assert_eq!(links, [None, Some(&listed[4].id), Some(&listed[3].id), None, None]);
    let categories: Vec<_> = listed.iter().map(|row| row.category).collect();
    assert_eq!(categories[..3], [Category::Groceries, Category::Home, Category::Home]);
    // More came back than was spent this month: that is no income.
    let report = ledger.budget(None).unwrap();
    assert_eq!((report.spent, report.income), (amount("-95"), amount("0")));
}

#[test]
fn a_fee_that_the_bank_gives_back_is_a_refund() {
    let rows = vec![
        record("2026-11-02", "-2.75", "NON-STERLING TRANSACTION FEE"),
        record("2026-11-09", "2.75", "NON-STERLING TRANSACTION FEE"),
    ];
    let report = ledger("{}", vec![statement("current", rows)]).budget(None).unwrap();
    assert_eq!((report.income, report.spent), (amount("0"), amount("0.00")));
}

#[test]
fn other_settings_can_be_looked_at_before_they_are_saved() {
    let rows = vec![record("2026-11-02", "-60.00", "TESCO STORES 3297"), record("2026-11-03", "-6.00", "QZX")];
    let ledger = ledger("{}", vec![statement("current", rows)]);
    let rules = br#"{"rules":[{"id":"a","if":{"text":"tesco"},"then":{"category":"home"}}]}"#;
    let changes = ledger.preview(&Settings::from_json(rules).unwrap());
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].before.category, changes[0].after.category), (Category::Groceries, Category::Home));
    assert_eq!(ledger.budget(None).unwrap().uncapped[0].category, Category::Groceries);
}

#[test]
fn every_category_is_explained() {
    let settings = r#"{"rules":[{"id":"gym","if":{"text":"gym"},"then":{"category":"health"}}]}"#;
    let rows = vec![
        record("2026-11-02", "-60.00", "TESCO STORES 3297"),
        record("2026-11-03", "20.00", "TESCO STORES 3297"),
        record("2026-11-04", "-30.00", "THE GYM"),
        record("2026-11-05", "-1.00", "QZX"),
        record("2026-11-06", "-500.00", "A PERSON"),
    ];
    let savings = statement("savings", vec![record("2026-11-07", "500.00", "A PERSON")]);
    let ledger = ledger(settings, vec![statement("current", rows), savings]);
    let explain = |text: &str| {
        let filter = Filter { text: Some(text.to_owned()), account: Some("current".to_owned()), ..Filter::default() };
        let id = ledger.transactions(&filter)[0].id.clone();
        ledger.explain(&id).unwrap()
    };
    let because = |text: &str| explain(text).because;
    assert_eq!(
        because("tesco"),
        ["Tesco is known: Groceries (openpurse's list).", "It gives back a part of the purchase of 2026-11-02."]
    );
    assert_eq!(because("gym"), ["Your rule \"gym\" says so."]);
    assert_eq!(because("qzx"), ["Nothing is known about it: it is yours to sort."]);
    assert_eq!(because("person"), ["The other side is on savings, on 2026-11-07: money between own accounts."]);
    let known = r#"{"code":"merchant","name":"Tesco","category":"groceries","list":"openpurse"}"#;
    let refund = r#"{"code":"refund","on":"2026-11-02","partial":true}"#;
    assert_eq!(serde_json::to_string(&explain("tesco").reasons).unwrap(), format!("[{known},{refund}]"));
}

#[test]
fn a_refund_has_the_reasons_of_its_purchase_and_its_own_decision_has_its_own() {
    let settings = r#"{"rules":[{"id":"out","if":{"text":"greggs","direction":"out"},"then":{"category":"home"}}]}"#;
    let pairs = ["TESCO STORES 3297", "LIDL GB", "GREGGS", "PRET A MANGER"]
        .map(|text| [record("2026-11-02", "-60.00", text), record("2026-11-03", "20.00", text)]);
    let food =
        [record("2026-11-02", "-20.00", "QZX & SONS \"FOOD\""), record("2026-11-03", "20.00", "QZX & SONS \"FOOD\"")];
    let card = Statement { account: account("card", AccountKind::Card), ..statement("card", food.into()) };
    let statements = vec![statement("current", pairs.concat()), card];
    let mut ledger = ledger(settings, statements);
    let of = |ledger: &Ledger, text: &str| {
        let [refund, purchase] = &ledger.transactions(&Filter { text: Some(text.to_owned()), ..Filter::default() })[..]
        else {
            panic!("{text}: a purchase and its refund")
        };
        assert_eq!((refund.kind, purchase.kind), (Kind::Refund, Kind::Spending), "{text}");
        (refund.id.clone(), purchase.id.clone())
    };
    let (tesco, lidl, pret) = (of(&ledger, "tesco").1, of(&ledger, "lidl").1, of(&ledger, "pret").0);
    ledger.correct(&tesco, Category::Home, false);
    ledger.correct(&lidl, Category::Home, true);
    ledger.correct(&pret, Category::Home, false);
    let because = |id: &str| ledger.explain(id).unwrap().because;
    for (text, first) in [
        ("tesco", "Your correction of 2026-11-15 says that it is Home."),
        ("lidl", "Your correction of 2026-11-15 says that it is Home."),
        ("greggs", "Your rule \"out\" says so."),
        ("qzx", "It looks like Groceries: FOOD."),
    ] {
        let (refund, purchase) = of(&ledger, text);
        assert_eq!(because(&purchase), [first], "{text}");
        assert_eq!(because(&refund)[0], first, "{text}");
        assert!(because(&refund)[1].contains("the purchase of 2026-11-02"), "{text}");
    }
    let (refund, purchase) = of(&ledger, "pret");
    assert_eq!(because(&refund)[0], "Your correction of 2026-11-15 says that it is Home.");
    assert_eq!(because(&purchase), ["Pret A Manger is known: Eating out (openpurse's list)."]);
}

const WORDS: [&str; 14] = [
    "TESCO",
    "LIDL",
    "QZX",
    "HARBOUR",
    "KEBAB",
    "CASH",
    "WITHDRAWAL",
    "LNK",
    "SALARY",
    "INTEREST",
    "SAVINGS",
    "YOGA",
    "A PERSON",
    "0042",
];

proptest::proptest! {
    /// Whoever decides: what the sentence says is in the parts, and the other way round.
    #[test]
    fn a_reason_has_all_that_its_sentence_says(
        texts in proptest::collection::vec((proptest::collection::vec(0..WORDS.len(), 1..4), -9_i32..9), 1..12),
        corrected in proptest::collection::vec((0..12_usize, 0..Category::ALL.len(), proptest::bool::ANY), 0..4),
    ) {
        let settings = r#"{"rules":[{"id":"gym","if":{"text":"yoga"},"then":
            {"split":[{"category":"health","percent":50},{"category":"home","percent":50}]}}]}"#;
        let texts = texts.iter().map(|(words, amount)| {
            let words: Vec<_> = words.iter().map(|at| WORDS[*at]).collect();
            record("2026-11-03", &amount.to_string(), &words.join(" "))
        });
        let (one, other) = texts.enumerate().partition::<Vec<_>, _>(|(at, _)| at % 2 == 0);
        let statements = [("current", one), ("savings", other)]
            .map(|(id, records)| statement(id, records.into_iter().map(|(_, record)| record).collect()));
        let mut ledger = ledger(settings, statements.into());
        for (at, category, always) in corrected {
            if let Some(row) = ledger.transactions(&Filter::default()).get(at) {
                ledger.correct(&row.id, Category::ALL[category], always);
            }
        }
        for row in ledger.transactions(&Filter::default()) {
            let why = ledger.explain(&row.id).unwrap();
            let first = serde_json::to_value(&why.reasons[0]).unwrap()["code"].as_str().unwrap().to_owned();
            let codes: &[&str] = match why.decided_by {
                _ if row.kind == Kind::Transfer && first == "transfer" => &["transfer"],
                DecidedBy::You => &["correction"],
                DecidedBy::Learned => &["correction", "similar_corrections"],
                DecidedBy::Rule => &["rule"],
                DecidedBy::Dictionary => &["merchant", "statement_text"],
                DecidedBy::Model => &["looks_like"],
                DecidedBy::Bank => &["bank_classification", "payment_method"],
                DecidedBy::None => &["unknown"],
            };
            proptest::prop_assert!(codes.contains(&first.as_str()), "{:?}: {}", why.decided_by, first);
            let unnamed = Reason::Rule { id: String::new() };
            proptest::prop_assert!(!why.reasons.contains(&unnamed));
            proptest::prop_assert_eq!(&why.because, &why.reasons.iter().map(ToString::to_string).collect::<Vec<_>>());
            for (sentence, reason) in why.because.iter().zip(&why.reasons) {
                let parts = serde_json::to_value(reason).unwrap();
                for (name, part) in parts.as_object().unwrap() {
                    let Some(part) = part.as_str().filter(|_| name != "code" && name != "list") else { continue };
                    let said = if name == "category" { part.parse::<Category>().unwrap().name() } else { part };
                    proptest::prop_assert!(sentence.contains(said), "{sentence}: {parts}");
                }
            }
        }
    }
}

#[test]
fn a_rule_splits_to_the_penny() {
    let settings = r#"{"caps":[{"category":"home","amount":50}],"rules":[{"id":"a","if":{"text":"tesco"},"then":
        {"split":[{"category":"groceries","percent":66.67},{"category":"home","percent":33.33}]}}]}"#;
    let rows = vec![record("2026-11-02", "-60.01", "TESCO STORES 3297"), record("2026-11-03", "6.00", "TESCO STORES")];
    let ledger = ledger(settings, vec![statement("current", rows)]);
    let parts = |row: &Transaction| row.parts().map(|part| part.amount.to_string()).collect::<Vec<_>>();
    let listed = ledger.transactions(&Filter { category: Some(Category::Home), ..Filter::default() });
    assert_eq!(listed.iter().map(parts).collect::<Vec<_>>(), [["4.00", "2.00"], ["-40.01", "-20.00"]]);
    let report = ledger.budget(None).unwrap();
    assert_eq!((report.budgets[0].spent, report.uncapped[0].spent), (amount("18"), amount("36.01")));
    assert_eq!(report.balance_check.input, report.balance_check.accounted);
}

#[test]
fn currencies_are_never_added() {
    let euros = Record { currency: "EUR".parse().unwrap(), ..record("2026-11-04", "-20.00", "CARREFOUR") };
    let ledger = ledger("{}", vec![statement("current", vec![euros, record("2026-11-04", "-7.00", "PRET")])]);
    let report = ledger.budget(None).unwrap();
    assert_eq!((report.spent, report.other_currencies[0].spent), (amount("7"), amount("20")));
}

#[test]
fn filters_combine() {
    let rows = vec![record("2026-11-02", "-60.00", "TESCO STORES"), record("2026-11-05", "-5", "PRET A MANGER")];
    let ledger = ledger("{}", vec![statement("current", rows)]);
    let count = |json: &str| ledger.transactions(&serde_json::from_str(json).unwrap()).len();
    assert_eq!(count(r#"{"from":"2026-11-05","to":"2026-11-05"}"#), 1);
    assert_eq!(count(r#"{"category":"groceries","text":"Tesco"}"#), 1);
    assert_eq!(count(r#"{"category":"groceries","text":"pret"}"#), 0);
    assert_eq!(count(r#"{"account":"nobody"}"#), 0);
}

const TEXTS: [&str; 8] = [
    "TESCO STORES 3297",
    "ACME LTD SALARY",
    "A PERSON",
    "LNK TESCO",
    "POT ROUND UP",
    "PAYMENT RECEIVED THANK YOU",
    "QZX",
    "NON-STERLING TRANSACTION FEE",
];

fn any_record() -> impl Strategy<Value = Record> {
    (1u32..=30, -20_000i64..20_000, 0u32..3, 0..TEXTS.len(), any::<bool>(), any::<bool>()).prop_map(
        |(day, units, scale, text, euro, pending)| Record {
            amount: rust_decimal::Decimal::new(units, scale).to_string().parse().unwrap(),
            currency: if euro { "EUR".parse().unwrap() } else { Currency::GBP },
            status: if pending { Status::Pending } else { Status::Settled },
            ..record(&format!("2026-11-{day:02}"), "0", TEXTS[text])
        },
    )
}

fn any_ledger() -> impl Strategy<Value = Vec<Vec<Record>>> {
    prop::collection::vec(prop::collection::vec(any_record(), 0..40), 1..4)
}

proptest! {
    /// Rule 8 on random ledgers, with sums worked out here from the input alone.
    #[test]
    fn money_is_conserved(accounts in any_ledger()) {
        let statements = accounts.iter().enumerate().map(|(n, rows)| statement(&n.to_string(), rows.clone())).collect();
        let settings = r#"{"caps":[{"category":"groceries","amount":50}],"rules":[
            {"id":"a","if":{"text":"lnk"},"then":{"split":[{"category":"cash","percent":33.3},{"category":"gifts_charity","percent":66.7}]}},
            {"id":"b","if":{"text":"qzx","min":100},"then":{"exclude":true}}]}"#;
        let ledger = ledger(settings, statements);
        let report = ledger.budget(None).unwrap();
        // What has settled counts once, as the settled line.
        let twice: BTreeMap<&str, &Settled> = ledger.settled().map(|pair| (pair.pending.as_str(), pair)).collect();
        let left_out = |currency: Currency| -> Amount {
            let entries = twice.iter().filter_map(|(id, pair)| Some((ledger.entries.get(*id)?, pair.amount)));
            entries.filter(|(entry, _)| entry.record.currency == currency).map(|(_, amount)| amount).sum()
        };
        let sum = |currency: &str| -> Amount {
            let rows = accounts.iter().flatten().filter(|row| row.currency.as_str() == currency);
            rows.map(|row| row.amount).sum::<Amount>() - left_out(currency.parse().unwrap())
        };
        prop_assert_eq!(report.balance_check.input, sum("GBP"));
        prop_assert_eq!(report.balance_check.accounted, sum("GBP"));
        for other in &report.other_currencies {
            prop_assert_eq!(other.balance_check.input, sum(other.currency.as_str()));
            prop_assert_eq!(other.balance_check.accounted, other.balance_check.input);
        }
        // Every figure is the sum of what is said to make it.
        for (of, total) in
            [("spent", report.spent), ("income", report.income), ("transfers", report.transfers), ("excluded", report.excluded)]
        {
            let figure = serde_json::from_str(&format!(r#"{{"of":"{of}"}}"#)).unwrap();
            let sum: Amount = ledger.figure(None, figure).unwrap().iter().map(|addend| addend.amount).sum();
            prop_assert_eq!(sum, total, "{}", of);
        }
        for line in &report.uncapped {
            let figure = Figure { of: explain::Sum::Spent, category: Some(line.category), currency: None };
            let sum: Amount = ledger.figure(None, figure).unwrap().iter().map(|addend| addend.amount).sum();
            prop_assert_eq!(sum, line.spent);
        }
        let lines: Amount = report.budgets.iter().map(|l| l.spent).chain(report.uncapped.iter().map(|l| l.spent)).sum();
        prop_assert_eq!(lines, report.spent);
    }

    /// Rule 13: neither the order of accounts nor loading again changes a byte.
    #[test]
    fn the_order_of_loading_does_not_matter(accounts in any_ledger()) {
        let statements: Vec<_> =
            accounts.iter().enumerate().map(|(n, rows)| statement(&n.to_string(), rows.clone())).collect();
        let forwards = ledger("{}", statements.clone());
        let backwards = ledger("{}", statements.iter().rev().chain(&statements).cloned().collect());
        let json = |ledger: &Ledger| {
            let rows = ledger.transactions(&Filter::default());
            (serde_json::to_string(&rows).unwrap(), serde_json::to_string(&ledger.budget(None).unwrap()).unwrap())
        };
        prop_assert_eq!(json(&forwards), json(&backwards));
    }

    /// Rule 4: windows that overlap by whole days are one window, and it does not matter in which order a bank lists its lines.
    #[test]
    fn windows_that_overlap_are_one(
        rows in prop::collection::vec(any_record(), 0..60),
        (end, start) in (1u32..=30).prop_flat_map(|end| (Just(end), 1..=end)),
        seed in any::<usize>(),
    ) {
        let settled: Vec<_> = rows.into_iter().map(|row| Record { status: Status::Settled, ..row }).collect();
        let day = |row: &Record| row.date.day();
        let window = |keep: &dyn Fn(u32) -> bool| settled.iter().filter(|row| keep(day(row))).cloned().collect::<Vec<_>>();
        let (early, late) = (window(&|day| day <= end), window(&|day| day >= start));
        let mut turned = settled.clone();
        let by = seed.checked_rem(settled.len()).unwrap_or_default();
        turned.rotate_left(by);
        let whole = listed(vec![statement("current", settled.clone())]);
        prop_assert_eq!(&listed(vec![statement("current", early.clone()), statement("current", late.clone())]), &whole);
        prop_assert_eq!(&listed(vec![statement("current", late), statement("current", early)]), &whole);
        prop_assert_eq!(&listed(vec![statement("current", turned)]), &whole);
    }

    /// Rule 4: after a reconnect the account has another id and everything else is as it was.
    #[test]
    fn a_reconnect_keeps_every_id(accounts in any_ledger()) {
        let at = |suffix: &str| -> Vec<Statement> {
            let statements = accounts.iter().enumerate().map(|(n, rows)| {
                let mut statement = statement(&n.to_string(), rows.clone());
                statement.account.id.push_str(suffix);
                statement
            });
            statements.collect()
        };
        let (before, after) = (at(""), at("-anew"));
        let expected = listed(after.clone());
        prop_assert_eq!(listed(before.into_iter().chain(after).collect()), expected);
    }
}

/// All transactions as JSON.
fn listed(statements: Vec<Statement>) -> String {
    serde_json::to_string(&ledger("{}", statements).transactions(&Filter::default())).unwrap()
}
