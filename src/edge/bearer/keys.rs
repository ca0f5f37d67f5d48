//! The issuer's keys at hand: kept for as long as the isolate lives, fetched when the cache says so.
//!
//! What requests share here is plain data. A request must never wait for another one's promise: the platform keeps them
//! apart, and it would wait for good.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures_util::StreamExt;
use worker::{CacheMode, Delay, Fetch, Method, Request, RequestInit, RequestRedirect};

use super::Settings;
use super::cache::{Cache, Step};
use super::key_set::{KeySet, LARGEST_SET};
use super::token::{Denied, Subject, Token};
use crate::bank::{OpenCall, Visit};
use crate::config::Limits;
use crate::problem::Problem;
use crate::{clock, log};

/// How often to look whether another request has got the keys.
const LOOK: Duration = Duration::from_millis(25);

thread_local! {
    static CACHE: RefCell<Cache> = RefCell::default();
}

/// Whom a token is for. The issuer is asked for its keys within the deadlines of a bank call.
pub async fn subject(
    token: &Token<'_>,
    settings: &Settings,
    limits: Limits,
    visit: &Visit,
) -> Result<Subject, Problem> {
    let asker = Asker { settings, limits, visit };
    let denied = |denied: Denied| Problem::InvalidToken(denied.detail());
    let keys = asker.keys(Cache::look).await.ok_or(Problem::SignInUnavailable)?;
    match token.verify(&keys) {
        Err(Denied::UnknownKey) => {}
        verified => return verified.cloned().map_err(denied),
    }
    let newer = asker.keys(|cache, now| cache.look_beyond(&keys, now)).await;
    let newer = newer.ok_or_else(|| denied(Denied::UnknownKey))?;
    token.verify(&newer).cloned().map_err(denied)
}

struct Asker<'a> {
    settings: &'a Settings,
    limits: Limits,
    visit: &'a Visit,
}

impl Asker<'_> {
    /// The keys that `look` finds, with whatever has to be done for them.
    async fn keys(&self, look: impl Fn(&mut Cache, u64) -> Step) -> Option<Rc<KeySet>> {
        while self.visit.remaining_ms() > 0 {
            match with_cache(|cache| look(cache, clock::now_ms())) {
                Step::Use(keys) => return Some(keys),
                Step::GiveUp => return None,
                Step::Wait => Delay::from(LOOK).await,
                Step::Ask => {
                    let keys = self.ask().await;
                    with_cache(|cache| cache.asked(keys, clock::now_ms()));
                }
            }
        }
        None
    }

    async fn ask(&self) -> Option<KeySet> {
        let patience = u64::from(self.limits.call_ms).min(self.visit.remaining_ms());
        let read = match self.visit.patience.at_most(patience, fetch(&self.settings.keys_url)).await {
            Some(Ok(text)) => KeySet::parse(&text).map_err(str::to_owned),
            Some(Err(why)) => Err(why),
            None => Err("no answer in time".to_owned()),
        };
        read.inspect_err(|why| {
            log::Entry::of("jwks_unreadable").request(&self.visit.request_id).text("reason", why).error();
        })
        .ok()
    }
}

fn with_cache<T>(work: impl FnOnce(&mut Cache) -> T) -> T {
    CACHE.with_borrow_mut(work)
}

/// The body of a 200, if it is no larger than a key set may be. Redirects are not followed: keys come from the address that
/// was set and no other.
async fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let broken = |error: worker::Error| format!("cannot be reached: {error}");
    let mut init = RequestInit::new();
    // Past caches on the way: an unknown key is worth asking for only at its source.
    init.with_method(Method::Get).with_redirect(RequestRedirect::Manual).with_cache(CacheMode::NoStore);
    let request = Request::new_with_init(url, &init).map_err(broken)?;
    let mut call = OpenCall::default();
    let mut response = Fetch::Request(request).send_with_signal(&call.signal()).await.map_err(broken)?;
    if response.status_code() != 200 {
        return Err(format!("answered {}", response.status_code()));
    }
    let mut text = Vec::new();
    let mut chunks = response.stream().map_err(broken)?;
    while let Some(chunk) = chunks.next().await {
        text.extend_from_slice(&chunk.map_err(broken)?);
        if text.len() > LARGEST_SET {
            return Err("answered more than 64 KiB".to_owned());
        }
    }
    call.is_over = true;
    Ok(text)
}
