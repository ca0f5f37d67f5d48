//! One sort for lists that are short, or sorted seldom. The standard library's is compiled anew for every type and every order,
//! which made a sixth of the WebAssembly; this one is compiled once.

use std::cmp::Ordering;

/// Sorts; what is equal stays in its order.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| unsorted.get_mut(place)?.take()));
}

/// The places of so many items, in order.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_standard_librarys_stable_sort(keys in proptest::collection::vec(0u8..9, 0..60)) {
            let mut ours: Vec<_> = keys.into_iter().enumerate().collect();
            let mut theirs = ours.clone();
            sort_by(&mut ours, |(_, one), (_, other)| one.cmp(other));
            theirs.sort_by_key(|(_, key)| *key);
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
