//! Log files of children: made fresh, read for progress, shown when something failed.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result};

/// An empty log file, with its folder.
pub(crate) fn create(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    File::create(path).with_context(|| format!("cannot write {}", path.display()))
}

/// The whole log as text; a log that cannot be read is an error.
pub(crate) fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(clean(&String::from_utf8_lossy(&bytes)))
}

/// The last `lines` lines of the log.
pub(crate) fn tail(path: &Path, lines: usize) -> Result<String> {
    let text = read(path)?;
    let all: Vec<&str> = text.lines().collect();
    let skipped = all.len().saturating_sub(lines);
    Ok(all.into_iter().skip(skipped).collect::<Vec<_>>().join("\n"))
}

/// Follows a growing log file and gives what was added since the last look.
pub(crate) struct Follower {
    file: File,
}

impl Follower {
    /// Starts at the file's present end.
    pub(crate) fn from_end(path: &Path) -> Result<Self> {
        let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file })
    }

    /// The bytes added since the last call.
    pub(crate) fn added(&mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// How far cargo is, such as `42/118`, when the log ends in cargo's progress bar.
pub(crate) fn cargo_progress(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(4096))).ok()?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).ok()?;
    latest_count(&String::from_utf8_lossy(&end))
}

fn latest_count(text: &str) -> Option<String> {
    let (_, bar) = text.rsplit_once("Building [")?;
    let (_, after) = bar.split_once("] ")?;
    let count = after.split(':').next()?.trim();
    let (done, total) = count.split_once('/')?;
    (done.parse::<u32>().is_ok() && total.parse::<u32>().is_ok()).then(|| format!("{count} crates"))
}

/// Without colours and without what cargo says of its progress: bars, which overwrite themselves with carriage returns,
/// and the names of the crates it compiles.
fn clean(text: &str) -> String {
    const PROGRESS: [&str; 5] = ["Building [", "Compiling ", "Checking ", "Downloading ", "Downloaded "];
    let is_progress = |part: &&str| PROGRESS.iter().any(|start| part.trim_start().starts_with(start));
    strip_colours(text).split_inclusive(['\r', '\n']).filter(|part| !is_progress(part)).collect()
}

fn strip_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_parameter = |c: char| c.is_ascii_digit() || c == ';' || c == '?';
        plain.extend(piece.trim_start_matches(is_parameter).chars().skip(1));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_progress_bar_counts() {
        let log = "   Compiling a v1\r    Building [==>   ] 3/118: a, b\r    Building [===>  ] 42/118: serde(build), c";
        assert_eq!(latest_count(log).as_deref(), Some("42/118 crates"));
        assert_eq!(latest_count("   Compiling a v1\n"), None);
        assert_eq!(latest_count("Building [=> ] soon"), None);
    }

    #[test]
    fn logs_are_shown_without_bars_and_colours() {
        let log = "    Building [=> ] 1/2: a\r   Compiling b v1.0.0\n\u{1b}[1m\u{1b}[31merror\u{1b}[0m: no\n    Building [=> ] 2/2: b\rdone\n";
        assert_eq!(clean(log), "error: no\ndone\n");
    }
}
