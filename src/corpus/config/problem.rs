use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::Config;
use crate::base::Span;

/// One thing that is wrong in a `copydesk.toml` or `copydesk.stet`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where, in bytes of the file’s text.
    pub span: Span,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
}

/// A `copydesk.toml`, or a `copydesk.stet`, that cannot be used as it stands. Shows as one line a problem: `path:line:column: message`, lines and
/// columns (in characters) from 1.
#[derive(Clone, Debug)]
pub struct ConfigError {
    pub path: PathBuf,
    /// The file’s text, empty when it could not be read.
    pub text: String,
    pub problems: Vec<Problem>,
    /// What could be read of a `copydesk.toml` all the same.
    pub config: Box<Config>,
}

impl ConfigError {
    /// What is wrong, a line each, and in the last what that means meanwhile.
    pub fn told(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.lines().collect();
        lines.iter_mut().next_back().into_iter().for_each(|last| *last = until_mended(last));
        lines
    }

    /// What is wrong, a line each.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.problems.iter().map(|p| {
            let before = self.text.get(..p.span.start as usize).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
            format!("{}:{line}:{column}: {}", self.path.display(), p.message)
        })
    }

    pub(super) fn unreadable(path: &Path, why: String) -> Self {
        let problems = vec![Problem { span: Span::new(0, 0), message: format!("cannot be read: {why}") }];
        ConfigError { path: path.to_owned(), text: String::new(), problems, config: Box::default() }
    }
}

impl std::error::Error for ConfigError {}

/// What is wrong, and what follows from it.
pub fn until_mended(wrong: &str) -> String {
    let wrong = wrong.trim_end_matches('.');
    let stop = if wrong.ends_with('?') { "" } else { "." };
    format!("{wrong}{stop} Until it is mended, Copydesk does without what it says there")
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().collect::<Vec<_>>().join("\n"))
    }
}
