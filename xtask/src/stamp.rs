//! Fingerprints: a product is built again only when what it is made from, or what was made, has changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::project::Project;

/// Folders that hold products or other people's code, never inputs.
const NOT_INPUTS: [&str; 4] = ["node_modules", "dist", "target", "test-results"];

/// What a product is made from, next to what it was made from the last time.
pub(crate) struct Stamp {
    file: PathBuf,
    inputs: String,
    outputs: Vec<PathBuf>,
}

impl Stamp {
    /// The stamp kept in `file` of a product that `inputs` (files or whole folders) and `settings` make into `outputs`.
    /// Paths are relative to the checkout. An output inside an input folder does not count as an input.
    pub(crate) fn of(
        project: &Project,
        file: PathBuf,
        inputs: &[&str],
        outputs: &[&str],
        settings: &str,
    ) -> Result<Self> {
        let outputs: Vec<PathBuf> = outputs.iter().map(|path| project.root.join(path)).collect();
        let mut files = Vec::new();
        // One that is missing is for the build to complain about.
        for input in inputs.iter().map(|input| project.root.join(input)).filter(|input| input.exists()) {
            collect(&input, &outputs, &mut files)?;
        }
        files.sort();
        let mut hash = Sha256::new();
        hash.update(settings);
        for path in &files {
            hash.update(path.strip_prefix(&project.root).unwrap_or(path).as_os_str().as_encoded_bytes());
            hash.update([0]);
            hash.update(hash_file(path)?);
        }
        Ok(Self { file, inputs: hex(&hash.finalize()), outputs })
    }

    /// Whether the product is there as it was made, from inputs as they are now.
    pub(crate) fn is_fresh(&self) -> bool {
        let written = fs::read_to_string(&self.file).ok();
        written.is_some() && written == self.text().ok()
    }

    /// Remembers that the product was made from the inputs as they were when this stamp was taken.
    pub(crate) fn write(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&self.file, self.text()?).with_context(|| format!("cannot write {}", self.file.display()))
    }

    fn text(&self) -> Result<String> {
        let mut files = Vec::new();
        for output in &self.outputs {
            collect(output, &[], &mut files)?;
        }
        files.sort();
        let mut hash = Sha256::new();
        for path in &files {
            hash.update(path.as_os_str().as_encoded_bytes());
            hash.update(hash_file(path)?);
        }
        Ok(format!("{}\n{}\n", self.inputs, hex(&hash.finalize())))
    }
}

/// The SHA-256 of a file's bytes, in hexadecimal.
pub(crate) fn hash_file(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hash_bytes(&bytes))
}

/// The SHA-256 of `bytes`, in hexadecimal.
pub(crate) fn hash_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn collect(path: &Path, except: &[PathBuf], files: &mut Vec<PathBuf>) -> Result<()> {
    if except.iter().any(|other| other == path) {
        return Ok(());
    }
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    for entry in entries {
        let path = entry?.path();
        let skipped = path.file_name().is_some_and(|name| NOT_INPUTS.iter().any(|other| name == *other));
        if !skipped {
            collect(&path, except, files)?;
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project in a temporary folder of its own, removed with it.
    struct Scratch(Project);

    impl Scratch {
        fn new(name: &str) -> Result<Self> {
            let root = std::env::temp_dir().join(format!("openpurse-stamp-{name}-{}", std::process::id()));
            fs::create_dir_all(root.join("in/node_modules"))?;
            fs::write(root.join("in/a"), "one")?;
            fs::write(root.join("out"), "made")?;
            let folder = root.join("unused");
            Ok(Self(Project { target: folder.clone(), cache: folder, wasm_bindgen: String::new(), root }))
        }

        fn stamp(&self, settings: &str) -> Result<Stamp> {
            Stamp::of(&self.0, self.0.root.join("stamp"), &["in"], &["out", "in/made"], settings)
        }

        fn write(&self, file: &str, text: &str) -> Result<()> {
            Ok(fs::write(self.0.root.join(file), text)?)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0.root);
        }
    }

    #[test]
    fn fresh_until_an_input_changes_or_appears() -> Result<()> {
        let scratch = Scratch::new("inputs")?;
        scratch.write("in/made", "made, too")?;
        assert!(!scratch.stamp("s")?.is_fresh(), "never written");
        scratch.stamp("s")?.write()?;
        assert!(scratch.stamp("s")?.is_fresh());
        scratch.write("in/node_modules/b", "not ours")?;
        assert!(scratch.stamp("s")?.is_fresh());
        assert!(!scratch.stamp("other settings")?.is_fresh());
        scratch.write("in/b", "new")?;
        assert!(!scratch.stamp("s")?.is_fresh());
        fs::remove_file(scratch.0.root.join("in/b"))?;
        scratch.write("in/a", "two")?;
        assert!(!scratch.stamp("s")?.is_fresh());
        Ok(())
    }

    #[test]
    fn stale_when_the_product_was_changed_or_removed() -> Result<()> {
        let scratch = Scratch::new("outputs")?;
        scratch.write("in/made", "made, too")?;
        scratch.stamp("s")?.write()?;
        scratch.write("out", "overwritten by hand")?;
        assert!(!scratch.stamp("s")?.is_fresh());
        scratch.write("out", "made")?;
        assert!(scratch.stamp("s")?.is_fresh());
        fs::remove_file(scratch.0.root.join("in/made"))?;
        assert!(!scratch.stamp("s")?.is_fresh());
        Ok(())
    }
}
