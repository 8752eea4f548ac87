use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::Hash,
};

use copydesk::{
    compare::{Finding, Severity, Verdict},
    desk::{Collection, Stating},
};

use super::{
    super::{Report, member_of},
    Passage, stands,
};

/// Findings about one fact.
pub struct Fact<'a> {
    findings: Vec<(usize, &'a Finding)>,
}

/// What findings about one fact have in common.
#[derive(PartialEq, Eq, Hash)]
enum Shared<'a> {
    /// A passage: a pair is reported from both sides, and a fact often stands in several articles.
    Passage(&'a str, Passage),
    /// What one article says twice, in headline and text, of what another says.
    Said(&'a str, usize, String, usize),
}

impl Fact<'_> {
    /// The finding that speaks for the fact: the loudest, then the first.
    pub fn lead(&self) -> (usize, &Finding) {
        let best = self.findings.iter().enumerate().max_by_key(|(i, (_, f))| (f.severity, Reverse((f.verdict, *i))));
        let (number, finding) = best.map_or(self.findings[0], |(_, f)| *f);
        (number, finding)
    }

    /// Every passage.
    pub fn passages(&self) -> Vec<Passage> {
        let mut out = BTreeSet::new();
        for (number, f) in &self.findings {
            out.insert((*number, f.span));
            out.extend(f.related.iter().map(|r| (member_of(*number, r.article), r.span)));
        }
        out.into_iter().collect()
    }

    /// How a passage stands to the one that speaks for the fact, in a word; `None` for that itself, and for what was
    /// found of another passage only. `stood`: what was let stand and is not among the findings.
    pub fn stands_to_lead(&self, collection: &Collection, passage: Passage, stood: &[Report]) -> Option<&'static str> {
        let (number, lead) = self.lead();
        if passage == (number, lead.span) {
            return None;
        }
        let of_passage = stood.iter().filter(|(n, _)| *n == passage.0).flat_map(|(_, findings)| findings);
        if of_passage.filter(|f| f.code == lead.code).any(|f| f.span == passage.1) {
            return Some("let stand");
        }
        let of_lead: BTreeMap<Passage, Verdict> =
            lead.related.iter().map(|r| ((member_of(number, r.article), r.span), r.verdict)).collect();
        let value = |p: Passage| stating(collection, p.0).value(p.1);
        let said = value(passage);
        let verdict = match of_lead.get(&passage) {
            Some(verdict) => *verdict,
            None if said == value((number, lead.span)) => Verdict::Agree,
            None => *of_lead.iter().find(|(p, _)| p.0 == passage.0 && value(**p) == said)?.1,
        };
        let published = |n: usize| collection.members[n].sheet.published;
        let order = published(passage.0).zip(published(number)).map(|(there, here)| match (there.1, here.1) {
            (Some(_), Some(_)) => there.cmp(&here),
            // The hour of one alone says nothing.
            _ => there.0.cmp(&here.0),
        });
        Some(match (verdict, order) {
            (Verdict::Superseded, Some(Ordering::Greater)) => "newer",
            (Verdict::Superseded, Some(Ordering::Less)) => "older",
            // Inside one article nothing stands against another: the parts of a sum, a birth beside an age.
            (Verdict::Conflict, _) if passage.0 == number => return None,
            (Verdict::Unresolved, _) if !lead.is_doubtful() => "differs",
            (verdict, _) => stands(verdict),
        })
    }
}

fn stating(collection: &Collection, number: usize) -> Stating<'_> {
    let member = &collection.members[number];
    Stating { annotated: &member.annotated, sheet: &member.sheet }
}

/// Joins findings about one fact. Loudest facts first, then in order of the articles.
pub fn group<'a>(collection: &Collection, reports: &'a [Report]) -> Vec<Fact<'a>> {
    let mut facts = told(collection, reports);
    quiet(reports, &mut facts);
    facts.sort_by_key(|f| Reverse(f.lead().1.severity));
    facts
}

/// Of what is told, all that shares a passage.
fn told<'a>(collection: &Collection, reports: &'a [Report]) -> Vec<Fact<'a>> {
    let mut facts: Vec<Fact<'a>> = Vec::new();
    let mut owner: HashMap<Shared<'a>, usize> = HashMap::new();
    for (number, findings) in reports {
        for f in findings.iter().filter(|f| f.severity > Severity::Hint) {
            let mut keys = vec![Shared::Passage(f.code, (*number, f.span))];
            keys.extend(f.related.iter().map(|r| Shared::Passage(f.code, (member_of(*number, r.article), r.span))));
            let others: BTreeSet<usize> = f.related.iter().filter_map(|r| r.article).map(|n| n as usize).collect();
            let said = |other| Shared::Said(f.code, *number, stating(collection, *number).value(f.span), other);
            keys.extend(others.into_iter().map(said));
            let mut homes: BTreeSet<usize> = keys.iter().filter_map(|k| owner.get(k).copied()).collect();
            let home = homes.pop_first().unwrap_or_else(|| {
                facts.push(Fact { findings: Vec::new() });
                facts.len() - 1
            });
            for other in homes {
                let moved = std::mem::take(&mut facts[other].findings);
                facts[home].findings.extend(moved);
                owner.values_mut().filter(|v| **v == other).for_each(|v| *v = home);
            }
            facts[home].findings.push((*number, f));
            for k in keys {
                owner.insert(k, home);
            }
        }
    }
    facts.retain(|f| !f.findings.is_empty());
    facts
}

/// What agrees, fits or is merely likely, each by itself: what fits two things that differ would join them. Left out is
/// what has been said from the other side.
fn quiet<'a>(reports: &'a [Report], facts: &mut Vec<Fact<'a>>) {
    let mut said: HashSet<(&str, Verdict, Passage, Passage)> = HashSet::new();
    for (number, findings) in reports {
        for f in findings.iter().filter(|f| f.severity == Severity::Hint) {
            let own = (*number, f.span);
            let others = || f.related.iter().map(|r| (member_of(*number, r.article), r.span));
            let new = others().fold(false, |new, other| {
                let pair = (own.min(other), own.max(other));
                said.insert((f.code, f.verdict, pair.0, pair.1)) || new
            });
            if new {
                facts.push(Fact { findings: vec![(*number, f)] });
            }
        }
    }
}
