//! How much one tenant may ask of its Durable Object and, through it, of TrueLayer: a brake on a client that has gone wild,
//! in the object's memory and so forgotten with it.
//!
//! Each allowance is the generic cell rate algorithm: the time at which all that was taken would have been earned back.

use std::cell::Cell;

use super::message::Refusal;

const MINUTE_MS: u64 = 60 * 1000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const MESSAGES_A_MINUTE: u64 = 600;
const OPERATIONS_AN_HOUR: u64 = 60;

/// What a tenant has left.
pub struct Budget {
    messages: Allowance,
    operations: Allowance,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            messages: Allowance::new(MESSAGES_A_MINUTE, MINUTE_MS),
            operations: Allowance::new(OPERATIONS_AN_HOUR, HOUR_MS),
        }
    }
}

impl Budget {
    /// Takes one message.
    pub fn message(&self, now_ms: u64) -> Result<(), Refusal> {
        self.messages.take(now_ms)
    }

    /// Takes one connection, renewal or refresh at TrueLayer.
    pub fn operation(&self, now_ms: u64) -> Result<(), Refusal> {
        self.operations.take(now_ms)
    }
}

struct Allowance {
    most_ms: u64,
    cost_ms: u64,
    earned_back_at: Cell<u64>,
}

impl Allowance {
    /// So many at once, and as many again in each period.
    fn new(most: u64, period_ms: u64) -> Self {
        Self { most_ms: period_ms, cost_ms: period_ms / most.max(1), earned_back_at: Cell::new(0) }
    }

    fn take(&self, now_ms: u64) -> Result<(), Refusal> {
        let after = self.earned_back_at.get().max(now_ms).saturating_add(self.cost_ms);
        let excess_ms = after.saturating_sub(now_ms).saturating_sub(self.most_ms);
        if excess_ms > 0 {
            return Err(Refusal::SlowDown { retry_after: excess_ms.div_ceil(1000) });
        }
        self.earned_back_at.set(after);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 1_790_000_000_000;

    fn wait(taken: Result<(), Refusal>) -> u64 {
        match taken {
            Ok(()) => 0,
            Err(Refusal::SlowDown { retry_after }) => retry_after,
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_allowance_is_used_up_and_earned_back() {
        let budget = Budget::default();
        for _ in 0..OPERATIONS_AN_HOUR {
            assert_eq!(wait(budget.operation(START)), 0);
        }
        assert_eq!(wait(budget.operation(START)), 60);
        assert_eq!(wait(budget.operation(START + 59_500)), 1, "refusals cost nothing");
        assert_eq!(wait(budget.operation(START + 60_000)), 0);
        assert_eq!(wait(budget.operation(START + 60_000)), 60);
        let all = (0..100).filter(|_| budget.operation(START + 10 * HOUR_MS).is_ok());
        assert_eq!(all.count(), 60, "it does not grow beyond its size");
    }

    #[test]
    fn messages_and_operations_do_not_count_as_each_other() {
        let budget = Budget::default();
        let taken = (0..1000).filter(|_| budget.message(START).is_ok());
        assert_eq!(taken.count(), 600);
        assert_eq!(wait(budget.message(START)), 1);
        assert_eq!(wait(budget.operation(START)), 0);
    }
}
