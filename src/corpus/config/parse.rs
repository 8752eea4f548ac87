use std::{
    ops::Range,
    path::{Component, Path, PathBuf},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Archive, ArticleConfig, Config, Marks, Problem};
use crate::{
    article::{Status, parse_date},
    base::Span,
    compare::{self, Severity},
};

const TOP: &[&str] = &["articles", "rules", "include", "exclude", "archive", "outlets", "marks", "index", "fields"];
const ARTICLE: &[&str] = &["date", "outlet", "status"];
const ARCHIVE: &[&str] = &["path", "outlet", "status"];
const FIELDS: &[&str] = &["text", "headline", "date", "outlet", "status", "id"];

const MARKS: &[(&str, Marks)] =
    &[("hints", Marks::Hints), ("tokens", Marks::Tokens), ("both", Marks::Both), ("off", Marks::Off)];
const SEVERITIES: &[(&str, Option<Severity>)] = &[
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("hint", Some(Severity::Hint)),
    ("off", None),
];
const STATUSES: &[(&str, Status)] = &[
    ("usable", Status::Usable),
    ("embargoed", Status::Embargoed),
    ("withdrawn", Status::Withdrawn),
    ("corrected", Status::Corrected),
];

/// Problems that are told of one file: a file that is something else has one at each line.
const MOST: usize = 50;

