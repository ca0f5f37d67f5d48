//! Text, amounts and dates as banks' files write them.

use std::borrow::Cow;

use chrono::NaiveDate;
use encoding_rs::{Encoding, WINDOWS_1252};

use super::DateOrder;
use crate::money::Amount;

/// By its byte order mark, else UTF-8 where it is that, else windows-1252.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// `£1,234.56`, `(12.00)`, `+3`, `.50`; with `decimal_comma` `1.234,56`.
pub(super) fn amount(text: &str, decimal_comma: bool) -> Option<Amount> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (group, point) = if decimal_comma { ('.', ',') } else { (',', '.') };
    let mut plain: String =
        inner.unwrap_or(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '£' | '€' | '$' | '\'')).collect();
    plain = plain.replace('\u{2212}', "-");
    let negative = plain.starts_with('-') != inner.is_some();
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let (whole, fraction) = digits.split_once(point).map_or((digits, None), |(w, f)| (w, Some(f)));
    // A group that is not of three digits is a decimal comma that nobody announced.
    if whole.split(group).skip(1).any(|part| part.len() != 3) {
        return None;
    }
    let whole = whole.replace(group, "");
    let whole = if whole.is_empty() { "0" } else { whole.as_str() };
    let text = fraction.map_or_else(|| whole.to_owned(), |fraction| format!("{whole}.{fraction}"));
    let value: Amount = if text.contains(['e', 'E', '-']) || digits.is_empty() { None } else { text.parse().ok() }?;
    Some(if negative { -value } else { value })
}

/// The date at the start of the text: `03/11/2026`, `3.11.26`, `2026-11-03 10:00:00`, `03 Nov 2026`, `20261103120000`.
pub(super) fn date(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let text = text.trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if digits.len() >= 8 {
        return NaiveDate::parse_from_str(digits.get(..8)?, "%Y%m%d").ok();
    }
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let third = third.split_once('T').map_or(third, |(day, _)| day);
    let (year, month, day) = match order {
        _ if first.len() == 4 => (first, second, third),
        DateOrder::Ymd => (first, second, third),
        DateOrder::Dmy => (third, second, first),
        DateOrder::Mdy => (third, first, second),
    };
    let short = year.len() <= 2;
    let year: i32 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(if short { year.checked_add(2000)? } else { year }, month_number(month)?, day.parse().ok()?)
}

fn month_number(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let name = text.to_lowercase();
    let place = NAMES.iter().position(|month| name.starts_with(month))?;
    u32::try_from(place).ok()?.checked_add(1)
}
