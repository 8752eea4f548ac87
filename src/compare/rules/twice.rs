//! One count of one event, told twice in an article with two values.

use super::inside::conflict;
use crate::{
    annotate::{Annotated, Mode, Part, figure::role::Set},
    compare::{Check, Finding, rule, words},
    fact::{Fact, FactSheet, Outlook, Scope, Slot, TermKind, Value, is_attacker, is_by_own_hand},
    value::{Bound, Decimal, Quantity},
};

rule! {
    /// One article gives two numbers for the same people.
    ///
    /// A count is updated where it stands first and left as it was further down, or two agencies' reports were put together.
    ///
    /// Found: «eight people were killed in the crash at Ashford» and, four paragraphs on, «seven people were killed in the crash
    /// at Ashford».
    /// Not found: two crashes; a part of the dead («seven of them», «seven men»); a toll that is said to have risen or to have
    /// been given earlier; entries of a live blog; two sources with a number each.
    ///
    /// To settle it: ask the source which of the two is the latest, and write that one everywhere.
    COUNT_MISMATCH = "count-mismatch", Warning, Check::Article(find)
}

/// What became of people, each of whom is counted once.
static FATES: Set = Set::new(&["killed", "injured", "missing", "arrested", "rescued", "evacuated"]);

/// Facts that are compared at most: in a list of hundreds no two are of one event.
const MOST: usize = 40;

fn find(a: &Annotated, sheet: &FactSheet) -> Vec<Finding> {
    if !a.article.meta.entries.is_empty() {
        return Vec::new();
    }
    let told: Vec<(&Fact, &Quantity)> = sheet.facts.iter().filter_map(|f| Some((f, plain(f)?))).collect();
    if told.len() > MOST {
        return Vec::new();
    }
    let told: Vec<_> = told.into_iter().filter(|(f, _)| alone(a, sheet, f)).collect();
    let mut out = Vec::new();
    for (i, &(first, x)) in told.iter().enumerate() {
        let other = told[i + 1..].iter().find(|&&(second, y)| {
            first.sentence != second.sentence
                && x.low != y.low
                && one(a, sheet, first, second)
                && !explained(a, sheet, first, [x.low, y.low])
        });
        let Some(&(second, y)) = other else { continue };
        let message =
            format!("{} here, {} further up in this article", words::capital(&words::quantity(y)), words::quantity(x));
        let because = vec!["Both sentences give one count of the same event".into()];
        out.push(conflict("count-mismatch", second.span, message, because, vec![first.span]));
    }
    out
}

/// The number of a fact that states exactly, without limits, what became of so many people.
fn plain(f: &Fact) -> Option<&Quantity> {
    let Value::Quantity { written, .. } = &f.value else { return None };
    let fate = f.slot == Slot::Count && f.role.is_some_and(|r| FATES.has(r));
    let limits = Scope::of_bits(!Scope::DATED.bits());
    let whole =
        f.part == Part::Whole && f.beside.is_none() && !f.inclusive && !f.scope.has(limits) && f.period.is_none();
    let sure = f.hedge.is_none() && f.outlook == Outlook::Result;
    (fate && whole && sure && written.bound == Bound::Exact && written.low > Decimal::ONE).then_some(written)
}

/// Words by which a sentence says that its count is not the one that holds, or not the only one.
const OTHERS: &[&str] = &[
    "earlier",
    "initially",
    "originally",
    "previously",
    "first",
    "later",
    "before",
    "since",
    "until",
    "had",
    "risen",
    "rose",
    "toll",
    "revised",
    "corrected",
    "correction",
    "updated",
    "now",
    "so",
    "far",
    "other",
    "others",
    "another",
    "more",
    "further",
    "additional",
    "second",
    "third",
    "separate",
    "including",
    "among",
    "least",
    "each",
    "every",
    "both",
    "total",
    "all",
    "or",
    "not",
    "if",
    "could",
    "may",
    "might",
    "would",
    "claimed",
    "claims",
    "reported",
    "reports",
    "year",
    "anniversary",
    "similar",
    "previous",
    "different",
];

/// Words for some of the people there («seven men»), who may be fewer than all.
const SOME: &[&str] =
    &["men", "women", "man", "woman", "members", "others", "fellow", "patrons", "further", "more", "additional"];

