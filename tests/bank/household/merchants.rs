//! The shops the household uses: well-known British brands only, so that a starter dictionary can know every one.

use super::dice::Dice;
use super::event::Category::{self, *};

/// A shop, how its card line reads and what people spend there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Merchant {
    pub(crate) name: &'static str,
    /// The card scheme's line; `#` is a digit of the branch's number.
    pub(crate) line: &'static str,
    pub(crate) category: Category,
    pub(crate) classification: &'static [&'static str],
    /// Least and most spent at once, in pence.
    pub(crate) price: (i64, i64),
    /// Prices are multiples of this many pence.
    step: i64,
    /// How often it is chosen on the personal account, the joint account and the credit card.
    weights: [i64; 3],
}

/// Which of a merchant's weights counts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Basket {
    Personal,
    Joint,
    Card,
    /// All three together.
    Mixed,
}

impl Merchant {
    /// A price at this merchant, in pence.
    pub(crate) fn roll_price(&self, dice: &mut Dice) -> i64 {
        let (low, high) = self.price;
        dice.range(low / self.step, high / self.step) * self.step
    }

    fn weight(&self, basket: Basket) -> i64 {
        let [personal, joint, card] = self.weights;
        match basket {
            Basket::Personal => personal,
            Basket::Joint => joint,
            Basket::Card => card,
            Basket::Mixed => personal + joint + card,
        }
    }
}

/// A merchant by its weight in the basket.
pub(crate) fn pick(dice: &mut Dice, basket: Basket) -> &'static Merchant {
    let total: i64 = MERCHANTS.iter().map(|merchant| merchant.weight(basket)).sum();
    let mut left = dice.range(1, total);
    MERCHANTS
        .iter()
        .find(|merchant| {
            left -= merchant.weight(basket);
            left <= 0
        })
        .unwrap_or(&PRET)
}

/// The name of one of the shops, in turn.
pub(crate) fn name(index: u64) -> &'static str {
    let index = usize::try_from(index % MERCHANTS.len() as u64).unwrap_or(0);
    MERCHANTS.get(index).map_or("", |merchant| merchant.name)
}

/// Where the two identical coffees come from.
pub(crate) const PRET: Merchant =
    shop("Pret A Manger", "PRET A MANGER SHOP ####", EatingOut, COFFEE, (285, 915), 5, [10, 0, 1]);
pub(crate) const TFL: Merchant =
    shop("Transport for London", "TFL TRAVEL CH", Transport, PUBLIC, (280, 890), 10, [14, 2, 0]);
pub(crate) const TESCO: Merchant = shop("Tesco", "TESCO STORES ####", Groceries, GROCERIES, (340, 3480), 1, [4, 12, 2]);
pub(crate) const AMAZON: Merchant =
    shop("Amazon", "AMAZON.CO.UK*######", Shopping, SHOPPING, (699, 6499), 1, [2, 2, 8]);
pub(crate) const ARGOS: Merchant = shop("Argos", "ARGOS LTD ####", Shopping, SHOPPING, (1299, 7999), 1, [1, 1, 3]);
pub(crate) const JOHN_LEWIS: Merchant =
    shop("John Lewis", "JOHN LEWIS ####", Shopping, SHOPPING, (1500, 14000), 100, [0, 0, 3]);
pub(crate) const MCDONALDS: Merchant =
    shop("McDonald's", "MCDONALDS ####", EatingOut, &["Food & Dining", "Fast Food"], (469, 1699), 10, [4, 1, 1]);
pub(crate) const STARBUCKS: Merchant =
    shop("Starbucks", "STARBUCKS ####", EatingOut, COFFEE, (345, 1020), 5, [4, 0, 1]);
pub(crate) const LIDL: Merchant = shop("Lidl", "LIDL GB ####", Groceries, GROCERIES, (280, 2890), 1, [2, 9, 0]);
pub(crate) const BOOKING: Merchant =
    shop("Booking.com", "BOOKING.COM ####", Travel, &["Travel", "Hotel"], (8900, 21900), 100, [0, 0, 0]);
pub(crate) const EUROSTAR: Merchant =
    shop("Eurostar", "EUROSTAR INTERNATL", Travel, &["Travel", "Vacation"], (7800, 15600), 100, [0, 0, 0]);

const COFFEE: &[&str] = &["Food & Dining", "Coffee shops"];
const RESTAURANT: &[&str] = &["Food & Dining", "Restaurants"];
const GROCERIES: &[&str] = &["Shopping", "Groceries"];
const SHOPPING: &[&str] = &["Shopping", "General"];
const CLOTHING: &[&str] = &["Shopping", "Clothing"];
const PUBLIC: &[&str] = &["Auto & Transport", "Public transport"];
const FUEL: &[&str] = &["Auto & Transport", "Gas & Fuel"];
const HOME: &[&str] = &["Shopping", "Home"];
const PHARMACY: &[&str] = &["Health & Fitness", "Pharmacy"];
const FILMS: &[&str] = &["Entertainment", "Movies & DVDs"];

