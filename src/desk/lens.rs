use std::collections::BTreeSet;

use super::{Desk, Open, Passage};
use crate::{
    base::Span,
    compare::{Severity, Verdict},
};

/// A line above a passage.
#[derive(Clone, Debug)]
pub struct Lens {
    pub span: Span,
    pub text: String,
    /// Where a click goes.
    pub target: Option<Passage>,
}

/// How an article stands to the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub figures: usize,
    pub dates: usize,
    pub claims: usize,
    /// Other articles that speak of a fact of this one.
    pub articles: usize,
    pub conflicts: usize,
    pub outdated: usize,
    /// Faults of the article by itself.
    pub faults: usize,
}

impl Desk {
    pub fn counts(&self, open: &Open) -> Counts {
        let a = &open.document.analysis().annotated;
        let mut counts =
            Counts { figures: a.figures.len(), dates: a.timexes.len(), claims: a.claims.len(), ..Counts::default() };
        let mut articles = BTreeSet::new();
        for f in self.findings(open).iter().filter(|f| !f.is_doubtful()) {
            let elsewhere = f.related.iter().filter_map(|r| r.article).filter(|&r| r != open.document.article);
            let mut across = false;
            for article in elsewhere {
                across = true;
                articles.insert(article);
            }
            if f.severity > Severity::Hint {
                match f.verdict {
                    Verdict::Conflict if across => counts.conflicts += 1,
                    Verdict::Conflict => counts.faults += 1,
                    Verdict::Superseded => counts.outdated += 1,
                    _ => {}
                }
            }
        }
        counts.articles = articles.len();
        counts
    }

    /// One lens over the article, and one over each contested passage.
    pub fn lenses(&self, open: &Open) -> Vec<Lens> {
        let analysis = open.document.analysis();
        let Some(first) = analysis.annotated.article.blocks.first() else { return Vec::new() };
        let counts = self.counts(open);
        let top = Span::new(first.span.start, first.span.start);
        let mut out = vec![Lens { span: top, text: counts.to_string(), target: None }];
        for f in self.findings(open).iter().filter(|f| f.severity > Severity::Hint) {
            let mut articles: Vec<u32> =
                f.related.iter().filter_map(|r| r.article).filter(|&a| a != open.document.article).collect();
            articles.sort_unstable();
            articles.dedup();
            if articles.is_empty() {
                continue;
            }
            let passages = || f.related.iter().filter_map(|r| self.passage(r.article?, r.span));
            let newest = passages().max_by_key(|p| p.published);
            let own = analysis.sheet.published;
            let (told, target) = match f.verdict {
                Verdict::Superseded => {
                    let newer = |p: &Passage| own.is_some() && p.published > own;
                    let newer: BTreeSet<u32> = passages().filter(newer).map(|p| p.article).collect();
                    match (newer.len(), articles.len()) {
                        // Of one day, nobody knows which came first.
                        (0, 1) => ((1, "may have a newer figure"), newest),
                        (0, n) => ((n, "may have newer figures"), newest),
                        (1, _) => ((1, "has a newer figure"), newest),
                        (n, _) => ((n, "have newer figures"), newest),
                    }
                }
                _ if articles.len() == 1 => ((1, "says something else"), passages().next()),
                _ => ((articles.len(), "say something else"), passages().next()),
            };
            let text = format!("{} {}", plural(told.0, "other article"), told.1);
            // Wording and speaker of one quotation: the same thing is not said twice.
            if !out.iter().any(|l| l.span == f.span && l.text == text) {
                out.push(Lens { span: f.span, text, target });
            }
        }
        out
    }
}

impl std::fmt::Display for Counts {
    /// «4 articles, 1 conflict · 23 figures, 5 dates, 12 claims», what is none left out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |of: &[(usize, &str)]| {
            let some: Vec<String> = of.iter().filter(|(n, _)| *n > 0).map(|(n, w)| plural(*n, w)).collect();
            some.join(", ")
        };
        let others = list(&[
            (self.articles, "article"),
            (self.conflicts, "conflict"),
            (self.outdated, "outdated figure"),
            (self.faults, "fault"),
        ]);
        let own = list(&[(self.figures, "figure"), (self.dates, "date"), (self.claims, "claim")]);
        match (others.is_empty(), own.is_empty()) {
            (_, true) => f.write_str("No figures, dates or claims"),
            (true, _) => write!(f, "No other article speaks of it · {own}"),
            _ => write!(f, "{others} · {own}"),
        }
    }
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_leave_out_what_is_none() {
        let counts = Counts { figures: 1, dates: 2, articles: 4, conflicts: 1, ..Counts::default() };
        assert_eq!(counts.to_string(), "4 articles, 1 conflict · 1 figure, 2 dates");
        assert_eq!(Counts::default().to_string(), "No figures, dates or claims");
    }
}
