//! Counting tests in what test runners print, and the table at the end.

use std::fmt::Write;
use std::time::Duration;

/// How many tests did what.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    /// Ignored, skipped or to do. The project has no such tests: one counts as a failure of its suite.
    pub(crate) skipped: u32,
}

impl Counts {
    /// Adds `other` to these.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) suite: String,
    /// `None` for a check that has no tests to count, such as clippy.
    pub(crate) counts: Option<Counts>,
    pub(crate) ok: bool,
    pub(crate) took: Duration,
    /// Why it failed, when the counts do not say it; or what they do not tell of a success.
    pub(crate) note: String,
}

impl Row {
    /// A check, or a suite that could not be run.
    pub(crate) fn check(suite: &str, ok: bool, took: Duration, note: &str) -> Self {
        Self { suite: suite.to_owned(), counts: None, ok, took, note: note.to_owned() }
    }

    /// A suite that ended with or without success. One that ran no test or skipped one has failed whatever it says.
    pub(crate) fn tests(suite: &str, counts: Counts, success: bool, took: Duration) -> Self {
        let note = match counts {
            _ if counts.failed > 0 => "",
            _ if !success => "the run failed before or after its tests",
            Counts { passed: 0, .. } => "no test ran",
            Counts { skipped: 1.., .. } => "tests were skipped",
            _ => "",
        };
        let ok = success && counts.failed == 0 && note.is_empty();
        Self { suite: suite.to_owned(), counts: Some(counts), ok, took, note: note.to_owned() }
    }

    /// What the row adds to the last line: its tests, and one failure for one that failed without a failed test.
    fn total(&self) -> Counts {
        let mut counts = self.counts.unwrap_or_default();
        if !self.ok && counts.failed == 0 {
            counts.failed = 1;
        }
        counts
    }
}

/// The table of all rows, and its last line, `N passed, M failed`.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text = format!("{:<24}{:>8}{:>8}{:>9}\n", "suite", "passed", "failed", "seconds");
    let mut sum = Counts::default();
    for row in rows {
        sum.add(row.total());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", line(row));
    }
    let _ = write!(text, "\n{} passed, {} failed", sum.passed, sum.failed);
    text
}

/// One line of the table.
pub(crate) fn line(row: &Row) -> String {
    let passed = match row.counts {
        Some(counts) => counts.passed.to_string(),
        None if row.ok => "ok".to_owned(),
        None => String::new(),
    };
    let (failed, seconds) = (row.total().failed, row.took.as_secs());
    format!("{:<24}{passed:>8}{failed:>8}{seconds:>9}  {}", row.suite, row.note).trim_end().to_owned()
}

/// Counts in the output of `cargo test`, also with wasm-bindgen's runner: one entry for each crate that has tests.
pub(crate) fn cargo_counts(log: &str) -> Vec<(String, Counts)> {
    let mut found: Vec<(String, Counts)> = Vec::new();
    let mut name = String::new();
    for line in log.lines().map(str::trim) {
        if let Some(next) = crate_name(line) {
            name = next;
        } else if let Some(counts) = cargo_result(line) {
            match found.iter_mut().find(|(other, _)| *other == name) {
                Some((_, sum)) => sum.add(counts),
                None => found.push((name.clone(), counts)),
            }
        }
    }
    found.retain(|(_, counts)| *counts != Counts::default());
    found
}

/// `budget` of `Running unittests lib.rs (target/debug/deps/budget-0123456789abcdef)` and of `Doc-tests budget`.
/// A crate's integration tests (`Running tests/a.rs (…)`) come right after its unit tests and name no crate.
fn crate_name(line: &str) -> Option<String> {
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(name.to_owned());
    }
    let (_, path) = line.strip_prefix("Running unittests ")?.rsplit_once('(')?;
    let file = path.trim_end_matches(')').rsplit('/').next()?;
    Some(file.rsplit_once('-').map_or(file, |(name, _)| name).to_owned())
}

/// The counts of `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn cargo_result(line: &str) -> Option<Counts> {
    let (_, list) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| list.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok());
    Some(Counts { passed: number(" passed")?, failed: number(" failed")?, skipped: number(" ignored").unwrap_or(0) })
}

/// The simulated bank's own word on whether its answers were held against TrueLayer's descriptions, which only some
/// checkouts have beside them. The test runner may have left the start of a line before it.
pub(crate) fn schemas_note(log: &str) -> Option<&str> {
    let said = |line: &&str| line.starts_with("schemas: ") || line.starts_with("schemas not found: ");
    log.lines().map(|line| line.rsplit_once(" ... ").map_or(line, |(_, rest)| rest).trim()).find(said)
}

/// Counts in the output of Node's test runner (its `spec` or `tap` reporter), summed over several runs.
pub(crate) fn node_counts(log: &str) -> Counts {
    let mut sum = Counts::default();
    for line in log.lines() {
        let Some(entry) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) else { continue };
        let Some((what, count)) = entry.split_once(' ') else { continue };
        let Ok(count) = count.trim().parse() else { continue };
        sum.add(match what {
            "pass" => Counts { passed: count, ..Counts::default() },
            "fail" | "cancelled" => Counts { failed: count, ..Counts::default() },
            "skipped" | "todo" => Counts { skipped: count, ..Counts::default() },
            _ => Counts::default(),
        });
    }
    sum
}

