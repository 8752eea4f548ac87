//! Who «he», «Orme», «the minister» and «who» are: sources of an article joined to the names and roles before them.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use rustc_hash::FxHasher;
use smallvec::{SmallVec, smallvec};

use super::super::{
    Paragraph, WordList,
    lexicon::{Class, lookup},
    mention::{Attribution, Name, NameKind},
};
use super::source::bare;
use crate::{
    article::{Article, FILLER, without_filler},
    base::Span,
};

/// A speaker of the article.
struct Known {
    full: Arc<str>,
    /// Hashes of words that describe it, in small letters («defence minister», «mayor»).
    roles: SmallVec<[u32; 2]>,
    /// How many bytes those words took.
    described: u32,
    person: bool,
    entity: Option<u32>,
    /// Whether it was taken up with «she» (true) or «he» (false).
    she: Option<bool>,
    /// Where it last spoke or was named as a speaker.
    at: u32,
}

/// Gives every attribution its speaker.
pub fn name_speakers(article: &Article, paragraphs: &[Arc<Paragraph>], names: &[Name], out: &mut [Attribution]) {
    let mut order: Vec<usize> = (0..out.len()).filter(|&i| out[i].source.is_some()).collect();
    order.sort_unstable_by_key(|&i| (out[i].source.map(|s| s.start), i));
    let entities = names.iter().map(|n| n.entity as usize + 1).max().unwrap_or(0);
    let told = told(names, out);
    let (known, of_entity, lower) = (Vec::new(), vec![None; entities], String::new());
    let mut speakers = Speakers { article, paragraphs, names, told, known, of_entity, lower };
    let mut at = 0;
    for i in order {
        let Some(source) = out[i].source else { continue };
        while at < names.len() && names[at].span.end <= source.start {
            at += 1;
        }
        let found = speakers.find(&out[i], source, at);
        out[i].speaker = found.map(|k| {
            speakers.known[k].at = source.start;
            speakers.known[k].full.clone()
        });
    }
}

struct Speakers<'a> {
    article: &'a Article,
    paragraphs: &'a [Arc<Paragraph>],
    names: &'a [Name],
    /// For each name whether somebody says it: it stands in the content of an attribution.
    told: Vec<bool>,
    known: Vec<Known>,
    /// For each entity of the article the speaker that it is.
    of_entity: Vec<Option<u32>>,
    /// Room for a source or a description in small letters.
    lower: String,
}

/// For each of `names`, in order of their starts, whether a piece of an attribution covers it.
fn told(names: &[Name], claims: &[Attribution]) -> Vec<bool> {
    let mut pieces: Vec<Span> = claims.iter().flat_map(|c| c.pieces.iter().copied()).collect();
    pieces.sort_unstable_by_key(|p| p.start);
    let (mut next, mut reach) = (0, 0);
    let covered = |n: &Name| {
        while pieces.get(next).is_some_and(|p| p.start <= n.span.start) {
            reach = reach.max(pieces[next].end);
            next += 1;
        }
        n.span.end <= reach
    };
    names.iter().map(covered).collect()
}

/// Speakers looked back at, for pronouns and roles.
const LOOK_BACK: usize = 40;

impl<'a> Speakers<'a> {
    /// The speaker of a claim with this source; `at` is the first name that does not end before it.
    fn find(&mut self, claim: &Attribution, source: Span, at: usize) -> Option<usize> {
        let text = self.article.slice(source);
        if let Some(pronoun) = Pronoun::of(text) {
            return self.pronoun(pronoun, claim, source, at);
        }
        let names: &'a [Name] = self.names;
        let name = names[at.min(names.len())..]
            .iter()
            .take_while(|n| n.span.start < source.end)
            .filter(|n| matches!(n.kind, NameKind::Person | NameKind::Organisation | NameKind::Place | NameKind::Other))
            .last()
            .filter(|n| heads(self.article, source, n.span, n.kind));
        if let Some(name) = name {
            let article = self.article;
            let k = self.named(name);
            self.describe(k, article.slice(Span::new(source.start.min(name.span.start), name.span.start)), |w| w);
            if let Some(d) = claim.description {
                self.describe(k, article.slice(d), head_of);
            }
            return Some(k);
        }
        let mut lower = std::mem::take(&mut self.lower);
        let found = self.unnamed(text, source, &mut lower);
        self.lower = lower;
        found
    }

    /// The speaker of a source without a name: one that is known by its role, or a new one. `lower` is room to work in.
    fn unnamed(&mut self, text: &str, source: Span, lower: &mut String) -> Option<usize> {
        small(text, lower);
        if let Some(k) = self.role(lower) {
            return Some(k);
        }
        if few!["this", "that", "these", "much", "what"].lists(text.as_bytes()) {
            return None;
        }
        let full = one_line(text);
        if *full != *text {
            small(&full, lower);
        }
        let last = last_word(lower);
        let role = last_word(head_of(lower));
        let known = Known {
            person: lookup(last).classes.has(Class::SOURCE_NOUN)
                && !BODIES.has(last.as_bytes())
                && !last.ends_with('s'),
            // Mostly one word without a mark in it.
            roles: if role.bytes().all(|b| b.is_ascii_lowercase()) && !role.is_empty() {
                smallvec![hash(role)]
            } else {
                words(role).collect()
            },
            described: role.len() as u32,
            full,
            entity: None,
            she: None,
            at: source.start,
        };
        self.known.push(known);
        Some(self.known.len() - 1)
    }

