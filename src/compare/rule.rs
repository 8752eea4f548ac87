use super::{Compared, Severity, Story, Tie, Verdict};
use crate::{
    annotate::Annotated,
    base::Span,
    compare::{Finding, words},
    fact::{Fact, FactSheet},
};

/// A conflict rule. Its doc comment is its `explain` text, its hover and its page in the manual.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, stable for users.
    pub code: &'static str,
    /// Of its conflicts, unless the configuration says otherwise.
    pub severity: Severity,
    /// Markdown: what it finds, why it matters, a failing and a passing example, how to settle it.
    pub doc: &'static str,
    pub check: Check,
}

impl Rule {
    /// What a person can do about a finding, from the text: what stands behind «To settle it:», on one line.
    pub fn remedy(&self) -> Option<String> {
        let (_, rest) = self.doc.split_once("To settle it:")?;
        let paragraph = rest.split("\n\n").next().unwrap_or_default().trim();
        let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then(|| words::capital(&line))
    }
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// Two facts of different articles that the gate takes for the same fact.
    Pair(fn(&Pair<'_>) -> Option<Judgement>),
    /// As a pair, and one paragraph or table by itself.
    Both(fn(&Pair<'_>) -> Option<Judgement>, fn(&Annotated, &FactSheet) -> Vec<Finding>),
    /// One paragraph or table by itself; what it says of one does not hang on the others.
    Passage(fn(&Annotated, &FactSheet) -> Vec<Finding>),
    /// One article by itself.
    Article(fn(&Annotated, &FactSheet) -> Vec<Finding>),
    /// Name forms across the corpus.
    Names,
}

/// Two facts that the gate took for one.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The fact of the article that is checked.
    pub here: &'a Fact,
    pub there: &'a Fact,
    pub sheet_here: &'a FactSheet,
    pub sheet_there: &'a FactSheet,
    /// What the two articles have in common.
    pub story: &'a Story,
    /// How surely the two are one fact.
    pub tie: Tie,
    /// One of the two agrees as well with another fact of the other article, so that a difference here rather shows two
    /// facts.
    pub explained: bool,
    /// How their words stand to each other, of two quotations.
    pub quoted: Option<&'a Compared>,
    /// One of the articles has several numbers for what the two count, so that more must speak for these two.
    pub ambiguous: bool,
}

/// What a rule says of a pair.
#[derive(Clone, PartialEq, Debug)]
pub struct Judgement {
    pub code: &'static str,
    pub verdict: Verdict,
    /// One sentence, written for a journalist, about the passage here.
    pub message: String,
    /// Passages of both sides where they are narrower than the facts' spans.
    pub spans: Option<(Span, Span)>,
}

/// Declares a rule whose doc comment is also its text for people.
macro_rules! rule {
    ($(#[doc = $doc:literal])* $name:ident = $code:literal, $severity:ident, $check:expr) => {
        $(#[doc = $doc])*
        pub const $name: $crate::compare::Rule = $crate::compare::Rule {
            code: $code,
            severity: $crate::compare::Severity::$severity,
            doc: concat!($($doc, "\n"),*),
            check: $check,
        };
    };
}
pub(crate) use rule;