/// Every shop there is.
pub(crate) const MERCHANTS: [Merchant; 48] = [
    PRET,
    TFL,
    TESCO,
    AMAZON,
    ARGOS,
    JOHN_LEWIS,
    MCDONALDS,
    STARBUCKS,
    LIDL,
    BOOKING,
    EUROSTAR,
    shop("Sainsbury's", "SAINSBURYS S/MKTS", Groceries, GROCERIES, (320, 3640), 1, [3, 10, 1]),
    shop("Aldi", "ALDI STORES ##", Groceries, GROCERIES, (370, 2920), 1, [0, 6, 0]),
    shop("Waitrose", "WAITROSE ####", Groceries, GROCERIES, (340, 3190), 1, [1, 3, 2]),
    shop("Co-op", "CO-OP GROUP ######", Groceries, GROCERIES, (185, 1290), 5, [6, 3, 0]),
    shop("M&S Food", "M&S SIMPLY FOOD", Groceries, GROCERIES, (320, 1550), 5, [4, 2, 1]),
    shop("Morrisons", "MORRISONS ####", Groceries, GROCERIES, (410, 3130), 1, [0, 3, 0]),
    shop("Ocado", "OCADO RETAIL LTD", Groceries, GROCERIES, (4200, 7800), 1, [0, 2, 1]),
    shop("Costa Coffee", "COSTA COFFEE ####", EatingOut, COFFEE, (330, 1090), 5, [5, 1, 1]),
    shop("Greggs", "GREGGS PLC ####", EatingOut, &["Food & Dining", "Fast Food"], (155, 780), 5, [6, 0, 0]),
    shop("Nando's", "NANDOS ####", EatingOut, RESTAURANT, (1450, 4620), 5, [2, 1, 2]),
    shop("Wagamama", "WAGAMAMA ####", EatingOut, RESTAURANT, (1620, 5480), 5, [1, 1, 2]),
    shop("Pizza Express", "PIZZA EXPRESS ####", EatingOut, RESTAURANT, (1790, 5930), 5, [1, 1, 2]),
    shop("Deliveroo", "DELIVEROO", EatingOut, &["Food & Dining", "Delivery"], (1480, 4390), 1, [3, 1, 2]),
    shop("Wetherspoon", "J D WETHERSPOON", EatingOut, &["Food & Dining", "Bars"], (520, 3180), 5, [3, 0, 0]),
    shop("Trainline", "TRAINLINE.COM", Transport, PUBLIC, (740, 6380), 10, [1, 0, 3]),
    shop("Shell", "SHELL CROYDON", Transport, FUEL, (2800, 7450), 1, [0, 1, 4]),
    shop("BP", "BP CONNECT ####", Transport, FUEL, (2650, 7120), 1, [0, 1, 2]),
    shop("Uber", "UBER *TRIP", Transport, &["Auto & Transport", "Taxi"], (640, 2870), 1, [4, 0, 1]),
    shop("RingGo", "RINGGO PARKING", Transport, &["Auto & Transport", "Parking"], (180, 940), 10, [2, 1, 0]),
    shop("Next", "NEXT RETAIL LTD", Shopping, CLOTHING, (1200, 7800), 50, [0, 1, 2]),
    shop("ASOS", "ASOS.COM", Shopping, CLOTHING, (1400, 8800), 50, [1, 0, 2]),
    shop("eBay", "EBAY O*##-#####", Shopping, SHOPPING, (450, 5600), 1, [1, 0, 2]),
    shop("Waterstones", "WATERSTONES ####", Shopping, &["Shopping", "Books"], (799, 3497), 1, [1, 0, 1]),
    shop("Currys", "CURRYS ####", Shopping, &["Shopping", "Electronics & Software"], (1499, 18900), 1, [0, 0, 1]),
    shop("IKEA", "IKEA LTD CROYDON", Home, HOME, (900, 16400), 50, [0, 2, 1]),
    shop("B&Q", "B & Q ####", Home, HOME, (480, 9300), 1, [0, 2, 1]),
    shop("Screwfix", "SCREWFIX DIR LTD", Home, HOME, (699, 5400), 1, [0, 1, 0]),
    shop("Boots", "BOOTS ####", Health, PHARMACY, (299, 2990), 1, [3, 2, 1]),
    shop("Superdrug", "SUPERDRUG ####", Health, PHARMACY, (249, 2150), 1, [2, 1, 0]),
    shop("Specsavers", "SPECSAVERS ####", Health, &["Health & Fitness", "Eye care"], (2500, 12900), 100, [0, 0, 1]),
    shop("Odeon", "ODEON CINEMAS", Entertainment, FILMS, (950, 3480), 5, [2, 0, 1]),
    shop("Vue", "VUE CINEMAS", Entertainment, FILMS, (899, 3196), 1, [1, 1, 0]),
    shop("Steam", "STEAMGAMES.COM", Entertainment, &["Entertainment", "Games"], (499, 3999), 1, [0, 0, 1]),
    shop("Royal Mail", "ROYAL MAIL ####", Services, &["Business Services", "Shipping"], (165, 1499), 5, [1, 1, 0]),
    shop("Timpson", "TIMPSON LTD ####", Services, &["Personal Services"], (700, 2600), 50, [1, 0, 0]),
    shop("Udemy", "UDEMY ONLINE COURSE", Education, &["Education", "Tuition"], (1299, 1999), 100, [0, 0, 1]),
    shop("Premier Inn", "PREMIER INN ####", Travel, &["Travel", "Hotel"], (6200, 13900), 50, [0, 0, 1]),
];

const fn shop(
    name: &'static str,
    line: &'static str,
    category: Category,
    classification: &'static [&'static str],
    price: (i64, i64),
    step: i64,
    weights: [i64; 3],
) -> Merchant {
    Merchant { name, line, category, classification, price, step, weights }
}
