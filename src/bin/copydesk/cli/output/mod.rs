//! How findings are written: for people and for machines.

pub mod github;
pub mod json;
pub mod marked;
pub mod sarif;
pub mod text;

use std::{borrow::Cow, path::Path};

use copydesk::{article::Format, compare::Finding, desk::Collection, fact::Standing};

/// The findings of one checked article, by its number in the collection.
pub type Report = (usize, Vec<Finding>);

/// Bold text for the terminal.
pub fn bold(text: &str) -> String {
    let style = anstyle::Style::new().bold();
    format!("{style}{text}{style:#}")
}

/// Dim text for the terminal.
pub fn dim(text: &str) -> String {
    let style = anstyle::Style::new().dimmed();
    format!("{style}{text}{style:#}")
}

/// A line of an article, or the name of a file, as a terminal may have it: what would steer the terminal stands there as a
/// picture of itself.
pub fn shown(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && c != '\t';
    if !text.contains(steers) {
        return text.into();
    }
    let picture = |c: char| match u32::from(c) {
        _ if !steers(c) => c,
        n @ ..=0x1f => char::from_u32(0x2400 + n).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(picture).collect()
}

/// «1 article», «3 articles».
pub fn plural(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// A finding's message and its reasons, a line each, for those who show neither apart.
pub fn in_full(finding: &Finding) -> String {
    std::iter::once(&finding.message).chain(&finding.because).map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The member a related passage stands in: the finding's own where it names none.
pub fn member_of(own: usize, related: Option<u32>) -> usize {
    related.map_or(own, |n| n as usize)
}

/// Whether an article's text was taken out of its file (Word, JSON), so that no line of it is one of the file.
pub fn is_taken_out(path: &Path) -> bool {
    Format::of_path(&path.to_string_lossy()).is_some_and(Format::is_container)
}

/// «Evening Post, 23 March 2024», or what is known of it.
pub fn provenance(collection: &Collection, number: usize) -> String {
    let member = &collection.members[number];
    let outlet = member.sheet.outlet.as_deref();
    let date = member.sheet.published.map(|(d, _)| d.strftime("%-d %B %Y").to_string());
    let told = match (outlet, date) {
        (Some(o), Some(d)) => format!("{o}, {d}"),
        (Some(o), None) => format!("{o}, undated"),
        (None, Some(d)) => d,
        (None, None) => "undated".to_owned(),
    };
    match collection.standing(number) {
        Standing::Current => told,
        other => format!("{told}, {}", other.name()),
    }
}
