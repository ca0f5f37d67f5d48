//! `verify`: builds the checked out commit again, in a new folder, and compares the bytes with what somebody published,
//! or with what this checkout itself has built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::stamp::{hash_bytes, hash_file};
use crate::{build, paths, process, setup};

/// What the fresh build is compared with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Published<'a> {
    /// What this checkout builds.
    Nothing,
    /// The hash of one of the products, such as the one that /healthz tells.
    Hash(&'a str),
    /// The npm package, as downloaded.
    Package(&'a Path),
}

/// Reads `verify`'s arguments.
pub(crate) fn published<'a>(arguments: &[&'a str]) -> Result<Published<'a>> {
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match arguments {
        [] => Ok(Published::Nothing),
        [hash] if is_hash(hash) => Ok(Published::Hash(hash)),
        [file] if file.ends_with(".tgz") => Ok(Published::Package(Path::new(*file))),
        _ => bail!(
            "`verify` takes a downloaded package (openpurse-0.1.0.tgz), a SHA-256 of 64 lower-case hexadecimal digits, \
             or nothing, to compare with what this checkout builds"
        ),
    }
}

/// Builds again and compares; `Err` says what differs.
pub(crate) fn run(project: &Project, published: &Published<'_>) -> Result<()> {
    let expected = match published {
        Published::Nothing => {
            check_committed(project)?;
            setup::run(project, build::RUST_STEPS, |progress| build::rust(project, progress))?;
            hashes(project)?
        }
        Published::Hash(_) => Vec::new(),
        // Read first: a package that is none is known before minutes of building.
        Published::Package(file) => packed(file)?,
    };
    let folder = Folder(std::env::temp_dir().join(format!("openpurse-verify-{}", std::process::id())));
    let fresh = checkout(project, &folder.0)?;
    println!("Commit {}, built again in {}:", fresh.commit(), folder.0.display());
    setup::run(&fresh, build::RUST_STEPS, |progress| build::rust(&fresh, progress))?;
    let built = hashes(&fresh)?;
    println!("\n{}", built.iter().map(|(file, hash)| format!("{hash}  {file}\n")).collect::<String>());
    let differences = match published {
        Published::Hash(hash) => lacking(hash, &built),
        Published::Nothing | Published::Package(_) => differing(&expected, &built),
    };
    if !differences.is_empty() {
        let (commit, toolchain) = (fresh.commit(), paths::toolchain(&fresh)?);
        bail!("{}\nThis is commit {commit}, built with {toolchain}", differences.join("\n"));
    }
    println!("The same bytes.");
    Ok(())
}

fn check_committed(project: &Project) -> Result<()> {
    let mut git = Command::new("git");
    git.current_dir(&project.root).args(["status", "--porcelain"]);
    let changes = process::text(&mut git).context("`verify` needs a git checkout")?;
    if !changes.is_empty() {
        bail!(
            "this checkout has changes that are in no commit, and `verify` builds the commit: commit them\n{changes}"
        );
    }
    Ok(())
}

/// The checked out commit in `folder`, with a target folder of its own. Tools come from the cache: their versions are fixed.
fn checkout(project: &Project, folder: &Path) -> Result<Project> {
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet", "--shared", "--no-checkout"]).arg(&project.root).arg(folder);
    process::text(&mut clone)?;
    let head = process::text(Command::new("git").current_dir(&project.root).args(["rev-parse", "HEAD"]))?;
    process::text(Command::new("git").current_dir(folder).args(["checkout", "--quiet", "--detach", &head]))?;
    Project::at(folder.to_owned(), folder.join("target"))
}

/// Files by their path in the checkout, and their SHA-256.
type Hashes = Vec<(String, String)>;

fn hashes(project: &Project) -> Result<Hashes> {
    let hash = |file: &str| Ok((file.to_owned(), hash_file(&project.root.join(file))?));
    build::RUST_PRODUCTS.into_iter().map(hash).collect()
}

