//! Prebuilt tools. A network that has none must cost seconds only, so everything here gives up soon.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// The address of wasm-bindgen's released archive for this machine, if there is one.
pub(crate) fn wasm_bindgen_archive(version: &str) -> Option<String> {
    let platform = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "x86_64-unknown-linux-musl",
        ("linux", "aarch64") => "aarch64-unknown-linux-musl",
        ("macos", "x86_64") => "x86_64-apple-darwin",
        ("macos", "aarch64") => "aarch64-apple-darwin",
        _ => return None,
    };
    let releases = "https://github.com/wasm-bindgen/wasm-bindgen/releases/download";
    Some(format!("{releases}/{version}/wasm-bindgen-{version}-{platform}.tar.gz"))
}

/// Fetches the `.tar.gz` at `url` and puts the files of its top folder into `folder`.
///
/// No checksum is pinned: it would have to be raised by hand for each platform with every version. TLS and the release
/// page's owner are what is trusted, as worker-build does when it is left to fetch the same archive.
pub(crate) fn unpack(url: &str, folder: &Path, log: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let archive = folder.join("archive.tar.gz");
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--location", "--silent", "--show-error", "--proto", "=https", "--proto-redir", "=https"])
        .args(["--connect-timeout", "3", "--max-time", "60", "--output"])
        .arg(&archive)
        .arg(url);
    run(&mut curl, "curl", log)?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(&archive).args(["--strip-components", "1", "-C"]).arg(folder);
    run(&mut tar, "tar", log)?;
    fs::remove_file(&archive).context("cannot remove the archive")
}

fn run(command: &mut Command, name: &str, log: &Path) -> Result<()> {
    let status = process::run_logged(command, name, log)?;
    if !status.success() {
        bail!("{}", crate::log::tail(log, 1)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_is_that_of_the_version() {
        let url = wasm_bindgen_archive("0.2.130").unwrap_or_default();
        assert!(url.contains("/0.2.130/wasm-bindgen-0.2.130-"), "{url}");
    }
}
