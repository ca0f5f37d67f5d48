//! Query parameters, read strictly: one that is unknown, repeated or malformed is refused by name, because a misspelt
//! `form=` would otherwise silently answer another question than was asked. A blank one counts as absent.

use chrono::{NaiveDate, TimeDelta};

use crate::problem::Problem;

/// Days of the default window, today included: what every bank gives without a fresh sign-in.
const DEFAULT_DAYS: i64 = 90;
const LONGEST_RETURN_TO: usize = 512;

/// The parameters of one request.
#[derive(Debug)]
pub struct Query(Vec<(&'static str, String)>);

/// Days to answer for; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; never after today.
    pub to: NaiveDate,
}

impl Query {
    /// Reads a query string that may hold the parameters `known`.
    pub fn read(text: &str, known: &[&'static str]) -> Result<Self, Problem> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let Some(&name) = known.iter().find(|known| **known == name) else {
                let shown: String = name.chars().take(64).collect();
                let detail = match known {
                    [] => "There is no such parameter; this address takes none.".to_owned(),
                    _ => format!("There is no such parameter; use {}.", known.join(", ")),
                };
                return Err(Problem::invalid(shown, detail));
            };
            if pairs.iter().any(|(seen, _)| *seen == name) {
                return Err(Problem::invalid(name, "Give it once."));
            }
            pairs.push((name, value.trim().to_owned()));
        }
        Ok(Self(pairs))
    }

    /// The parameter's value, unless it is absent or blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A parameter that is `true` or `false`, which it is where it is absent.
    pub fn switch(&self, name: &'static str) -> Result<bool, Problem> {
        match self.get(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Problem::invalid(name, "Use true or false.")),
        }
    }

    /// `from` and `to`; by default the last 90 days.
    pub fn window(&self, today: NaiveDate) -> Result<Window, Problem> {
        let to = self.date("to")?.unwrap_or(today);
        if to > today {
            return Err(Problem::invalid("to", format!("Banks have no transactions of the future: at most {today}.")));
        }
        let default = to.checked_sub_signed(TimeDelta::days(DEFAULT_DAYS - 1)).unwrap_or(to);
        let from = self.date("from")?.unwrap_or(default);
        if from > to {
            return Err(Problem::invalid("from", format!("Must not be after `to`, which is {to}.")));
        }
        Ok(Window { from, to })
    }

    fn date(&self, name: &'static str) -> Result<Option<NaiveDate>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let well_formed = text.len() == 10 && !text.starts_with(['+', '-']);
        match text.parse() {
            Ok(date) if well_formed => Ok(Some(date)),
            _ => Err(Problem::invalid(name, "Use a calendar date such as 2026-11-03.")),
        }
    }

    /// Where to go back to in the app: a path on this site and nothing that a browser could read as another site.
    pub fn return_to(&self) -> Result<String, Problem> {
        let path = self.get("return_to").unwrap_or("/");
        let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        if path.starts_with('/') && !path.starts_with("//") && plain && path.len() <= LONGEST_RETURN_TO {
            Ok(path.to_owned())
        } else {
            Err(Problem::invalid("return_to", "Use a path of this site that begins with a single slash."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn window(query: &str) -> Result<(String, String), String> {
        let query = Query::read(query, &["from", "to"]).map_err(field)?;
        let window = query.window(date("2026-11-23")).map_err(field)?;
        Ok((window.from.to_string(), window.to.to_string()))
    }

    fn field(problem: Problem) -> String {
        match problem {
            Problem::InvalidRequest { field, .. } => field,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_default_is_the_last_90_days() {
        assert_eq!(window(""), Ok(("2026-08-26".into(), "2026-11-23".into())));
        assert_eq!(window("from=&to="), window(""));
        assert_eq!(window("from=2026-11-01&to=2026-11-01"), Ok(("2026-11-01".into(), "2026-11-01".into())));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (query, wrong) in [
            ("from=yesterday", "from"),
            ("from=2026-02-30", "from"),
            ("from=2026-2-3", "from"),
            ("to=26-11-1011", "to"),
            ("to=2026-11-24", "to"),
            ("from=2026-11-10&to=2026-11-09", "from"),
            ("form=2026-11-01", "form"),
            ("from=2026-11-01&from=2026-11-02", "from"),
        ] {
            assert_eq!(window(query), Err(wrong.to_owned()), "{query}");
        }
    }

    #[test]
    fn return_to_stays_on_this_site() {
        let read = |value: &str| {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("return_to", value).finish();
            Query::read(&query, &["return_to"]).unwrap().return_to()
        };
        for good in ["/", "/month/2026-11?tab=caps#top"] {
            assert_eq!(read(good).unwrap(), good);
        }
        assert_eq!(read("").unwrap(), "/");
        for bad in
            ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "/a b", "a", "/é", "javascript:x"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read(&format!("/{}", "a".repeat(512))).is_err());
    }
}
