//! Names the analysis by a hash of its sources, so that an index made by another version of it is never misread.

use std::{fs, path::Path};

/// The folders whose code decides what a fact sheet holds.
const ANALYSIS: &[&str] =
    &["src/value", "src/article", "src/annotate", "src/fact", "src/index", "src/corpus/container"];

fn main() {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for folder in ANALYSIS {
        println!("cargo::rerun-if-changed={folder}");
        add(Path::new(folder), &mut hash);
    }
    println!("cargo::rustc-env=COPYDESK_ANALYSER={hash:016x}");
}

/// FNV-1a over the files' names and contents, in order of name.
fn add(path: &Path, hash: &mut u64) {
    let mut mix =
        |bytes: &[u8]| bytes.iter().for_each(|b| *hash = (*hash ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
        entries.sort();
        entries.iter().for_each(|e| add(e, hash));
    } else if let Ok(bytes) = fs::read(path) {
        mix(path.to_string_lossy().as_bytes());
        mix(&bytes);
    }
}
