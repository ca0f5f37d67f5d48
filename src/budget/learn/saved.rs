//! What was learned as JSON, with a version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Choice, Learned};
use crate::error::{Error, ErrorKind};

/// The version that this program writes, and the newest that it reads.
const VERSION: u32 = 1;
/// The longest text that is read, in bytes: far more than what is kept ever takes.
const MAX_BYTES: usize = 8 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Saved<'a> {
    version: u32,
    #[serde(default)]
    merchants: std::borrow::Cow<'a, BTreeMap<String, Choice>>,
    #[serde(default)]
    transactions: std::borrow::Cow<'a, BTreeMap<String, Choice>>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Learned {
    /// What an earlier [`Self::to_json`] wrote, of this version or an older one.
    ///
    /// # Errors
    /// Where the text is no such document, is made by a newer version, or is far too long; the message says what to do.
    ///
    /// ```
    /// # use budget::Learned;
    /// let saved = r#"{"version":1,"transactions":{"id":{"category":"groceries","on":"2026-11-02"}}}"#;
    /// assert!(!Learned::from_json(saved)?.is_empty());
    /// // A newer version is refused rather than read in part.
    /// assert!(Learned::from_json(r#"{"version":2}"#).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let error = |why: String| Error::new(ErrorKind::Learned, why).at("learned");
        if text.len() > MAX_BYTES {
            return Err(error(format!("more than {MAX_BYTES} bytes: this is not what was learned")));
        }
        let malformed =
            |why: serde_json::Error| error(format!("not what was exported ({why}): export it again")).because_of(why);
        let Version { version } = serde_json::from_str(text).map_err(malformed)?;
        if version == 0 || version > VERSION {
            return Err(error(format!("its version is {version}, and this program reads {VERSION}: use a newer one")));
        }
        let saved: Saved<'_> = serde_json::from_str(text).map_err(malformed)?;
        let mut learned =
            Self { merchants: saved.merchants.into_owned(), transactions: saved.transactions.into_owned() };
        learned.forget_the_oldest();
        Ok(learned)
    }

    /// All that was learned, as a JSON text.
    ///
    /// ```
    /// # use budget::Learned;
    /// let nothing = Learned::default().to_json();
    /// assert_eq!(nothing, r#"{"version":1,"merchants":{},"transactions":{}}"#);
    /// assert_eq!(Learned::from_json(&nothing)?, Learned::default());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let borrowed = |map| std::borrow::Cow::Borrowed(map);
        let saved = Saved {
            version: VERSION,
            merchants: borrowed(&self.merchants),
            transactions: borrowed(&self.transactions),
        };
        // Maps with texts as keys always have a JSON form.
        serde_json::to_string(&saved).unwrap_or_default()
    }
}
