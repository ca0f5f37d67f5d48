//! What TrueLayer sends a person's browser back with: the query, or the form body, of the callback.

use crate::Secret;

/// A callback. Nothing in it is to be believed before `state` has been compared with the one of the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// The link's `state`, if one came.
    pub state: Option<Secret>,
    /// What the bank's page ended with.
    pub outcome: Outcome,
}

/// How a visit to the bank's page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With a code to exchange.
    Code(Secret),
    /// With a refusal: TrueLayer's error name, such as `access_denied`, or `unknown` where it is not a name.
    Refused(String),
    /// With neither: the person left the page, or somebody made the address up.
    Neither,
}

impl Callback {
    /// Reads a query string (without `?`) or a form body. Blank fields count as absent; a field that comes twice makes
    /// the callback worth nothing (RFC 6749 §3.1 forbids it), and an error outweighs a code.
    #[must_use]
    pub fn read(fields: &[u8]) -> Self {
        let mut state = Field::default();
        let mut code = Field::default();
        let mut error = Field::default();
        for (name, value) in form_urlencoded::parse(fields) {
            match &*name {
                "state" => state.put(&value),
                "code" => code.put(&value),
                "error" => error.put(&value),
                _ => {}
            }
        }
        let outcome = if state.repeated || code.repeated || error.repeated {
            Outcome::Neither
        } else if let Some(name) = error.value {
            Outcome::Refused(if is_error_name(&name) { name } else { "unknown".into() })
        } else {
            code.value.map_or(Outcome::Neither, |code| Outcome::Code(Secret::new(code)))
        };
        Self { state: state.value.filter(|_| !state.repeated).map(Secret::new), outcome }
    }
}

#[derive(Default)]
struct Field {
    value: Option<String>,
    repeated: bool,
}

impl Field {
    fn put(&mut self, value: &str) {
        self.repeated |= self.value.is_some();
        if !value.is_empty() {
            self.value = Some(value.to_owned());
        }
    }
}

/// Error names travel on into an address of the app, so they are held to a small charset.
fn is_error_name(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(fields: &str) -> Outcome {
        Callback::read(fields.as_bytes()).outcome
    }

    #[test]
    fn a_code_comes_with_its_state() {
        let callback = Callback::read(b"code=made-up%2Fcode&scope=accounts%20cards&state=abc-1");
        assert_eq!(callback.outcome, Outcome::Code(Secret::new("made-up/code".into())));
        assert_eq!(callback.state, Some(Secret::new("abc-1".into())));
    }

    #[test]
    fn refusals_keep_names_and_nothing_else() {
        assert_eq!(outcome("error=access_denied&error_description=No%20thanks&state=s"), refused("access_denied"));
        assert_eq!(outcome("error=%3Cscript%3E&state=s"), refused("unknown"));
        assert_eq!(outcome("error=access_denied&code=made-up"), refused("access_denied"));
    }

    fn refused(name: &str) -> Outcome {
        Outcome::Refused(name.into())
    }

    #[test]
    fn anything_else_is_neither() {
        for fields in
            ["", "state=s", "code=&state=s", "error=", "code=a&code=b", "state=a&state=b&code=c", "%ff=%zz&&="]
        {
            assert_eq!(outcome(fields), Outcome::Neither, "{fields}");
        }
        assert_eq!(Callback::read(b"state=a&state=b&code=c").state, None);
    }

    #[test]
    fn debug_shows_neither_code_nor_state() {
        let shown = format!("{:?}", Callback::read(b"code=canary-1&state=canary-2"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