/// Counts in the output of Python's unittest. Each failed part of a test counts.
pub(crate) fn unittest_counts(log: &str) -> Counts {
    let ran = log.lines().find_map(|line| line.strip_prefix("Ran ")?.split(' ').next()?.parse::<u32>().ok());
    let end = log.lines().rev().find(|line| line.starts_with("OK") || line.starts_with("FAILED")).unwrap_or_default();
    let (_, list) = end.trim_end_matches(')').split_once('(').unwrap_or_default();
    let number = |name: &str| list.split(", ").find_map(|part| part.strip_prefix(name)?.parse().ok()).unwrap_or(0u32);
    let (failed, skipped) = (number("failures=").saturating_add(number("errors=")), number("skipped="));
    Counts { passed: ran.unwrap_or(0).saturating_sub(failed).saturating_sub(skipped), failed, skipped }
}

/// Counts in Playwright's JSON report. A test that passed only when tried again has failed.
pub(crate) fn playwright_counts(report: &str) -> Option<Counts> {
    let report: serde_json::Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let number = |key: &str| stats.get(key)?.as_u64().and_then(|count| u32::try_from(count).ok());
    Some(Counts {
        passed: number("expected")?,
        failed: number("unexpected")?.saturating_add(number("flaky")?),
        skipped: number("skipped")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_TIME: Duration = Duration::ZERO;

    fn counts(passed: u32, failed: u32, skipped: u32) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn cargo_tests_are_counted_by_crate() {
        let log = "   Compiling budget v0.1.0\n     Running unittests lib.rs (/t/debug/deps/budget-0a1b)\n\nrunning 3 tests\n\
                   test a ... ok\ntest result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.0s\n\
                        Running unittests main.rs (/t/debug/deps/empty-0a1b)\n\
                   test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n   Doc-tests budget\n\
                   test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                        Running unittests lib.rs (/t/debug/deps/truelayer-0a1b)\n\
                   test result: ok. 8 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
                        Running tests/auth.rs (/t/debug/deps/auth-0a1b)\n\
                   test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        let expected = [("budget".to_owned(), counts(5, 2, 1)), ("truelayer".to_owned(), counts(17, 0, 0))];
        assert_eq!(cargo_counts(log), expected);
        assert_eq!(cargo_counts("error: could not compile"), []);
    }

    #[test]
    fn what_was_checked_against_the_schemas_is_told() {
        let missing = "schemas not found: answers were not checked against TrueLayer's descriptions";
        let log = format!("test a ... ok\n{missing}\n(they were looked for in /x)\ntest b ... ok\n");
        assert_eq!(schemas_note(&log), Some(missing));
        let checked = "schemas: 604 answers of 169 kinds are as published";
        assert_eq!(schemas_note(&format!("test a ... {checked}\nok\n")), Some(checked));
        assert_eq!(schemas_note("test schemas: x\nOPENPURSE_SCHEMAS has no schemas: /x\n"), None);
    }

    #[test]
    fn a_note_is_no_failure() {
        let mut row = Row::tests("rust: bank", counts(3, 0, 0), true, NO_TIME);
        row.note = "schemas not found: x".to_owned();
        assert!(table(&[row]).ends_with("  schemas not found: x\n\n3 passed, 0 failed"));
    }

    #[test]
    fn node_runs_are_summed() {
        let spec = "✔ a (1ms)\nℹ tests 3\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 1\nℹ duration_ms 5.2\n";
        let tap = "ok 1 - b\n# tests 1\n# pass 1\n# fail 0\n";
        assert_eq!(node_counts(&format!("{spec}{tap}")), counts(3, 2, 1));
        assert_eq!(node_counts("Could not find 'tests'"), Counts::default());
    }

    #[test]
    fn python_tests_are_counted() {
        assert_eq!(unittest_counts("test_a ... ok\nRan 5 tests in 8.1s\n\nOK\n"), counts(5, 0, 0));
        let bad = "Ran 5 tests in 8.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n";
        assert_eq!(unittest_counts(bad), counts(1, 3, 1));
        assert_eq!(unittest_counts("Ran 1 test in 0.1s\n\nOK (skipped=1)\n"), counts(0, 0, 1));
        assert_eq!(unittest_counts("SystemExit: no ledgers\n"), Counts::default());
    }

    #[test]
    fn a_flaky_browser_test_has_failed() {
        let report = r#"{"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(playwright_counts(report), Some(counts(5, 2, 2)));
        assert_eq!(playwright_counts("{}"), None);
    }

    #[test]
    fn nothing_run_or_something_skipped_is_a_failure() {
        assert!(Row::tests("a", counts(3, 0, 0), true, NO_TIME).ok);
        assert!(!Row::tests("a", counts(0, 0, 0), true, NO_TIME).ok);
        assert!(!Row::tests("a", counts(3, 0, 1), true, NO_TIME).ok);
        assert!(!Row::tests("a", counts(3, 1, 0), true, NO_TIME).ok);
        assert!(!Row::tests("a", counts(3, 0, 0), false, NO_TIME).ok);
    }

    #[test]
    fn the_last_line_counts_every_failure() {
        let rows = [
            Row::check("clippy", true, NO_TIME, ""),
            Row::check("build", false, NO_TIME, "see above"),
            Row::tests("rust", counts(7, 2, 0), false, NO_TIME),
            Row::tests("npm", counts(0, 0, 0), true, NO_TIME),
        ];
        let table = table(&rows);
        assert_eq!(table.lines().last(), Some("7 passed, 4 failed"), "{table}");
        assert!(table.contains("no test ran"), "{table}");
    }
}