/// Reads the text of a `copydesk.toml` that lies in `root`: what it says, and every problem in it. What is wrong is left
/// out of the configuration; the rest holds.
pub fn parse(text: &str, root: &Path) -> (Config, Vec<Problem>) {
    let mut reader =
        Reader { root, config: Config { root: root.to_owned(), ..Config::default() }, problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for e in errors {
        let what = e.message().lines().collect::<Vec<_>>().join(", ");
        reader.problem(e.span().unwrap_or(0..0), format!("not valid TOML: {what}"));
    }
    reader.top(table.get_ref());
    let Reader { config, mut problems, .. } = reader;
    problems.sort_by_key(|p| p.span);
    problems.truncate(MOST);
    (config, problems)
}

type Value<'i> = Spanned<DeValue<'i>>;

struct Reader<'a> {
    root: &'a Path,
    config: Config,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, at: Range<usize>, message: String) {
        self.problems.push(Problem { span: Span::from(at), message });
    }

    /// The entries of a table whose keys are among `known`; the others are refused.
    fn keys<'t, 'i>(&mut self, table: &'t DeTable<'i>, known: &[&str], place: &str) -> Vec<(&'t str, &'t Value<'i>)> {
        let mut out = Vec::new();
        for (key, value) in table.iter() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                out.push((name, value));
            } else {
                self.problem(key.span(), format!("«{name}» is not a key {place}{}", nearest(name, known)));
            }
        }
        out
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in self.keys(table, TOP, "of this file") {
            match key {
                "articles" => self.articles(value),
                "rules" => self.rules(value),
                "include" => self.config.include = self.globs(value, key),
                "exclude" => self.config.exclude = self.globs(value, key),
                "archive" => self.archives(value),
                "outlets" => self.outlets(value),
                "marks" => self.config.marks = self.choice(value, key, MARKS),
                "index" => self.config.index = self.folder(value, key),
                "fields" => self.fields(value),
                _ => {}
            }
        }
    }

    fn articles(&mut self, value: &Value<'_>) {
        let Some(table) = self.table(value, "[articles]") else { return };
        for (path, value) in table.iter() {
            let Some(entry) = self.table(value, "an entry of [articles]") else { continue };
            let mut article = ArticleConfig::default();
            for (key, value) in self.keys(entry, ARTICLE, "of an article") {
                match key {
                    "date" => article.date = self.date(value),
                    "outlet" => article.outlet = self.string(value, key).map(str::to_owned),
                    "status" => article.status = self.choice(value, key, STATUSES),
                    _ => {}
                }
            }
            self.config.articles.insert(slashed(path.get_ref()), article);
        }
    }

    fn rules(&mut self, value: &Value<'_>) {
        let Some(table) = self.table(value, "[rules]") else { return };
        let codes: Vec<&str> = compare::RULES.iter().map(|r| r.code).collect();
        for (code, value) in self.keys(table, &codes, "of [rules]") {
            if let Some(severity) = self.choice(value, code, SEVERITIES) {
                self.config.rules.insert(code.to_owned(), severity);
            }
        }
    }

    fn archives(&mut self, value: &Value<'_>) {
        let DeValue::Array(list) = value.get_ref() else {
            return self.problem(value.span(), "archives are written [[archive]], in double brackets".to_owned());
        };
        for value in list.iter() {
            let Some(table) = self.table(value, "[[archive]]") else { continue };
            let mut archive = Archive { path: PathBuf::new(), outlet: None, status: None };
            for (key, value) in self.keys(table, ARCHIVE, "of an archive") {
                match key {
                    "path" => archive.path = self.folder(value, key).unwrap_or_default(),
                    "outlet" => archive.outlet = self.string(value, key).map(str::to_owned),
                    "status" => archive.status = self.choice(value, key, STATUSES),
                    _ => {}
                }
            }
            if !table.contains_key("path") {
                self.problem(value.span(), "an archive needs a path: path = \"../archive\"".to_owned());
            } else if !archive.path.as_os_str().is_empty() {
                self.config.archives.push(archive);
            }
        }
    }

    fn outlets(&mut self, value: &Value<'_>) {
        let Some(table) = self.table(value, "[outlets]") else { return };
        for (folder, value) in table.iter() {
            if let Some(outlet) = self.string(value, folder.get_ref()) {
                self.config.outlets.insert(slashed(folder.get_ref()), outlet.to_owned());
            }
        }
    }

    fn fields(&mut self, value: &Value<'_>) {
        let Some(table) = self.table(value, "[fields]") else { return };
        for (key, value) in self.keys(table, FIELDS, "of [fields]") {
            let Some(name) = self.string(value, key).map(str::to_owned) else { continue };
            let fields = &mut self.config.fields;
            match key {
                "text" => fields.text = name,
                "headline" => fields.headline = name,
                "date" => fields.date = name,
                "outlet" => fields.outlet = name,
                "status" => fields.status = name,
                "id" => fields.id = name,
                _ => {}
            }
        }
    }

    fn table<'t, 'i>(&mut self, value: &'t Value<'i>, what: &str) -> Option<&'t DeTable<'i>> {
        if let DeValue::Table(t) = value.get_ref() {
            return Some(t);
        }
        self.problem(value.span(), format!("{what} must be a table of keys and values"));
        None
    }

    fn string<'t>(&mut self, value: &'t Value<'_>, key: &str) -> Option<&'t str> {
        if let DeValue::String(s) = value.get_ref() {
            return Some(s);
        }
        self.problem(value.span(), format!("«{key}» must be a text in quotation marks"));
        None
    }

    fn choice<T: Copy>(&mut self, value: &Value<'_>, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.string(value, key)?;
        let found = choices.iter().find(|c| c.0 == text).map(|c| c.1);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|c| c.0).collect();
            let near = alike(text, &names).unwrap_or_else(|| ".".to_owned());
            let message = format!("«{text}» is no value of {key}{near} There are {}", names.join(", "));
            self.problem(value.span(), message);
        }
        found
    }

    /// A date with or without quotation marks.
    fn date(&mut self, value: &Value<'_>) -> Option<(jiff::civil::Date, Option<jiff::civil::Time>)> {
        let text = match value.get_ref() {
            DeValue::String(s) => s.to_string(),
            DeValue::Datetime(d) => d.to_string(),
            _ => String::new(),
        };
        let date = parse_date(&text);
        if date.is_none() {
            let shown = if text.is_empty() { "this".to_owned() } else { format!("«{text}»") };
            self.problem(
                value.span(),
                format!("{shown} is no date; write it as \"2024-03-24\" or \"2024-03-24T15:30\""),
            );
        }
        date
    }

    fn globs(&mut self, value: &Value<'_>, key: &str) -> Vec<String> {
        let DeValue::Array(list) = value.get_ref() else {
            self.problem(value.span(), format!("«{key}» must be a list: {key} = [\"sport/**\"]"));
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in list.iter() {
            let Some(glob) = self.string(value, key) else { continue };
            match ignore::overrides::OverrideBuilder::new(self.root).add(glob) {
                Ok(_) => out.push(glob.to_owned()),
                Err(e) => self.problem(value.span(), format!("«{glob}» is no pattern of file names: {e}")),
            }
        }
        out
    }

    /// Where something lies.
    fn folder(&mut self, value: &Value<'_>, key: &str) -> Option<PathBuf> {
        let path = self.string(value, key)?;
        if path.is_empty() {
            self.problem(value.span(), format!("«{key}» is empty; write the name of a folder"));
            return None;
        }
        Some(self.path(path))
    }

    /// A path of the file, seen from its folder; `~` is the user's home.
    fn path(&self, path: &str) -> PathBuf {
        let path = Path::new(path);
        let home = path.strip_prefix("~").ok().and_then(|rest| Some((etcetera::home_dir().ok()?, rest)));
        let (mut out, path) = home.unwrap_or_else(|| (self.root.to_owned(), path));
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir if out.file_name().is_some() => {
                    out.pop();
                }
                part => out.push(part),
            }
        }
        out
    }
}

/// A relative path as keys have it.
fn slashed(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_end_matches('/');
    if path.is_empty() { ".".to_owned() } else { path.to_owned() }
}

