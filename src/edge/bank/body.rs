//! An answer's body: read whole, or, where it may be larger than is good to hold, its beginning with the rest still to come.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::StreamExt;
use tokio::sync::OwnedSemaphorePermit;
use truelayer::passage::Passage;
use truelayer::{Code, Error, Next};
use worker::{AbortController, AbortSignal, ByteStream};

use super::wire::Visit;
use crate::clock;

/// The most that an answer may have. Two years of a busy account are about 3 MB.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;
/// The most that all answers of one request may have which are read whole. A Worker has 128 MB, and what is made of an
/// answer takes about as much again as the answer.
pub(super) const LARGEST_IN_ALL: usize = 32 * 1024 * 1024;
/// So much of each answer does not count there, so that a small one never fails for the sake of large ones.
const UNCOUNTED: usize = 256 * 1024;
/// So much of an answer that may be passed on is read before the others' turn to be passed on is waited for.
const HEAD: usize = 1024 * 1024;

/// How an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All of it, before anything is done with it.
    Whole,
    /// If it is large, only its beginning: the rest is passed on as it comes.
    Passing,
}

impl Reading {
    /// How much is read at once.
    pub(super) fn limit(self) -> usize {
        match self {
            Self::Whole => LARGEST,
            Self::Passing => HEAD,
        }
    }
}

/// A body, or its beginning.
pub struct Body {
    /// What has been read.
    pub bytes: Vec<u8>,
    pub(super) rest: Option<Rest>,
}

impl Body {
    /// Adds bytes, growing by a step at a time: to double, as a vector does, is to ask for twice what is needed just when
    /// memory is short.
    pub(super) fn take(&mut self, chunk: &[u8]) {
        const STEP: usize = 1024 * 1024;
        let (length, capacity) = (self.bytes.len(), self.bytes.capacity());
        if length.saturating_add(chunk.len()) > capacity && capacity >= STEP {
            self.bytes.reserve_exact(chunk.len().max(STEP));
        }
        self.bytes.extend_from_slice(chunk);
    }

    /// Whether there is more to come.
    pub fn is_large(&self) -> bool {
        self.rest.is_some()
    }
}

/// What an answer takes up of `LARGEST_IN_ALL`: given back when its reading fails, so that the others have it.
pub(super) struct Share<'a> {
    left: &'a Cell<usize>,
    read: usize,
    counted: usize,
}

impl<'a> Share<'a> {
    /// Of what is left.
    pub(super) fn of(left: &'a Cell<usize>) -> Self {
        Self { left, read: 0, counted: 0 }
    }

    /// Counts more bytes.
    pub(super) fn add(&mut self, bytes: usize) -> Result<(), Error> {
        self.read = self.read.saturating_add(bytes);
        let more = self.read.saturating_sub(UNCOUNTED).saturating_sub(self.counted);
        let left = self.left.get().checked_sub(more).ok_or_else(|| Error::new(Code::TooMuchData))?;
        self.left.set(left);
        self.counted = self.counted.saturating_add(more);
        Ok(())
    }

    /// The answer is there, and stays until the request is answered.
    pub(super) fn keep(mut self) {
        self.counted = 0;
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.left.set(self.left.get().saturating_add(self.counted));
    }
}

/// The unread part of a body, with the places that it takes up among the open connections. Dropping it ends the call.
pub(super) struct Rest {
    pub(super) chunks: ByteStream,
    pub(super) call: OpenCall,
    pub(super) visit: Rc<Visit>,
    pub(super) _places: Vec<OwnedSemaphorePermit>,
}

/// A call that is aborted unless it has come to its end: an unread body would hold the connection.
#[derive(Default)]
pub struct OpenCall {
    abort: AbortController,
    /// Whether it has.
    pub is_over: bool,
}

impl OpenCall {
    /// What the call must be sent with.
    pub fn signal(&self) -> AbortSignal {
        self.abort.signal()
    }
}

impl Drop for OpenCall {
    fn drop(&mut self) {
        if !self.is_over {
            std::mem::take(&mut self.abort).abort();
        }
    }
}

/// A large list of records on its way through.
pub struct Passing {
    bytes: Vec<u8>,
    rest: Rest,
    passage: Passage,
    read: usize,
    waited_ms: u64,
}

impl Passing {
    /// Of a body that `is_large`.
    pub fn new(body: Body) -> Option<Self> {
        let rest = body.rest?;
        Some(Self { bytes: body.bytes, rest, passage: Passage::default(), read: 0, waited_ms: 0 })
    }

    /// The next records, separated by commas; `None` after the last ones. After an error nothing more is to come; what
    /// came before it is right.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, Error>> {
        let bytes = match std::mem::take(&mut self.bytes) {
            bytes if bytes.is_empty() => match self.chunk().await {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return self.passage.end().err().map(Err),
                Err(error) => return Some(Err(error)),
            },
            bytes => bytes,
        };
        self.read = self.read.saturating_add(bytes.len());
        if self.read > LARGEST {
            return Some(Err(Error::new(Code::MalformedAnswer)));
        }
        let mut records = Vec::with_capacity(bytes.len());
        Some(self.passage.take(&bytes, &mut records).map(|()| records))
    }

    /// The next bytes. The bank has as long as for a call for each piece, and as long as for a request for all of them.
    async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let (visit, before) = (&self.rest.visit, clock::now_ms());
        let patience = visit.call_ms.min(visit.request_ms.saturating_sub(self.waited_ms));
        let chunk = match patience {
            0 => None,
            _ => visit.patience.at_most(patience, self.rest.chunks.next()).await,
        };
        self.waited_ms = self.waited_ms.saturating_add(clock::now_ms().saturating_sub(before));
        match chunk {
            Some(Some(chunk)) => chunk.map(Some).map_err(|_| Error::new(Code::BankUnavailable)),
            Some(None) => {
                self.rest.call.is_over = true;
                Ok(None)
            }
            None => Err(timed_out()),
        }
    }
}

/// Not to be retried: waiting once more would cost as much again of the request's time.
pub(super) fn timed_out() -> Error {
    let mut error = Error::new(Code::BankTimeout);
    error.next = Next::GiveUp;
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_gives_its_share_back_and_small_answers_take_none() {
        let left = Cell::new(1000);
        let mut large = Share::of(&left);
        assert!(large.add(UNCOUNTED).is_ok());
        assert_eq!(left.get(), 1000);
        assert!(large.add(700).is_ok());
        let mut other = Share::of(&left);
        assert_eq!(other.add(UNCOUNTED + 301).unwrap_err().code, Code::TooMuchData);
        assert!(Share::of(&left).add(UNCOUNTED).is_ok());
        drop(large);
        assert_eq!(left.get(), 1000);
        assert!(other.add(1).is_ok());
        other.keep();
        assert_eq!(left.get(), 698);
    }
}
