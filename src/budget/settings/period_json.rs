//! The JSON shape of a period kind. One flat struct: serde's tagged enums cannot hold exact numbers.

use chrono::{NaiveDate, Weekday};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::period::{Payday, PeriodKind, Shift};

const LAST_WORKING_DAY: &str = "last_working_day";

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodJson {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start_day: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    starts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shift: Option<String>,
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PeriodKind, D::Error> {
    let json = PeriodJson::deserialize(deserializer)?;
    json.check_fields().and_then(|()| json.kind()).map_err(D::Error::custom)
}

pub(super) fn serialize<S: Serializer>(kind: &PeriodKind, serializer: S) -> Result<S::Ok, S::Error> {
    let named = |kind: &str| PeriodJson { kind: kind.to_owned(), ..PeriodJson::default() };
    match *kind {
        PeriodKind::Month { start_day } => PeriodJson { start_day: Some(start_day), ..named("month") },
        PeriodKind::Week { starts } => PeriodJson { starts: Some(weekday_name(starts).to_owned()), ..named("week") },
        PeriodKind::Days { length: 28, anchor } => PeriodJson { anchor: Some(anchor), ..named("four_weeks") },
        PeriodKind::Days { anchor, .. } => PeriodJson { anchor: Some(anchor), ..named("fortnight") },
        PeriodKind::Payday(Payday::LastWorkingDay) => {
            PeriodJson { day: Some(json(&LAST_WORKING_DAY)?), ..named("payday") }
        }
        PeriodKind::Payday(Payday::Day { day, shift }) => {
            let shift = match shift {
                Shift::Previous => "previous",
                Shift::Next => "next",
            };
            PeriodJson { day: Some(json(&day)?), shift: Some(shift.to_owned()), ..named("payday") }
        }
    }
    .serialize(serializer)
}

fn json<E: serde::ser::Error>(day: &impl Serialize) -> Result<Box<RawValue>, E> {
    to_raw_value(day).map_err(E::custom)
}

impl PeriodJson {
    /// A field of another kind of period would be a setting that silently does nothing.
    fn check_fields(&self) -> Result<(), String> {
        let given = [
            ("start_day", self.start_day.is_some(), "month"),
            ("starts", self.starts.is_some(), "week"),
            ("anchor", self.anchor.is_some(), "fortnight or four_weeks"),
            ("day", self.day.is_some(), "payday"),
            ("shift", self.shift.is_some(), "payday"),
        ];
        let odd = given.iter().find(|(_, given, kind)| *given && !kind.split(" or ").any(|kind| kind == self.kind));
        odd.map_or(Ok(()), |(field, _, kind)| Err(format!("{field}: belongs to kind {kind}")))
    }

    fn kind(&self) -> Result<PeriodKind, String> {
        let anchor = || self.anchor.ok_or("anchor is missing: the first day of one such period");
        match self.kind.as_str() {
            "month" => match self.start_day.unwrap_or(1) {
                start_day @ 1..=31 => Ok(PeriodKind::Month { start_day }),
                _ => Err("start_day: expected a day from 1 to 31".into()),
            },
            "week" => match self.starts.as_deref().unwrap_or("monday").parse::<Weekday>() {
                Ok(starts) => Ok(PeriodKind::Week { starts }),
                Err(_) => Err("starts: expected a day of the week, such as monday".into()),
            },
            "fortnight" => Ok(PeriodKind::Days { length: 14, anchor: anchor()? }),
            "four_weeks" => Ok(PeriodKind::Days { length: 28, anchor: anchor()? }),
            "payday" => self.payday().map(PeriodKind::Payday),
            _ => Err("kind: expected month, week, fortnight, four_weeks or payday".into()),
        }
    }

    fn payday(&self) -> Result<Payday, String> {
        let shift = match self.shift.as_deref() {
            None | Some("previous") => Shift::Previous,
            Some("next") => Shift::Next,
            Some(_) => return Err("shift: expected previous or next".into()),
        };
        let wanted = || format!("day: expected a day of the month from 1 to 31, or {LAST_WORKING_DAY}");
        let json = self.day.as_ref().ok_or_else(wanted)?.get();
        match json.parse() {
            Ok(day @ 1..=31) => Ok(Payday::Day { day, shift }),
            Err(_) if serde_json::from_str::<String>(json).is_ok_and(|text| text == LAST_WORKING_DAY) => {
                Ok(Payday::LastWorkingDay)
            }
            _ => Err(wanted()),
        }
    }
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}
