//! The Worker's settings, read and checked as a whole: anything missing or malformed is named with the command that
//! sets it, and nothing half-works.

use serde::Serialize;
use truelayer::{Client, Environment, Secret};
use worker::Url;

use crate::vault::KeyRing;
use crate::{bearer, cors};

/// Where TrueLayer sends people back to; the redirect URI must end in it.
pub const CALLBACK_PATH: &str = "/auth/open-banking/callback";

/// Everything the Worker was told.
#[derive(Debug)]
pub struct Config {
    /// The TrueLayer client and its environment.
    pub client: Client,
    /// The master keys.
    pub keys: KeyRing,
    /// Deadlines and the number of bank calls.
    pub limits: Limits,
    /// Whether TrueLayer has allowed this client to extend connections in place.
    pub extend: bool,
    /// Whether nobody is asked to slow down: for tests with the simulated bank.
    pub limits_off: bool,
    /// Whose bearer tokens are taken; absent where none are.
    pub bearer: Option<bearer::Settings>,
}

/// How long and how often the bank may be asked within one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The deadline of one call, body included.
    pub call_ms: u32,
    /// The deadline of the whole request.
    pub request_ms: u32,
    /// Calls to the bank in one request. The free plan allows 50 outgoing calls; the default leaves some spare.
    pub calls: u32,
}

impl Limits {
    /// The same, with a deadline of the whole that is no later than in `ms`.
    pub fn no_later_than(self, ms: u32) -> Self {
        Self { request_ms: self.request_ms.min(ms), ..self }
    }
}

/// A setting that is missing or malformed. Never holds the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// The variable.
    pub name: &'static str,
    /// What is wrong with it.
    pub problem: String,
    /// The command that sets it.
    pub command: String,
}

impl Setting {
    fn new(name: &'static str, problem: impl Into<String>) -> Self {
        Self { name, problem: problem.into(), command: format!("cargo xtask wrangler secret put {name}") }
    }

    /// One sentence for a page or the log.
    pub fn sentence(&self) -> String {
        format!("{} {}: run `{}`, or on your own machine edit .dev.vars.", self.name, self.problem, self.command)
    }
}

impl Config {
    /// Reads every setting through `look_up`. All problems are told at once.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<Setting>> {
        let mut reader = Reader { look_up, problems: Vec::new() };
        let environment = reader.environment();
        let client_id = reader.required("TRUELAYER_CLIENT_ID");
        let client_secret = reader.required("TRUELAYER_CLIENT_SECRET");
        let redirect_uri = reader.redirect_uri();
        let keys = reader.keys();
        let limits = Limits {
            call_ms: reader.number("BANK_CALL_TIMEOUT_MS", 10_000, 100..=60_000),
            request_ms: reader.number("REQUEST_DEADLINE_MS", 25_000, 100..=120_000),
            calls: reader.number("BANK_CALL_BUDGET", 45, 1..=10_000),
        };
        let extend = reader.switch("TRUELAYER_EXTEND");
        let limits_off = limits_are_off(&reader.look_up);
        reader.rate_limits(limits_off);
        if reader.optional(cors::SETTING).is_some_and(|text| cors::origins(&text).is_none()) {
            let wanted =
                "must be origins such as https://app.example, with commas between them (http only on localhost)";
            reader.wrong(cors::SETTING, wanted);
        }
        if let (Some(Environment::Live), Some(id)) = (&environment, &client_id)
            && id.starts_with("sandbox-")
        {
            reader.wrong("TRUELAYER_CLIENT_ID", "is a sandbox client, but TRUELAYER_ENVIRONMENT is live");
        }
        let bearer = reader.bearer();
        let Reader { problems, .. } = reader;
        match (environment, client_id, client_secret, redirect_uri, keys) {
            (Some(environment), Some(client_id), Some(secret), Some(redirect_uri), Some(keys))
                if problems.is_empty() =>
            {
                let client = Client { environment, client_id, client_secret: Secret::new(secret), redirect_uri };
                Ok(Self { client, keys, limits, extend, limits_off, bearer })
            }
            _ => Err(problems),
        }
    }
}

/// Whether nobody is held up: where the bank is a simulated one, on one machine that asks for everybody, unless
/// `RATE_LIMITS` says otherwise.
pub fn limits_are_off(look_up: impl Fn(&str) -> Option<String>) -> bool {
    let is = |name, wanted| look_up(name).is_some_and(|value| value.trim() == wanted);
    is("TRUELAYER_ENVIRONMENT", "simulated") && !is("RATE_LIMITS", "on")
}

