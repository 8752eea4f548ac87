//! Joins the mentions of one entity across an article.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;

use super::mention::{Mention, NONE, initials, mentions};
use crate::{
    annotate::{NameKind, Paragraph, mention::Name},
    article::Article,
    base::Span,
};

/// The words of a name as hashes of their folded form, particles and connectors left out.
type Words = SmallVec<[u64; 4]>;

struct Entity {
    /// The longest form.
    span: Span,
    words: Words,
    kind: NameKind,
    sex: u16,
    /// Where the entity now belongs, when it was found to be another's alias.
    into: Option<u32>,
}

#[derive(Default)]
struct Entities {
    list: Vec<Entity>,
    /// By all their words.
    exact: FxHashMap<u64, u32>,
    /// People by their last word.
    surname: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// People, organisations and places of several words by their first word.
    first: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// By the initials of three words or more.
    initials: FxHashMap<u64, u32>,
}

/// Entities of an article of usual length, for which room is taken at once.
const USUAL: usize = 24;

impl Entities {
    fn with_room(entities: usize) -> Self {
        let mut new = Entities { list: Vec::with_capacity(entities), ..Entities::default() };
        new.exact.reserve(entities);
        new.first.reserve(entities / 2);
        new.surname.reserve(entities / 2);
        new
    }
}

/// All names of an article, mentions of one entity joined, in order.
pub fn resolve(article: &Article, paragraphs: &[Arc<Paragraph>], found: Vec<Box<[Name]>>) -> Vec<Name> {
    let mut mentions = mentions(article, paragraphs, found);
    let mut entities = Entities::with_room(mentions.list.len().min(USUAL));
    for i in 0..mentions.list.len() {
        let m = &mentions.list[i];
        if m.sure && m.count > 1 {
            mentions.list[i].entity = entities.several(article, m, mentions.words(m));
        }
    }
    for i in 0..mentions.list.len() {
        let m = &mentions.list[i];
        if m.sure && m.count == 1 {
            let words = mentions.words(m);
            mentions.list[i].entity = match nearest(&entities, &mentions.list[..i], m, words) {
                Some(e) => {
                    entities.short(e, m, words);
                    e
                }
                None => entities.single(m, words),
            };
        }
    }
    aliases(article, &mentions.list, &mut entities);
    for i in 0..mentions.list.len() {
        let m = &mentions.list[i];
        if !m.sure {
            let words = mentions.words(m);
            let known =
                nearest(&entities, &mentions.list[..i], m, words).or_else(|| entities.exact.get(&hash(words)).copied());
            mentions.list[i].entity = known.unwrap_or(NONE);
        }
    }
    finish(article, mentions.list, entities)
}

fn hash(words: &[u64]) -> u64 {
    let mut h = FxHasher::default();
    words.hash(&mut h);
    h.finish()
}

impl Entities {
    fn add(&mut self, m: &Mention, words: &[u64]) -> u32 {
        let id = self.list.len() as u32;
        self.list.push(Entity { span: m.span, words: words.into(), kind: m.kind, sex: m.sex, into: None });
        self.exact.insert(hash(words), id);
        if let [first, .., last] = *words {
            self.first.entry(first).or_default().push(id);
            if matches!(m.kind, NameKind::Person | NameKind::Other) {
                self.surname.entry(last).or_default().push(id);
            }
        }
        id
    }

    /// The entity of a name of several words: the same words, or a person's first and last name.
    fn several(&mut self, article: &Article, m: &Mention, words: &[u64]) -> u32 {
        let all = hash(words);
        let known = self.exact.get(&all).copied().or_else(|| {
            let (first, last) = (words.first()?, words.last()?);
            let people = self.surname.get(last)?;
            let e = people.iter().copied().find(|&e| {
                let e = &self.list[e as usize];
                e.words.len() > 1
                    && e.words.first() == Some(first)
                    && (m.kind == NameKind::Person || e.kind == NameKind::Person)
            })?;
            self.exact.insert(all, e);
            Some(e)
        });
        if let Some(e) = known {
            let entity = &mut self.list[e as usize];
            if words.len() > entity.words.len() {
                entity.span = m.span;
                entity.words = words.into();
            }
            entity.learn(m);
            return e;
        }
        let id = self.add(m, words);
        if words.len() >= 3 && m.kind != NameKind::Person {
            self.initials.insert(initials(m.span.of(&article.prose)), id);
        }
        id
    }

    fn single(&mut self, m: &Mention, words: &[u64]) -> u32 {
        if let Some(&e) = self.exact.get(&hash(words)) {
            self.list[e as usize].learn(m);
            return e;
        }
        self.add(m, words)
    }

    /// A name that is cut to its last word is a person's: others keep their first.
    fn short(&mut self, e: u32, m: &Mention, words: &[u64]) {
        let entity = &mut self.list[e as usize];
        let last = entity.words.len() == 2 && entity.words.last() == words.first();
        if last && entity.kind == NameKind::Other && matches!(m.kind, NameKind::Other | NameKind::Person) {
            entity.kind = NameKind::Person;
        }
    }

    /// Follows an alias to the entity that it names.
    fn root(&self, mut e: u32) -> u32 {
        for _ in 0..4 {
            match self.list[e as usize].into {
                Some(i) => e = i,
                None => break,
            }
        }
        e
    }
}

impl Entity {
    fn learn(&mut self, m: &Mention) {
        if self.kind == NameKind::Other || (self.kind != NameKind::Person && m.kind == NameKind::Person && !m.fixed) {
            self.kind = m.kind;
        }
        if self.sex == 0 {
            self.sex = m.sex;
        }
    }
}

