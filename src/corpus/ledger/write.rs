//! Writing decisions down, taking them back, and moving them with their article. The file is replaced in one step.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Entry, clean};

const HEAD: &str =
    "# What stands as it is, one decision a line: finding | article or * | passage | why | when and by whom\n";

/// Adds decisions to the file at `path`, which is made if it is missing.
pub fn record(path: &Path, entries: &[Entry]) -> io::Result<()> {
    let old = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(e) => return Err(e),
    };
    let new = entries.iter().fold(old.clone(), |text, entry| added(&text, entry));
    replace(path, &old, &new)
}

/// Takes decisions back. Whatever else the file holds stays as it is.
pub fn withdraw(path: &Path, entries: &[Entry]) -> io::Result<()> {
    let old = fs::read_to_string(path)?;
    let kept = old.lines().filter(|l| !Entry::parse(l).is_some_and(|e| entries.contains(&e)));
    let new: String = kept.map(|l| format!("{l}\n")).collect();
    replace(path, &old, &new)
}

/// Lets the decisions about an article, or about the articles of a folder, follow it to its new name, both relative to the
/// ledger's folder with `/`. Without a ledger there is nothing to do.
pub fn rename(path: &Path, from: &str, to: &str) -> io::Result<()> {
    match fs::read_to_string(path) {
        Ok(old) => replace(path, &old, &renamed(&old, from, to)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e),
    }
}

fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    if new == old {
        return Ok(());
    }
    // A ledger that several projects share by a link stays one, with the rights and line ends it has.
    let file = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut draft = PathBuf::from(&file).into_os_string();
    draft.push(format!(".{}", std::process::id()));
    fs::write(&draft, if old.contains("\r\n") { new.replace('\n', "\r\n") } else { new.to_owned() })?;
    if let Ok(known) = fs::metadata(&file) {
        fs::set_permissions(&draft, known.permissions())?;
    }
    fs::rename(&draft, &file)
}

/// The text with a decision added in its place; another for the same passage is replaced. Comments stay where they are.
fn added(text: &str, entry: &Entry) -> String {
    let (article, passage) = (entry.article.as_deref().map(clean), clean(&entry.passage));
    let same = |e: &Entry| (&e.code, &e.article, &e.passage) == (&entry.code, &article, &passage);
    let mut lines: Vec<String> =
        text.lines().filter(|l| !Entry::parse(l).is_some_and(|e| same(&e))).map(str::to_owned).collect();
    let line = entry.to_string();
    let after = |l: &String| Entry::parse(l).is_some() && *l > line;
    let at = lines.iter().position(after).unwrap_or(lines.len());
    lines.insert(at, line);
    lines.join("\n") + "\n"
}

