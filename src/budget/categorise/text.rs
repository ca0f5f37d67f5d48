//! Statement text as words: capitals and digits, with everything else as a gap.

/// The words of a text, upper-cased, in order. `AMAZON.CO.UK*VK6IN` is `AMAZON CO UK VK6IN`, and an apostrophe joins:
/// `SAINSBURY'S` is `SAINSBURYS`.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<String>,
    /// A bit for each word's first letter: it spares most of the comparisons with phrases that cannot be there.
    initials: u32,
}

/// Statement text is a few dozen characters long; what comes behind this many words cannot decide anything.
const MOST: usize = 40;

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let upper: String = text.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_uppercase).collect();
        let words = upper.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty());
        let words: Vec<String> = words.take(MOST).map(str::to_owned).collect();
        let initials = words.iter().fold(0, |all, word| all | initial(word));
        Self { words, initials }
    }

    /// Whether the phrase's words stand in the text, one after the other.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.initials & initial(phrase) != 0 && (0..self.words.len()).any(|start| self.starts_at(start, phrase))
    }

    /// Whether the text is this one word.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self.words.as_slice(), [only] if only == word)
    }

    /// Whether any of the phrases stands in the text.
    pub(super) fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// Every word with its place.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.words.iter().map(String::as_str).enumerate()
    }

    /// Whether the phrase's words stand at that place. A phrase's last word may end in `*`: any word that begins so.
    pub(super) fn starts_at(&self, start: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(offset, wanted)| {
            let word = start.checked_add(offset).and_then(|place| self.words.get(place));
            word.is_some_and(|word| match wanted.strip_suffix('*') {
                Some(beginning) => word.starts_with(beginning),
                None => word == wanted,
            })
        })
    }
}

/// The bit of a text's first byte. Different bytes may share a bit; equal ones always do.
fn initial(text: &str) -> u32 {
    text.as_bytes().first().map_or(0, |byte| 1 << (byte % 32))
}
