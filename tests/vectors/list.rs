// Every vector, by name: what runs as WebAssembly cannot read a folder. The native test fails where one is missing here.

pub(crate) const VECTORS: [(&str, &str); 9] = [
    ("currencies", include_str!("currencies.json")),
    ("month", include_str!("month.json")),
    ("odd-rows", include_str!("odd-rows.json")),
    ("odd-texts", include_str!("odd-texts.json")),
    ("payday", include_str!("payday.json")),
    ("recurring", include_str!("recurring.json")),
    ("rollover", include_str!("rollover.json")),
    ("rules", include_str!("rules.json")),
    ("settled", include_str!("settled.json")),
];
