//! OpenStreetMap's brands, out of the npm package name-suggestion-index (BSD-3-Clause), in the categories of this project.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use budget::Category;
use serde::Deserialize;

#[derive(Deserialize)]
struct Index {
    nsi: BTreeMap<String, Kind>,
}

#[derive(Deserialize)]
struct Kind {
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    display_name: String,
    location_set: Places,
    #[serde(default)]
    match_names: Vec<String>,
    #[serde(default)]
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Places {
    #[serde(default)]
    include: Vec<serde_json::Value>,
}

/// Writes data/brands.tsv: name, category, region, kind, other names.
pub(crate) fn extract(nsi: &Path, version: &str, root: &Path) -> Result<()> {
    let text = std::fs::read_to_string(nsi).with_context(|| nsi.display().to_string())?;
    let index: Index = serde_json::from_str(&text).context("name-suggestion-index")?;
    let mut rows = BTreeMap::new();
    for (path, kind) in &index.nsi {
        let Some((tree, tag)) = path.split_once('/') else { continue };
        let Some(category) = category(tree, tag) else { continue };
        for item in &kind.items {
            let Some(region) = region(&item.location_set) else { continue };
            let name = item.tags.get("brand").filter(|_| tree == "brands").unwrap_or(&item.display_name);
            if !latin(name) {
                continue;
            }
            let others: Vec<_> = item.match_names.iter().filter(|name| latin(name)).map(String::as_str).collect();
            let key = (region, name.clone(), category.id());
            rows.entry(key).or_insert_with(|| (tag.to_owned(), others.join("|")));
        }
    }
    let mut out = format!(
        "# Brands of OpenStreetMap from name-suggestion-index {version} (BSD-3-Clause), made by `cargo xtask brands`.\n\
         # name, category, region (gb, eu, world, en: other countries where English is spoken), kind, other names\n"
    );
    for ((region, name, category), (tag, others)) in &rows {
        writeln!(out, "{name}\t{category}\t{region}\t{tag}\t{others}")?;
    }
    std::fs::write(root.join("data/brands.tsv"), out)?;
    println!("{} brands", rows.len());
    Ok(())
}

fn latin(name: &str) -> bool {
    name.chars().all(|c| (c as u32) < 0x250 || "’–‘".contains(c)) && name.chars().any(char::is_alphabetic)
}

fn region(places: &Places) -> Option<&'static str> {
    const EU: &[&str] =
        &["fr", "de", "es", "it", "nl", "ie", "be", "at", "pt", "lu", "fx", "150", "q46", "ch", "eu", "dk", "se", "pl"];
    const ENGLISH: &[&str] = &["us", "ca", "au", "nz"];
    let codes: Vec<String> = places.include.iter().filter_map(|place| Some(place.as_str()?.to_lowercase())).collect();
    let any = |wanted: &[&str]| {
        codes.iter().any(|code| wanted.iter().any(|place| code == place || code.starts_with(&format!("{place}-"))))
    };
    if any(&["gb", "uk"]) {
        Some("gb")
    } else if any(&["001"]) {
        Some("world")
    } else if any(EU) {
        Some("eu")
    } else if any(ENGLISH) {
        Some("en")
    } else {
        None
    }
}

