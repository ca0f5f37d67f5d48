//! The banks that can be connected, as TrueLayer lists them: public, so no session is needed.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use serde::Serialize;
use truelayer::provider::{self, Listed};
use truelayer::{Client, Error, Next};

use crate::bank::{Failure, Failures, Resource, Visit};
use crate::call::Call;
use crate::clock;
use crate::log::{self, Trace};
use crate::problem::Problem;
use crate::reply::Reply;

/// The list changes by the month, a bank's state by the minute.
const CACHED: &str = "public, max-age=60";
const ATTEMPTS: u32 = 2;

#[derive(Serialize)]
struct Providers {
    ok: bool,
    providers: Vec<Listed>,
    as_of: DateTime<Utc>,
    errors: Vec<Failure>,
}

/// Lists them.
pub async fn list(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let providers = read(&config.client, &call.visit(&config)).await.map_err(|error| {
        let failure = Failure::of_list(Resource::Providers, &error);
        let failures = Failures { list: vec![failure], came: false };
        failures.check().err().unwrap_or(Problem::Internal)
    })?;
    let answer = Providers { ok: true, providers, as_of: clock::now(), errors: Vec::new() };
    Ok(Reply::json(&answer)?.cached(CACHED))
}

async fn read(client: &Client, visit: &Rc<Visit>) -> Result<Vec<Listed>, Error> {
    let mut attempt = 1;
    loop {
        let read = match visit.send(&provider::list(client)).await {
            Ok(received) => provider::read(&received.answer()),
            Err(error) => Err(error),
        };
        match read {
            Err(error) if error.next == Next::Retry && attempt < ATTEMPTS => attempt += 1,
            Err(error) => {
                let line = log::Entry::of("bank_call_failed").request(&visit.request_id).text("resource", "providers");
                line.bank_error(&error, &Trace::default()).info();
                return Err(error);
            }
            Ok(providers) => return Ok(providers),
        }
    }
}
