//! Text, amounts and dates as banks' files write them.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::DateOrder;
use crate::money::Amount;

/// What windows-1252 has at 0x80 to 0x9f, by the WHATWG's index; elsewhere its bytes are Unicode's own numbers.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// By its byte order mark, else UTF-8 where it is that, else windows-1252.
///
/// Not by a crate: `encoding_rs` brings the tables of all encodings of the web, more than the rest of the core together.
pub(super) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(bytes.iter().map(windows_1252).collect()),
        },
    }
}

fn windows_1252(byte: &u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
    special.copied().unwrap_or(char::from(*byte))
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// `£1,234.56`, `(12.00)`, `+3`, `.50`; with `decimal_comma` `1.234,56`.
pub(super) fn amount(text: &str, decimal_comma: bool) -> Option<Amount> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (group, point) = if decimal_comma { ('.', ',') } else { (',', '.') };
    let mut plain: String =
        inner.unwrap_or(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '£' | '€' | '$' | '\'')).collect();
    plain = plain.replace('\u{2212}', "-");
    // Two signs are one too many.
    if inner.is_some() && plain.starts_with(['-', '+']) {
        return None;
    }
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
        let number = |from, to| digits.get(from..to)?.parse::<u32>().ok();
        return NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(4, 6)?, number(6, 8)?);
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
    if !short && year.len() != 4 {
        return None;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told_by_its_mark_or_its_bytes() {
        assert_eq!(decoded(b"\xef\xbb\xbf\xc2\xa31"), "£1");
        assert_eq!(decoded(b"\xfe\xff\x20\xac\x00"), "€");
        assert_eq!(decoded(b"\xff\xfe\x00\xd8"), "\u{fffd}");
        assert_eq!(decoded(b"\x80 \x9f \xa3 \xe9"), "€ Ÿ £ é");
    }

    #[test]
    fn amounts_are_read_as_written_and_never_guessed() {
        let read = |text: &str, comma: bool| amount(text, comma).map(|amount| amount.to_string());
        for (text, wanted) in
            [("£1,234.56", "1234.56"), ("(12.00)", "-12.00"), ("-£3.40", "-3.40"), ("+3", "3"), (".50", "0.50")]
        {
            assert_eq!(read(text, false).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(read("-1.234,56", true).as_deref(), Some("-1234.56"));
        for text in ["", "-", "12,34", "1e5", "twelve", "--1", "1.2.3", "NaN", "(-3.40)", "(+3.40)"] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_their_order() {
        let read = |text: &str, order| date(text, order).map(|date| date.to_string());
        for text in [
            "03/11/2026",
            "3.11.26",
            "2026-11-03T10:00:00Z",
            "2026-11-03 10:00",
            "03 Nov 2026",
            "20261103120000[0:GMT]",
        ] {
            assert_eq!(read(text, DateOrder::Dmy).as_deref(), Some("2026-11-03"), "{text}");
        }
        assert_eq!(read("11/03/2026", DateOrder::Mdy).as_deref(), Some("2026-11-03"));
        for text in ["31/02/2026", "", "03/11/202", "03/11/20266", "29/02/2027"] {
            assert_eq!(read(text, DateOrder::Dmy), None, "{text}");
        }
    }
}
