use jiff::civil::Date;

use crate::{
    fact::{
        FactSheet, Query, TermKind,
        story::{self, BODY, BOTH_LEADS, MOST_BODY, NO_NAME, ONE_LEAD, SOON, WORD, fading, name_weight, share},
    },
    value::DayInterval,
};

/// What two articles have in common: the ground on which their facts are compared.
#[derive(Debug)]
pub struct Story {
    common: Common,
    /// How surely both are about one event.
    pub same: f32,
    /// Days between the two publications, absolute, where both are known.
    pub apart: Option<i32>,
}

/// From here on two articles are taken to report one event.
pub const SAME: f32 = 1.4;

/// What articles have in common at most that are weeks apart and whose leads name others.
const DOUBT: f32 = 0.85;

/// The terms that two articles have in common.
#[derive(Debug)]
pub struct Common {
    /// For each term of the article here the number of the same term there, and how much sharing it says.
    there: Vec<(Option<u16>, f32)>,
    /// For each term there the number of the same term here.
    here: Vec<Option<u16>>,
    /// What names say that stand anywhere in both, beside those of the leads.
    body: f32,
}

impl Common {
    pub fn new(query: &Query<'_>, other: &FactSheet) -> Self {
        let terms = &query.sheet.terms;
        let (mut there, mut here, mut body) = (vec![(None, 0.0); terms.len()], vec![None; other.terms.len()], 0.0);
        for (m, term) in (0..).zip(&other.terms) {
            let Some(t) = query.term(term.key) else { continue };
            let kind = terms[usize::from(t)].kind;
            let weight = query.weight(t, kind.max(term.kind));
            there[usize::from(t)] = (Some(m), weight);
            here[usize::from(m)] = Some(t);
            if kind.is_name() && kind != TermKind::Broad {
                body += weight * BODY;
            }
        }
        Common { there, here, body }
    }

    /// The number there of a term here.
    pub fn there(&self, term: u16) -> Option<u16> {
        self.there[usize::from(term)].0
    }

    /// What it says to share a term of the article here.
    pub fn weight(&self, term: u16) -> f32 {
        self.there[usize::from(term)].1
    }
}

impl Story {
    pub fn new(query: &Query<'_>, there: &FactSheet) -> Self {
        Story::of(Common::new(query, there), query, there)
    }

    pub fn of(common: Common, query: &Query<'_>, there: &FactSheet) -> Self {
        let here = query.sheet;
        let mut story = Story { common, same: 0.0, apart: apart(here, there) };
        story.same = story.sameness(here, there);
        if !query.is_few() && !story.one_event(here, there) {
            story.same = story.same.min(DOUBT);
        }
        story
    }

    pub fn common(&self) -> &Common {
        &self.common
    }

    /// The number there of a term here.
    pub fn there(&self, term: u16) -> Option<u16> {
        self.common.there(term)
    }

    /// The number here of a term there.
    pub fn here(&self, term: u16) -> Option<u16> {
        self.common.here[usize::from(term)]
    }

    pub fn weight(&self, term: u16) -> f32 {
        self.common.weight(term)
    }

    /// [`story::one_event`] of two articles.
    fn one_event(&self, here: &FactSheet, there: &FactSheet) -> bool {
        let Some(apart) = self.apart.filter(|&d| d > SOON) else { return true };
        let (mut known, mut strange, mut both) = ([0.0; 2], [0.0; 2], 0.0);
        for &t in &here.main.terms {
            let weight = name_weight(here.terms[t as usize].kind);
            match self.there(t) {
                _ if weight == 0.0 => {}
                Some(m) => {
                    known[0] += self.weight(t);
                    both += if there.main.terms.binary_search(&m).is_ok() { self.weight(t) } else { 0.0 };
                }
                None => strange[0] += weight,
            }
        }
        for &m in &there.main.terms {
            let weight = name_weight(there.terms[m as usize].kind);
            match self.here(m) {
                _ if weight == 0.0 => {}
                Some(t) => known[1] += self.weight(t),
                None => strange[1] += weight,
            }
        }
        story::one_event(apart, share(known[0], strange[0]).max(share(known[1], strange[1])), both)
    }

    fn sameness(&self, here: &FactSheet, there: &FactSheet) -> f32 {
        let mut sum = 0.0;
        let mut names = 0;
        for &t in &here.main.terms {
            let Some(m) = self.there(t) else { continue };
            let in_lead = there.main.terms.binary_search(&m).is_ok();
            if here.terms[t as usize].kind.is_name() {
                names += u32::from(in_lead);
                sum += self.weight(t) * if in_lead { BOTH_LEADS } else { ONE_LEAD };
            } else if in_lead {
                sum += self.weight(t) * WORD;
            }
        }
        for &m in &there.main.terms {
            let Some(t) = self.here(m) else { continue };
            let name = there.terms[m as usize].kind.is_name();
            if name && here.main.terms.binary_search(&t).is_err() {
                sum += self.weight(t) * ONE_LEAD;
            }
        }
        sum += self.common.body.min(MOST_BODY);
        if names == 0 {
            sum *= NO_NAME;
        }
        sum * fading(self.apart)
    }
}

/// Days between two publications.
pub fn apart(here: &FactSheet, there: &FactSheet) -> Option<i32> {
    let ((a, _), (b, _)) = (here.published?, there.published?);
    Some(days(a, b).abs())
}

/// Days between two stretches, 0 when they meet.
pub fn gap(a: DayInterval, b: DayInterval) -> i32 {
    if a.meets(&b) {
        0
    } else if a.last < b.first {
        days(a.last, b.first)
    } else {
        days(b.last, a.first)
    }
}

/// Days from one to another, negative when the second is earlier.
fn days(from: Date, to: Date) -> i32 {
    // Civil dates are far fewer than an i32 holds, so the hours of whole days are exact.
    (to.duration_since(from).as_hours() / 24) as i32
}
