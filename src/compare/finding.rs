use std::sync::Arc;

use crate::{base::Span, fact::Standing};

/// How two statements about one fact stand to each other. Strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    Conflict,
    Superseded,
    Compatible,
    Agree,
    Unresolved,
}

impl Verdict {
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Conflict => "conflict",
            Verdict::Superseded => "superseded",
            Verdict::Compatible => "compatible",
            Verdict::Agree => "agree",
            Verdict::Unresolved => "unresolved",
        }
    }
}

/// How loudly a finding is told. Weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    Hint,
    Info,
    Warning,
    Error,
}

impl Severity {
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What is reported at one passage of one article.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The code of the rule, kebab-case.
    pub code: &'static str,
    pub severity: Severity,
    pub verdict: Verdict,
    /// The passage, absolute in the article it is reported for.
    pub span: Span,
    /// One sentence: what, and what the other passage has.
    pub message: String,
    /// Why the passages are taken for the same fact, each a short string that a journalist can judge.
    pub because: Vec<String>,
    /// The passages the finding rests on.
    pub related: Vec<Related>,
    /// Why a person let it stand, where one did. Nobody is told of it then who does not ask.
    pub stands: Option<Arc<str>>,
}

impl Finding {
    /// Whether the passages are merely likely to be of one fact: nobody is told of that who does not ask.
    pub fn is_doubtful(&self) -> bool {
        self.verdict == Verdict::Unresolved && self.severity == Severity::Hint && self.stands.is_none()
    }
}

/// A passage that a finding rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Related {
    /// The corpus's number of the article; `None` for the article of the finding itself.
    pub article: Option<u32>,
    pub span: Span,
    pub verdict: Verdict,
    /// How its article stands: what is not current is told, and never taken for a contradiction.
    pub standing: Standing,
}
