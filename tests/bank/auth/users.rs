//! Who can log in: TrueLayer's documented mock users, at every bank.

/// What a user's log-in decides later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    /// Extending the connection takes another log-in.
    Usual,
    /// Likewise; in the sandbox, every account of theirs has its own IBAN.
    Iban,
    /// The connection is extended without the user.
    Eternal,
    /// Logs in, and then every data call fails with this code.
    Failing(&'static str),
}

/// The codes of the users `error.<code>`. Their statuses are not documented: those of `errors` are guesses.
const FAILURES: [&str; 6] = [
    "account_permanently_locked",
    "account_temporarily_locked",
    "internal_error",
    "provider_error",
    "user_input_required",
    "wrong_credentials",
];

impl User {
    /// The user of these credentials, if they are right.
    pub(crate) fn log_in(user: &str, password: &str) -> Option<Self> {
        if let Some(code) = user.strip_prefix("error.") {
            let known = FAILURES.iter().find(|known| **known == code && password == "error")?;
            return Some(Self::Failing(known));
        }
        let number = user.strip_prefix("john")?;
        if !is_number(number) {
            return None;
        }
        match password.strip_suffix(number)? {
            "doe" => Some(Self::Usual),
            "iban" => Some(Self::Iban),
            "eternal" if number.is_empty() => Some(Self::Eternal),
            _ => None,
        }
    }
}

/// Nothing, or 1 to 100.
fn is_number(text: &str) -> bool {
    text.is_empty() || (1..=100).any(|number: u32| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::User;

    #[test]
    fn the_documented_users_log_in_and_no_others() {
        for (user, password, expected) in [
            ("john", "doe", Some(User::Usual)),
            ("john100", "doe100", Some(User::Usual)),
            ("john7", "iban7", Some(User::Iban)),
            ("john", "eternal", Some(User::Eternal)),
            ("error.provider_error", "error", Some(User::Failing("provider_error"))),
            ("john1", "doe2", None),
            ("john101", "doe101", None),
            ("john01", "doe01", None),
            ("john", "smith", None),
            ("error.unheard_of", "error", None),
            ("error.provider_error", "doe", None),
        ] {
            assert_eq!(User::log_in(user, password), expected, "{user} {password}");
        }
    }
}
