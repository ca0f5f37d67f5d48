//! Statement text as tokens: capitals without accents, digits, and everything else as a gap.

/// A statement's text, folded. `CAFÉ D'OR*12` is the words `CAFE`, `DOR` and the number `12`.
#[derive(Debug, Default, Clone)]
pub struct Text {
    /// The tokens, one space between them.
    folded: String,
    tokens: Vec<Token>,
}

/// One token's place in the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token {
    start: usize,
    end: usize,
    shape: Shape,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters only.
    Word,
    /// Digits, or digits and letters mixed: a store's number, a date, a reference.
    Number,
}

/// Statement text is a few dozen characters long; what comes behind this many tokens cannot decide anything.
const MOST: usize = 40;

impl Text {
    /// Folds a text. What is in it comes in the order in which it stands there; `AND` and `&` are gaps.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut found = Self { folded: String::with_capacity(text.len()), tokens: Vec::with_capacity(8) };
        let mut start = 0;
        for c in text.chars() {
            if matches!(c, '\'' | '’' | '`' | '´') {
                continue;
            }
            if c.is_ascii_alphanumeric() {
                found.folded.push(c.to_ascii_uppercase());
            } else if c.is_ascii() || !c.is_alphanumeric() {
                found.close(&mut start);
                if found.tokens.len() >= MOST {
                    return found;
                }
            } else {
                match unaccented(c) {
                    Some(plain) => found.folded.push_str(plain),
                    None => found.folded.extend(c.to_uppercase()),
                }
            }
        }
        found.close(&mut start);
        found
    }

    /// Ends the token that began at `start`.
    fn close(&mut self, start: &mut usize) {
        let token = self.folded.get(*start..).unwrap_or_default();
        if token == "AND" {
            self.folded.truncate(*start);
        }
        let token = self.folded.get(*start..).unwrap_or_default();
        if token.is_empty() {
            return;
        }
        let (end, glued) = (self.folded.len(), glued_number(token));
        match glued {
            Some(letters) => {
                let middle = start.saturating_add(letters);
                self.tokens.push(Token { start: *start, end: middle, shape: Shape::Word });
                self.tokens.push(Token { start: middle, end, shape: Shape::Number });
            }
            None => {
                let digits = token.bytes().any(|byte| byte.is_ascii_digit());
                let shape = if digits { Shape::Number } else { Shape::Word };
                self.tokens.push(Token { start: *start, end, shape });
            }
        }
        self.folded.push(' ');
        *start = self.folded.len();
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at a place; empty behind the end.
    #[must_use]
    pub fn token(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.folded.get(token.start..token.end)).unwrap_or_default()
    }

    /// What the token at a place is made of.
    #[must_use]
    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    /// Whether the phrase's words stand in the text, one after the other.
    #[must_use]
    pub fn has(&self, phrase: &str) -> bool {
        (0..self.len()).any(|start| self.has_at(start, phrase))
    }

    /// Whether any of the phrases stands in the text.
    #[must_use]
    pub fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// Whether the text begins with the phrase's words.
    #[must_use]
    pub fn begins(&self, phrase: &str) -> bool {
        self.has_at(0, phrase)
    }

    fn has_at(&self, start: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(offset, word)| self.token(start.saturating_add(offset)) == word)
    }
}

/// Where the number begins that is glued to a word: `BOOTS0811`, `INN44534335`. Short names with digits are names: `O2`.
fn glued_number(token: &str) -> Option<usize> {
    let letters = token.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = token.as_bytes().get(letters..)?;
    (letters >= 3 && rest.first().is_some_and(u8::is_ascii_digit)).then_some(letters)
}

/// The plain letters of one with an accent, of the languages that are written with Latin letters in Europe.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' => "A",
        'æ' | 'Æ' => "AE",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'č' | 'Č' => "C",
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' | 'Ð' => "D",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ė' | 'Ė' | 'ę' | 'Ę' | 'ě' | 'Ě' => "E",
        'ğ' | 'Ğ' => "G",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'į' | 'Į' | 'ı' | 'İ' => "I",
        'ł' | 'Ł' | 'ľ' | 'Ľ' | 'ĺ' | 'Ĺ' => "L",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' | 'Ň' => "N",
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'ō' | 'Ō' | 'ő' | 'Ő' => "O",
        'œ' | 'Œ' => "OE",
        'ř' | 'Ř' | 'ŕ' | 'Ŕ' => "R",
        'ś' | 'Ś' | 'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' => "S",
        'ß' | 'ẞ' => "SS",
        'ť' | 'Ť' | 'ţ' | 'Ţ' | 'ț' | 'Ț' => "T",
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' | 'ů' | 'Ů' | 'ű' | 'Ű' => "U",
        'ý' | 'Ý' | 'ÿ' | 'Ÿ' => "Y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "Z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = Text::of(text);
        (0..text.len()).map(|at| text.token(at).to_owned()).collect()
    }

    #[test]
    fn texts_are_folded_to_words_and_numbers() {
        assert_eq!(words("AMAZON.CO.UK*VK6IN"), ["AMAZON", "CO", "UK", "VK6IN"]);
        assert_eq!(words("Sainsbury's s/mkts"), ["SAINSBURYS", "S", "MKTS"]);
        assert_eq!(words("Marks and Spencer & Co"), ["MARKS", "SPENCER", "CO"]);
        assert_eq!(words("boots0811 O2 7-ELEVEN"), ["BOOTS", "0811", "O2", "7", "ELEVEN"]);
        assert_eq!(words("Bäckerei Groß, Łódź"), ["BACKEREI", "GROSS", "LODZ"]);
        assert_eq!(words("🍕\u{0}\u{202e}"), [""; 0]);
        assert_eq!(words("Кофе"), ["КОФЕ"]);
    }

    #[test]
    fn phrases_are_whole_words() {
        let text = Text::of("CARD PAYMENT TO PARADISE");
        assert!(text.has("PAYMENT TO") && text.begins("CARD PAYMENT"));
        assert!(!text.has("PARA") && !text.begins("PAYMENT") && !text.has("TO PARADISE CITY"));
    }

    #[test]
    fn no_more_is_read_than_can_decide() {
        assert_eq!(Text::of(&"A1 ".repeat(5_000)).len(), MOST);
    }
}
