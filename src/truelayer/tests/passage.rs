//! Answers that are passed on in pieces, wherever they are cut.

use proptest::prelude::*;
use truelayer::data;
use truelayer::http::Answer;
use truelayer::passage::Passage;
use truelayer::{Code, Error};

/// What comes out when the answer comes in pieces of `size` bytes.
fn pass(body: &[u8], size: usize) -> (String, Result<(), Error>) {
    let (mut passage, mut out) = (Passage::default(), Vec::new());
    for piece in body.chunks(size.max(1)) {
        if let Err(error) = passage.take(piece, &mut out) {
            return (String::from_utf8_lossy(&out).into_owned(), Err(error));
        }
    }
    (String::from_utf8_lossy(&out).into_owned(), passage.end())
}

/// What `read_results` makes of the whole answer.
fn whole(body: &[u8]) -> Result<String, Code> {
    let records = data::read_results(&Answer { status: 200, retry_after: None, body });
    let texts =
        |records: Vec<&serde_json::value::RawValue>| records.iter().map(|raw| raw.get()).collect::<Vec<_>>().join(",");
    records.map(texts).map_err(|error| error.code)
}

#[test]
fn records_come_out_byte_for_byte() {
    for body in [
        r#"{"results":[]}"#,
        r#" { "status" : "Succeeded" , "results" : [ ] } "#,
        r#"{"results":[{"a":-60.0,"b":"]},\"{[\\"},  {"c":[1,[2]]} ,"x", 1.50]}"#,
        r#"{"next":["results",[{}]],"results":[{"description":"caf\u00e9 é \"results\":["}],"status":"Succeeded"}"#,
    ] {
        for size in 1..body.len() {
            let (out, end) = pass(body.as_bytes(), size);
            assert_eq!((Ok(out), end), (whole(body.as_bytes()), Ok(())), "{body} in pieces of {size}");
        }
    }
}

#[test]
fn what_is_no_list_of_records_is_an_error_after_the_last_good_record() {
    for (body, came, code) in [
        ("", "", Code::MalformedAnswer),
        ("<html>[1]</html>", "", Code::MalformedAnswer),
        (r#"[{"a":1}]"#, "", Code::MalformedAnswer),
        (r#"{"result":[1]}"#, "", Code::MalformedAnswer),
        (r#"{"results":[1,2"#, "1", Code::MalformedAnswer),
        (r#"{"results":[1,2]"#, "1,2", Code::MalformedAnswer),
        (r#"{"results":[1,]}"#, "1", Code::MalformedAnswer),
        (r#"{"results":[,1]}"#, "", Code::MalformedAnswer),
        (r#"{"results":[1,{"a" 2},3]}"#, "1", Code::MalformedAnswer),
        (r#"{"results":[1]]}"#, "1", Code::MalformedAnswer),
        (r#"{"results":[1],"results":[2]}"#, "1", Code::MalformedAnswer),
        (r#"{"results":[1],"status":"Failed"}"#, "1", Code::BankError),
        (r#"{"results":[1],"status":"Running"}"#, "1", Code::BankUnavailable),
    ] {
        for size in [1, 3, 1000] {
            let (out, end) = pass(body.as_bytes(), size);
            assert_eq!((out.as_str(), end.map_err(|error| error.code)), (came, Err(code)), "{body}");
        }
    }
}

#[test]
fn what_never_ends_is_not_kept() {
    for start in ["", r#"{"results":["#, r#"{"results":[1],""#] {
        let mut passage = Passage::default();
        let mut out = Vec::new();
        passage.take(start.as_bytes(), &mut out).unwrap();
        let endless = vec![b'"'; 1].into_iter().chain(std::iter::repeat_n(b'a', 300_000)).collect::<Vec<_>>();
        assert_eq!(passage.take(&endless, &mut out).unwrap_err().code, Code::MalformedAnswer);
    }
}

proptest! {
    #[test]
    fn pieces_say_what_the_whole_says(body in r#"\{"results":\[([{}\[\]",:a\\1 ]|\{"a":1\}|,){0,12}\](,"status":"(Succeeded|Failed)")?\}"#, size in 1..9_usize) {
        let (out, end) = pass(body.as_bytes(), size);
        match whole(body.as_bytes()) {
            Ok(texts) => prop_assert_eq!((texts, Ok(())), (out, end)),
            Err(_) => prop_assert!(end.is_err()),
        }
    }
}
