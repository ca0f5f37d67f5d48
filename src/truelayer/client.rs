//! Which TrueLayer is spoken to, and as whom: hosts, provider groups, the client's credentials.

use crate::Secret;

/// One of TrueLayer's environments, or a stand-in for tests and first tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Environment {
    /// TrueLayer's own mock bank. Client ids there start with `sandbox-`.
    Sandbox,
    /// Real banks.
    Live,
    /// A server that plays TrueLayer, usually on this machine.
    Simulated {
        /// Where its auth endpoints are, e.g. `http://127.0.0.1:4010`.
        auth_url: String,
        /// Where its Data API is, e.g. `http://127.0.0.1:4010/data/v1`.
        api_url: String,
    },
}

impl Environment {
    /// The name used in configuration and in the API's answers.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Live => "live",
            Self::Simulated { .. } => "simulated",
        }
    }

    /// The base address of the Auth API, without a slash at its end.
    #[must_use]
    pub fn auth_url(&self) -> &str {
        match self {
            Self::Sandbox => "https://auth.truelayer-sandbox.com",
            Self::Live => "https://auth.truelayer.com",
            Self::Simulated { auth_url, .. } => auth_url.trim_end_matches('/'),
        }
    }

    /// The base address of the Data API, version included, without a slash at its end.
    #[must_use]
    pub fn api_url(&self) -> &str {
        match self {
            Self::Sandbox => "https://api.truelayer-sandbox.com/data/v1",
            Self::Live => "https://api.truelayer.com/data/v1",
            Self::Simulated { api_url, .. } => api_url.trim_end_matches('/'),
        }
    }

    /// The provider groups to offer: every UK bank by open banking or OAuth, or the mock bank where there are no others.
    pub(crate) fn providers(&self) -> &'static str {
        match self {
            Self::Sandbox => "uk-cs-mock",
            Self::Live => "uk-ob-all uk-oauth-all",
            Self::Simulated { .. } => "uk-ob-all uk-oauth-all uk-cs-mock",
        }
    }
}

/// The registered client that asks for access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Where to ask.
    pub environment: Environment,
    /// The client id of TrueLayer's Console.
    pub client_id: String,
    /// One of the client's secrets.
    pub client_secret: Secret,
    /// Where TrueLayer sends people back to; must equal the one registered in the Console byte for byte.
    pub redirect_uri: String,
}

#[cfg(test)]
pub(crate) fn test_client() -> Client {
    Client {
        environment: Environment::Simulated {
            auth_url: "http://127.0.0.1:4010/".into(),
            api_url: "http://127.0.0.1:4010/data/v1".into(),
        },
        client_id: "made-up-client".into(),
        client_secret: Secret::new("made-up-secret".into()),
        redirect_uri: "http://localhost:8787/auth/open-banking/callback".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulated_addresses_lose_their_last_slash() {
        let environment = test_client().environment;
        assert_eq!(environment.auth_url(), "http://127.0.0.1:4010");
        assert_eq!(environment.api_url(), "http://127.0.0.1:4010/data/v1");
    }

    #[test]
    fn sandbox_and_live_never_share_a_host() {
        for (environment, domain) in
            [(Environment::Sandbox, "truelayer-sandbox.com"), (Environment::Live, "truelayer.com")]
        {
            assert_eq!(environment.auth_url(), format!("https://auth.{domain}"));
            assert_eq!(environment.api_url(), format!("https://api.{domain}/data/v1"));
        }
    }
}
