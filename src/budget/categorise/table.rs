//! The dictionary's table of hashes, as it lies in the program.

use std::ops::Range;

use super::built::Built;

/// How many buckets there are: the first 12 bits of a hash.
pub const BUCKETS: usize = 4096;
/// How many kinds of entries there may be.
pub const KINDS: usize = 256;
/// The bit of an entry that has a name.
pub const NAMED: u16 = 1 << 11;

/// The built table, and where its parts begin.
pub(super) struct Table {
    /// The 256 kinds of entries that occur.
    kinds: &'static [[u8; 2]],
    /// For each entry 16 bits of its hash, in each bucket in order, as the step from the one before it.
    steps: Halves,
    /// For each entry its kind.
    kind_of: &'static [u8],
    /// For each entry that has a name the name's number.
    names: Halves,
    /// For each bucket how many entries there are before it, and how many of those have names; one more at the end.
    before: Vec<(u16, u16)>,
    /// For each name where it stands in the names.
    places: Vec<u16>,
}

impl Table {
    /// The built bytes: the kinds (u16), for each bucket how many entries it has (u8), the steps of the entries' hashes, their
    /// kinds (u8), and the numbers of the names of those that have one.
    pub(super) fn of(built: &'static Built) -> Option<Self> {
        let (kinds, rest) = built.dictionary.split_at_checked(KINDS * 2)?;
        let (counts, rest) = rest.split_at_checked(BUCKETS)?;
        let entries = counts.iter().map(|count| usize::from(*count)).sum::<usize>();
        let (steps, rest) = rest.split_at_checked(entries.checked_mul(2)?)?;
        let (kind_of, names) = rest.split_at_checked(entries)?;
        let mut table = Self {
            kinds: kinds.as_chunks::<2>().0,
            steps: Halves::of(steps)?,
            kind_of,
            names: Halves::of(names)?,
            before: Vec::with_capacity(BUCKETS + 1),
            places: places(built.names),
        };
        let (mut all, mut named) = (0_u16, 0_u16);
        table.before.push((0, 0));
        for count in counts {
            let end = all.checked_add(u16::from(*count))?;
            named = named.checked_add(u16::try_from(table.named(usize::from(all)..usize::from(end))).ok()?)?;
            all = end;
            table.before.push((all, named));
        }
        Some(table)
    }

    fn kind(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(*self.kinds.get(usize::from(*self.kind_of.get(at)?))?))
    }

    /// How many of these entries have a name.
    fn named(&self, entries: Range<usize>) -> usize {
        entries.filter(|at| self.kind(*at).is_some_and(|bits| bits & NAMED != 0)).count()
    }

    /// The bits of the entry with this hash, and where its name stands in the names.
    pub(super) fn find(&self, hash: u32) -> Option<(u16, Option<u16>)> {
        let bucket = usize::try_from(hash >> 20).ok()?;
        let ((from, names), (to, _)) = (*self.before.get(bucket)?, *self.before.get(bucket.checked_add(1)?)?);
        let (from, to) = (usize::from(from), usize::from(to));
        let wanted = u16::try_from((hash >> 4) & 0xffff).ok()?;
        let mut own = 0_u16;
        let at = (from..to).find(|at| {
            own = own.wrapping_add(self.steps.get(*at).unwrap_or_default());
            own == wanted
        })?;
        let bits = self.kind(at)?;
        let name = if bits & NAMED == 0 { None } else { self.name(usize::from(names), from..at) };
        Some((bits, name))
    }

    /// Where the name of an entry stands that has these entries of its bucket before it, and so many names before those.
    fn name(&self, names: usize, before: Range<usize>) -> Option<u16> {
        let number = self.names.get(names.checked_add(self.named(before))?)?;
        self.places.get(usize::from(number)).copied()
    }
}

/// Numbers of two bytes, the upper ones of all before the lower ones: apart they take less in gzip.
struct Halves {
    upper: &'static [u8],
    lower: &'static [u8],
}

impl Halves {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let (upper, lower) = bytes.split_at_checked(bytes.len() / 2)?;
        Some(Self { upper, lower })
    }

    fn get(&self, at: usize) -> Option<u16> {
        Some(u16::from_be_bytes([*self.upper.get(at)?, *self.lower.get(at)?]))
    }
}

/// Where each of the names stands: each comes after its length in one byte.
fn places(names: &[u8]) -> Vec<u16> {
    let mut places = Vec::new();
    let mut next = 0_u16;
    while let Some(length) = names.get(usize::from(next)) {
        places.push(next);
        let Some(end) = next.checked_add(u16::from(*length)).and_then(|end| end.checked_add(1)) else { break };
        next = end;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorise::built::built;

    #[test]
    fn a_table_that_ends_too_early_finds_nothing_and_panics_never() {
        let whole = Table::of(built()).unwrap();
        let hashes: Vec<u32> = (0..=u32::MAX).step_by(1 << 16).collect();
        assert!(hashes.iter().any(|hash| whole.find(*hash).is_some()));
        for length in [0, 100, KINDS * 2, KINDS * 2 + BUCKETS, 40_000, built().dictionary.len() - 2] {
            let cut = Built { dictionary: &built().dictionary[..length], names: &built().names[..7], model: &[] };
            let Some(table) = Table::of(Box::leak(Box::new(cut))) else { continue };
            for hash in &hashes {
                assert_eq!(table.find(*hash).map(|(bits, _)| bits), whole.find(*hash).map(|(bits, _)| bits));
            }
        }
    }
}
