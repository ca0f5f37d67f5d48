//! One name for one payee, however a bank writes it this time.

/// Words of a statement that change from one payment to the next.
const MONTHS: &[&str] = &[
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MAY",
    "JUN",
    "JUL",
    "AUG",
    "SEP",
    "SEPT",
    "OCT",
    "NOV",
    "DEC",
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];
/// Words that say how it was paid, or what kind of firm it is, not whom.
const NOISE: &[&str] = &["DD", "SO", "STO", "DDR", "BGC", "FPI", "FPO", "BP", "REF", "LTD", "LIMITED", "PLC", "UK"];
/// What comes behind this many words is a reference.
const MOST: usize = 6;

/// The name without references, dates and the words of the trade: upper case, single blanks. Where nothing else is
/// there, the text as it is.
pub(super) fn key(name: &str) -> String {
    let mut upper = name.to_uppercase();
    upper.retain(|c| !matches!(c, '\'' | '’'));
    let all = || upper.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty());
    let lasting =
        |word: &&str| !word.chars().any(|c| c.is_ascii_digit()) && !MONTHS.contains(word) && !NOISE.contains(word);
    let kept: Vec<&str> = all().filter(lasting).take(MOST).collect();
    if kept.is_empty() { all().collect::<Vec<_>>().join(" ") } else { kept.join(" ") }
}

/// Whether two keys name one payee: banks cut names short.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_dates_do_not_make_another_payee() {
        assert_eq!(key("Acme Ltd SALARY NOV 2026"), key("ACME LTD SALARY DEC 2026"));
        assert_eq!(key("SPOTIFY P1A2B3C4D5"), "SPOTIFY");
        assert_eq!(key("12345"), "12345");
        assert!(alike("OCTOPUS", "OCTOPUS ENERGY") && !alike("OCTO", "OCTOPUS ENERGY") && !alike("", "A"));
    }
}
