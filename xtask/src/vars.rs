//! The Worker's settings on this machine: real credentials from `.dev.vars`, or those of the simulated bank.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::vault_key;

/// Known to the simulated bank and to nobody else.
const CLIENT_ID: &str = "simulated-client";
const CLIENT_SECRET: &str = "simulated-secret-not-real";

/// Whether `.dev.vars` names a real TrueLayer environment, and which.
pub(crate) fn real_environment(project: &Project) -> Option<String> {
    let text = fs::read_to_string(project.root.join(".dev.vars")).ok()?;
    let environment = value(&text, "TRUELAYER_ENVIRONMENT")?;
    matches!(environment.as_str(), "sandbox" | "live").then_some(environment)
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

/// The value of `name` in the text of a `.dev.vars` file.
fn value(text: &str, name: &str) -> Option<String> {
    let assignment = |line: &str| {
        let (key, value) = line.trim().split_once('=')?;
        let value = value.trim();
        let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        (key.trim() == name).then(|| quoted.unwrap_or(value).to_owned())
    };
    text.lines().filter_map(assignment).next_back().filter(|value| !value.is_empty())
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
    }
}