    fn named(&mut self, name: &Name) -> usize {
        if let Some(Some(k)) = self.of_entity.get(name.entity as usize) {
            return *k as usize;
        }
        if let Some(place) = self.of_entity.get_mut(name.entity as usize) {
            *place = Some(self.known.len() as u32);
        }
        self.known.push(Known {
            full: name.full.clone(),
            roles: SmallVec::new(),
            described: 0,
            person: name.kind == NameKind::Person,
            entity: Some(name.entity),
            she: None,
            at: name.span.start,
        });
        self.known.len() - 1
    }

    /// Takes in a description of a speaker, or the part of it that `head` gives.
    fn describe(&mut self, k: usize, description: &str, head: fn(&str) -> &str) {
        let known = &mut self.known[k];
        if description.trim().is_empty() || known.described >= 400 {
            return;
        }
        small(description, &mut self.lower);
        let head = head(&self.lower);
        if !head.trim().is_empty() {
            known.roles.extend(words(head));
            known.described = known.described.saturating_add(1 + head.len() as u32);
        }
    }

    /// Who a pronoun takes up: the subject of the sentence before, or the last speaker, whichever is nearer.
    fn pronoun(&mut self, pronoun: Pronoun, claim: &Attribution, source: Span, at: usize) -> Option<usize> {
        if pronoun == Pronoun::Relative {
            let names: &'a [Name] = self.names;
            let name = names[..at]
                .last()
                .filter(|n| n.span.end + 40 > source.start && !matches!(n.kind, NameKind::Demonym))?;
            return Some(self.named(name));
        }
        let person = matches!(pronoun, Pronoun::He | Pronoun::She);
        let she = match pronoun {
            Pronoun::She => Some(true),
            Pronoun::He => Some(false),
            _ => None,
        };
        let fits = |k: &Known| k.person == person && (she.is_none() || k.she.is_none() || k.she == she);
        let spoke = (0..self.known.len())
            .rev()
            .take(LOOK_BACK)
            .filter(|&k| fits(&self.known[k]))
            .max_by_key(|&k| self.known[k].at);
        // Who is only spoken of does not speak: «She said that Ruiz would lead it. “We are glad,” she said.»
        let subject = self
            .subject_before(claim, source, at, person, false)
            .or_else(|| spoke.is_none().then(|| self.subject_before(claim, source, at, person, true))?);
        let k = match (subject, spoke) {
            (Some(name), Some(k)) if name.span.start <= self.known[k].at => k,
            (Some(name), _) => {
                let k = self.named(name);
                if fits(&self.known[k]) { k } else { spoke? }
            }
            (None, k) => k?,
        };
        if she.is_some() {
            self.known[k].she = she;
        }
        Some(k)
    }

    /// The name that the nearest sentence before (or the same one, up to the source) begins with, of the wanted kind.
    /// Names in quotation marks and in the claim's own content are not looked at, and those that somebody else says only
    /// when `told`.
    fn subject_before(
        &self,
        claim: &Attribution,
        source: Span,
        at: usize,
        person: bool,
        told: bool,
    ) -> Option<&'a Name> {
        let wanted = |(i, n): &(usize, &'a Name)| {
            (n.kind == NameKind::Person) == person
                && (told || !self.told[*i])
                && matches!(n.kind, NameKind::Person | NameKind::Organisation)
                && !claim.pieces.iter().any(|p| p.covers(n.span))
                && !self.quoted(n.span)
        };
        let names: &'a [Name] = &self.names[..at];
        let back = || names.iter().enumerate().rev().take(LOOK_BACK);
        let (_, nearest) = back().find(wanted)?;
        if source.start - nearest.span.start > 1500 {
            return None;
        }
        let sentence = self.sentence_start(nearest.span.start);
        back().take_while(|(_, n)| n.span.start >= sentence).filter(wanted).last().map(|(_, n)| n)
    }

    fn quoted(&self, span: Span) -> bool {
        self.within(span.start).is_some_and(|(p, base)| {
            let quotes = &p.prose.quotes;
            let next = quotes.partition_point(|q| q.span.start + base <= span.start);
            quotes[..next].iter().rev().take(8).any(|q| q.span.end + base >= span.end)
        })
    }

    fn sentence_start(&self, offset: u32) -> u32 {
        self.within(offset).map_or(offset, |(p, base)| {
            let token = p.prose.tokens.partition_point(|t| t.end() + base <= offset);
            p.prose.tokens.get(p.prose.sentence_of(token).start).map_or(offset, |t| t.start() + base)
        })
    }

    /// The paragraph that holds an offset, and where it starts.
    fn within(&self, offset: u32) -> Option<(&Paragraph, u32)> {
        let i = self.article.block_at(offset)?;
        Some((self.paragraphs.get(i)?, self.article.blocks[i].span.start))
    }

    /// The known speaker that a description such as «the minister» or «the group», in small letters, names.
    fn role(&self, description: &str) -> Option<usize> {
        let noun = description.strip_prefix("the ")?;
        let head = Some(last_word(noun)).filter(|w| w.len() > 3)?;
        let word = hash(head);
        let has = |k: &Known| k.roles.contains(&word);
        let recent = || self.known.iter().enumerate().rev().take(LOOK_BACK);
        recent()
            .find(|(_, k)| has(k))
            .or_else(|| {
                let body = COLLECTIVES.has(head.as_bytes());
                body.then(|| recent().find(|(_, k)| !k.person && k.entity.is_some()))?
            })
            .map(|(i, _)| i)
    }
}