struct Reader<F> {
    look_up: F,
    problems: Vec<Setting>,
}

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    fn optional(&self, name: &str) -> Option<String> {
        (self.look_up)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn required(&mut self, name: &'static str) -> Option<String> {
        let value = self.optional(name);
        if value.is_none() {
            self.wrong(name, "is missing");
        }
        value
    }

    fn wrong(&mut self, name: &'static str, problem: impl Into<String>) {
        self.problems.push(Setting::new(name, problem));
    }

    fn absent(&mut self, name: &'static str, problem: &str) {
        if self.optional(name).is_some() {
            let command = format!("cargo xtask wrangler secret delete {name}");
            self.problems.push(Setting { name, problem: problem.to_owned(), command });
        }
    }

    fn environment(&mut self) -> Option<Environment> {
        let name = self.required("TRUELAYER_ENVIRONMENT")?;
        match name.as_str() {
            "simulated" => {
                let auth_url = self.base_url("TRUELAYER_AUTH_URL");
                let api_url = self.base_url("TRUELAYER_API_URL");
                return Some(Environment::Simulated { auth_url: auth_url?, api_url: api_url? });
            }
            "sandbox" | "live" => {}
            _ => {
                self.wrong("TRUELAYER_ENVIRONMENT", "must be sandbox, live or simulated");
                return None;
            }
        }
        for other in ["TRUELAYER_AUTH_URL", "TRUELAYER_API_URL"] {
            self.absent(other, "must not be set unless TRUELAYER_ENVIRONMENT is simulated");
        }
        Some(if name == "live" { Environment::Live } else { Environment::Sandbox })
    }

    fn base_url(&mut self, name: &'static str) -> Option<String> {
        let value = self.required(name)?;
        let plain = Url::parse(&value).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none()
        });
        if !plain {
            self.wrong(name, "must be an http or https address without user, query and fragment");
            return None;
        }
        Some(value)
    }

    fn redirect_uri(&mut self) -> Option<String> {
        let name = "TRUELAYER_REDIRECT_URI";
        let value = self.required(name)?;
        let Ok(url) = Url::parse(&value) else {
            self.wrong(name, "is not an address");
            return None;
        };
        let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url.host_str()));
        if !safe || url.path() != CALLBACK_PATH || url.query().is_some() || url.fragment().is_some() {
            let wanted = format!("must be https://<your host>{CALLBACK_PATH} (http only on localhost)");
            self.wrong(name, wanted);
            return None;
        }
        Some(value)
    }

    fn keys(&mut self) -> Option<KeyRing> {
        let name = "VAULT_KEYS";
        let text = self.required(name)?;
        match KeyRing::parse(&text) {
            Ok(ring) => Some(ring),
            Err(problem) => {
                self.wrong(name, problem);
                None
            }
        }
    }

    /// All three settings of bearer tokens, or none.
    fn bearer(&mut self) -> Option<bearer::Settings> {
        let names = ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS_URL"];
        if names.iter().all(|name| self.optional(name).is_none()) {
            return None;
        }
        let [issuer, audience, keys_url] = names.map(|name| {
            let value = self.optional(name);
            if value.is_none() {
                self.wrong(
                    name,
                    "is missing: JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL are set together or not at all",
                );
            }
            value
        });
        let is_source = |url: &Url| {
            let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url.host_str()));
            safe && url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
        };
        if keys_url.as_ref().is_some_and(|url| !Url::parse(url).is_ok_and(|url| is_source(&url))) {
            self.wrong("JWT_JWKS_URL", "must be an https address without user and fragment (http only on localhost)");
        }
        Some(bearer::Settings { issuer: issuer?, audience: audience?, keys_url: keys_url? })
    }

    /// Off where it is absent.
    fn switch(&mut self, name: &'static str) -> bool {
        match self.optional(name).as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => {
                self.wrong(name, "must be true or false");
                false
            }
        }
    }

    fn rate_limits(&mut self, are_off: bool) {
        let name = "RATE_LIMITS";
        match self.optional(name).as_deref() {
            None | Some("on") => {}
            Some("off") if are_off => {}
            Some("off") => self.wrong(name, "must not be off unless TRUELAYER_ENVIRONMENT is simulated"),
            Some(_) => self.wrong(name, "must be on or off"),
        }
    }

    fn number(&mut self, name: &'static str, default: u32, range: std::ops::RangeInclusive<u32>) -> u32 {
        let Some(text) = self.optional(name) else { return default };
        match text.parse() {
            Ok(number) if range.contains(&number) => number,
            _ => {
                self.wrong(name, format!("must be a whole number from {} to {}", range.start(), range.end()));
                default
            }
        }
    }
}