/// Whether the sentence of a count speaks of nothing but that: no other count, no words for another moment, no quotation.
fn alone(a: &Annotated, sheet: &FactSheet, f: &Fact) -> bool {
    let sentence = sheet.sentence(f);
    let headline = a.article.meta.headline.is_some_and(|h| h.overlaps(f.span));
    let quoted = a.claims.iter().any(|c| c.mode != Mode::Indirect && c.span.covers(f.span));
    let counts = sheet.beside(f).iter().filter(|g| g.slot == Slot::Count && g.span != f.span);
    let text = a.article.prose.get(sentence.span.range()).unwrap_or_default();
    // «seven of them»
    let tail = a.article.prose.get(f.span.end as usize..sentence.span.end as usize).unwrap_or_default();
    let of = tail.trim_start().starts_with("of ");
    let counted = a.figures.iter().find(|g| g.span == f.span).and_then(|g| g.counted);
    let some = counted.is_some_and(|c| a.article.slice(c).to_lowercase().split(' ').any(|w| SOME.contains(&w)));
    let word = |w: &str| OTHERS.contains(&w);
    let lower = text.to_lowercase();
    let told = lower.split(|c: char| !c.is_alphabetic()).any(word);
    !headline && !quoted && !some && !of && !told && sentence.background.is_none() && counts.count() == 0
}

/// Whether two counts are of one event by their sentences: the same word for it, and the same place, or «the crash».
fn one(a: &Annotated, sheet: &FactSheet, first: &Fact, second: &Fact) -> bool {
    let (x, y) = (&sheet.sentence(first).terms, &sheet.sentence(second).terms);
    let kind = |t: &u16| sheet.terms[usize::from(*t)].kind;
    let shared = |wanted: fn(TermKind) -> bool| x.iter().any(|t| wanted(kind(t)) && y.binary_search(t).is_ok());
    let event = shared(|k| k == TermKind::Event);
    let place = shared(|k| k.is_name() && !matches!(k, TermKind::Broad | TermKind::Person));
    // Another place or person is another event’s.
    let stranger = y.iter().any(|t| kind(t).is_name() && kind(t) != TermKind::Broad && x.binary_search(t).is_err());
    let elsewhere = place && x.iter().any(|t| kind(t) == TermKind::Place && y.binary_search(t).is_err());
    let lead = x.iter().all(|t| sheet.main.terms.binary_search(t).is_ok());
    let definite = lead && the_event(a, sheet, second);
    let days = first.event_days.zip(second.event_days).is_none_or(|(d, e)| d.meets(&e));
    let sources = first.source.is_none() || second.source.is_none() || first.source == second.source;
    first.role == second.role
        && first.population == second.population
        && first.as_of == second.as_of
        && days
        && sources
        && event
        && !stranger
        && !elsewhere
        && (place || definite)
}

/// Whether the sentence calls its event by «the»: it was told of before.
fn the_event(a: &Annotated, sheet: &FactSheet, f: &Fact) -> bool {
    let sentence = sheet.sentence(f);
    sentence.terms.iter().map(|&t| &sheet.terms[usize::from(t)]).filter(|t| t.kind == TermKind::Event).any(|t| {
        // The term may first stand elsewhere; the word is looked for in this sentence.
        let word = a.article.prose.get(t.first as usize..t.first as usize + usize::from(t.len)).unwrap_or_default();
        let text = a.article.prose.get(sentence.span.range()).unwrap_or_default().to_lowercase();
        ["the", "this", "that"].iter().any(|the| text.contains(&format!("{the} {}", word.to_lowercase())))
    })
}

/// Whether the article itself says what lies between the two numbers: the one who died later, the gunman counted in.
fn explained(a: &Annotated, sheet: &FactSheet, first: &Fact, [x, y]: [Decimal; 2]) -> bool {
    let (low, high) = (x.min(y), x.max(y));
    let between = high - low;
    let number = |f: &Fact| match &f.value {
        Value::Quantity { written, .. } if f.slot == Slot::Count => {
            written.low == between || f.part != Part::Whole && f.role == first.role
        }
        Value::Quantity { written, .. } if f.slot == Slot::Rank => written.low > low && written.low <= high,
        _ => false,
    };
    let text = a.article.prose.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphabetic());
    sheet.facts.iter().any(number)
        || LATER.iter().any(|phrase| text.contains(phrase))
        || between <= Decimal::TWO && words.any(|w| is_attacker(w) || is_by_own_hand(w) || UNCOUNTED.contains(&w))
}

/// Others whom one count has and another leaves out.
const UNCOUNTED: &[&str] = &["succumbed", "unborn"];

/// What is said of one who died after the count.
const LATER: &[&str] =
    &["later died", "died later", "died in hospital", "died at the hospital", "died at a hospital", "has since died"];
