//! Dates as a rhythm: which of them follow it, how far they stray, and which do not belong.

use chrono::{Datelike, NaiveDate};

use super::rhythm::{Rhythm, Shift, in_month, month_index};
use crate::order::sort_by;

/// A rhythm that dates follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) rhythm: Rhythm,
    pub(super) shift: Shift,
    /// The places of the dates that follow it, one for each turn, in order.
    pub(super) members: Vec<usize>,
    /// The due day of the last member, before it was shifted or strayed.
    pub(super) last_due: NaiveDate,
    /// The days by which all members stray, together.
    pub(super) strayed: u32,
}

/// A rhythm that is looked for.
struct Candidate {
    /// Of days, or of months.
    unit: Unit,
    /// The gap in days that most payments have.
    gaps: std::ops::RangeInclusive<i64>,
    /// The most days a payment strays from its due day.
    tolerance: u32,
    /// The fewest payments.
    fewest: usize,
}

#[derive(Clone, Copy)]
enum Unit {
    Days(u32),
    Months(u32),
}

#[rustfmt::skip]
const CANDIDATES: [Candidate; 6] = [
    Candidate { unit: Unit::Months(1), gaps: 24..=37, tolerance: 4, fewest: 3 },
    Candidate { unit: Unit::Days(28), gaps: 24..=32, tolerance: 3, fewest: 3 },
    Candidate { unit: Unit::Days(7), gaps: 4..=10, tolerance: 2, fewest: 3 },
    Candidate { unit: Unit::Days(14), gaps: 10..=18, tolerance: 3, fewest: 3 },
    Candidate { unit: Unit::Months(3), gaps: 80..=102, tolerance: 7, fewest: 3 },
    Candidate { unit: Unit::Months(12), gaps: 350..=381, tolerance: 10, fewest: 2 },
];

/// The rhythm that these dates, in order, follow best; `None` when they follow none.
///
/// Three quarters of the turns between the first and the last must have been paid, and at most one date for four
/// members may not belong.
pub(super) fn fit(dates: &[NaiveDate]) -> Option<Fit> {
    let gap = usual_gap(dates)?;
    let fits = CANDIDATES.iter().filter(|candidate| candidate.gaps.contains(&gap));
    let fits = fits.flat_map(|candidate| candidate.fits(dates));
    fits.min_by_key(|fit| (std::cmp::Reverse(fit.members.len()), fit.strayed, fit.shift))
}

/// The upper median of the gaps.
fn usual_gap(dates: &[NaiveDate]) -> Option<i64> {
    let mut gaps: Vec<i64> = dates
        .iter()
        .zip(dates.iter().skip(1))
        .map(|(a, b)| b.signed_duration_since(*a).num_days())
        .filter(|gap| *gap > 0)
        .collect();
    sort_by(&mut gaps, Ord::cmp);
    gaps.get(gaps.len() / 2).copied()
}

impl Candidate {
    /// Each due day and shift that the dates, in order, may have had.
    fn fits(&self, dates: &[NaiveDate]) -> Vec<Fit> {
        let (days, turns) = match self.unit {
            Unit::Days(length) => (length, 1),
            Unit::Months(every) => (31, every),
        };
        let shifts = [Shift::Stay, Shift::Next, Shift::Previous];
        let mut found = Vec::new();
        for (day, shift) in (1..=days).flat_map(|day| shifts.map(|shift| (day, shift))) {
            if let Some(placed) = self.place(dates, day, shift) {
                found.extend((0..turns).filter_map(|turn| self.gather(&placed, day, shift, turn)));
            }
        }
        found
    }

    /// The turn that each date belongs to, if it is near enough to that turn's due day; `None` as soon as more of them are
    /// not than a rhythm leaves over.
    fn place(&self, dates: &[NaiveDate], day: u32, shift: Shift) -> Option<Vec<Option<Placed>>> {
        let mut spare = left_over(dates.len());
        let mut window = Window { candidate: self, day, shift, turn: None, dues: [None; 3] };
        let placed = dates.iter().map(|date| {
            let placed = window.nearest(*date).filter(|placed| placed.strayed <= self.tolerance);
            if placed.is_none() {
                spare = spare.checked_sub(1)?;
            }
            Some(placed)
        });
        placed.collect()
    }