/// The category of what is tagged so. `None` for what no card pays, such as transformers.
fn category(tree: &str, tag: &str) -> Option<Category> {
    use Category as C;
    let (key, value) = tag.split_once('/')?;
    if tree == "operators" {
        return Some(match tag {
            "amenity/parking"
            | "amenity/charging_station"
            | "amenity/car_sharing"
            | "amenity/bicycle_rental"
            | "amenity/fuel"
            | "amenity/bicycle_parking" => C::Transport,
            "office/water_utility" | "office/energy_supplier" | "office/telecommunication" => C::Bills,
            "amenity/university" | "amenity/college" => C::Education,
            "leisure/fitness_centre" => C::Health,
            "leisure/sports_centre" | "tourism/museum" | "amenity/theatre" | "amenity/cinema" | "tourism/zoo" => {
                C::Entertainment
            }
            "amenity/clinic" | "amenity/dentist" | "amenity/pharmacy" | "amenity/doctors" => C::Health,
            _ => return None,
        });
    }
    if tree == "transit" {
        return matches!(tag, "route/ferry").then_some(C::Travel);
    }
    if tree != "brands" {
        return None;
    }
    Some(match (key, value) {
        ("amenity", v) => match v {
            "fast_food" | "restaurant" | "cafe" | "pub" | "bar" | "ice_cream" | "food_court" | "biergarten"
            | "canteen" | "juice_bar" => C::EatingOut,
            "fuel"
            | "car_rental"
            | "car_wash"
            | "car_sharing"
            | "charging_station"
            | "parking"
            | "taxi"
            | "bicycle_rental"
            | "kick-scooter_rental"
            | "scooter_rental"
            | "motorcycle_rental"
            | "vehicle_inspection"
            | "bicycle_parking" => C::Transport,
            "pharmacy" | "clinic" | "dentist" | "doctors" | "hospital" | "spa" | "public_bath" => C::Health,
            "cinema" | "theatre" | "nightclub" | "casino" | "gambling" | "karaoke_box" | "amusement_arcade"
            | "internet_cafe" | "escape_game" => C::Entertainment,
            "post_office" | "parcel_locker" | "veterinary" | "animal_boarding" => C::Services,
            "kindergarten" | "childcare" => C::Education,
            "driving_school" | "language_school" | "prep_school" | "music_school" | "dancing_school" | "school"
            | "college" | "university" => C::Education,
            "bureau_de_change" => C::Travel,
            "money_transfer" => C::Transfers,
            "marketplace" => C::Groceries,
            _ => return None,
        },
        ("leisure", v) => match v {
            "fitness_centre" | "sauna" | "tanning_salon" => C::Health,
            "playground" | "park" => return None,
            _ => C::Entertainment,
        },
        ("tourism", "hotel" | "motel" | "hostel" | "guest_house" | "apartment" | "camp_site" | "caravan_site") => {
            C::Travel
        }
        ("tourism", _) => C::Entertainment,
        ("healthcare", _) => C::Health,
        ("craft", v) => match v {
            "caterer" | "brewery" | "winery" | "distillery" => C::EatingOut,
            "optician" => C::Health,
            "key_cutter" | "shoemaker" | "tailor" | "photographer" => C::Services,
            _ => C::Home,
        },
        ("office", v) => match v {
            "insurance" => C::Insurance,
            "estate_agent" | "property_management" => C::Housing,
            "telecommunication" | "energy_supplier" | "water_utility" => C::Bills,
            "travel_agent" => C::Travel,
            "lawyer" | "notary" | "accountant" | "tax_advisor" | "courier" | "moving_company" | "employment_agency"
            | "coworking" | "guide" => C::Services,
            "charity" | "ngo" | "foundation" => C::GiftsCharity,
            "government" => C::TaxGov,
            "educational_institution" => C::Education,
            _ => return None,
        },
        ("shop", v) => {
            match v {
                "supermarket" | "convenience" | "bakery" | "butcher" | "greengrocer" | "alcohol" | "beverages"
                | "wine" | "deli" | "cheese" | "chocolate" | "confectionery" | "coffee" | "dairy" | "farm"
                | "frozen_food" | "health_food" | "kiosk" | "newsagent" | "pasta" | "pastry" | "seafood" | "spices"
                | "tea" | "water" | "food" | "nuts" | "wholesale" | "tobacco" | "e-cigarette" => {
                    if v == "tobacco" || v == "e-cigarette" { C::Shopping } else { C::Groceries }
                }
                "pastry_shop" => C::EatingOut,
                "car" | "car_parts" | "car_repair" | "tyres" | "motorcycle" | "motorcycle_repair" | "truck"
                | "caravan" | "fuel" => C::Transport,
                "chemist"
                | "optician"
                | "hairdresser"
                | "hairdresser_supply"
                | "beauty"
                | "cosmetics"
                | "massage"
                | "medical_supply"
                | "hearing_aids"
                | "nutrition_supplements"
                | "perfumery"
                | "tattoo"
                | "nails"
                | "herbalist" => C::Health,
                "doityourself"
                | "furniture"
                | "hardware"
                | "garden_centre"
                | "houseware"
                | "bed"
                | "kitchen"
                | "paint"
                | "lighting"
                | "carpet"
                | "curtain"
                | "flooring"
                | "bathroom_furnishing"
                | "interior_decoration"
                | "tiles"
                | "trade"
                | "household_linen"
                | "fireplace"
                | "doors"
                | "windows"
                | "window_blind"
                | "pottery"
                | "swimming_pool"
                | "electrical"
                | "glaziery"
                | "tool_hire"
                | "agrarian"
                | "garden_furniture" => C::Home,
                "travel_agency" => C::Travel,
                "florist" | "charity" | "gift" | "second_hand_charity" => C::GiftsCharity,
                "mobile_phone" | "telecommunication" | "gas" | "energy" => C::Bills,
                "bookmaker" | "lottery" | "ticket" | "games" => C::Entertainment,
                "laundry" | "dry_cleaning" | "storage_rental" | "funeral_directors" | "copyshop" | "locksmith"
                | "pet_grooming" | "photo_studio" | "rental" | "shoe_repair" | "tailor" | "outpost" | "repair" => {
                    C::Services
                }
                "money_lender" | "pawnbroker" => return None,
                "video_games" | "music" | "toys" => C::Shopping,
                "bank" => return None,
                _ => C::Shopping,
            }
        }
        _ => return None,
    })
}
