//! The rules as a page that an editor can open: written once into the user's cache folder, since a server that sends
//! nothing anywhere should not need a page of the web to explain itself.

use std::{
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::OnceLock,
};

use copydesk::compare::RULES;
use etcetera::BaseStrategy;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types::Uri;

use super::commands;

/// The page's address, and the line of each rule, from 1.
struct Page {
    uri: String,
    lines: FxHashMap<&'static str, usize>,
}

/// Where a rule is explained; `None` where no page can be written.
pub fn of_rule(code: &str) -> Option<Uri> {
    static PAGE: OnceLock<Option<Page>> = OnceLock::new();
    let page = PAGE.get_or_init(|| {
        let folder = etcetera::choose_base_strategy().ok()?.cache_dir().join("copydesk");
        written(&folder).map_err(|error| tracing::warn!(%error, "the rules can’t be written")).ok()
    });
    let page = page.as_ref()?;
    // Editors that know it go to the line.
    Uri::from_str(&format!("{}#L{}", page.uri, page.lines.get(code)?)).ok()
}

fn written(folder: &Path) -> io::Result<Page> {
    let mut text = "# What Copydesk warns of\n".to_owned();
    let mut lines = FxHashMap::default();
    for rule in RULES {
        text.push('\n');
        lines.insert(rule.code, text.lines().count() + 1);
        text.push_str(&format!("#{}", commands::explanation(rule.code).unwrap_or_default()));
    }
    let file = folder.join(concat!("rules-", env!("CARGO_PKG_VERSION"), ".md"));
    if fs::read_to_string(&file).is_ok_and(|t| t == text) {
        return address(&file, lines);
    }
    fs::create_dir_all(folder)?;
    // Another server may write it at the same time: each writes its own and puts it in place whole.
    let own = folder.join(format!("rules-{}.part", std::process::id()));
    fs::write(&own, &text)?;
    fs::rename(&own, &file)?;
    address(&file, lines)
}

fn address(file: &PathBuf, lines: FxHashMap<&'static str, usize>) -> io::Result<Page> {
    let uri = Uri::from_file_path(file).ok_or_else(|| io::Error::other("no address for the page of rules"))?;
    Ok(Page { uri: uri.as_str().to_owned(), lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_stands_on_its_line() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            let page = written(folder.path()).unwrap();
            let path = Uri::from_str(&page.uri).unwrap().to_file_path().unwrap().into_owned();
            let text = fs::read_to_string(path).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for rule in RULES {
                assert_eq!(lines[page.lines[rule.code] - 1], format!("## {}", rule.code));
            }
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
