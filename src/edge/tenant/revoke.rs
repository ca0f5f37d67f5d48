//! Revoking a consent at TrueLayer.

use std::rc::Rc;

use truelayer::{Client, Error, Next, auth};

use super::chores::Grant;
use super::tokens;
use crate::bank::Visit;
use crate::clock;

const ATTEMPTS: u32 = 3;

/// Revokes a connection. Afterwards the consent is known to be gone at TrueLayer, or else `Err` has what to try again
/// with: tokens that were refreshed on the way are new ones.
pub async fn revoke(mut grant: Grant, client: &Client, visit: &Rc<Visit>) -> Result<(), Grant> {
    let mut fresh = clock::now() < grant.tokens.fresh_until;
    // With the token there is; then with a new one if that was refused; then once more if nobody answered.
    for _ in 0..ATTEMPTS {
        if !fresh {
            match tokens::replacement(&grant, client, visit).await {
                Ok(Some(new)) => grant = new,
                Ok(None) => return Ok(()),
                Err(_) => continue,
            }
        }
        match once(&auth::revoke(client, &grant.tokens.access), visit).await {
            Ok(()) => return Ok(()),
            Err(error) if error.next == Next::RefreshThenRetry => fresh = false,
            Err(error) if error.next == Next::Retry => fresh = true,
            Err(_) => break,
        }
    }
    Err(grant)
}

async fn once(request: &truelayer::http::Request, visit: &Rc<Visit>) -> Result<(), Error> {
    let received = visit.send(request).await?;
    let answer = received.answer();
    // 404: TrueLayer knows no such consent any more.
    if answer.is_success() || answer.status == 404 { Ok(()) } else { Err(Error::of_auth(&answer)) }
}
