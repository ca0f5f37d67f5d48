//! Where things are on this machine must not be seen in what is built: the compiler is told to write fixed names in place
//! of folders, and the products are searched for folders that got in all the same.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{build, process};

/// A folder of this machine, and what stands for it in the products.
struct Place {
    folder: PathBuf,
    name: String,
}

/// The compiler's flags, as `CARGO_ENCODED_RUSTFLAGS` wants them. They take the place of any other: a product must not
/// depend on what somebody's shell or home folder sets.
pub(crate) fn flags(project: &Project) -> Result<OsString> {
    Ok(encode(&places(project)?))
}

fn encode(places: &[Place]) -> OsString {
    let mut flags = OsString::new();
    for Place { folder, name } in places {
        // Cargo parts the flags at this character, so that a folder may have spaces in its name.
        let between = if flags.is_empty() { "" } else { "\u{1f}" };
        flags.push(format!("{between}--remap-path-prefix="));
        flags.push(folder);
        flags.push(format!("={name}"));
    }
    flags
}

/// Of two that both fit a file the later one counts: a target folder is often inside its checkout.
fn places(project: &Project) -> Result<Vec<Place>> {
    let place = |folder: PathBuf, name: &str| Place { folder, name: name.to_owned() };
    let mut places = vec![place(project.root.clone(), "/openpurse"), place(project.target.clone(), "/target")];
    let mut cargo = project.command("cargo")?;
    cargo.args(["metadata", "--locked", "--format-version=1", "--filter-platform", build::WASM]);
    let metadata = process::text(&mut cargo)?;
    places.extend(crate_folders(&metadata)?.into_iter().map(|folder| place(folder, "/crates")));

    let text = |argument: &[&str]| process::text(project.command("rustc")?.args(argument));
    let sysroot = PathBuf::from(text(&["--print", "sysroot"])?);
    let version = text(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    // The name that the standard library was compiled with; a toolchain that has its sources would use their real place.
    places.push(place(sysroot.join("lib/rustlib/src/rust"), &format!("/rustc/{commit}")));
    Ok(places)
}

/// The folders that the crates of others lie in, one beside another, from `cargo metadata`: as a rule one, whose name has
/// a hash of the registry's address in it.
fn crate_folders(metadata: &str) -> Result<BTreeSet<PathBuf>> {
    let metadata: serde_json::Value = serde_json::from_str(metadata).context("cannot read cargo's metadata")?;
    let packages =
        metadata.get("packages").and_then(|packages| packages.as_array()).context("cargo has no packages")?;
    let foreign = packages.iter().filter(|package| package.get("source").is_some_and(|source| !source.is_null()));
    let manifests = foreign.filter_map(|package| package.get("manifest_path")?.as_str());
    Ok(manifests.filter_map(|manifest| Some(Path::new(manifest).parent()?.parent()?.to_owned())).collect())
}

/// Looks through the products for this machine's folders.
///
/// # Errors
/// One is there: its name tells about whoever built it, and the same sources elsewhere would give other bytes.
pub(crate) fn check(project: &Project) -> Result<()> {
    let mut folders: Vec<PathBuf> = places(project)?.into_iter().map(|place| place.folder).collect();
    folders.extend(std::env::var_os("HOME").map(PathBuf::from));
    for product in build::RUST_PRODUCTS {
        let bytes = fs::read(project.root.join(product)).with_context(|| format!("cannot read {product}"))?;
        if let Some(folder) = found(&bytes, &folders) {
            bail!("{product} has a folder of this machine in it: {}", folder.display());
        }
    }
    Ok(())
}

fn found<'a>(bytes: &[u8], folders: &'a [PathBuf]) -> Option<&'a Path> {
    let text = String::from_utf8_lossy(bytes);
    let is_there = |folder: &&PathBuf| text.contains(&format!("{}/", folder.display()));
    folders.iter().find(is_there).map(PathBuf::as_path)
}

/// The versions that decide which bytes come out.
pub(crate) fn toolchain(project: &Project) -> Result<String> {
    let version = |program: &str| -> Result<String> {
        let said = process::text(project.command(program)?.arg("--version"))?;
        Ok(if said.starts_with(|letter: char| letter.is_ascii_digit()) { format!("{program} {said}") } else { said })
    };
    let programs = ["rustc", "wasm-bindgen", "worker-build", "wasm-opt", "esbuild"];
    Ok(programs.map(version).into_iter().collect::<Result<Vec<String>>>()?.join("; "))
}

/// The commands that make products run with these flags.
pub(crate) fn command(project: &Project, program: &str) -> Result<Command> {
    let mut command = project.command(program)?;
    command.env("CARGO_ENCODED_RUSTFLAGS", flags(project)?);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_parted_so_that_folders_may_have_spaces() {
        let place = |folder: &str, name: &str| Place { folder: folder.into(), name: name.to_owned() };
        let flags = encode(&[place("/my code/purse", "/openpurse"), place("/t", "/target")]);
        assert_eq!(flags, "--remap-path-prefix=/my code/purse=/openpurse\u{1f}--remap-path-prefix=/t=/target");
    }

    #[test]
    fn crates_of_others_are_where_their_manifests_are() {
        let metadata = r#"{"packages": [
            {"source": null, "manifest_path": "/here/src/budget/Cargo.toml"},
            {"source": "registry+x", "manifest_path": "/registry/src/index-1/serde-1.0.0/Cargo.toml"},
            {"source": "registry+x", "manifest_path": "/registry/src/index-1/csv-1.0.0/Cargo.toml"}
        ]}"#;
        let folders = crate_folders(metadata).unwrap_or_default();
        assert_eq!(folders.into_iter().collect::<Vec<_>>(), [PathBuf::from("/registry/src/index-1")]);
        assert!(crate_folders("{}").is_err());
    }

    #[test]
    fn a_folder_is_found_between_bytes_that_are_no_text() {
        let folders = ["/srv/purse", "/home/nobody"].map(PathBuf::from);
        let bytes = b"\xc3/home/nobody/.cargo/registry/x.rs\xff";
        assert_eq!(found(bytes, &folders), Some(Path::new("/home/nobody")));
        assert_eq!(found(b"/crates/x.rs /home/nobodyelse/", &folders), None);
    }
}
