//! The names of an article as they stand, each with its words as hashes.

use std::{hash::Hasher, sync::Arc};

use rustc_hash::FxHasher;
use smallvec::SmallVec;

use super::{key::base_letter, table::Flag};
use crate::{
    annotate::{
        NameKind, Paragraph, View,
        lexicon::Class,
        mention::Name,
        pack,
        packed::{is_letters, pack_in},
    },
    article::{Article, Case},
    base::Span,
};

/// A name where it stands. An article has very many, so that each is small.
pub struct Mention {
    pub span: Span,
    pub entity: u32,
    pub block: u32,
    /// Where its words begin among those of all mentions, and how many they are.
    words: u32,
    pub count: u16,
    /// The sex that a title or first name gives, as [`Flag::FEMALE`] or [`Flag::MALE`], else 0.
    pub sex: u16,
    pub kind: NameKind,
    pub sure: bool,
    /// The tables know the word as a place or people.
    pub fixed: bool,
}

/// All mentions of an article in order, and their words.
pub struct Mentions {
    pub list: Vec<Mention>,
    words: Vec<u64>,
}

impl Mentions {
    pub fn words(&self, m: &Mention) -> &[u64] {
        &self.words[m.words as usize..][..usize::from(m.count)]
    }
}

/// No entity, or none yet.
pub const NONE: u32 = u32::MAX;

pub fn mentions(article: &Article, paragraphs: &[Arc<Paragraph>], found: Vec<Box<[Name]>>) -> Mentions {
    let count: usize = found.iter().map(|names| names.len()).sum();
    let mut out = Mentions { list: Vec::with_capacity(count), words: Vec::with_capacity(count + count / 2) };
    for (b, ((block, paragraph), names)) in article.blocks.iter().zip(paragraphs).zip(found).enumerate() {
        let view = paragraph.view(article, block);
        for n in names {
            let (from, to) = (view.token_at(n.span.start), view.token_at(n.span.end));
            let first = out.words.len();
            for i in from..to.min(view.len()) {
                let t = view.prose.tokens.at(i);
                if t.is_word() && t.case() != Case::Lower && !Flag::SUFFIX.of(view.lex.at(i)) {
                    out.words.push(
                        match pack_in(view.text.as_bytes(), t.span()).filter(|&letters| is_letters(letters)) {
                            // Most words: the letters packed are the word.
                            Some(letters) => hash_letters(letters),
                            None => word_hash(view.word(i)),
                        },
                    );
                }
            }
            let Ok(count @ 1..) = u16::try_from(out.words.len() - first) else {
                out.words.truncate(first);
                continue;
            };
            let lex = view.lex.at(from);
            let known =
                lex.classes.has(Class::PLACE.or(Class::DEMONYM)) || Flag::ORGANISATION.or(Flag::GENERIC).of(lex);
            out.list.push(Mention {
                span: n.span.shifted(block.span.start),
                entity: NONE,
                block: b as u32,
                words: first as u32,
                count,
                sex: sex(&view, from),
                kind: n.kind,
                sure: n.sure,
                fixed: count == 1 && known,
            });
        }
    }
    out
}

fn sex(view: &View<'_>, first: usize) -> u16 {
    let mut before = first;
    for _ in 0..3 {
        let Some(i) = before.checked_sub(1) else { break };
        let l = view.lex.at(i);
        if Flag::FEMALE_TITLE.of(l) {
            return Flag::FEMALE.0;
        }
        if Flag::MALE_TITLE.of(l) {
            return Flag::MALE.0;
        }
        if !view.mark(i, '.') && !l.classes.has(Class::TITLE) {
            break;
        }
        before = i;
    }
    let l = view.lex.at(first);
    match (Flag::FEMALE.of(l), Flag::MALE.of(l)) {
        (true, false) => Flag::FEMALE.0,
        (false, true) => Flag::MALE.0,
        _ => 0,
    }
}

/// The hash of a word's letters, whatever their case and accents; dots and apostrophes are left out.
fn word_hash(word: &str) -> u64 {
    let folded = folded(word);
    pack(folded.as_bytes()).map_or_else(
        || {
            let mut h = FxHasher::default();
            h.write(folded.as_bytes());
            h.finish()
        },
        hash_letters,
    )
}

/// [`word_hash`] of packed letters.
fn hash_letters(letters: u128) -> u64 {
    let mut h = FxHasher::default();
    h.write_u128(letters);
    h.finish()
}

fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !matches!(c, '.' | '\'' | '’')) {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if let Some(base) = base_letter(c) {
            out.push_str(base);
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// The initials of a name as the hash that its abbreviation has: «National Security Council» and «NSC».
pub fn initials(text: &str) -> u64 {
    let mut word = SmallVec::<[u8; 8]>::new();
    let mut start = true;
    for c in text.chars() {
        if start && c.is_ascii_uppercase() && word.len() < 8 {
            word.push(c as u8);
        }
        start = !c.is_alphanumeric() && !matches!(c, '\'' | '’');
    }
    word_hash(std::str::from_utf8(&word).unwrap_or(""))
}
