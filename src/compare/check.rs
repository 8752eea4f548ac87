use std::cmp::{Ordering, Reverse};

use rustc_hash::FxHashMap;

use super::{
    Check, Finding, Judgement, Pair, QuoteRelation, RULES, Related, Rule, Severity, Verdict, Weight, because,
    link::{self, Link, Linked, Other},
    names, quote,
    rules::{QUOTE_TRANSLATION, SOURCE_DIFFERS, overtaken},
    threads,
};
use crate::{
    annotate::Annotated,
    base::Span,
    fact::{FactSheet, Lookup, Standing, Value, edition},
};

/// Everything that can be said of one article: its own faults, and how its facts stand to those of `library`, agreeing
/// ones included; in order of span. `here` is the article's number in the library, left out of the comparison.
pub fn check(here: u32, annotated: &Annotated, sheet: &FactSheet, library: &dyn Lookup) -> Vec<Finding> {
    let mut out = within(annotated, sheet);
    out.extend(across(here, annotated, sheet, library));
    sort(&mut out);
    out
}

/// The faults of one article by itself.
pub fn within(annotated: &Annotated, sheet: &FactSheet) -> Vec<Finding> {
    let mut out = Vec::new();
    for rule in RULES {
        if let Check::Article(find) | Check::Passage(find) | Check::Both(_, find) = rule.check {
            out.extend(find(annotated, sheet));
        }
    }
    out
}

/// The faults of single paragraphs and tables, for an article of which only some are known.
pub fn within_passages(annotated: &Annotated, sheet: &FactSheet) -> Vec<Finding> {
    let rules = RULES.iter().filter_map(|rule| match rule.check {
        Check::Passage(find) | Check::Both(_, find) => Some(find),
        _ => None,
    });
    rules.flat_map(|find| find(annotated, sheet)).collect()
}

/// How surely other articles are about the event of one, by their numbers ([`super::Story::same`]).
pub type Stories = FxHashMap<u32, f32>;

/// How the articles that facts of one are linked with stand by their numbers, and whether each is a later version of it.
type Standings = FxHashMap<u32, (Standing, bool)>;

/// What is known of other articles once one was compared with them.
#[derive(Debug, Default)]
pub struct Known {
    pub stories: Stories,
    standings: Standings,
    /// How many articles there were ([`Lookup::articles`]).
    pub articles: u32,
    /// They are few and all of one story, as it seems ([`crate::fact::Query::is_of_one_story`]).
    pub of_one_story: bool,
}

/// What is asked about in an excerpt of an article.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// Where its facts lie.
    pub span: Span,
    /// From the whole article.
    pub known: &'a Known,
}

/// The order in which findings are told.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|f| order(f, f.span));
}

/// The same as a key, for a finding that now stands at `span`.
pub fn order(finding: &Finding, span: Span) -> (u32, u32, Verdict, &'static str) {
    (span.start, span.end, finding.verdict, finding.code)
}

/// One passage here with the passages elsewhere that a rule says the same of.
struct Group<'a> {
    finding: Finding,
    /// The articles already counted, so that a copy of one is not counted again.
    counted: Vec<u32>,
    /// Whether the article whose message is told stands, and its date: what was overtaken is told of where nothing else is.
    newest: (bool, Option<jiff::civil::Date>),
    /// The pair whose message is told.
    told: Pair<'a>,
}

/// What another article is a copy of.
struct Copies {
    /// Of the one that is checked.
    here: bool,
    /// Of these linked ones.
    of: Vec<u32>,
}

/// How the facts of a sheet stand to those of other articles.
pub fn across(here: u32, annotated: &Annotated, sheet: &FactSheet, library: &dyn Lookup) -> Vec<Finding> {
    across_knowing(None, here, annotated, sheet, library).0
}

