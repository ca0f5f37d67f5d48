//! `test`: which suites there are, what they need, and running them all. Nothing is skipped, and one failure stops none.

use std::time::{Duration, Instant};

use anyhow::{Error, Result, bail};

use crate::process::Interrupted;
use crate::progress::Progress;
use crate::project::Project;
use crate::summary::{self, Row};
use crate::{books, build, categoriser, chromium, packages, runs, setup};

struct Suite {
    name: &'static str,
    /// What it needs beyond cargo.
    needs: &'static [Need],
    run: fn(&Project, &str) -> Result<Vec<Row>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// The pinned tools and npm packages.
    Tools,
    /// A Chromium and its driver.
    Chromium,
    /// The Worker, the core, the web app and the simulated bank.
    Products,
    /// hledger, beancount and ofxtools.
    Books,
}

use Need::{Books, Chromium, Products, Tools};

static SUITES: [Suite; 16] = [
    Suite { name: "format", needs: &[], run: runs::format },
    Suite { name: "clippy", needs: &[], run: runs::clippy },
    Suite { name: "clippy-wasm", needs: &[Tools], run: runs::clippy_wasm },
    Suite { name: "rust", needs: &[], run: runs::rust },
    Suite { name: "categoriser", needs: &[], run: categoriser::check },
    Suite { name: "books", needs: &[Books], run: runs::books },
    Suite { name: "wasm-node", needs: &[Tools], run: runs::wasm_node },
    Suite { name: "wasm-chromium", needs: &[Tools, Chromium], run: runs::wasm_chromium },
    Suite { name: "size", needs: &[Tools, Products], run: runs::size },
    Suite { name: "paths", needs: &[Tools, Products], run: runs::paths },
    Suite { name: "types", needs: &[Tools, Products], run: runs::types },
    Suite { name: "npm", needs: &[Tools, Products], run: runs::npm_packages },
    Suite { name: "packages", needs: &[Tools, Chromium, Products], run: packages::matrix },
    Suite { name: "deploy", needs: &[Tools, Products], run: runs::deploy_dry_run },
    Suite { name: "system", needs: &[Tools, Products], run: runs::system },
    Suite { name: "browser", needs: &[Tools, Chromium, Products], run: runs::browser },
];

/// Something failed; the table has said what.
#[derive(Debug)]
pub(crate) struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("tests failed")
    }
}

impl std::error::Error for Failed {}

/// Runs the suites whose names contain one of `filters`, or all of them; `Err(Failed)` when one failed.
pub(crate) fn run(project: &Project, filters: &[&str]) -> Result<()> {
    let started = Instant::now();
    let chosen = select(filters)?;
    let (ready, mut rows) = prepare(project, &chosen)?;
    for suite in &chosen {
        if suite.needs.iter().all(|need| ready.contains(need)) {
            rows.extend(run_one(project, suite)?);
        } else {
            rows.push(Row::check(suite.name, false, Duration::ZERO, "not run: what it needs is not there, see above"));
        }
    }
    println!("\nAll of it took {} s.\n\n{}", started.elapsed().as_secs(), summary::table(&rows));
    if rows.iter().all(|row| row.ok) { Ok(()) } else { Err(Failed.into()) }
}

fn select(filters: &[&str]) -> Result<Vec<&'static Suite>> {
    for filter in filters {
        if !SUITES.iter().any(|suite| suite.name.contains(filter)) {
            let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
            bail!("no suite's name contains `{filter}`; there are: {}", names.join(", "));
        }
    }
    let wanted = |suite: &&Suite| filters.is_empty() || filters.iter().any(|filter| suite.name.contains(filter));
    Ok(SUITES.iter().filter(wanted).collect())
}

/// Installs and builds what the chosen suites need. What cannot be had is a failed row, and its suites will be too.
fn prepare(project: &Project, chosen: &[&Suite]) -> Result<(Vec<Need>, Vec<Row>)> {
    let needed = |need| chosen.iter().any(|suite| suite.needs.contains(&need));
    let (mut ready, mut rows) = (Vec::new(), Vec::new());
    if needed(Books) {
        let programs = Progress::new(1).step("hledger, beancount and ofxtools", || books::install(project));
        note(programs, Books, "hledger, beancount", &mut ready, &mut rows)?;
    }
    if !needed(Tools) {
        return Ok((ready, rows));
    }
    let browser_steps = if needed(Chromium) { 1 } else { 0 };
    let product_steps = if needed(Products) { build::STEPS.saturating_add(1) } else { 0 };
    let tools = setup::run(project, browser_steps + product_steps, |progress| {
        ready.push(Tools);
        if needed(Chromium) {
            let chromium = progress.step("Chromium", || chromium::install(project));
            note(chromium, Chromium, "chromium", &mut ready, &mut rows)?;
        }
        if needed(Products) {
            note(products(project, progress), Products, "build", &mut ready, &mut rows)?;
        }
        Ok(())
    });
    if let Err(error) = tools {
        rows.push(failure("tools", error)?);
    }
    Ok((ready, rows))
}

fn products(project: &Project, progress: &Progress) -> Result<()> {
    build::all(project, progress)?;
    progress.step("the simulated bank", || build::bank(project))
}

fn note(result: Result<()>, need: Need, name: &str, ready: &mut Vec<Need>, rows: &mut Vec<Row>) -> Result<()> {
    match result {
        Ok(()) => ready.push(need),
        Err(error) => rows.push(failure(name, error)?),
    }
    Ok(())
}

/// Shows `error` and makes it a row; a signal ends everything instead.
fn failure(name: &str, error: Error) -> Result<Row> {
    if error.is::<Interrupted>() {
        return Err(error);
    }
    eprintln!("error: {error:#}");
    Ok(Row::check(name, false, Duration::ZERO, "see above"))
}

fn run_one(project: &Project, suite: &Suite) -> Result<Vec<Row>> {
    println!("{} …", suite.name);
    let rows = match (suite.run)(project, suite.name) {
        Ok(rows) => rows,
        Err(error) => vec![failure(suite.name, error)?],
    };
    for row in &rows {
        println!("{}", summary::line(row));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(filters: &[&str]) -> Vec<&'static str> {
        select(filters).unwrap_or_default().iter().map(|suite| suite.name).collect()
    }

    #[test]
    fn filters_choose_by_part_of_the_name() {
        assert_eq!(names(&[]).len(), SUITES.len());
        assert_eq!(names(&["clippy", "rust"]), ["clippy", "clippy-wasm", "rust"]);
    }

    #[test]
    fn a_filter_that_chooses_nothing_is_an_error() {
        let message = select(&["rust", "brwoser"]).map(drop).map_err(|error| error.to_string());
        assert!(message.is_err_and(|text| text.contains("brwoser") && text.contains("browser")));
    }
}
