//! Amounts as they are written.

use rust_decimal::Decimal;

use super::{LIMIT, MAX_SCALE};
use crate::error::{Error, ErrorKind};

/// The number that a text says.
pub(super) fn parse(text: &str) -> Result<Decimal, Error> {
    match short(text) {
        Some(value) => Ok(value),
        None => any(text),
    }
}

/// The usual amount: at most 15 digits, 8 of them behind the point, and no exponent. `None` for every other text.
fn short(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mut units, mut whole, mut scale) = (0i64, 0u32, None);
    for byte in unsigned.bytes() {
        match (byte, &mut scale) {
            (b'0'..=b'9', scale) => {
                units = units.saturating_mul(10).saturating_add(i64::from(byte & 15));
                *scale.as_mut().unwrap_or(&mut whole) += 1;
            }
            (b'.', None) => scale = Some(0),
            _ => return None,
        }
    }
    let plain = whole > 0 && scale.is_none_or(|scale| (1..=MAX_SCALE).contains(&scale)) && unsigned.len() <= 15;
    let signed = if unsigned.len() < text.len() { units.saturating_neg() } else { units };
    plain.then(|| Decimal::new(signed, scale.unwrap_or_default()))
}

fn any(text: &str) -> Result<Decimal, Error> {
    if !looks_numeric(text) {
        return Err(Error::new(ErrorKind::Amount, "not a decimal number"));
    }
    let value = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { text.parse::<Decimal>() };
    let mut value = value.map_err(|_| out_of_range())?;
    if value.scale() > MAX_SCALE {
        value = value.round_dp(MAX_SCALE).normalize();
    }
    if value.abs() >= Decimal::from(LIMIT) { Err(out_of_range()) } else { Ok(value) }
}

fn out_of_range() -> Error {
    Error::new(ErrorKind::AmountOutOfRange, "out of range: an amount is below 10^15")
}

/// Whether the text has the form of a JSON number, leading zeros allowed. The decimal library takes more (`1_000`).
fn looks_numeric(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    digits(whole)
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_short_way_says_what_the_long_one_says(written in "-?[0-9]{1,12}(\\.[0-9]{1,9})?|[-0-9.e]{0,9}") {
            if let Some(value) = short(&written) {
                let long = any(&written).unwrap();
                proptest::prop_assert_eq!((value, value.scale()), (long, long.scale()), "{}", written);
            }
        }
    }

    #[test]
    fn usual_amounts_go_the_short_way() {
        for text in ["0", "-42.10", "007.5", "123456789012345", "-0.00000001"] {
            assert!(short(text).is_some(), "{text}");
        }
    }
}
