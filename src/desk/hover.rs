use std::cmp::{Ordering, Reverse};

use super::{Desk, Open, Passage, describe};
use crate::{
    annotate::Mention,
    base::Span,
    compare::{self, Finding, Related, Rule, Severity, Verdict},
    fact::Standing,
};

/// At most so many other passages are shown; the rest are counted.
const ROWS: usize = 10;

/// Of these, at most so many that are merely likely to be of the same fact.
const DOUBTFUL: usize = 3;

/// What is known about the mention under the pointer.
#[derive(Clone, Debug)]
pub struct Hover {
    /// The part of the text it is about.
    pub span: Span,
    /// What it is and what it amounts to.
    pub what: String,
    /// The strongest verdict, where it calls for a person's eye.
    pub verdict: Option<Verdict>,
    /// What was found, strongest first.
    pub messages: Vec<(Severity, &'static str, String)>,
    /// What other articles say, newest first; after that what is merely likely to be of the same fact.
    pub rows: Vec<Row>,
    /// How many more say something.
    pub more: usize,
    /// Why the passages are taken for the same fact.
    pub because: Vec<String>,
    /// Why some of it was let stand.
    pub stands: Vec<String>,
    /// What a person can do about the strongest finding, when it is one to act upon.
    pub remedy: Option<String>,
}

/// What one other passage says.
#[derive(Clone, Debug)]
pub struct Row {
    pub verdict: Verdict,
    /// How its article stands in time to the one hovered over, where both are dated.
    pub order: Option<Ordering>,
    pub passage: Passage,
    /// Whether a person let it stand.
    pub stands: bool,
    /// Whether it is merely likely to be of the same fact.
    pub doubtful: bool,
}

impl Desk {
    /// What is known about the mention at a byte offset, or about the words there that something was found about.
    pub fn hover(&self, open: &Open, offset: u32) -> Option<Hover> {
        let analysis = open.document.analysis();
        let all = self.findings(open);
        let Pointed { mention, finding: pointed, span } = self::pointed(open, &all, offset)?;
        // The figures inside a claim are pointed at by themselves; of the claim only its words are told.
        let whole = pointed.is_none() && matches!(mention, Some(Mention::Claim(_)));
        let about = |f: &Finding| !whole || f.code.starts_with("quote");
        let mut findings: Vec<&Finding> = all.iter().filter(|f| f.span.overlaps(span) && about(f)).collect();
        findings.sort_by_key(|f| (f.verdict, Reverse(f.severity)));
        let mut rows: Vec<Row> = Vec::new();
        for finding in &findings {
            // A part of the faulty words themselves says nothing more.
            let own = |r: &Related| r.article.is_none_or(|a| a == open.document.article);
            for r in finding.related.iter().filter(|r| !(own(r) && finding.span.covers(r.span))) {
                let Some(passage) = self.related(open, r) else { continue };
                // What an article says twice, in headline and text, is one row.
                let same = |x: &Passage| x.place == passage.place && x.words() == passage.words();
                if !rows.iter().any(|x| same(&x.passage)) {
                    let dated = passage.published.zip(analysis.sheet.published);
                    let order = dated.map(|(there, here)| there.cmp(&here));
                    let (stands, doubtful) = (finding.stands.is_some(), finding.is_doubtful());
                    rows.push(Row { verdict: r.verdict, order, passage, stands, doubtful });
                }
            }
        }
        rows.sort_by_key(|r| (r.doubtful, Reverse(r.passage.published)));
        let all_rows = rows.len();
        let clear = rows.partition_point(|r| !r.doubtful);
        rows.truncate(ROWS.min(clear + DOUBTFUL));
        let more = all_rows - rows.len();
        let loudest =
            findings.iter().copied().find(|f| f.severity > Severity::Hint && f.verdict <= Verdict::Superseded);
        let told = findings.iter().filter(|f| f.verdict <= Verdict::Superseded || f.severity > Severity::Hint);
        // The reasons of the strongest alone: those of all, one after the other, say nothing of any.
        let because = loudest.or(findings.first().copied()).map(|f| f.because.clone()).unwrap_or_default();
        let mut stands: Vec<String> = findings.iter().filter_map(|f| f.stands.as_deref().map(str::to_owned)).collect();
        stands.dedup();
        Some(Hover {
            span,
            what: match (pointed, mention) {
                (Some(f), _) => analysis.decided(f.code, span),
                (None, Some(Mention::Figure(_))) => analysis.placed(span),
                (None, mention) => mention.map(|m| describe::mention(&analysis.annotated, m)).unwrap_or_default(),
            },
            verdict: findings.first().filter(|f| f.severity > Severity::Hint).map(|f| f.verdict),
            messages: told.map(|f| (f.severity, f.code, f.message.clone())).collect(),
            rows,
            more,
            because,
            stands,
            remedy: loudest.and_then(|f| compare::rule(f.code)).and_then(Rule::remedy),
        })
    }
}

/// Another passage on one line: its words in their sentence, its article, its date.
pub fn told(passage: &Passage, name: &str) -> String {
    let mut out = format!("«{}» · ", describe::shortened(&passage.told(), 160));
    out.push_str(&byline(passage, name));
    out
}

/// What stands at a place of a text.
pub(super) struct Pointed<'a> {
    pub mention: Option<Mention<'a>>,
    /// What was found of words that are no mention by themselves: a name, a place, a rank.
    pub finding: Option<&'a Finding>,
    pub span: Span,
}

/// What stands at a byte offset, among all that was `found` of the article.
pub(super) fn pointed<'a>(open: &'a Open, found: &'a [Finding], offset: u32) -> Option<Pointed<'a>> {
    let mention = describe::mention_at(&open.document.analysis().annotated, offset);
    let part = mention.map(|m| describe::span_at(m, offset));
    // No mention of its own, and inside a claim narrower than the claim.
    let told = |f: &&Finding| match mention {
        Some(Mention::Claim(_)) => {
            let telling = f.severity > Severity::Hint || f.stands.is_some() || f.code == "name-variant";
            telling && !f.code.starts_with("quote") && part.is_none_or(|p| f.span.len() <= p.len())
        }
        Some(_) => false,
        None => true,
    };
    let near = |f: &&Finding| f.span.start <= offset && offset <= f.span.end;
    let finding = found.iter().filter(near).filter(told).min_by_key(|f| (!f.span.contains(offset), f.span.len()));
    Some(Pointed { mention, finding, span: finding.map(|f| f.span).or(part)? })
}

/// An article's outlet or name, and its date.
pub fn byline(passage: &Passage, name: &str) -> String {
    let outlet = passage.outlet.as_deref();
    let mut out = outlet.map_or_else(|| name.to_owned(), |o| format!("{o}, {name}"));
    if let Some((date, _)) = passage.published {
        out.push_str(&date.strftime(", %-d %B %Y").to_string());
    }
    if passage.standing != Standing::Current {
        out.push_str(", ");
        out.push_str(passage.standing.name());
    }
    out
}