/// «; did you mean …?» for a name that is nearly one of `known`.
pub fn alike(name: &str, known: &[&str]) -> Option<String> {
    let near = known.iter().map(|k| (strsim::jaro_winkler(&name.to_lowercase(), k), *k));
    let (near, known) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (near >= 0.75).then(|| format!("; did you mean «{known}»?"))
}

/// As [`alike`], else the list of what there is when it is short.
fn nearest(name: &str, known: &[&str]) -> String {
    match alike(name, known) {
        Some(alike) => alike,
        None if known.len() <= 12 && !known.is_empty() => format!("; there are: {}", known.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let (_, problems) = parse(text, Path::new("/news"));
        problems.iter().map(|p| format!("{} | {}", p.span.of(text), p.message)).collect()
    }

    #[test]
    fn everything_it_can_say() {
        let text = r#"
            include = ["**/*.txt"]
            exclude = ["old/**"]
            marks = "both"
            index = "../cache"
            [articles."./a/one.txt"]
            date = "2024-03-24T15:30"
            outlet = "Harbour Post"
            status = "withdrawn"
            [articles."two.txt"]
            date = 2024-03-25
            [outlets]
            "wire/" = "Harbour Wire"
            [[archive]]
            path = "../old"
            outlet = "Old Post"
            status = "usable"
            [fields]
            text = "body"
        "#;
        let (config, problems) = parse(text, Path::new("/news"));
        assert_eq!(problems, []);
        let one = config.article(Path::new("/news/a/one.txt")).unwrap();
        assert_eq!(one.date.unwrap().0.to_string(), "2024-03-24");
        assert_eq!(one.status, Some(Status::Withdrawn));
        assert_eq!(config.article(Path::new("/news/two.txt")).unwrap().date.unwrap().0.to_string(), "2024-03-25");
        assert_eq!(config.outlet(Path::new("/news/a/one.txt")), Some("Harbour Post"));
        assert_eq!(config.outlet(Path::new("/news/wire/deep/x.txt")), Some("Harbour Wire"));
        assert_eq!(config.outlet(Path::new("/old/x.txt")), Some("Old Post"));
        assert_eq!(config.outlet(Path::new("/news/x.txt")), None);
        assert_eq!(config.status(Path::new("/old/x.txt")), Some(Status::Usable));
        assert_eq!((config.marks, config.index.as_deref()), (Some(Marks::Both), Some(Path::new("/cache"))));
        assert_eq!((config.fields.text.as_str(), config.fields.date.as_str()), ("body", "date"));
    }

    #[test]
    fn the_home_folder_is_written_as_in_a_shell() {
        let (config, problems) = parse("index = \"~/a/../b\"\n[[archive]]\npath = \"~x/c\"\n", Path::new("/news"));
        let home = etcetera::home_dir().unwrap();
        assert_eq!((config.index, problems), (Some(home.join("b")), vec![]));
        assert_eq!(config.archives[0].path, Path::new("/news/~x/c"));
    }

    #[test]
    fn mistakes_are_told_with_their_place_and_the_nearest_right_word() {
        assert_eq!(
            problems("marks = \"token\""),
            ["\"token\" | «token» is no value of marks; did you mean «tokens»? There are hints, tokens, both, off"]
        );
        let found = problems("[articles.\"x.txt\"]\ndate = \"24 March\"\noutlets = \"Post\"\n[rulez]\n");
        assert_eq!(
            found,
            [
                "\"24 March\" | «24 March» is no date; write it as \"2024-03-24\" or \"2024-03-24T15:30\"",
                "outlets | «outlets» is not a key of an article; did you mean «outlet»?",
                "rulez | «rulez» is not a key of this file; did you mean «rules»?",
            ]
        );
        assert!(problems("[articles]\n\"x.txt\" = { date = 2024-02-30 }")[0].contains("2024-02-30"));
        assert!(problems("[articles.\"x.txt\"\n")[0].contains("not valid TOML"));
        assert!(problems("[[archive]]\noutlet = \"Post\"\n")[0].contains("needs a path"));
        assert_eq!(problems("index = \"\""), ["\"\" | «index» is empty; write the name of a folder"]);
        assert!(problems("[[archive]]\npath = \"\"\n")[0].contains("«path» is empty"));
        assert_eq!(problems(&"no toml\n".repeat(5000)).len(), MOST);
        assert!(problems("include = \"*.txt\"\nexclude = [\"{a\"]\nindex = 5\nrules = 5")[..].len() == 4);
    }

    #[test]
    fn what_is_right_holds_beside_a_mistake() {
        let (config, problems) = parse("color = 1\n[articles.\"x.txt\"]\noutlet = \"Post\"\n", Path::new(""));
        assert_eq!(problems.len(), 1);
        assert_eq!(config.articles["x.txt"].outlet.as_deref(), Some("Post"));
    }
}
