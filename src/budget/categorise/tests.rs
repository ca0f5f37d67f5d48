use super::*;
use crate::transaction::Method;

fn record(description: &str, amount: &str) -> Record {
    crate::testing::record("2026-11-03", amount, description)
}

fn category(description: &str, amount: &str, method: Option<Method>) -> Category {
    let mut record = record(description, amount);
    record.hint.method = method;
    categorise(&Evidence::of(AccountKind::Account, &record)).category
}

#[test]
fn the_form_of_the_text_comes_before_a_merchants_name() {
    for (text, amount, method, expected) in [
        ("LNK TESCO FABIAN WAY", "-20.00", Some(Method::Atm), Category::Cash),
        ("CASH WITHDRAWAL AT TESCO PERSONAL FINANCE", "-20.00", None, Category::Cash),
        ("NON-STERLING TRANSACTION FEE", "-0.35", None, Category::Fees),
        ("ACME LTD SALARY", "2100.00", Some(Method::Credit), Category::Income),
        ("INTEREST", "1.20", Some(Method::Interest), Category::Income),
        ("INTEREST", "-4.20", Some(Method::Interest), Category::Fees),
        ("SAVE THE CHANGE", "-0.89", None, Category::Savings),
        ("TRANSFER TO NORTHFIELD SAVINGS", "-300.00", Some(Method::StandingOrder), Category::Savings),
        ("SAVINGS INTEREST", "3.10", Some(Method::Credit), Category::Income),
        ("CREDIT CARD INTEREST", "-4.10", Some(Method::Interest), Category::Fees),
        ("CREDIT CARD ANNUAL FEE", "-36.00", Some(Method::Fee), Category::Fees),
        ("AMERICAN EXPRESS", "-312.00", Some(Method::DirectDebit), Category::Transfers),
    ] {
        assert_eq!(category(text, amount, method), expected, "{text}");
    }
}

#[test]
fn neighbours_that_are_easily_confused() {
    for (text, expected) in [
        ("TESCO PFS 2484", Category::Transport),
        ("UBER EATS", Category::EatingOut),
        ("UBER TRIP", Category::Transport),
        ("AMAZON PRIME", Category::Subscriptions),
        ("AMZNMKTPLACE AMAZO", Category::Shopping),
        ("SAVE THE CHILDREN", Category::GiftsCharity),
        ("M&S SIMPLY FOOD", Category::Groceries),
        ("MARKS&SPENCER PLC", Category::Shopping),
        ("VIRGIN MEDIA", Category::Bills),
        ("SHELL ENERGY", Category::Bills),
        ("SHELL GREENWICH", Category::Transport),
        ("TESCO MOBILE", Category::Bills),
        ("LAMBETH COUNCIL TAX", Category::Bills),
        ("ALEX PERSON RENT", Category::Housing),
    ] {
        assert_eq!(category(text, "-9.99", None), expected, "{text}");
    }
}

#[test]
fn the_banks_hint_decides_what_the_lists_do_not_know() {
    let mut unknown = record("QZX 4471", "-12.00");
    unknown.hint.classification = vec!["Food & Dining".to_owned(), "Restaurants".to_owned()];
    let decision = categorise(&Evidence::of(AccountKind::Account, &unknown));
    assert_eq!((decision.category, decision.decided_by), (Category::EatingOut, DecidedBy::Bank));

    unknown.hint.classification = vec!["Pensions and insurances".to_owned()];
    assert_eq!(categorise(&Evidence::of(AccountKind::Account, &unknown)).category, Category::Insurance);

    let mut known = record("TESCO STORES 3297", "-12.00");
    known.hint.classification = vec!["Entertainment".to_owned()];
    assert_eq!(categorise(&Evidence::of(AccountKind::Account, &known)).category, Category::Groceries);
}

#[test]
fn who_knows_nothing_says_so() {
    let decision = categorise(&Evidence::of(AccountKind::Account, &record("QZX 4471", "-12.00")));
    assert_eq!((decision.category, decision.decided_by), (Category::Other, DecidedBy::None));
    assert_eq!(decision.confidence, Confidence::NONE);
    assert_eq!(decision.merchant, None);
}

#[test]
fn the_banks_merchant_name_helps_where_the_text_does_not() {
    let mut row = record("CARD 4471 XXXXX", "-12.00");
    row.merchant_name = Some("Greggs".to_owned());
    let decision = categorise(&Evidence::of(AccountKind::Account, &row));
    assert_eq!((decision.category, decision.merchant.as_deref()), (Category::EatingOut, Some("Greggs")));
}

#[test]
fn a_payment_onto_a_card_is_own_money() {
    let decision = categorise(&Evidence::of(AccountKind::Card, &record("PAYMENT RECEIVED - THANK YOU", "250.00")));
    assert_eq!((decision.category, decision.nature), (Category::Transfers, Nature::Own));
}