/// Whether a host is this machine, where browsers treat http as safe.
pub fn is_loopback(host: Option<&str>) -> bool {
    host.is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = r#"{"current":"k1","keys":{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}"#;

    fn read(changes: &[(&str, &str)]) -> Result<Config, Vec<Setting>> {
        let base = [
            ("TRUELAYER_CLIENT_ID", "sandbox-made-up"),
            ("TRUELAYER_CLIENT_SECRET", "not-a-real-secret"),
            ("TRUELAYER_REDIRECT_URI", "http://localhost:8787/auth/open-banking/callback"),
            ("TRUELAYER_ENVIRONMENT", "sandbox"),
            ("VAULT_KEYS", KEYS),
        ];
        Config::read(|name| {
            let of = |pairs: &[(&str, &str)]| pairs.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned());
            of(changes).or_else(|| of(&base))
        })
    }

    fn names(problems: &[Setting]) -> Vec<&str> {
        problems.iter().map(|setting| setting.name).collect()
    }

    #[test]
    fn complete_settings_are_read() {
        let config = read(&[]).unwrap();
        assert_eq!(config.client.environment, Environment::Sandbox);
        assert_eq!(config.limits, Limits { call_ms: 10_000, request_ms: 25_000, calls: 45 });
        assert!(!config.extend);
        assert!(read(&[("TRUELAYER_EXTEND", "true")]).unwrap().extend);
    }

    #[test]
    fn a_deadline_is_only_ever_brought_forward() {
        let limits = read(&[]).unwrap().limits;
        assert_eq!(limits.no_later_than(9_000), Limits { request_ms: 9_000, ..limits });
        assert_eq!(limits.no_later_than(90_000), limits);
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once_with_its_command() {
        let problems = Config::read(|_| None).unwrap_err();
        let expected = [
            "TRUELAYER_ENVIRONMENT",
            "TRUELAYER_CLIENT_ID",
            "TRUELAYER_CLIENT_SECRET",
            "TRUELAYER_REDIRECT_URI",
            "VAULT_KEYS",
        ];
        assert_eq!(names(&problems), expected);
        assert_eq!(problems[4].command, "cargo xtask wrangler secret put VAULT_KEYS");
        assert!(problems[4].sentence().contains(".dev.vars"));
    }

    #[test]
    fn each_malformed_setting_is_named_without_its_value() {
        for (name, value) in [
            ("TRUELAYER_ENVIRONMENT", "canary"),
            ("TRUELAYER_CLIENT_ID", "  "),
            ("TRUELAYER_REDIRECT_URI", "http://canary.example/auth/open-banking/callback"),
            ("TRUELAYER_REDIRECT_URI", "https://canary.example/other"),
            ("TRUELAYER_REDIRECT_URI", "canary"),
            ("VAULT_KEYS", "canary"),
            ("BANK_CALL_TIMEOUT_MS", "canary"),
            ("BANK_CALL_BUDGET", "0"),
            ("TRUELAYER_EXTEND", "canary"),
            ("RATE_LIMITS", "canary"),
            ("RATE_LIMITS", "off"),
            ("ALLOWED_ORIGINS", "https://canary.example/"),
            ("ALLOWED_ORIGINS", "*"),
            ("TRUELAYER_AUTH_URL", "http://canary.example"),
        ] {
            let problems = read(&[(name, value)]).unwrap_err();
            assert_eq!(names(&problems), [name], "{value}");
            assert!(!problems[0].sentence().contains("canary"));
        }
    }

    #[test]
    fn bearer_tokens_are_set_up_whole_or_not_at_all() {
        let whole = [
            ("JWT_ISSUER", "https://canary.example/"),
            ("JWT_AUDIENCE", "canary"),
            ("JWT_JWKS_URL", "https://canary.example/keys?v=1"),
        ];
        let bearer = read(&whole).unwrap().bearer.unwrap();
        assert_eq!((bearer.issuer.as_str(), bearer.audience.as_str()), ("https://canary.example/", "canary"));
        assert_eq!(read(&[]).unwrap().bearer, None);
        assert_eq!(read(&[("JWT_ISSUER", " "), ("JWT_AUDIENCE", "")]).unwrap().bearer, None);
        for (place, (name, _)) in whole.iter().enumerate() {
            let mut part = whole.to_vec();
            part.remove(place);
            assert_eq!(names(&read(&part).unwrap_err()), [*name]);
        }
        assert_eq!(names(&read(&whole[..1]).unwrap_err()), ["JWT_AUDIENCE", "JWT_JWKS_URL"]);
        assert!(read(&[whole[0], whole[1], ("JWT_JWKS_URL", "http://127.0.0.1:4020/keys")]).is_ok());
        for url in [
            "canary",
            "http://canary.example/keys",
            "ftp://canary.example/keys",
            "https://user:canary@canary.example/keys",
            "https://canary.example/keys#canary",
        ] {
            let problems = read(&[whole[0], whole[1], ("JWT_JWKS_URL", url)]).unwrap_err();
            assert_eq!(names(&problems), ["JWT_JWKS_URL"], "{url}");
            assert!(!problems[0].sentence().contains("canary"));
        }
    }

    #[test]
    fn simulated_needs_its_two_addresses() {
        let problems = read(&[("TRUELAYER_ENVIRONMENT", "simulated")]).unwrap_err();
        assert_eq!(names(&problems), ["TRUELAYER_AUTH_URL", "TRUELAYER_API_URL"]);
        let addresses = [
            ("TRUELAYER_ENVIRONMENT", "simulated"),
            ("TRUELAYER_AUTH_URL", "http://127.0.0.1:4010"),
            ("TRUELAYER_API_URL", "http://127.0.0.1:4010/data/v1"),
        ];
        assert!(read(&addresses).unwrap().limits_off);
        let on = [&addresses[..], &[("RATE_LIMITS", "on")]].concat();
        assert!(!read(&on).unwrap().limits_off);
    }

    #[test]
    fn a_sandbox_client_is_refused_in_live() {
        assert_eq!(names(&read(&[("TRUELAYER_ENVIRONMENT", "live")]).unwrap_err()), ["TRUELAYER_CLIENT_ID"]);
    }
}
