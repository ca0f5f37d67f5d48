//! Runs a reader over its corpus and over a fixed set of mutations of it: the same inputs on every run. Part of the tests of
//! each crate that has readers.

use std::path::Path;

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

const MUTANTS_OF_EACH: usize = 400;

/// Runs a reader over a folder of the corpus: every file as it is, and mutated. At least the files must be understood,
/// but for `strangers` of them, which are there because they are not what the reader expects.
pub(crate) fn run(folder: &str, strangers: usize, reader: fn(&[u8]) -> bool) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    let understood = seeds.iter().filter(|seed| reader(seed)).count();
    assert_eq!(understood, seeds.len() - strangers, "of {folder}");

    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mutants = seeds.iter().flat_map(|seed| std::iter::repeat_n(seed, MUTANTS_OF_EACH));
    let mutants: Vec<Vec<u8>> = mutants.map(|seed| mutated(seed, &seeds, &mut random)).collect();
    let still = mutants.iter().filter(|mutant| reader(mutant)).count();
    println!("{folder}: {} mutants, {still} still understood", mutants.len());
    assert!(still > 0 && still < mutants.len(), "mutations of {folder} do not reach both sides");
}

/// One to three of: a changed byte, a cut, a piece of another file put in, a number or a name replaced.
fn mutated(seed: &[u8], others: &[Vec<u8>], random: &mut impl Rng) -> Vec<u8> {
    const PIECES: [&[u8]; 12] = [
        b"null",
        b"-0",
        b"1e400",
        b"\"\"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"\"\\ud800\"",
        b"9999-12-31",
        b"0.0000000001",
        b"[[[[",
        b"DEBIT",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..random.random_range(1..=3) {
        let at = random.random_range(0..=bytes.len());
        let end = random.random_range(at..=bytes.len()).min(at + 24);
        match random.random_range(0..12) {
            0..6 if at < bytes.len() => bytes[at] = random.random(),
            6 => bytes.truncate(at.max(1)),
            7 => {
                let other = others.choose(random).unwrap();
                let from = random.random_range(0..=other.len());
                let to = random.random_range(from..=other.len()).min(from + 200);
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => drop(bytes.splice(at..end, PIECES.choose(random).unwrap().iter().copied())),
        }
    }
    bytes
}
