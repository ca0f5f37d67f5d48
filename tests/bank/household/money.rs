//! Money in whole pence (or cents), written into JSON as a number with exactly two digits.

use std::fmt;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// An amount in the minor unit of its currency. The sign is that of the place it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Money(pub(crate) i64);

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let minor = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn is_written_with_two_digits() {
        let texts: Vec<_> = [0, 5, -5, 100, -120, 123_456].map(|n| serde_json::to_string(&Money(n)).unwrap()).into();
        assert_eq!(texts, ["0.00", "0.05", "-0.05", "1.00", "-1.20", "1234.56"]);
    }
}