/// The same for all of an article or a stretch of it; gives what is known now of the articles that were looked through.
pub fn across_knowing(
    stretch: Option<Stretch<'_>>,
    here: u32,
    annotated: &Annotated,
    sheet: &FactSheet,
    library: &dyn Lookup,
) -> (Vec<Finding>, Known) {
    let Linked { links, others, stories, articles, of_one_story } = link::links(stretch, here, sheet, library);
    let known = stretch.map(|s| &s.known.standings);
    let judge = || judged(&links, &others, known, annotated, sheet, library);
    let ((mut out, standings), variants) = match sheet.names.is_empty() {
        // An excerpt, for which no other thread need wake up.
        true => (judge(), Vec::new()),
        // Neither needs the other: half the time on two cores.
        false => threads::both(judge, || names::variants(sheet, &stories, &others)),
    };
    out.extend(variants);
    for f in &mut out {
        // Of many only some are shown: after those of the article itself the newest first, whatever numbers a library gives.
        let published = |article| others.get(&article).and_then(|o: &Other| o.sheet.published).map(|p| p.0);
        f.related.sort_by_key(|r| (r.article.map(|a| Reverse(published(a))), r.article, r.span.start));
    }
    (out, Known { stories, standings, articles, of_one_story })
}

/// What the rules say of the links of a sheet, and how the articles stand that they say it of.
fn judged(
    links: &[Link],
    others: &FxHashMap<u32, Other>,
    known: Option<&Standings>,
    annotated: &Annotated,
    sheet: &FactSheet,
    library: &dyn Lookup,
) -> (Vec<Finding>, Standings) {
    let mut groups: FxHashMap<(Span, &str, Verdict), Group<'_>> = FxHashMap::default();
    let mut standings = Standings::default();
    let mut copies: FxHashMap<u32, Copies> = FxHashMap::default();
    for l in links {
        let other = &others[&l.article];
        let pair = Pair {
            here: &sheet.facts[l.here as usize],
            there: &other.sheet.facts[l.there as usize],
            sheet_here: sheet,
            sheet_there: &other.sheet,
            story: &other.story,
            tie: l.tie,
            explained: l.explained,
            quoted: l.quoted.as_deref(),
            ambiguous: l.ambiguous,
        };
        let Some((rule, mut judgement)) = judge(&pair) else { continue };
        if judgement.verdict == Verdict::Agree && !same_words(&pair) {
            judgement.verdict = Verdict::Compatible;
        }
        let copy = copies.entry(l.article).or_insert_with(|| self::copies(l.article, sheet, others));
        // A copy confirms nothing; that it has the same quotation may be shown.
        if copy.here && pair.quoted.is_none() && matches!(judgement.verdict, Verdict::Agree | Verdict::Compatible) {
            continue;
        }
        let of_whole = known.and_then(|k| k.get(&l.article).copied());
        let find = || of_whole.unwrap_or_else(|| stand(sheet, &other.sheet, library));
        let (standing, later) = *standings.entry(l.article).or_insert_with(find);
        let loudness = told(&mut judgement, standing, later);
        let severity = loudness.unwrap_or_else(|| severity(rule, &judgement, &pair));
        let (span, span_there) = judgement.spans.unwrap_or((pair.here.span, pair.there.span));
        let related = Related { article: Some(l.article), span: span_there, verdict: judgement.verdict, standing };
        let newest = (standing == Standing::Current, other.sheet.published.map(|p| p.0));
        let group = groups.entry((span, judgement.code, judgement.verdict)).or_insert_with(|| Group {
            finding: Finding {
                code: judgement.code,
                severity,
                verdict: judgement.verdict,
                span,
                message: judgement.message.clone(),
                because: Vec::new(),
                related: Vec::new(),
                stands: None,
            },
            counted: Vec::new(),
            newest,
            told: pair,
        });
        group.finding.severity = group.finding.severity.max(severity);
        // Of two of one day the words decide: numbers of articles come and go with the index.
        if (newest, Reverse(&judgement.message)) > (group.newest, Reverse(&group.finding.message)) {
            group.finding.message = judgement.message;
            group.newest = newest;
            group.told = pair;
        }
        let counted = copy.of.iter().any(|a| group.counted.contains(a));
        if !counted || judgement.verdict == Verdict::Conflict {
            group.counted.push(l.article);
            group.finding.related.push(related);
        }
    }
    let because = |told: &Pair<'_>| because::reasons(told, annotated);
    let findings = groups.into_values().map(|g| {
        let message = because::counting(&g.told, annotated, g.finding.message);
        Finding { because: because(&g.told), message, ..g.finding }
    });
    (findings.collect(), standings)
}

