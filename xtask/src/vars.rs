//! The Worker's settings on this machine: real credentials from `.dev.vars`, or those of the simulated bank.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::vault_key;

/// Known to the simulated bank and to nobody else.
const CLIENT_ID: &str = "simulated-client";
const CLIENT_SECRET: &str = "simulated-secret-not-real";

/// The real TrueLayer environment that `.dev.vars` names; `None` for the simulated bank, or without such a file.
///
/// # Errors
/// The file is there but does not say which: the simulated bank in place of a real one would be a nasty surprise.
pub(crate) fn real_environment(project: &Project) -> Result<Option<String>> {
    match fs::read_to_string(project.root.join(".dev.vars")) {
        Ok(text) => environment(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("cannot read .dev.vars"),
    }
}

fn environment(text: &str) -> Result<Option<String>> {
    let environment = value(text, "TRUELAYER_ENVIRONMENT");
    match environment.as_deref() {
        Some("sandbox" | "live") => Ok(environment),
        Some("simulated") => Ok(None),
        other => {
            let found = other.map_or("has none".to_owned(), |other| format!("says `{other}`"));
            bail!(
                "TRUELAYER_ENVIRONMENT in .dev.vars: expected sandbox, live or simulated, but the file {found}. Write \
                 TRUELAYER_ENVIRONMENT=sandbox for TrueLayer's test bank, =live for your own, or =simulated"
            )
        }
    }
}

/// The address TrueLayer sends the browser back to, for a Worker on `port`.
pub(crate) fn redirect_uri(port: u16) -> String {
    format!("http://localhost:{port}/auth/open-banking/callback")
}

/// Where the simulated run's settings and the Worker's local storage are kept. Not versioned.
pub(crate) fn state_folder(project: &Project) -> PathBuf {
    project.build().join("start")
}

/// Writes the settings for the simulated bank at `bank` and gives their file, for `wrangler dev --env-file`.
/// The key ring is made once, so that what the Worker sealed in an earlier run can still be opened.
pub(crate) fn write_simulated(project: &Project, port: u16, bank: &str) -> Result<PathBuf> {
    let folder = state_folder(project);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join("simulated.vars");
    let earlier = fs::read_to_string(&file).ok().and_then(|text| value(&text, "VAULT_KEYS"));
    let keys = match earlier {
        Some(keys) => keys,
        None => vault_key::generate()?,
    };
    let redirect_uri = redirect_uri(port);
    let text = format!(
        "# Written by `cargo xtask start` for the simulated bank. Nothing here opens anything real.\n\
         TRUELAYER_ENVIRONMENT=simulated\n\
         TRUELAYER_CLIENT_ID={CLIENT_ID}\n\
         TRUELAYER_CLIENT_SECRET={CLIENT_SECRET}\n\
         TRUELAYER_REDIRECT_URI={redirect_uri}\n\
         TRUELAYER_AUTH_URL={bank}\n\
         TRUELAYER_API_URL={bank}/data/v1\n\
         VAULT_KEYS='{keys}'\n"
    );
    write_private(&file, &text)?;
    Ok(file)
}

fn write_private(path: &Path, text: &str) -> Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let mut file = file.with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

/// The value of `name` in the text of a `.dev.vars` file, read as wrangler's dotenv reads it: a quoted value ends with
/// its quote, another one with a `#`, and of several the last counts.
fn value(text: &str, name: &str) -> Option<String> {
    let assignment = |line: &str| {
        let (key, value) = line.split_once('=')?;
        let key = key.trim();
        let key = key.strip_prefix("export ").map_or(key, str::trim);
        (key == name).then(|| quoted(value.trim()).unwrap_or_else(|| uncommented(value)).to_owned())
    };
    text.lines().filter_map(assignment).next_back().filter(|value| !value.is_empty())
}

fn quoted(value: &str) -> Option<&str> {
    let (inner, after) = ['"', '\'', '`'].iter().find_map(|quote| value.strip_prefix(*quote)?.split_once(*quote))?;
    let after = after.trim_start();
    (after.is_empty() || after.starts_with('#')).then_some(inner)
}

fn uncommented(value: &str) -> &str {
    value.split_once('#').map_or(value, |(value, _)| value).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_wrangler_reads_them() {
        let text = "# A=0\nA = 1\nB=\"two\"\nC='{\"k\":\"v=\"}'\nD=\nA=3\n";
        assert_eq!(value(text, "A").as_deref(), Some("3"), "the last one wins");
        assert_eq!(value(text, "B").as_deref(), Some("two"));
        assert_eq!(value(text, "C").as_deref(), Some("{\"k\":\"v=\"}"));
        assert_eq!(value(text, "D"), None);
        assert_eq!(value(text, "E"), None);
        let comments = "export A=one  # two\nB='#1' # two\nC=\"x#y\"#z\nD= # nothing\n";
        let read = ["A", "B", "C", "D"].map(|name| value(comments, name).unwrap_or_default());
        assert_eq!(read, ["one", "#1", "x#y", ""]);
    }

    #[test]
    fn the_block_in_the_readme_is_read_as_meant() {
        let readme = include_str!("../../README.md");
        assert_eq!(value(readme, "TRUELAYER_CLIENT_ID").as_deref(), Some("sandbox-…"));
        assert_eq!(value(readme, "VAULT_KEYS").as_deref(), Some("…"));
        assert_eq!(environment(readme).ok().flatten().as_deref(), Some("sandbox"));
    }

    #[test]
    fn a_file_that_names_no_environment_is_an_error_that_says_what_to_write() {
        assert_eq!(environment("TRUELAYER_ENVIRONMENT=simulated").ok(), Some(None));
        for text in ["", "TRUELAYER_ENVIRONMENT=", "TRUELAYER_ENVIRONMENT=Live", "TRUELAYER_CLIENT_ID=sandbox"] {
            let message = environment(text).map_err(|error| error.to_string()).err().unwrap_or_default();
            assert!(message.contains("TRUELAYER_ENVIRONMENT=sandbox"), "{text}: {message}");
        }
    }
}
