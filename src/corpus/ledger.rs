//! `copydesk.stet`: what a person let stand, beside `copydesk.toml`. («Stet», let it stand, is what an editor writes next
//! to a correction that was wrong.) One decision a line, sorted, so that two people's decisions merge:
//!
//! ```text
//! figure-conflict | drafts/fire.txt | About 40 people were hurt. | counted again on Monday | 2026-11-21 anna
//! figure-conflict | * | at least 137 people killed | the ministry corrected itself | 2026-11-21 anna
//! ```
//!
//! The code of the finding; the article, or `*` for every article of the project; the sentence, or for `*` what is stated
//! (`desk::Analysis::decided`); why; when and by whom. A sentence that is edited is a new statement, for which the decision no longer holds.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

/// The name of the file.
pub const LEDGER_FILE: &str = "copydesk.stet";

const HEAD: &str =
    "# What stands as it is, one decision a line: finding | article or * | passage | why | when and by whom\n";

/// The decisions that hold for the articles of one project.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
}

/// One decision. Its fields hold no line breaks and no «|».
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry {
    /// The code of the finding that is let stand.
    pub code: String,
    /// The article, relative to the ledger's folder with `/`; `None` for every article.
    pub article: Option<String>,
    /// The sentence; for every article, what is stated.
    pub passage: String,
    pub reason: String,
    /// When and by whom.
    pub signed: String,
}

impl Ledger {
    /// Reads what is there; a file that is missing or unreadable holds no decisions, a line that is none is passed over.
    pub fn read(path: &Path) -> Ledger {
        fs::read_to_string(path).map(|text| Ledger::parse(&text)).unwrap_or_default()
    }

    pub fn parse(text: &str) -> Ledger {
        Ledger { entries: text.lines().filter_map(Entry::parse).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The decision that lets a finding stand: one for its sentence in this article, or for what it states everywhere.
    pub fn stands(&self, code: &str, article: Option<&str>, sentence: &str, stated: &str) -> Option<&Entry> {
        // As they are written down.
        let (article, sentence, stated) = (article.map(clean), clean(sentence), clean(stated));
        self.entries.iter().filter(|e| e.code == code).find(|e| match &e.article {
            Some(_) => e.article == article && e.passage == sentence,
            None => e.passage == stated,
        })
    }
}

/// Adds a decision to the file at `path`, which is made if it is missing. The file is replaced in one step.
pub fn record(path: &Path, entry: &Entry) -> io::Result<()> {
    let old = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(e) => return Err(e),
    };
    replace(path, &old, &added(&old, entry))
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

impl Entry {
    fn parse(line: &str) -> Option<Entry> {
        if line.trim_start().starts_with('#') {
            return None;
        }
        let mut fields = line.split('|').map(|f| f.trim().to_owned());
        let (code, article, passage) = (fields.next()?, fields.next()?, fields.next()?);
        let reason = fields.next().unwrap_or_default();
        let signed = fields.next().unwrap_or_default();
        if code.is_empty() || passage.is_empty() {
            return None;
        }
        Some(Entry { code, article: (article != "*").then_some(article), passage, reason, signed })
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = self.article.as_deref().unwrap_or("*");
        let fields = [&self.code, article, &self.passage, &self.reason, &self.signed].map(clean);
        f.write_str(fields.join(" | ").trim_end_matches([' ', '|']))
    }
}

/// A field on one line, without the mark that divides fields.
fn clean(field: &str) -> String {
    field.replace('|', "¦").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let articles = |text: &str| Ledger::parse(text).entries.into_iter().map(|e| e.article).collect::<Vec<_>>();
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
        let ledger = Ledger::parse(&text);
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
                let ledger = Ledger::parse(text);
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

    #[cfg(unix)]
    #[test]
    fn a_shared_ledger_stays_what_it_is() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (shared, link) = (folder.path().join("shared"), folder.path().join(LEDGER_FILE));
        fs::write(&shared, "# ours\r\n").unwrap();
        fs::set_permissions(&shared, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&shared, &link).unwrap();
        record(&link, &entry(None, "about 40 people hurt")).unwrap();
        let text = fs::read_to_string(&shared).unwrap();
        assert!(link.is_symlink() && text.lines().count() == 2, "{text}");
        assert_eq!(text.matches("\r\n").count(), 2);
        assert_eq!(fs::metadata(&shared).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