fn copies(article: u32, sheet: &FactSheet, others: &FxHashMap<u32, Other>) -> Copies {
    let print = &others[&article].sheet.fingerprint;
    let copies = |o: &Other| o.sheet.fingerprint.copies(print);
    let of = others.iter().filter(|(a, o)| **a != article && copies(o)).map(|(a, _)| *a).collect();
    Copies { here: sheet.fingerprint.copies(print), of }
}

/// How the other article stands, and whether it is a later version of this one.
fn stand(here: &FactSheet, there: &FactSheet, library: &dyn Lookup) -> (Standing, bool) {
    let own = edition::order(there, here);
    if own == Some(Ordering::Less) {
        return (Standing::Earlier, false);
    }
    let versions = library.versions(there);
    let standing = edition::standing(there, library.now(), versions.iter().map(|v| &*v.1));
    (standing, own == Some(Ordering::Greater) && standing == Standing::Current)
}

/// Makes of a judgement what may be said of an article that stands so; the severity where that alone decides it. What is
/// held back, taken back or outdated contradicts nothing; a later version of the article itself supersedes it.
fn told(judgement: &mut Judgement, standing: Standing, later: bool) -> Option<Severity> {
    let apart = matches!(judgement.verdict, Verdict::Conflict | Verdict::Superseded | Verdict::Unresolved);
    match standing {
        Standing::Current if later && apart => {
            judgement.verdict = Verdict::Superseded;
            judgement.message.push_str(" (a later version of this article)");
            Some(Severity::Info)
        }
        Standing::Current => None,
        _ => {
            judgement.message.push_str(&format!(" ({})", standing.name()));
            if !apart {
                return None;
            }
            judgement.verdict = if standing == Standing::Earlier { Verdict::Superseded } else { Verdict::Unresolved };
            Some(Severity::Hint)
        }
    }
}

/// Whether the two sentences have nearly the same words. Two passages agree when they say the same in the same words;
/// one fact in other words is compatible.
fn same_words(pair: &Pair<'_>) -> bool {
    let (a, b) = (&pair.sheet_here.sentence(pair.here).terms, &pair.sheet_there.sentence(pair.there).terms);
    let shared = a.iter().filter(|&&t| pair.story.there(t).is_some_and(|m| b.binary_search(&m).is_ok())).count();
    shared * 10 >= a.len().max(b.len()) * 7
}

fn judge(pair: &Pair<'_>) -> Option<(&'static Rule, Judgement)> {
    RULES.iter().find_map(|rule| match rule.check {
        Check::Pair(judge) | Check::Both(judge, _) => judge(pair).map(|j| (*rule, j)),
        _ => None,
    })
}

/// Rules whose unresolved pairs are a fact of their own.
const TOLD: &[&str] = &[SOURCE_DIFFERS.code, QUOTE_TRANSLATION.code];

/// Only what is sure to contradict is told as loudly as its rule has it.
fn severity(rule: &Rule, judgement: &Judgement, pair: &Pair<'_>) -> Severity {
    match judgement.verdict {
        Verdict::Conflict if judgement.code == "quote-wording" && light(pair) => Severity::Info,
        Verdict::Conflict => super::rule(judgement.code).unwrap_or(rule).severity,
        // Whoever has the newer count need do nothing.
        Verdict::Superseded if overtaken(pair) => Severity::Info,
        // Sources that differ are a fact of their own; what is merely likely is for the hover.
        Verdict::Unresolved if TOLD.contains(&judgement.code) => Severity::Info,
        _ => Severity::Hint,
    }
}

/// Whether two quotations differ in no more than an article, an auxiliary or a contraction.
fn light(pair: &Pair<'_>) -> bool {
    let (Value::Quotation(a), Value::Quotation(b), Some(c)) = (&pair.here.value, &pair.there.value, pair.quoted) else {
        return false;
    };
    match &c.relation {
        QuoteRelation::Altered(changes) => {
            changes.iter().all(|c| c.weight == Weight::Light || quote::contracted(a, b, c))
        }
        _ => true,
    }
}