/// The entity of several words that a single word is short for: a person by surname or first name, anything by its first
/// word or initials. Of two people of one surname the one named last, or the one of the title's sex.
fn nearest(entities: &Entities, before: &[Mention], m: &Mention, words: &[u64]) -> Option<u32> {
    let [word] = *words else { return None };
    if m.fixed && m.kind != NameKind::Person {
        return None;
    }
    if let Some(people) = entities.surname.get(&word) {
        let fits = |e: &u32| {
            let e = &entities.list[*e as usize];
            m.sex == 0 || e.sex == 0 || e.sex == m.sex
        };
        if let [one] = people[..] {
            return fits(&one).then_some(one);
        }
        return before
            .iter()
            .rev()
            .take(400)
            .map(|b| b.entity)
            .find(|e| people.contains(e) && fits(e))
            .or_else(|| people.iter().copied().find(fits));
    }
    if m.kind == NameKind::Demonym {
        return None;
    }
    if let Some(&[one]) = entities.first.get(&word).map(|v| &v[..]) {
        let kind = entities.list[one as usize].kind;
        // «Kestrel said» speaks as a person would.
        let speaks = m.kind == NameKind::Person && m.sex == 0 && kind == NameKind::Organisation;
        let same = m.kind == kind || m.kind == NameKind::Other || kind == NameKind::Other || speaks;
        // «Brannock» for «Brannock Group», «Tara» for «Tara Reid».
        return same.then_some(one);
    }
    if m.kind == NameKind::Organisation {
        return entities.initials.get(&word).copied();
    }
    None
}

/// Aliases in brackets: «Islamic State Khorasan (Isis-K)», «the Federal Security Service (FSB)».
fn aliases(article: &Article, mentions: &[Mention], entities: &mut Entities) {
    for pair in mentions.windows(2) {
        let [long, short] = pair else { continue };
        if long.block != short.block || long.count < 2 || !long.sure || !short.sure {
            continue;
        }
        let (long_text, short_text) = (long.span.of(&article.prose), short.span.of(&article.prose));
        let between = Span::new(long.span.end, short.span.start.max(long.span.end)).of(&article.prose);
        let bracket = matches!(
            between.trim(),
            "(" | "(the" | "(“" | "(\"" | ", or" | ", or the" | ", known as" | ", also known as" | "(also known as"
        );
        let closes = || {
            let after = article.prose[short.span.end as usize..].trim_start_matches(['”', '"', ',']);
            !between.contains('(') || after.starts_with(')')
        };
        if !bracket || !closes() || !abbreviates(short_text, long_text) {
            continue;
        }
        let (a, b) = (entities.root(long.entity), entities.root(short.entity));
        if a != b {
            entities.list[b as usize].into = Some(a);
            if entities.list[a as usize].kind == NameKind::Other {
                entities.list[a as usize].kind = NameKind::Organisation;
            }
        }
    }
}

/// Whether `short` can be read out of `long`: capitals that mostly begin its words, or its letters in order.
fn abbreviates(short: &str, long: &str) -> bool {
    let letters: SmallVec<[char; 12]> =
        short.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    if letters.len() < 2 || letters.len() > 10 {
        return false;
    }
    let mut rest = long.chars().map(|c| c.to_ascii_lowercase());
    let in_order = letters.iter().all(|&l| rest.any(|c| c == l));
    let upper = short.chars().filter(|c| c.is_uppercase()).count();
    in_order
        || (upper >= 2
            && short.chars().next().map(|c| c.to_ascii_lowercase())
                == long.chars().next().map(|c| c.to_ascii_lowercase()))
}

/// Numbers the entities in the order of the text and writes their fullest forms.
fn finish(article: &Article, mentions: Vec<Mention>, entities: Entities) -> Vec<Name> {
    let mut numbers: Vec<u32> = vec![NONE; entities.list.len()];
    let mut fulls: Vec<Arc<str>> = Vec::new();
    let mut out: Vec<Name> = Vec::with_capacity(mentions.len());
    for m in mentions {
        if m.entity == NONE {
            continue;
        }
        let root = entities.root(m.entity);
        let entity = &entities.list[root as usize];
        let number = &mut numbers[root as usize];
        if *number == NONE {
            *number = fulls.len() as u32;
            fulls.push(one_line(&article.words(entity.span)));
        }
        let full = fulls[*number as usize].clone();
        let mut name = Name { span: m.span, kind: m.kind, entity: *number, full, sure: m.sure };
        if !(m.fixed && name.kind != NameKind::Person) && entity.kind != NameKind::Other {
            name.kind = entity.kind;
        }
        // The words of one name in a headline where every word is a guess.
        if !name.sure
            && let Some(last) = out.last_mut()
            && !last.sure
            && last.entity == name.entity
            && article.prose[last.span.end as usize..name.span.start as usize].trim().is_empty()
        {
            last.span = last.span.hull(name.span);
            continue;
        }
        out.push(name);
    }
    out
}

/// A name that a line break divides, in one line.
fn one_line(text: &str) -> Arc<str> {
    let odd = |pair: &[u8]| matches!(pair, [b'\n' | b'\r', _] | [_, b'\n' | b'\r'] | b"  ");
    // Many are one word.
    if text.bytes().any(|b| b <= b' ') && text.as_bytes().windows(2).any(odd) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ").into();
    }
    text.into()
}