/// The text with the decisions about `from` and what lies in it made ones about `to`.
fn renamed(text: &str, from: &str, to: &str) -> String {
    let from = clean(from);
    let (mut kept, mut moved) = (String::new(), Vec::new());
    for line in text.lines() {
        let entry = Entry::parse(line);
        let inside = entry.as_ref().and_then(|e| e.article.as_deref()?.strip_prefix(&*from));
        match inside.filter(|rest| rest.is_empty() || rest.starts_with('/')).map(|rest| format!("{to}{rest}")) {
            Some(article) => moved.extend(entry.map(|e| Entry { article: Some(article), ..e })),
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    moved.iter().fold(kept, |text, entry| added(&text, entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{LEDGER_FILE, Ledger};

    fn entry(article: Option<&str>, passage: &str) -> Entry {
        Entry {
            code: "figure-conflict".into(),
            article: article.map(str::to_owned),
            passage: passage.into(),
            reason: "counted again".into(),
            signed: "2026-11-21 anna".into(),
        }
    }

    #[test]
    fn decisions_follow_their_article() {
        let text = [Some("b/a.txt"), Some("b/c.txt"), Some("bb.txt"), None]
            .iter()
            .fold(HEAD.to_owned(), |text, article| added(&text, &entry(*article, "About 40 were hurt.")));
        let articles = |text: &str| Ledger::parse(text).0.entries.into_iter().map(|e| e.article).collect::<Vec<_>>();
        let some = |names: &[&str]| names.iter().map(|n| Some(n.to_string())).collect::<Vec<_>>();
        let one = renamed(&text, "b/a.txt", "z.txt");
        assert!(one.starts_with(HEAD));
        assert_eq!(articles(&one), [vec![None], some(&["b/c.txt", "bb.txt", "z.txt"])].concat());
        assert_eq!(
            articles(&renamed(&text, "b", "a/d")),
            [vec![None], some(&["a/d/a.txt", "a/d/c.txt", "bb.txt"])].concat()
        );
        assert_eq!(renamed(&text, "c", "d"), text);
    }

    #[test]
    fn decisions_are_found_again() {
        let text = added(HEAD, &entry(Some("a.txt"), "About 40 people | were hurt."));
        let text = added(&text, &entry(None, "about 40 people hurt"));
        let ledger = Ledger::parse(&text).0;
        let stands = |code, article, sentence, value| ledger.stands(code, article, sentence, value).is_some();
        assert!(stands("figure-conflict", Some("a.txt"), "About 40 people |\n were  hurt.", ""));
        assert!(!stands("figure-conflict", Some("b.txt"), "About 40 people | were hurt.", ""));
        assert!(!stands("date-conflict", Some("a.txt"), "About 40 people | were hurt.", ""));
        assert!(stands("figure-conflict", None, "", "about 40 people hurt"));
        assert!(!stands("figure-conflict", None, "", "about 41 people hurt"));
    }

    #[test]
    fn decisions_hold_under_any_name() {
        for name in ["fire  two.md", "a|b.md", " lead.md", "tab\t.md", "*.md", "#1.md", "a ¦ b.md"] {
            let text = added(HEAD, &entry(Some(name), "About  40 people | were hurt."));
            let stands = |text: &str, name| {
                let ledger = Ledger::parse(text).0;
                ledger.stands("figure-conflict", Some(name), "About 40 people | were hurt.", "").is_some()
            };
            assert!(stands(&text, name) && !stands(&text, "other.md"), "{text}");
            assert_eq!(added(&text, &entry(Some(name), "About  40 people | were hurt.")), text);
            let moved = renamed(&text, name, "b/ new.md");
            assert!(stands(&moved, "b/ new.md") && !stands(&moved, name), "{moved}");
        }
    }

    #[test]
    fn the_file_stays_sorted_without_repeats_and_keeps_comments() {
        let mut text = String::from("# ours\n");
        for passage in ["m", "z", "a", "m"] {
            text = added(&text, &entry(Some("x.txt"), passage));
        }
        let passages: Vec<String> = text.lines().filter_map(Entry::parse).map(|e| e.passage).collect();
        assert_eq!(passages, ["a", "m", "z"]);
        assert!(text.starts_with("# ours\n"));
    }

    #[test]
    fn a_decision_is_taken_back_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LEDGER_FILE);
        fs::write(&path, "# ours\nbroken line\n").unwrap();
        let (a, b) = (entry(Some("a.txt"), "About 40 | were hurt."), entry(None, "about 40 people hurt"));
        record(&path, &[a, b.clone()]).unwrap();
        let kept = Ledger::read(&path).entries;
        withdraw(&path, &kept[..1]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("# ours\nbroken line\n{}\n", kept[1]));
    }

    #[test]
    fn lines_that_are_no_decision_are_told() {
        let text = "# ours\n\nbroken line\nfigure-conflit | * | 9 dead\nfigure-conflict | * | 9 dead\n";
        let (ledger, problems) = Ledger::parse(text);
        let told: Vec<_> = problems.iter().map(|p| (p.span.of(text), &*p.message)).collect();
        assert_eq!((ledger.entries.len(), told.len()), (2, 2));
        assert!(told[0].0 == "broken line" && told[0].1.starts_with("this line is no decision"), "{told:?}");
        assert!(told[1].1.contains("did you mean «figure-conflict»?"), "{told:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_shared_ledger_stays_what_it_is() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (shared, link) = (folder.path().join("shared"), folder.path().join(LEDGER_FILE));
        fs::write(&shared, "# ours\r\n").unwrap();
        fs::set_permissions(&shared, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&shared, &link).unwrap();
        record(&link, &[entry(None, "about 40 people hurt")]).unwrap();
        let text = fs::read_to_string(&shared).unwrap();
        assert!(link.is_symlink() && text.lines().count() == 2, "{text}");
        assert_eq!(text.matches("\r\n").count(), 2);
        assert_eq!(fs::metadata(&shared).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
