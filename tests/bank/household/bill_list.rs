//! The list of bills: the household's, and one or two for each account of the load-test bank.

use super::bills::Bill;
use super::bills::How::{self, Card as OnCard, Charge, DirectDebit, StandingOrder};
use super::event::Category::{
    self, Bills, Education, Fees, GiftsCharity, Health, Housing, Insurance, Subscriptions, TaxGov,
};
use super::event::Slot::{self, Card, Eight, Joint, Personal};
use super::single;

pub(super) const UTILITIES: &[&str] = &["Bills and Utilities", "Utilities"];
const COVER: &[&str] = &["Pension and insurances", "Buildings and contents insurance"];
const TELEVISION: &[&str] = &["Bills and Utilities", "Television"];
const CHARITY: &[&str] = &["Gifts & Donations", "Charity"];

/// Every bill of every account.
pub(crate) fn all() -> impl Iterator<Item = Bill> {
    BILLS.iter().copied().chain(single::slots().flat_map(single::bills))
}

/// The household's bills, and one for each account of the load-test bank.
#[rustfmt::skip]
const BILLS: &[Bill] = &[
    every(Joint, StandingOrder, 1, "GREENFIELD LETTINGS RENT", "Greenfield Lettings", Housing, &["Home", "Rent"], 137_500, 3_750, 0),
    Bill {
        months: &[1, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        ..every(Joint, DirectDebit, 1, "LB CROYDON COUNCIL TAX", "Council Tax", Bills, &[], 18_700, 800, 0)
    },
    every(Joint, DirectDebit, 5, "TV LICENCE MBP", "TV Licence", Bills, TELEVISION, 1_412, 42, 0),
    every(Joint, DirectDebit, 8, "OCTOPUS ENERGY", "Octopus Energy", Bills, UTILITIES, 11_800, 650, 2_400),
    every(Joint, DirectDebit, 12, "THAMES WATER", "Thames Water", Bills, UTILITIES, 3_410, 390, 0),
    every(Joint, DirectDebit, 15, "BT GROUP PLC", "BT", Bills, &["Bills and Utilities", "Internet"], 3_299, 200, 0),
    every(Joint, DirectDebit, 20, "AVIVA HOME INSURANCE", "Aviva", Insurance, COVER, 2_168, 140, 0),
    every(Joint, OnCard, 23, "DISNEY PLUS", "Disney+", Subscriptions, TELEVISION, 799, 100, 0),
    every(Joint, Charge, 28, "MONTHLY ACCOUNT FEE", "Account fee", Fees, &[], 300, 0, 0),
    every(Personal, OnCard, 1, "SPOTIFY P1A2B3C4D5", "Spotify", Subscriptions, &["Entertainment", "Music"], 1_099, 50, 0),
    every(Personal, DirectDebit, 3, "PUREGYM LTD", "PureGym", Health, &["Health & Fitness", "Gym"], 2_299, 100, 0),
    every(Personal, OnCard, 7, "NETFLIX.COM", "Netflix", Subscriptions, TELEVISION, 1_099, 100, 0),
    every(Personal, DirectDebit, 10, "OXFAM", "Oxfam", GiftsCharity, CHARITY, 1_000, 0, 0),
    every(Personal, DirectDebit, 16, "OPEN UNIVERSITY", "Open University", Education, &["Education", "Tuition"], 5_400, 300, 0),
    every(Personal, DirectDebit, 18, "EE LIMITED", "EE", Bills, &["Bills and Utilities", "Mobile Phone"], 1_900, 150, 260),
    every(Personal, DirectDebit, 22, "DIRECT LINE INSURANCE", "Direct Line", Insurance, &["Auto & Transport", "Auto Insurance"], 3_984, 260, 0),
    every(Personal, DirectDebit, 24, "CANCER RESEARCH UK", "Cancer Research UK", GiftsCharity, CHARITY, 800, 0, 0),
    Bill { months: &[1], ..every(Personal, DirectDebit, 29, "HMRC SELF ASSESSMENT", "HMRC", TaxGov, &[], 21_400, 900, 0) },
    Bill { months: &[6], ..every(Personal, DirectDebit, 17, "HM PASSPORT OFFICE", "HM Passport Office", TaxGov, &[], 8_850, 300, 0) },
    every(Card, OnCard, 2, "GUARDIAN NEWS & MEDIA", "The Guardian", Subscriptions, &[], 500, 100, 0),
    every(Card, OnCard, 14, "AMZNPRIME AMAZON PRIME", "Amazon Prime", Subscriptions, &["Shopping", "General"], 899, 0, 0),
    every(Card, OnCard, 19, "APPLE.COM/BILL", "Apple", Subscriptions, &[], 299, 0, 0),
    every(Card, OnCard, 26, "MICROSOFT 365", "Microsoft", Subscriptions, &[], 599, 250, 0),
    every(Eight(1), DirectDebit, 4, "EDF ENERGY", "EDF Energy", Bills, UTILITIES, 9_600, 300, 1_100),
    every(Eight(1), StandingOrder, 1, "PARKSIDE LETTINGS RENT", "Parkside Lettings", Housing, &["Home", "Rent"], 98_000, 2_000, 0),
    every(Eight(2), DirectDebit, 3, "SKY DIGITAL", "Sky", Bills, TELEVISION, 4_300, 200, 0),
    every(Eight(3), DirectDebit, 7, "VODAFONE LTD", "Vodafone", Bills, &[], 2_600, 120, 0),
    every(Eight(4), DirectDebit, 9, "ADMIRAL INSURANCE", "Admiral", Insurance, COVER, 3_350, 180, 0),
    every(Eight(5), DirectDebit, 11, "BRITISH GAS", "British Gas", Bills, UTILITIES, 8_150, 310, 900),
    every(Eight(6), OnCard, 13, "NETFLIX.COM", "Netflix", Subscriptions, TELEVISION, 1_099, 100, 0),
    every(Eight(7), DirectDebit, 15, "SEVERN TRENT WATER", "Severn Trent", Bills, UTILITIES, 2_750, 160, 0),
    every(Eight(8), OnCard, 1, "SPOTIFY P9Z8Y7X6W5", "Spotify", Subscriptions, &["Entertainment", "Music"], 1_099, 50, 0),
    every(Eight(8), DirectDebit, 17, "NATIONAL TRUST", "National Trust", GiftsCharity, CHARITY, 760, 20, 0),
];

#[expect(clippy::too_many_arguments, reason = "one line of the table above")]
pub(super) const fn every(
    slot: Slot,
    how: How,
    day: u32,
    text: &'static str,
    name: &'static str,
    category: Category,
    classification: &'static [&'static str],
    base: i64,
    rise: i64,
    wobble: i64,
) -> Bill {
    Bill { slot, how, day, months: &[], text, name, category, classification, base, rise, wobble }
}
