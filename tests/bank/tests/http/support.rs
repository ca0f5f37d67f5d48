//! Starts the built program and speaks to it by HTTP.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;

pub(crate) const REDIRECT: &str = "http://localhost:8787/auth/open-banking/callback";
pub(crate) const ALL_SCOPES: &str =
    "info accounts balance cards transactions direct_debits standing_orders offline_access";
pub(crate) const TODAY: &str = "2026-11-23";

/// A running bank, ended when dropped.
pub(crate) struct Bank {
    pub(crate) url: String,
    pub(crate) control: String,
    child: Child,
    agent: Agent,
    links: AtomicU32,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn results(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text);
        assert_eq!(self.json()["status"], "Succeeded");
        self.json()["results"].as_array().unwrap().clone()
    }

    pub(crate) fn error(&self) -> (u16, String) {
        (self.status, self.json()["error"].as_str().unwrap().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a hidden field of the page.
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.text.split_once(&start).unwrap_or_else(|| panic!("no {name} in {}", self.text)).1;
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// A parameter of the address redirected to.
    pub(crate) fn redirected(&self, name: &str) -> Option<String> {
        assert_eq!(self.status, 303, "{}", self.text);
        let (address, query) = self.header("location").split_once('?').unwrap();
        assert_eq!(address, REDIRECT);
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

impl Bank {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bank"))
            .args(["--exit-with-stdin"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let addresses: Value = serde_json::from_str(&line).unwrap();
        let address = |name: &str| addresses[name].as_str().unwrap().to_owned();
        let config = Agent::config_builder().max_redirects(0).http_status_as_error(false);
        let agent = config.timeout_global(Some(Duration::from_secs(20))).build().into();
        Self { url: address("bank"), control: address("control"), child, agent, links: AtomicU32::new(0) }
    }

    /// A bank whose household stands on `TODAY`.
    pub(crate) fn today() -> Self {
        Self::start(&["--today", TODAY])
    }

    pub(crate) fn get(&self, url: &str, token: &str) -> Answer {
        self.try_get(url, token).unwrap()
    }

    pub(crate) fn try_get(&self, url: &str, token: &str) -> Result<Answer, ureq::Error> {
        read(self.agent.get(url).header("authorization", format!("Bearer {token}")).call()?)
    }

    /// Calls a data endpoint.
    pub(crate) fn data(&self, path: &str, token: &str) -> Answer {
        self.get(&format!("{}/data/v1{path}", self.url), token)
    }

    pub(crate) fn try_data(&self, path: &str, token: &str) -> Result<Answer, ureq::Error> {
        self.try_get(&format!("{}/data/v1{path}", self.url), token)
    }

    pub(crate) fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let url = format!("{}{path}", self.url);
        read(self.agent.post(url).send_form(fields.iter().copied()).unwrap()).unwrap()
    }

    pub(crate) fn post_json(&self, path: &str, body: &Value) -> Answer {
        let url = format!("{}{path}", self.url);
        let request = self.agent.post(url).header("content-type", "application/json; charset=utf-8");
        read(request.send(body.to_string()).unwrap()).unwrap()
    }

    /// Posts JSON to a data endpoint.
    pub(crate) fn post_data(&self, path: &str, token: &str, body: &Value) -> Answer {
        let request = self.agent.post(format!("{}/data/v1{path}", self.url)).header("content-type", "application/json");
        let request = request.header("authorization", format!("Bearer {token}"));
        read(request.send(body.to_string()).unwrap()).unwrap()
    }

    /// `DELETE` on an auth endpoint that is told the token in its body.
    pub(crate) fn delete_json(&self, path: &str, body: &Value) -> Answer {
        let request = self.agent.delete(format!("{}{path}", self.url)).force_send_body();
        read(request.header("content-type", "application/json").send(body.to_string()).unwrap()).unwrap()
    }

    pub(crate) fn revoke(&self, token: &str) -> Answer {
        let url = format!("{}/api/delete", self.url);
        read(self.agent.delete(url).header("authorization", format!("Bearer {token}")).call().unwrap()).unwrap()
    }

    /// `PUT` on the control interface, which must accept it.
    pub(crate) fn set(&self, path: &str, body: &str) {
        let answer = self.try_set(path, body);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    pub(crate) fn try_set(&self, path: &str, body: &str) -> Answer {
        let url = format!("{}{path}", self.control);
        read(self.agent.put(url).header("content-type", "application/json").send(body).unwrap()).unwrap()
    }

    pub(crate) fn reset(&self) {
        let answer = read(self.agent.post(format!("{}/reset", self.control)).send_empty().unwrap()).unwrap();
        assert_eq!(answer.status, 200);
    }

    pub(crate) fn control(&self, path: &str) -> Value {
        self.get(&format!("{}{path}", self.control), "").json()
    }

    /// An auth link, with `changes` to the usual parameters; an empty value leaves one out. No two are the same.
    pub(crate) fn link(&self, changes: &[(&str, &str)]) -> String {
        let nonce = self.links.fetch_add(1, Ordering::Relaxed).to_string();
        let mut fields = vec![
            ("nonce", nonce.as_str()),
            ("response_type", "code"),
            ("client_id", "simulated-client"),
            ("redirect_uri", REDIRECT),
            ("scope", ALL_SCOPES),
            ("state", "s1"),
        ];
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        format!("{}/?{query}", self.url)
    }

    /// Follows the dialog to the code.
    pub(crate) fn code(&self, provider_id: &str, changes: &[(&str, &str)]) -> String {
        let changes = [changes, &[("provider_id", provider_id)]].concat();
        self.log_in(&self.link(&changes), "john", "doe")
    }

    /// Logs in on the page behind a link that names the bank, and takes the code.
    pub(crate) fn log_in(&self, link: &str, user: &str, password: &str) -> String {
        let session = self.get(link, "").field("session");
        let fields = [("session", session.as_str()), ("user", user), ("password", password)];
        self.post_form("/login", &fields).redirected("code").unwrap()
    }

    pub(crate) fn exchange(&self, code: &str, changes: &[(&str, &str)]) -> Answer {
        let fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT)];
        self.token(&[&fields, changes].concat())
    }

    pub(crate) fn refresh(&self, refresh_token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)])
    }

    /// Later fields replace earlier ones.
    pub(crate) fn token(&self, fields: &[(&str, &str)]) -> Answer {
        let client = [("client_id", "simulated-client"), ("client_secret", "simulated-secret-not-real")];
        self.post_form("/connect/token", &[&client, fields].concat())
    }

    /// A new connection: access token and refresh token.
    pub(crate) fn connect(&self, provider_id: &str) -> (String, String) {
        self.tokens(&self.code(provider_id, &[]))
    }

    pub(crate) fn connect_as(&self, provider_id: &str, user: &str, password: &str) -> (String, String) {
        self.tokens(&self.log_in(&self.link(&[("provider_id", provider_id)]), user, password))
    }

    /// Exchanges the code: access token and refresh token.
    pub(crate) fn tokens(&self, code: &str) -> (String, String) {
        let tokens = self.exchange(code, &[]).json();
        let token = |name: &str| tokens[name].as_str().unwrap().to_owned();
        (token("access_token"), token("refresh_token"))
    }

    /// A GET with one more header.
    pub(crate) fn data_with(&self, path: &str, token: &str, header: (&str, &str)) -> Answer {
        let request = self.agent.get(format!("{}/data/v1{path}", self.url)).header(header.0, header.1);
        read(request.header("authorization", format!("Bearer {token}")).call().unwrap()).unwrap()
    }

    /// The bank's accounts (or cards) as the truth knows them.
    pub(crate) fn records(&self, provider_id: &str) -> Vec<Value> {
        self.control(&format!("/records?provider_id={provider_id}"))["accounts"].as_array().unwrap().clone()
    }

    /// Closes its stdin, upon which it should end.
    pub(crate) fn close_stdin(mut self) -> std::process::ExitStatus {
        drop(self.child.stdin.take());
        self.child.wait().unwrap()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn wait(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Bank {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.body_mut().with_config().limit(50_000_000).read_to_string()?;
    Ok(Answer { status, headers, text })
}