/// The core's files in a package.
fn packed(package: &Path) -> Result<Hashes> {
    let file = |product: &&str| {
        let name = Path::new("package").join(product.strip_prefix("pkg/")?);
        let mut tar = Command::new("tar");
        tar.arg("-xzOf").arg(package).arg(name);
        Some(process::output(&mut tar).and_then(|output| {
            if !output.status.success() {
                bail!("{}: {}", package.display(), String::from_utf8_lossy(&output.stderr).trim());
            }
            Ok((String::from(*product), hash_bytes(&output.stdout)))
        }))
    };
    build::RUST_PRODUCTS.iter().filter_map(file).collect()
}

fn differing(expected: &Hashes, built: &Hashes) -> Vec<String> {
    let difference = |(file, published): &(String, String)| {
        let (_, built) = built.iter().find(|(name, _)| name == file)?;
        (built != published).then(|| format!("{file} differs: published {published}, built {built}"))
    };
    expected.iter().filter_map(difference).collect()
}

fn lacking(hash: &str, built: &Hashes) -> Vec<String> {
    let found = built.iter().find(|(_, built)| built == hash);
    if let Some((file, _)) = found {
        println!("{file} is what was published.");
        return Vec::new();
    }
    vec![format!("none of the files built from this commit has the SHA-256 {hash}")]
}

/// A folder that is removed with this value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(pairs: &[(&str, &str)]) -> Hashes {
        pairs.iter().map(|(file, hash)| (String::from(*file), String::from(*hash))).collect()
    }

    #[test]
    fn a_package_a_hash_or_nothing_is_taken() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(published(&[]).ok(), Some(Published::Nothing));
        assert_eq!(published(&[&hash]).ok(), Some(Published::Hash(&hash)));
        assert_eq!(published(&["a/b.tgz"]).ok(), Some(Published::Package(Path::new("a/b.tgz"))));
        for wrong in [&["0123"][..], &[&hash.to_uppercase()], &["a.tgz", "b.tgz"], &["--help"]] {
            assert!(published(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_differs_is_named_with_both_hashes() {
        let built = hashes(&[("a.wasm", "1"), ("b.js", "2"), ("c.js", "3")]);
        assert!(differing(&hashes(&[("a.wasm", "1"), ("c.js", "3")]), &built).is_empty());
        let differences = differing(&hashes(&[("a.wasm", "1"), ("b.js", "9")]), &built);
        assert_eq!(differences, ["b.js differs: published 9, built 2"]);
    }

    #[test]
    fn a_hash_may_be_that_of_any_product() {
        let built = hashes(&[("a.wasm", "1"), ("b.js", "2")]);
        assert!(lacking("2", &built).is_empty());
        assert_eq!(lacking("3", &built).len(), 1);
    }

    #[test]
    fn the_core_of_a_package_is_read_where_npm_puts_it() -> Result<()> {
        let folder = Folder(std::env::temp_dir().join(format!("openpurse-packed-{}", std::process::id())));
        fs::create_dir_all(folder.0.join("package"))?;
        let core = build::RUST_PRODUCTS.iter().filter_map(|product| product.strip_prefix("pkg/"));
        for file in core.clone() {
            fs::write(folder.0.join("package").join(file), file)?;
        }
        let package = folder.0.join("openpurse-0.1.0.tgz");
        let mut tar = Command::new("tar");
        process::text(tar.arg("-czf").arg(&package).arg("-C").arg(&folder.0).arg("package"))?;
        let expected: Hashes = core.map(|file| (format!("pkg/{file}"), hash_bytes(file.as_bytes()))).collect();
        assert_eq!(packed(&package)?, expected);
        fs::remove_file(folder.0.join("package/openpurse_core.js"))?;
        process::text(Command::new("tar").arg("-czf").arg(&package).arg("-C").arg(&folder.0).arg("package"))?;
        assert!(packed(&package).is_err(), "a file is missing");
        Ok(())
    }

    #[test]
    fn a_package_that_is_none_is_an_error_with_its_name() {
        let message = packed(Path::new("/nowhere/openpurse.tgz")).map(drop).map_err(|error| error.to_string());
        assert!(message.is_err_and(|text| text.contains("/nowhere/openpurse.tgz")));
    }
}
