//! The euro bank's account: statement lines as French and Irish banks write them.

use chrono::{Datelike, NaiveDate};

use super::calendar::{day_of_month, days, last_working_day, months};
use super::dice::Dice;
use super::event::{Category, Event, Kind, Slot};
use super::income::income;

const SLOT: Slot = Slot::Euro;

/// Paid every month: day, line, cents, code, category.
const BILLS: [(u32, &str, i64, &str, Category); 8] = [
    (3, "VIR SEPA EMIS LOYER AGENCE DU CANAL", 94_000, "SO", Category::Housing),
    (5, "PRLV SEPA EDF CLIENTS PARTICULIERS", 7_850, "DD", Category::Bills),
    (8, "PRLV SEPA FREE MOBILE", 1_999, "DD", Category::Bills),
    (10, "D/D ELECTRIC IRELAND", 6_420, "DD", Category::Bills),
    (14, "PRLV SEPA MAIF ASSURANCES", 3_175, "DD", Category::Insurance),
    (17, "CARTE NETFLIX.COM AMSTERDAM", 1_349, "DEB", Category::Subscriptions),
    (22, "PRLV SEPA DGFIP IMPOT", 14_300, "DD", Category::TaxGov),
    (30, "FRAIS DE TENUE DE COMPTE", 250, "CHG", Category::Fees),
];

/// Bought now and then: the line (`%` is the day of purchase), least and most cents, category.
const SHOPS: [(&str, i64, i64, Category); 12] = [
    ("CARTE % CARREFOUR CITY PARIS 11", 480, 6_900, Category::Groceries),
    ("CARTE % MONOPRIX 0421", 350, 5_400, Category::Groceries),
    ("CARTE % PICARD SURGELES", 900, 4_200, Category::Groceries),
    ("POS LIDL IRELAND DUBLIN 8 %", 620, 5_800, Category::Groceries),
    ("VDP-DUNNES STORES STEPHENS", 540, 7_100, Category::Groceries),
    ("CARTE % BOULANGERIE PAUL", 120, 1_450, Category::EatingOut),
    ("VDC-STARBUCKS DUBLIN", 350, 1_200, Category::EatingOut),
    ("CARTE % RATP PARIS", 215, 1_690, Category::Transport),
    ("CARTE % SNCF CONNECT", 1_800, 9_900, Category::Transport),
    ("CARTE % DECATHLON", 990, 8_500, Category::Shopping),
    ("POS PENNEYS HENRY ST %", 600, 6_000, Category::Shopping),
    ("CARTE % FNAC.COM", 1_290, 12_900, Category::Shopping),
];

/// Everything on the account from `from` to `to`.
pub(crate) fn events(seed: u64, from: NaiveDate, to: NaiveDate) -> Vec<Event> {
    let monthly = months(from, to).flat_map(|month| {
        let salary = "VIR SEPA RECU ATELIER LUMIERE SARL SALAIRE";
        let bills =
            BILLS.map(|(day, line, cents, code, category)| paid(day_of_month(month, day), line, cents, code, category));
        [income(SLOT, last_working_day(month), 284_600, salary, "BGC")].into_iter().chain(bills)
    });
    monthly.chain(days(from, to).flat_map(|day| bought(seed, day))).collect()
}

fn bought(seed: u64, day: NaiveDate) -> Vec<Event> {
    let mut dice = Dice::new(seed, "euro", day);
    let written = format!("{:02}/{:02}", day.day(), day.month());
    let mut all: Vec<Event> = (0..dice.range(0, 2))
        .map(|_| {
            let (line, low, high, category) = dice.pick(SHOPS);
            let cents = dice.range(low, high);
            paid(day, &line.replace('%', &written), cents, "DEB", category)
        })
        .collect();
    if day.day() % 15 == 7 {
        all.push(paid(day, &format!("RETRAIT DAB {written} PARIS 11"), 4_000, "CPT", Category::Cash));
    }
    all
}

fn paid(day: NaiveDate, line: &str, cents: i64, code: &'static str, category: Category) -> Event {
    let event = Event::payment(SLOT, day, -cents, line, code, Kind::Spending, category);
    Event { category: if code == "DEB" { "PURCHASE" } else { event.category }, ..event }
}
