//! The 22 categories, their stable ids and their names for people.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};

use crate::error::{Error, ErrorKind};

macro_rules! categories {
    ($($(#[$doc:meta])* $variant:ident $id:literal $name:literal,)*) => {
        /// What money was spent on, or where it came from. The ids are part of the public contract.
        ///
        /// ```
        /// use budget::Category;
        /// assert_eq!("eating_out".parse::<Category>()?, Category::EatingOut);
        /// assert_eq!(serde_json::to_string(&Category::EatingOut)?, "\"eating_out\"");
        /// assert_eq!((Category::ALL.len(), Category::ALL.last()), (22, Some(&Category::Other)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Category {
            $($(#[$doc])* #[serde(rename = $id)] $variant,)*
        }

        impl Category {
            /// Every category, in the order in which people read them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable id, such as `eating_out`: what files and the API say.
            ///
            /// ```
            /// assert_eq!(budget::Category::GiftsCharity.id(), "gifts_charity");
            /// ```
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The name for people, such as `Eating out`.
            ///
            /// ```
            /// assert_eq!(budget::Category::GiftsCharity.name(), "Gifts and charity");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

categories! {
    /// Supermarkets, convenience shops, butchers, bakers, off-licences, meal kits.
    Groceries "groceries" "Groceries",
    /// Restaurants, cafés, pubs, takeaways and their delivery.
    EatingOut "eating_out" "Eating out",
    /// General retail, marketplaces, clothes, electronics, books, pets.
    Shopping "shopping" "Shopping",
    /// Public transport, taxis, fuel, parking, tolls, car upkeep, vehicle tax.
    Transport "transport" "Transport",
    /// Flights, hotels, ferries, travel agents, currency exchange.
    Travel "travel" "Travel",
    /// Rent, mortgage, letting agents.
    Housing "housing" "Housing",
    /// Furniture, tools, garden, trades, household goods.
    Home "home" "Home",
    /// Energy, water, broadband, mobile, TV licence, council tax.
    Bills "bills" "Bills",
    /// Streaming, software, news, cloud storage.
    Subscriptions "subscriptions" "Subscriptions",
    /// Every kind of insurance.
    Insurance "insurance" "Insurance",
    /// Pharmacies, dentists, opticians, gyms, hair and beauty.
    Health "health" "Health",
    /// Fees, courses, professional bodies.
    Education "education" "Education",
    /// Cinema, events, days out, games, gambling, clubs.
    Entertainment "entertainment" "Entertainment",
    /// Post, laundry, legal, vets, removals, storage.
    Services "services" "Services",
    /// Donations, florists, vouchers, charity shops.
    GiftsCharity "gifts_charity" "Gifts and charity",
    /// Cash machines and cash advances.
    Cash "cash" "Cash",
    /// Bank and card fees, interest charged.
    Fees "fees" "Fees",
    /// HMRC, courts, passports, fines.
    TaxGov "tax_gov" "Tax and government",
    /// Savings pots, round-ups, investments.
    Savings "savings" "Savings",
    /// To and from people and own accounts, card repayments.
    Transfers "transfers" "Transfers",
    /// Salary, benefits, interest and dividends received.
    Income "income" "Income",
    /// Nobody knows: openpurse abstains rather than guess.
    Other "other" "Other",
}

fn list() -> String {
    Category::ALL.iter().map(|category| category.id()).collect::<Vec<_>>().join(", ")
}

impl FromStr for Category {
    type Err = Error;

    fn from_str(id: &str) -> Result<Self, Error> {
        Self::ALL
            .iter()
            .copied()
            .find(|category| category.id() == id)
            .ok_or_else(|| Error::new(ErrorKind::Category, format!("not a category: expected one of {}", list())))
    }
}

/// As its id.
impl Serialize for Category {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
