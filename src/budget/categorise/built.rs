//! The dictionary and the model as bytes: those in the program, or, for the programs that make them, others.

use std::sync::OnceLock;

/// What `cargo xtask categoriser` makes.
#[derive(Debug)]
pub struct Built {
    /// The dictionary's table.
    pub dictionary: &'static [u8],
    /// Names for people, each after its length in one byte.
    pub names: &'static [u8],
    /// The model's weights.
    pub model: &'static [u8],
}

static OURS: Built = Built {
    dictionary: include_bytes!("built/dictionary.bin"),
    names: include_bytes!("built/names.bin"),
    model: include_bytes!("built/model.bin"),
};

static OTHERS: OnceLock<Built> = OnceLock::new();

/// Uses other bytes from now on. Only before anything was categorised: what is read once stays.
pub fn use_built(built: Built) {
    // The first who asks decides; there is one caller, at its start.
    let _ = OTHERS.set(built);
}

pub(super) fn built() -> &'static Built {
    OTHERS.get().unwrap_or(&OURS)
}