/// Puts a text in small letters into `out`.
fn small(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.push_str(&text.to_lowercase());
    }
}

/// What stands after the last space, or all.
fn last_word(text: &str) -> &str {
    memchr::memrchr(b' ', text.as_bytes()).map_or(text, |at| &text[at + 1..])
}

/// The words of a source with one space between them.
fn one_line(text: &str) -> Arc<str> {
    let odd = |pair: &[u8]| pair[1] < b' ' || pair == b"  ";
    if text.is_ascii() && !text.contains(FILLER) && !text.as_bytes().windows(2).any(odd) {
        return text.into();
    }
    without_filler(text).split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// The words of a description, as [`hash`]es.
fn words(description: &str) -> impl Iterator<Item = u32> + '_ {
    description.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash)
}

fn hash(word: &str) -> u32 {
    let mut h = FxHasher::default();
    word.hash(&mut h);
    let h = h.finish();
    (h >> 32) as u32 ^ h as u32
}

/// Bodies that a bare noun can stand for once they have been named.
static COLLECTIVES: WordList =
    WordList::new(&["group", "company", "organization", "organisation", "agency", "network", "firm", "movement"]);

/// Sources that are no persons.
static BODIES: WordList = WordList::new(&[
    "ministry",
    "government",
    "company",
    "agency",
    "group",
    "council",
    "court",
    "party",
    "union",
    "police",
    "army",
    "report",
    "study",
    "statement",
    "letter",
    "survey",
    "poll",
    "newspaper",
    "website",
    "network",
    "committee",
    "commission",
    "department",
    "office",
    "bank",
    "firm",
    "team",
    "campaign",
    "military",
    "university",
    "school",
    "club",
]);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pronoun {
    He,
    She,
    /// «it», «they»
    Other,
    /// «who», «which»
    Relative,
}

impl Pronoun {
    fn of(text: &str) -> Option<Self> {
        let word = bare(text).as_bytes();
        match () {
            () if few!["he", "his", "him"].lists(word) => Some(Pronoun::He),
            () if few!["she", "her"].lists(word) => Some(Pronoun::She),
            () if few!["it", "its", "they", "their", "them"].lists(word) => Some(Pronoun::Other),
            () if few!["who", "which", "that", "whose"].lists(word) => Some(Pronoun::Relative),
            () => None,
        }
    }
}

/// Whether the name is the head of the source («Mayor Lia Stone»), not what its head belongs to («a spokesman for Lia
/// Stone», «Stone’s lawyer»).
fn heads(article: &Article, source: Span, name: Span, name_kind: NameKind) -> bool {
    let before = article.slice(Span::new(source.start.min(name.start), name.start));
    // Most sources are a name and nothing else.
    if before.is_empty() && name.end >= source.end {
        return true;
    }
    let after =
        article.slice(Span::new(name.end.min(source.end), source.end)).trim_start_matches(['’', '\'', 's']).trim();
    let belongs = |w: &str| matches!(w, "of" | "for" | "at" | "from" | "in" | "with" | "to");
    // «Stone’s attempt» is Stone’s; «Stone’s lawyer» is somebody else.
    let owned = after.rsplit(' ').next().is_some_and(|w| !lookup(w).classes.has(Class::SOURCE_NOUN));
    let possessive = article.prose[name.end as usize..].starts_with(['’', '\'']);
    (after.is_empty() || possessive && owned && name_kind == NameKind::Person)
        && !before.split_whitespace().any(belongs)
        && !before.trim_end().ends_with(" and")
}

/// The words of a description before what it belongs to: «an associate fellow at …».
fn head_of(description: &str) -> &str {
    let stops = |&at: &usize| {
        let rest = &description[at..];
        let word = rest[1..].split(' ').next().unwrap_or_default();
        rest.starts_with(',')
            || rest.len() > word.len() + 1
                && matches!(word, "of" | "for" | "at" | "in" | "with" | "from" | "who" | "on")
    };
    let end = memchr::memchr2_iter(b' ', b',', description.as_bytes()).find(stops);
    &description[..end.unwrap_or(description.len())]
}
