//! Cargo cannot forbid one module to import another, so this test does: imports point down the layers only, and what
//! belongs to the edge (the protocol, the terminal, the file system, the clock) stays there.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each layer with the layers it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("value", &["base"]),
    ("article", &["base", "value"]),
    ("annotate", &["base", "value", "article"]),
    ("fact", &["base", "value", "article", "annotate"]),
    ("compare", &["base", "value", "article", "annotate", "fact"]),
    ("index", &["base", "value", "article", "annotate", "fact"]),
    ("corpus", &["base", "value", "article", "annotate", "fact", "compare", "index"]),
    ("desk", &["base", "value", "article", "annotate", "fact", "compare", "index", "corpus"]),
];

/// What a piece of code must not name, and the only places that may.
const EDGES: &[(&str, &[&str])] = &[
    ("tower_lsp", &["src/bin/copydesk/lsp"]),
    ("ls_types", &["src/bin/copydesk/lsp"]),
    ("clap::", &["src/bin/copydesk"]),
    ("indicatif", &["src/bin/copydesk"]),
    ("std::fs", &["src/corpus", "src/index/disk", "src/bin/copydesk", "src/build.rs"]),
    ("rusqlite", &["src/index/disk"]),
    ("std::env", &["src/bin/copydesk"]),
    ("SystemTime::now", &["src/bin/copydesk"]),
    ("Zoned::now", &["src/bin/copydesk"]),
];

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|x| x == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    assert!(files.len() > 20, "the sources are not where this test looks");
    files
        .into_iter()
        .map(|f| {
            let name = f.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&f).unwrap())
        })
        .collect()
}

/// The layers that a file's text names, as `crate::layer` or inside `use crate::{…}`, with their lines.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        if text[..at].ends_with('$') {
            continue;
        }
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut head = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => out.push((line, std::mem::take(&mut head))),
                    _ if depth == 0 => head.push(c),
                    _ => {}
                }
            }
            out.push((line, head));
        } else {
            out.push((line, rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()));
        }
    }
    for (_, name) in &mut out {
        *name = name.trim().split("::").next().unwrap_or_default().trim().to_owned();
    }
    out
}

#[test]
fn imports_point_down() {
    let mut bad = Vec::new();
    for (file, text) in sources() {
        let Some(me) = file.strip_prefix("src/").and_then(|f| f.split(['/', '.']).next()) else { continue };
        let Some((_, allowed)) = LAYERS.iter().find(|l| l.0 == me) else { continue };
        for (line, to) in imports(&text) {
            if LAYERS.iter().any(|l| l.0 == to) && to != me && !allowed.contains(&to.as_str()) {
                bad.push(format!("{file}:{line}: {me} must not import {to}"));
            }
        }
    }
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn edges_stay_at_the_edge() {
    let mut bad = Vec::new();
    for (file, text) in sources() {
        for (name, places) in EDGES {
            if places.iter().any(|p| file.starts_with(p)) {
                continue;
            }
            for (n, line) in text.lines().enumerate() {
                if line.contains(name) && !line.trim_start().starts_with("//") {
                    bad.push(format!("{file}:{}: {name} does not belong here", n + 1));
                }
            }
        }
    }
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn the_test_sees_an_upward_import() {
    let names: Vec<_> =
        imports("use crate::{\n    base::Span,\n    desk::{Desk, Hover},\n};\nfn x() { crate::corpus::walk() }")
            .into_iter()
            .map(|(_, n)| n)
            .collect();
    assert!(names.contains(&"desk".to_owned()) && names.contains(&"corpus".to_owned()));
}
