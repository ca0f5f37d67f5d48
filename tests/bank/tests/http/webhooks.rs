//! Webhooks: what is sent, when, how often, and where never.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::support::Bank;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(10);

/// A program that waits for webhooks.
struct Receiver(TcpListener);

impl Receiver {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn uri(&self) -> String {
        format!("http://127.0.0.1:{}/hook?for=me", self.0.local_addr().unwrap().port())
    }

    /// The next webhook's request line and body, answered with `status`; without one, never.
    fn next(&self, status: Option<u16>) -> (String, Value) {
        let deadline = Instant::now() + PATIENCE;
        let mut stream = loop {
            match self.0.accept() {
                Ok((stream, _)) => break stream,
                Err(error) => assert!(Instant::now() < deadline, "no webhook came: {error}"),
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        stream.set_nonblocking(false).unwrap();
        let (head, body) = request(&mut stream);
        let content_type = head.to_lowercase().contains("content-type: application/json");
        assert!(content_type, "{head}");
        match status {
            Some(status) => write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n").unwrap(),
            None => {
                // Until the bank loses patience.
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                assert_eq!(stream.read(&mut [0]).unwrap(), 0);
            }
        }
        (head.lines().next().unwrap().to_owned(), body)
    }

    /// Whether a webhook is waiting to be taken.
    fn is_called(&self) -> bool {
        self.0.accept().is_ok()
    }
}

fn request(stream: &mut TcpStream) -> (String, Value) {
    let mut text = String::new();
    loop {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        text.push(char::from(byte[0]));
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        if let Ok(body) = serde_json::from_str(body) {
            return (head.to_owned(), body);
        }
    }
}

/// What the control interface tells, once nothing more is done for the first webhook.
fn log(bank: &Bank) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let log = bank.control("/webhooks");
        if log[0]["state"] != "under_way" {
            return log;
        }
        assert!(Instant::now() < deadline, "{log}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn with_hook(path: &str, uri: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("webhook_uri", uri).finish();
    format!("{path}{}{query}", if path.contains('?') { '&' } else { '?' })
}

#[test]
fn a_webhook_tells_of_the_end_and_has_no_data() {
    let (bank, receiver) = (Bank::today(), Receiver::new());
    let (token, _) = bank.connect("ob-monzo");
    let me = bank.data("/me", &token).results().remove(0);
    for path in ["/accounts?async=true", "/accounts"] {
        let path = with_hook(path, &receiver.uri());
        let accepted = bank.data(&path, &token);
        assert_eq!(accepted.status, 202, "{path}");
        let (line, told) = receiver.next(Some(200));
        assert_eq!(line, "POST /hook?for=me HTTP/1.1");
        let accepted = accepted.json();
        let mut expected = json!({
            "request_uri": format!("{}/data/v1{path}", bank.url),
            "results_uri": accepted["results_uri"],
            "credentials_id": me["credentials_id"],
            "task_id": accepted["task_id"],
            "status": "Succeeded",
        });
        expected["request_timestamp"] = told["request_timestamp"].clone();
        assert!(told["request_timestamp"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().is_ok());
        assert_eq!(told, expected);
        assert_eq!(bank.get(told["results_uri"].as_str().unwrap(), &token).results().len(), 2);
    }
    let log = log(&bank);
    assert_eq!((&log[0]["state"], &log[0]["attempts"][0]["status"]), (&json!("delivered"), &json!(200)));
    assert_eq!((&log[0]["webhook_uri"], &log[0]["body"]["status"]), (&json!(receiver.uri()), &json!("Succeeded")));
    assert!(!log.to_string().contains(&token));
}

#[test]
fn a_webhook_comes_when_the_work_is_done_and_not_before() {
    let (bank, receiver) = (Bank::today(), Receiver::new());
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/tasks", r#"{"running":2,"fail":true}"#);
    let accepted = bank.data(&with_hook("/accounts", &receiver.uri()), &token).json();
    let poll = || bank.get(accepted["results_uri"].as_str().unwrap(), &token).json()["status"].clone();
    assert_eq!(poll(), "Running");
    assert_eq!(bank.control("/webhooks"), json!([]));
    assert!(!receiver.is_called());
    assert_eq!(poll(), "Running");
    assert_eq!(receiver.next(Some(204)).1["status"], "Failed");
    assert_eq!(poll(), "Failed");
    bank.set("/tasks", r#"{"finish":true}"#);
    assert_eq!(log(&bank).as_array().unwrap().len(), 1, "it is sent once");
    let waiting = bank.data(&with_hook("/accounts", &receiver.uri()), &token).json();
    bank.set("/tasks", r#"{"finish":true}"#);
    assert_eq!(receiver.next(Some(200)).1["task_id"], waiting["task_id"]);
}

#[test]
fn a_webhook_that_is_not_taken_is_sent_three_times() {
    let (bank, receiver) = (Bank::today(), Receiver::new());
    let (token, _) = bank.connect("ob-monzo");
    bank.data(&with_hook("/accounts", &receiver.uri()), &token);
    let sent = [receiver.next(Some(500)), receiver.next(None), receiver.next(Some(302))];
    assert!(sent.iter().all(|webhook| *webhook == sent[0]));
    let log = log(&bank);
    let attempts = log[0]["attempts"].as_array().unwrap();
    assert_eq!(attempts.iter().map(|it| &it["status"]).collect::<Vec<_>>(), [&json!(500), &Value::Null, &json!(302)]);
    assert_eq!((&attempts[1]["error"], &log[0]["state"]), (&json!("no answer in time"), &json!("given_up")));
}

#[test]
fn a_webhook_that_is_taken_late_was_delivered() {
    let (bank, receiver) = (Bank::today(), Receiver::new());
    let (token, _) = bank.connect("ob-monzo");
    bank.data(&with_hook("/accounts", &receiver.uri()), &token);
    receiver.next(Some(503));
    receiver.next(Some(200));
    assert_eq!(log(&bank)[0]["state"], "delivered");
    bank.reset();
    assert_eq!(bank.control("/webhooks"), json!([]));
}

#[test]
fn nobody_but_this_machine_is_told() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    for uri in
        ["https://127.0.0.1/", "http://192.0.2.1/", "http://hooks.example/", "http://localhost@hooks.example/", ""]
    {
        let refused = bank.data(&with_hook("/accounts?async=true", uri), &token);
        assert_eq!(refused.error(), (400, "validation_error".into()), "{uri}");
        let refused = bank.post_data("/batch/transactions", &token, &json!({ "webhook_uri": uri }));
        assert_eq!(refused.error(), (400, "validation_error".into()), "{uri}");
    }
    assert_eq!(bank.control("/webhooks"), json!([]));
}

#[test]
fn a_batch_has_a_webhook_too() {
    let (bank, receiver) = (Bank::today(), Receiver::new());
    let (token, _) = bank.connect("ob-monzo");
    let accepted = bank.post_data("/batch/transactions", &token, &json!({ "webhook_uri": receiver.uri() }));
    let (_, told) = receiver.next(Some(200));
    assert_eq!((accepted.status, &told["task_id"]), (202, &accepted.json()["task_id"]));
    assert_eq!(told["request_uri"], format!("{}/data/v1/batch/transactions", bank.url));
}