#[test]
fn names_that_only_look_like_own_money_are_spending() {
    for (text, method) in [
        ("POT NOODLE SHOP", None),
        ("ISA BROWN", Some(Method::Debit)),
        ("SUPER SAVER RAILCARD", None),
        ("THE POT KETTLE", Some(Method::Purchase)),
        ("CAPITAL ONE ARENA TICKETS", None),
    ] {
        let mut line = record(text, "-20.00");
        line.hint.method = method;
        assert_ne!(categorise(&Evidence::of(AccountKind::Account, &line)).nature, Nature::Own, "{text}");
    }
    for (text, method) in [("AMEX MEMBERSHIP FEE", Some(Method::Fee)), ("AMEX TRAVEL", None)] {
        let mut line = record(text, "-20.00");
        line.hint.method = method;
        assert_ne!(categorise(&Evidence::of(AccountKind::Card, &line)).nature, Nature::Own, "{text}");
    }
}

#[test]
fn money_onto_a_card_is_a_repayment_or_a_refund_and_never_income() {
    for (text, method, nature) in [
        ("NIKE.COM REFUND", Some(Method::Credit), Nature::Trade),
        ("QZX", None, Nature::Trade),
        ("DIRECT DEBIT RECEIVED", Some(Method::Credit), Nature::Own),
        ("AUTOPAY", None, Nature::Own),
        ("ONLINE PAYMENT", Some(Method::BillPayment), Nature::Own),
    ] {
        let mut line = record(text, "300.00");
        line.hint.method = method;
        let decision = categorise(&Evidence::of(AccountKind::Card, &line));
        assert_eq!(decision.nature, nature, "{text}");
        assert_ne!(decision.category, Category::Income, "{text}");
    }
}

#[test]
fn a_shop_that_pays_by_bank_transfer_is_an_employer_and_by_card_a_refund() {
    assert_eq!(category("TESCO STORES LTD", "2000.00", Some(Method::Credit)), Category::Income);
    assert_eq!(category("TESCO STORES LTD", "20.00", Some(Method::Purchase)), Category::Groceries);
}

/// Every shape of statement that is known, the traps of names included.
#[test]
fn statements_of_all_shapes_are_sorted() {
    let lines = include_str!("tests/statements.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let [wanted, amount, method, text] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let method = match method {
            "P" => Some(Method::Purchase),
            "DD" => Some(Method::DirectDebit),
            "T" => Some(Method::Transfer),
            "C" => Some(Method::Credit),
            "SO" => Some(Method::StandingOrder),
            "B" => Some(Method::BillPayment),
            "A" => Some(Method::Atm),
            "" => None,
            other => panic!("{other}: no method"),
        };
        let found = category(text, amount, method);
        assert!(wanted.split('/').any(|wanted| wanted == found.id()), "{text}: {found}, not {wanted}");
    }
}

#[test]
fn what_is_no_text_has_no_category_and_no_panic() {
    let long = "A".repeat(10_000);
    for text in
        ["", "🍕🍕", "\u{0}\u{1}\u{7f}", "שלום עולם", "000000000000", " \t\n", &long, "\u{202e}\u{200b}", "''''"]
    {
        assert_eq!(category(text, "-1", None), Category::Other, "{text:?}");
    }
}

#[test]
fn a_name_that_is_a_word_counts_where_it_stands_out() {
    assert_eq!(category("SHELL YARDLEY WOOD", "-40", None), Category::Transport);
    assert_eq!(category("NEXT BRENT CROSS", "-40", None), Category::Shopping);
    assert_eq!(category("PAUL SMITHERS", "-40", Some(Method::Transfer)), Category::Transfers);
    let decision = categorise(&Evidence::of(AccountKind::Account, &record("WHAT HAPPENS NEXT WEEK", "-40")));
    assert_ne!(decision.merchant.as_deref(), Some("Next"));
}

/// The list spells only what the statement's own words in title case do not.
#[test]
fn merchants_are_named_as_people_write_them() {
    for (text, name) in [
        ("TESCO STORES 3297", "Tesco"),
        ("BP CONNECT LEEDS", "BP"),
        ("KFC 1234", "KFC"),
        ("MCDONALDS 12", "McDonald's"),
        ("B & Q 1042", "B&Q"),
        ("BQ 1042", "B&Q"),
        ("PRET A MANGER", "Pret A Manger"),
        ("NETFLIX.COM", "Netflix"),
    ] {
        let decision = categorise(&Evidence::of(AccountKind::Account, &record(text, "-4.00")));
        assert_eq!(decision.merchant.as_deref(), Some(name), "{text}");
    }
}
