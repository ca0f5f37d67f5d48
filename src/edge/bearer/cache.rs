//! When to ask the issuer for its keys: what is known stays good for a while, and however many tokens of unknown keys
//! come, and however long the issuer is down, it is asked now and then and no more.

use std::rc::Rc;

use super::key_set::KeySet;

/// So long keys are not asked for again.
const FRESH_MS: u64 = 10 * 60 * 1000;
/// So long they are good while the issuer cannot be reached.
const LONGEST_MS: u64 = 24 * 60 * 60 * 1000;
/// Between two attempts while there are keys, and between two on account of unknown keys.
const PAUSE_MS: u64 = 60 * 1000;
/// Between two attempts while there are none.
const SHORT_PAUSE_MS: u64 = 5 * 1000;
/// An attempt of which nothing was heard for so long has ended: requests can be cut off.
const LONGEST_ATTEMPT_MS: u64 = 15 * 1000;

/// What is known of the issuer's keys.
#[derive(Default)]
pub struct Cache {
    known: Option<Known>,
    /// When the attempt that is under way began.
    asking_since: Option<u64>,
    /// When the last attempt ended.
    asked_at: Option<u64>,
    /// When an unknown key was last a reason to ask.
    unknown_at: Option<u64>,
}

struct Known {
    keys: Rc<KeySet>,
    at: u64,
}

/// What a request is to do.
#[derive(Debug)]
pub enum Step {
    /// Go by these.
    Use(Rc<KeySet>),
    /// Ask the issuer, and tell the cache what came of it.
    Ask,
    /// Look again in a moment: another request is asking.
    Wait,
    /// Give up.
    GiveUp,
}

impl Cache {
    /// The keys, or what to do for them.
    pub fn look(&mut self, now: u64) -> Step {
        match &self.known {
            Some(known) if since(known.at, now) < FRESH_MS => Step::Use(Rc::clone(&known.keys)),
            Some(known) if since(known.at, now) < LONGEST_MS => {
                if self.is_asking(now) || !has_passed(self.asked_at, PAUSE_MS, now) {
                    return Step::Use(Rc::clone(&known.keys));
                }
                self.ask(now)
            }
            _ if self.is_asking(now) => Step::Wait,
            _ if has_passed(self.asked_at, SHORT_PAUSE_MS, now) => self.ask(now),
            _ => Step::GiveUp,
        }
    }

    /// Newer keys than `seen`, which do not have the one that is wanted, or what to do for them.
    pub fn look_beyond(&mut self, seen: &Rc<KeySet>, now: u64) -> Step {
        match &self.known {
            Some(known) if !Rc::ptr_eq(&known.keys, seen) => Step::Use(Rc::clone(&known.keys)),
            _ if self.is_asking(now) => Step::Wait,
            _ if has_passed(self.unknown_at, PAUSE_MS, now) => {
                self.unknown_at = Some(now);
                self.ask(now)
            }
            _ => Step::GiveUp,
        }
    }

    /// What came of asking: nothing where the issuer could not be reached, or answered something else.
    pub fn asked(&mut self, keys: Option<KeySet>, now: u64) {
        self.asking_since = None;
        self.asked_at = Some(now);
        if let Some(keys) = keys {
            self.known = Some(Known { keys: Rc::new(keys), at: now });
        }
    }

    fn ask(&mut self, now: u64) -> Step {
        self.asking_since = Some(now);
        Step::Ask
    }

    fn is_asking(&self, now: u64) -> bool {
        !has_passed(self.asking_since, LONGEST_ATTEMPT_MS, now)
    }
}

fn since(then: u64, now: u64) -> u64 {
    now.saturating_sub(then)
}

fn has_passed(then: Option<u64>, pause: u64, now: u64) -> bool {
    then.is_none_or(|then| since(then, now) >= pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60_000;

    /// What a cache says, in a word.
    fn word(step: &Step) -> &'static str {
        match step {
            Step::Use(_) => "use",
            Step::Ask => "ask",
            Step::Wait => "wait",
            Step::GiveUp => "give up",
        }
    }

    fn known(at: u64) -> Cache {
        let mut cache = Cache::default();
        assert_eq!(word(&cache.look(at)), "ask");
        cache.asked(Some(KeySet::default()), at);
        cache
    }

    fn used(cache: &mut Cache, now: u64) -> Rc<KeySet> {
        let Step::Use(keys) = cache.look(now) else { panic!("no keys at {now}") };
        keys
    }

    #[test]
    fn keys_are_asked_for_once_and_again_after_ten_minutes() {
        let mut cache = Cache::default();
        assert_eq!(word(&cache.look(0)), "ask");
        assert_eq!(word(&cache.look(1)), "wait", "another request at the same time");
        cache.asked(Some(KeySet::default()), 100);
        assert_eq!(word(&cache.look(10 * MINUTE + 99)), "use");
        assert_eq!(word(&cache.look(10 * MINUTE + 100)), "ask");
        assert_eq!(word(&cache.look(10 * MINUTE + 101)), "use", "nobody waits while there are old ones");
    }

    #[test]
    fn an_unknown_key_is_asked_for_at_most_once_a_minute() {
        let mut cache = known(0);
        let seen = used(&mut cache, 1);
        assert_eq!(word(&cache.look_beyond(&seen, 1)), "ask");
        assert_eq!(word(&cache.look_beyond(&seen, 2)), "wait");
        cache.asked(Some(KeySet::default()), 3);
        assert_eq!(word(&cache.look_beyond(&seen, 4)), "use", "somebody else has got newer ones");
        let seen = used(&mut cache, 5);
        assert_eq!(word(&cache.look_beyond(&seen, MINUTE)), "give up");
        assert_eq!(word(&cache.look_beyond(&seen, MINUTE + 1)), "ask");
    }

    #[test]
    fn while_the_issuer_is_down_old_keys_go_on_for_a_day() {
        let mut cache = known(0);
        assert_eq!(word(&cache.look(11 * MINUTE)), "ask");
        cache.asked(None, 11 * MINUTE);
        assert_eq!(word(&cache.look(12 * MINUTE - 1)), "use");
        assert_eq!(word(&cache.look(12 * MINUTE)), "ask", "once a minute");
        cache.asked(None, 12 * MINUTE);
        let day = 24 * 60 * MINUTE;
        assert_eq!(word(&cache.look(day - 1)), "ask");
        cache.asked(None, day - 1);
        assert_eq!(word(&cache.look(day)), "give up");
        assert_eq!(word(&cache.look(day + 5_000)), "ask", "without keys sooner than once a minute");
    }

    #[test]
    fn an_attempt_that_was_cut_off_does_not_block_the_next() {
        let mut cache = Cache::default();
        assert_eq!(word(&cache.look(0)), "ask");
        assert_eq!(word(&cache.look(14_999)), "wait");
        assert_eq!(word(&cache.look(15_000)), "ask");
    }
}