    /// The turn in which a date lies, as if nothing were shifted.
    fn turn(&self, date: NaiveDate, day: u32) -> i64 {
        match self.unit {
            Unit::Days(length) => {
                i64::from(date.num_days_from_ce()).saturating_sub(day.into()).div_euclid(i64::from(length.max(1)))
            }
            Unit::Months(_) => month_index(date),
        }
    }

    fn due(&self, turn: i64, day: u32) -> Option<NaiveDate> {
        match self.unit {
            Unit::Days(length) => {
                let days = turn.checked_mul(length.into())?.checked_add(day.into())?;
                NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
            }
            Unit::Months(_) => in_month(turn, day),
        }
    }

    /// The nearest date of each turn; `None` where turns are empty or dates left over beyond what a rhythm allows.
    fn gather(&self, placed: &[Option<Placed>], day: u32, shift: Shift, phase: u32) -> Option<Fit> {
        let (rhythm, every) = match self.unit {
            Unit::Days(length) => (Rhythm::Days(length), 1),
            Unit::Months(every) => (Rhythm::Months { every, day }, i64::from(every)),
        };
        // Dates come in order, and so do their turns.
        let mut turns: Vec<(Placed, usize)> = Vec::new();
        for (index, placed) in placed.iter().enumerate() {
            let Some(placed) = placed.filter(|placed| placed.turn.rem_euclid(every) == i64::from(phase)) else {
                continue;
            };
            match turns.last_mut() {
                Some((best, _)) if best.turn == placed.turn && best.strayed <= placed.strayed => {}
                Some(best) if best.0.turn == placed.turn => *best = (placed, index),
                _ => turns.push((placed, index)),
            }
        }
        let ((first, _), (last, _)) = (turns.first()?, turns.last()?);
        let paid = turns.len();
        let span = usize::try_from(last.turn.saturating_sub(first.turn) / every).ok()?.saturating_add(1);
        let holds = paid >= self.fewest
            && paid.saturating_mul(4) >= span.saturating_mul(3)
            && placed.len().saturating_sub(paid) <= left_over(placed.len());
        holds.then(|| Fit {
            rhythm,
            shift,
            strayed: turns.iter().map(|(placed, _)| placed.strayed).sum(),
            members: turns.iter().map(|(_, index)| *index).collect(),
            last_due: last.due,
        })
    }
}

/// How many of so many dates may belong to no turn: one for four that do.
pub(super) fn left_over(dates: usize) -> usize {
    dates / 5
}

/// The due days around a date: dates come in order, so most are those of the date before.
struct Window<'a> {
    candidate: &'a Candidate,
    day: u32,
    shift: Shift,
    /// The turn in the middle.
    turn: Option<i64>,
    dues: [Option<Due>; 3],
}

#[derive(Clone, Copy)]
struct Due {
    turn: i64,
    due: NaiveDate,
    /// When it is paid, in days of the calendar.
    paid: i32,
}

impl Window<'_> {
    fn nearest(&mut self, date: NaiveDate) -> Option<Placed> {
        let turn = self.candidate.turn(date, self.day);
        if self.turn != Some(turn) {
            let next = turn.saturating_add(1);
            self.dues = match self.dues {
                [_, before, here] if self.turn == Some(turn.saturating_sub(1)) => [before, here, self.due(next)],
                _ => [turn.saturating_sub(1), turn, next].map(|turn| self.due(turn)),
            };
            self.turn = Some(turn);
        }
        let day = date.num_days_from_ce();
        let placed = self.dues.iter().flatten().map(|Due { turn, due, paid }| Placed {
            turn: *turn,
            due: *due,
            strayed: paid.abs_diff(day),
        });
        placed.min_by_key(|placed| placed.strayed)
    }

    fn due(&self, turn: i64) -> Option<Due> {
        let due = self.candidate.due(turn, self.day)?;
        Some(Due { turn, due, paid: self.shift.of(due)?.num_days_from_ce() })
    }
}

/// A date's turn.
#[derive(Debug, Clone, Copy)]
struct Placed {
    turn: i64,
    due: NaiveDate,
    strayed: u32,
}
