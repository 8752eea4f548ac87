//! Whether a pronoun or a title that stands for a speaker can be nobody else.

use smallvec::SmallVec;

use super::{Sex, word};
use crate::{
    annotate::{Annotated, Attribution, Name, NameKind, lexicon::Class},
    base::Span,
    fact::bearer,
};

/// Names of an article that are looked through for the bearers of a title.
const NAMES: usize = 400;

/// Whether the pronoun `written`, as the source of a claim, is surely the person `name`, given in full.
pub fn pronoun(claim: &Attribution, written: &str, name: &str, a: &Annotated) -> bool {
    let Some(source) = claim.source else { return false };
    // «It was Ada Quell who said»
    if written.eq_ignore_ascii_case("who") {
        let beside = |n: &Name| n.span.end <= source.start && source.start - n.span.end <= 2;
        return a.names.iter().any(|n| &*n.full == name && beside(n));
    }
    let sex = match written.to_lowercase().as_str() {
        "he" => Sex::Male,
        "she" => Sex::Female,
        _ => return false,
    };
    name.contains(' ') && only_candidate(claim, source, sex, name, a)
}

/// Whether the paragraph names one person before the pronoun, or else the paragraph before it one alone, and speaks of
/// no other without a name.
fn only_candidate(claim: &Attribution, source: Span, sex: Sex, name: &str, a: &Annotated) -> bool {
    let Some(block) = a.article.block_at(source.start) else { return false };
    let here = a.article.blocks[block].span.start;
    let before = block.checked_sub(1).map(|b| a.article.blocks[b].span.start);
    let in_claim = |n: &Name| claim.pieces.iter().any(|p| p.covers(n.span));
    let people = |from: u32, to: u32| {
        let (i, j) = (a.names.partition_point(|n| n.span.start < from), a.names.partition_point(|n| n.span.start < to));
        let fits = |n: &&Name| {
            let other = word::sex(n.full.split(' ').next().unwrap_or_default());
            // A name of which nothing is known is a person's where it begins a sentence.
            let person = n.kind == NameKind::Person || n.kind == NameKind::Other && opens(n.span, a);
            person && !in_claim(n) && (other == Sex::Unknown || other == sex)
        };
        a.names[i..j.max(i)].iter().filter(fits)
    };
    let mut from = here;
    if people(here, source.start).next().is_none() {
        let Some(start) = before else { return false };
        from = start;
    }
    let Some(first) = people(from, source.start).next() else { return false };
    let one = &*first.full == name && people(from, source.start).all(|n| n.entity == first.entity);
    one && !strangers(first.span.end, source.start, claim, a)
}

/// Whether a name is the first word of its sentence.
fn opens(name: Span, a: &Annotated) -> bool {
    a.article.block_at(name.start).is_some_and(|block| {
        let info = &a.article.blocks[block];
        let view = a.paragraphs[block].view(&a.article, info);
        let token = view.token_at(name.start - info.span.start);
        view.prose.sentence_of(token).start == token
    })
}

/// Whether somebody without a name stands between a name and a pronoun: «the officer», other than in an apposition.
fn strangers(from: u32, to: u32, claim: &Attribution, a: &Annotated) -> bool {
    let Some(first) = a.article.block_at(from) else { return true };
    let Some(last) = a.article.block_at(to) else { return true };
    (first..=last).any(|block| {
        let info = &a.article.blocks[block];
        let view = a.paragraphs[block].view(&a.article, info);
        let shift = info.span.start;
        let start = view.token_at(from.saturating_sub(shift));
        let end = if block == last { view.token_at(to - shift) } else { view.prose.tokens.len() };
        let mut apposition = block == first && view.mark(start, ',');
        (start..end).any(|i| {
            if apposition {
                apposition = i == start || !view.mark(i, ',') && !view.mark(i, '.');
                return false;
            }
            let quoted = view.token(i).is_some_and(|t| {
                let at = t.start() + shift;
                claim.pieces.iter().any(|p| p.contains(at))
            });
            !quoted
                && view.has(i, Class::SOURCE_NOUN.or(Class::PERSON_NOUN))
                && view.token(i).is_some_and(|t| t.is_word() && !t.span().of(view.text).ends_with('s'))
                && !view.is_any(i, few!["staff", "team", "crowd", "public", "report", "people", "statement", "news"])
                && view.is_any(i.wrapping_sub(1), few!["a", "an", "the", "one", "another", "his", "her", "their"])
        })
    })
}

/// The one person, by full name, whom the article calls by a title («the governor»).
pub fn bearer<'a>(written: &str, a: &'a Annotated) -> Option<&'a Name> {
    let title = written.strip_prefix("the ").or_else(|| written.strip_prefix("The "))?;
    let key = bearer::title(title).filter(|_| !title.contains(' '))?;
    let mut found: Option<&Name> = None;
    for n in a.names.iter().take(NAMES).filter(|n| n.kind == NameKind::Person) {
        let Some(block) = a.article.block_at(n.span.start) else { continue };
        let info = &a.article.blocks[block];
        let mut roles: SmallVec<[u32; 2]> = SmallVec::new();
        bearer::roles(&a.paragraphs[block].view(&a.article, info), info.span.start, n.span, &mut roles);
        if roles.contains(&key) {
            if found.is_some_and(|f| f.entity != n.entity) {
                return None;
            }
            found = Some(n);
        }
    }
    found.filter(|n| n.full.contains(' '))
}
