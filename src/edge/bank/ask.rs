//! One question to one connection, with what TrueLayer's errors call for.

use std::rc::Rc;
use std::time::Duration;

use truelayer::data::Caller;
use truelayer::http::Request;
use truelayer::{Code, Error, Next};
use worker::Delay;

use super::{Body, Connection, Reading, Resource, Visit};
use crate::encoding;
use crate::log::{self, Trace};

const MOST_RETRIES: u32 = 2;
const FIRST_PAUSE_MS: u64 = 200;
/// A longer wait than this is the person's to decide, not ours.
const LONGEST_PAUSE_MS: u64 = 5_000;

/// Asks, for which one call was reserved, and answers the whole body of a success.
pub async fn ask(
    visit: &Rc<Visit>,
    connection: &Connection,
    resource: Resource,
    build: impl Fn(&Caller<'_>) -> Request,
) -> Result<Vec<u8>, Error> {
    ask_for(visit, connection, resource, Reading::Whole, build).await.map(|body| body.bytes)
}

/// The same for an answer that may be passed on.
///
/// A refused token is replaced once and the question repeated once; passing faults are retried at most twice, with
/// growing pauses, inside the request's deadline and number of calls.
pub async fn ask_for(
    visit: &Rc<Visit>,
    connection: &Connection,
    resource: Resource,
    reading: Reading,
    build: impl Fn(&Caller<'_>) -> Request,
) -> Result<Body, Error> {
    let mut renewed = false;
    let mut retries = 0;
    loop {
        let place = visit.place(reading, &connection.bytes_left).await?;
        if connection.stopped.get() {
            return Err(Error::new(Code::TooManyRequestsToday));
        }
        let token = connection.token().await;
        let caller =
            Caller { access_token: &token, psu_ip: visit.psu_ip.as_deref(), correlation_id: &visit.request_id };
        let error = match place.send(&build(&caller)).await {
            Ok(received) if received.answer().is_success() => return Ok(received.into_body()),
            Ok(received) => note(visit, resource, Error::of_data(&received.answer()), &received.trace()),
            Err(error) => note(visit, resource, error, &Trace::default()),
        };
        match error.next {
            Next::RefreshThenRetry if !renewed && visit.reserve(1) => {
                connection.renew(&token).await?;
                renewed = true;
            }
            Next::Retry if retries < MOST_RETRIES => {
                let pause = pause_ms(retries, error.retry_after);
                if pause > LONGEST_PAUSE_MS || pause >= visit.remaining_ms() || !visit.reserve(1) {
                    return Err(error);
                }
                Delay::from(Duration::from_millis(pause)).await;
                retries += 1;
            }
            Next::StopUntilTomorrow => {
                connection.stopped.set(true);
                return Err(error);
            }
            _ => return Err(error),
        }
    }
}

/// Writes the error into the log, unless it only says that the bank has no such thing.
fn note(visit: &Visit, resource: Resource, error: Error, trace: &Trace) -> Error {
    if error.next != Next::FeatureAbsent {
        let line = log::Entry::of("bank_call_failed").request(&visit.request_id).text("resource", resource.name());
        line.bank_error(&error, trace).info();
    }
    error
}

/// 200 ms, then 400 ms, and up to as much again by chance, so that many callers do not come back at once; longer where
/// the answer asked for it.
fn pause_ms(retries: u32, retry_after: Option<u64>) -> u64 {
    let base = FIRST_PAUSE_MS << retries;
    let [chance] = encoding::random::<1>().unwrap_or_default();
    let jitter = base * u64::from(chance) / 255;
    retry_after.map_or(0, |seconds| seconds.saturating_mul(1000)).max(base + jitter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_heed_the_answer() {
        for _ in 0..50 {
            assert!((200..=400).contains(&pause_ms(0, None)));
            assert!((400..=800).contains(&pause_ms(1, None)));
        }
        assert_eq!(pause_ms(0, Some(3)), 3000);
        assert!(pause_ms(0, Some(u64::MAX)) > LONGEST_PAUSE_MS);
    }
}
