use super::{Desk, Open, Passage, describe, symbols};
use crate::{
    annotate::Annotated,
    base::Span,
    compare::{Finding, Severity, Verdict},
};

/// All that an article states, for a list beside it.
#[derive(Clone, Debug)]
pub struct Group {
    pub kind: GroupKind,
    /// The speaker's name in a group of claims.
    pub label: String,
    pub facts: Vec<Stated>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupKind {
    Figure,
    Date,
    Claim,
}

/// One statement and how it stands to the other articles.
#[derive(Clone, Debug)]
pub struct Stated {
    pub span: Span,
    /// As it stands in the article.
    pub text: String,
    /// What it amounts to, in words.
    pub value: String,
    /// The strongest verdict; `None` when no other article speaks of it.
    pub state: Option<Verdict>,
    pub related: Vec<Passage>,
}

impl Desk {
    /// What an article states: figures, then dates, then claims by speaker.
    pub fn facts(&self, open: &Open) -> Vec<Group> {
        let a = &open.document.analysis().annotated;
        let findings = self.findings(open);
        let one = |span: Span, value: String| self.stated(open, a, &findings, span, value, |f| f.span.overlaps(span));
        // The figures inside a claim are stated by themselves; what is said of the claim is said of its words.
        let said = |span: Span, value: String| {
            self.stated(open, a, &findings, span, value, |f| f.code.starts_with("quote") && f.span.overlaps(span))
        };
        let figures = a.figures.iter().map(|f| one(f.span, describe::figure(a, f))).collect();
        let dates = a.timexes.iter().map(|t| {
            let words = describe::squeezed(a.article.prose.get(t.span.range()).unwrap_or_default());
            one(t.span, describe::resolved(t).unwrap_or(words))
        });
        let mut out = vec![
            Group { kind: GroupKind::Figure, label: "Figures".into(), facts: figures },
            Group { kind: GroupKind::Date, label: "Dates".into(), facts: dates.collect() },
        ];
        for c in &a.claims {
            let speaker = symbols::speaker(a, c);
            let stated = said(c.span, describe::claim(a, c));
            match out.iter_mut().find(|g| g.kind == GroupKind::Claim && g.label == speaker) {
                Some(group) => group.facts.push(stated),
                None => out.push(Group { kind: GroupKind::Claim, label: speaker, facts: vec![stated] }),
            }
        }
        out.retain(|g| !g.facts.is_empty());
        out
    }

    fn stated(
        &self,
        open: &Open,
        a: &Annotated,
        findings: &[Finding],
        span: Span,
        value: String,
        about: impl Fn(&Finding) -> bool,
    ) -> Stated {
        // Findings are in order of their starts, but not of their ends: look at those that start before the end.
        let until = findings.partition_point(|f| f.span.start < span.end);
        let mine = || findings[..until].iter().filter(|f| about(f));
        let mut related: Vec<Passage> = Vec::new();
        for r in mine().flat_map(|f| &f.related) {
            let article = r.article.unwrap_or(open.document.article);
            let known = |p: &Passage| p.span == r.span && p.article == article;
            if !related.iter().any(known) {
                related.extend(self.passage(article, r.span));
            }
        }
        let text = describe::squeezed(a.article.prose.get(span.range()).unwrap_or_default());
        // What is merely likely, or was let stand, is no contradiction.
        let verdict = |f: &Finding| match f.verdict {
            Verdict::Conflict | Verdict::Superseded if f.severity == Severity::Hint => Verdict::Unresolved,
            verdict => verdict,
        };
        Stated { span, text, value, state: mine().map(verdict).min(), related }
    }
}
