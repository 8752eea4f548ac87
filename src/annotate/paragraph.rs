use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHasher};

use super::{
    attribution::{self, Candidate},
    figure,
    lexicon::{self, Class, Words},
    mention::{Figure, Name},
    name,
    timex::{self, Expression},
};
use crate::{
    article::{Article, Block, BlockKind, Key, Prose, Token},
    base::Span,
};

/// What one block holds by itself. All offsets are relative to the block.
#[derive(Debug, Default)]
pub struct Paragraph {
    pub prose: Prose,
    /// `None` where nothing was found, and once an article that nobody else reads with has been resolved.
    pub found: Option<Box<Found>>,
}

/// The mentions of one block before the article is known.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub figures: Box<[Figure]>,
    /// Temporal expressions, not yet resolved against a date.
    pub timexes: Box<[Expression]>,
    /// Attributions, their speakers not yet resolved.
    pub claims: Box<[Candidate]>,
    pub names: Box<[Name]>,
}

impl Paragraph {
    /// Reads `text`, a block's slice of its article, leaving out `masked` (relative to the block).
    pub fn new(text: &str, masked: &[Span], kind: BlockKind) -> Self {
        let mut starts = Vec::new();
        let mut reader = Reader::new(text, masked, kind, &mut starts);
        STEPS.iter().for_each(|step| step(&mut reader, &starts));
        reader.into()
    }

    /// Reads blocks of an article.
    pub fn all(article: &Article, blocks: &[Block]) -> Vec<Arc<Self>> {
        // Collected in place, they would keep the room of what they are made of.
        let mut out = Vec::with_capacity(blocks.len());
        let readers = Self::readers(blocks.len(), blocks.iter().map(|b| (article, b)));
        out.extend(readers.into_iter().map(|reader| Arc::new(reader.into())));
        out
    }

    /// Reads the blocks of articles that nobody else reads with: what was found comes apart.
    pub(super) fn apart(articles: &[Arc<Article>]) -> Vec<(Vec<Arc<Self>>, Lists)> {
        let blocks = || articles.iter().flat_map(|a| a.blocks.iter().map(|b| (&**a, b)));
        let mut readers = Self::readers(articles.iter().map(|a| a.blocks.len()).sum(), blocks()).into_iter();
        let one = |article: &Arc<Article>| {
            let blocks = article.blocks.len();
            let (mut paragraphs, mut lists) = (Vec::with_capacity(blocks), Lists::with_room(blocks));
            for Reader { prose, found, .. } in readers.by_ref().take(blocks) {
                paragraphs.push(Arc::new(Paragraph { prose, found: None }));
                lists.push(found);
            }
            (paragraphs, lists)
        };
        articles.iter().map(one).collect()
    }

    /// Each step for all blocks before the next: the code of all rules together is far larger than the nearest cache, so
    /// that going through it block by block took a tenth longer.
    fn readers<'a>(count: usize, blocks: impl Iterator<Item = (&'a Article, &'a Block)> + Clone) -> Vec<Reader<'a>> {
        // One for every five bytes, as tokens are.
        let bytes: usize = blocks.clone().map(|(_, b)| b.span.len() as usize).sum();
        let mut starts = Vec::with_capacity(bytes * 2 / 9);
        let mut list = Vec::with_capacity(count);
        list.extend(blocks.map(|(a, b)| Reader::new(a.slice(b.span), &b.masks(), b.kind, &mut starts)));
        starts.shrink_to_fit();
        STEPS.iter().for_each(|step| list.iter_mut().for_each(|reader| step(reader, &starts)));
        drop(starts);
        list
    }

    /// What was found: a copy where a [`Cache`] keeps the paragraph for the next reading, else the lists themselves.
    fn found(self: &mut Arc<Self>) -> Found {
        let found = match Arc::get_mut(self) {
            Some(paragraph) => paragraph.found.take(),
            None => self.found.clone(),
        };
        found.map_or_else(Found::default, |found| *found)
    }

    /// The paragraph with its text, for later layers.
    pub fn view<'a>(&'a self, article: &'a Article, block: &Block) -> View<'a> {
        View::new(article.slice(block.span), block.kind, &self.prose, &[])
    }
}

/// What the blocks of an article hold, kind by kind.
#[derive(Default)]
pub(super) struct Lists {
    pub figures: Vec<Box<[Figure]>>,
    pub timexes: Vec<Box<[Expression]>>,
    pub claims: Vec<Box<[Candidate]>>,
    pub names: Vec<Box<[Name]>>,
}

impl Lists {
    fn with_room(blocks: usize) -> Self {
        Lists {
            figures: Vec::with_capacity(blocks),
            timexes: Vec::with_capacity(blocks),
            claims: Vec::with_capacity(blocks),
            names: Vec::with_capacity(blocks),
        }
    }

    /// Those of paragraphs ([`Paragraph::found`]).
    pub fn of(paragraphs: &mut [Arc<Paragraph>]) -> Self {
        let mut lists = Lists::with_room(paragraphs.len());
        paragraphs.iter_mut().for_each(|p| lists.push(p.found()));
        lists
    }

    fn push(&mut self, found: Found) {
        self.figures.push(found.figures);
        self.timexes.push(found.timexes);
        self.claims.push(found.claims);
        self.names.push(found.names);
    }
}

/// A block while it is read.
struct Reader<'a> {
    text: &'a str,
    kind: BlockKind,
    prose: Prose,
    /// Where in a list what its tokens can start begins.
    first: usize,
    items: Vec<timex::Item>,
    numbers: Vec<figure::Amount>,
    amounts: Vec<figure::Amount>,
    cues: Box<[attribution::Cue]>,
    found: Found,
}

impl<'a> Reader<'a> {
    /// Cuts `text` into tokens, of which what each can start is added to `starts`.
    fn new(text: &'a str, masked: &[Span], kind: BlockKind, starts: &mut Vec<u8>) -> Self {
        let first = starts.len();
        let prose = lexicon::read(text, masked, starts);
        Reader {
            text,
            kind,
            prose,
            first,
            items: Vec::new(),
            numbers: Vec::new(),
            amounts: Vec::new(),
            cues: Box::default(),
            found: Found::default(),
        }
    }

    fn view<'r>(&'r self, starts: &'r [u8]) -> View<'r> {
        let own = &starts[self.first..][..self.prose.tokens.len()];
        View::new(self.text, self.kind, &self.prose, own)
    }
}

impl From<Reader<'_>> for Paragraph {
    fn from(Reader { prose, found, .. }: Reader<'_>) -> Self {
        let none =
            found.figures.is_empty() && found.timexes.is_empty() && found.claims.is_empty() && found.names.is_empty();
        Paragraph { prose, found: (!none).then(|| Box::new(found)) }
    }
}

/// The steps in which a block's tokens are read, each with what those before it found. Dates, figures and
/// attributions take several, since the code of none fits into the nearest cache as a whole.
const STEPS: &[fn(&mut Reader<'_>, &[u8])] = &[
    |r, starts| r.items = timex::items(&r.view(starts)),
    |r, starts| {
        let items = std::mem::take(&mut r.items);
        r.found.timexes = boxed(timex::find(&r.view(starts), items));
    },
    |r, starts| r.found.names = boxed(name::find(&r.view(starts))),
    |r, starts| r.numbers = figure::numbers(&r.view(starts)),
    |r, starts| {
        let numbers = std::mem::take(&mut r.numbers);
        r.amounts = figure::amounts(&r.view(starts), numbers, &r.found.timexes);
    },
    |r, starts| {
        let amounts = std::mem::take(&mut r.amounts);
        r.found.figures = figure::find(&r.view(starts), &amounts).into();
    },
    |r, starts| r.cues = boxed(attribution::cues(&r.view(starts))),
    |r, starts| {
        let cues = std::mem::take(&mut r.cues);
        r.found.claims = boxed(attribution::find(&r.view(starts), cues));
    },
];

/// A list in as little room as it needs. For a short one new room costs less than to give the rest of the old back, which
/// breaks it up: half of the time that went into allocating here. A long one would then be there twice.
fn boxed<T>(mut list: Vec<T>) -> Box<[T]> {
    if list.len() <= SHORT && list.len() < list.capacity() {
        let mut exact = Vec::with_capacity(list.len());
        exact.append(&mut list);
        return exact.into();
    }
    list.into()
}

const SHORT: usize = 8;

/// A block's text with its tokens and their classes: what every rule reads.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub text: &'a str,
    pub prose: &'a Prose,
    pub lex: Words<'a>,
    pub kind: BlockKind,
}

impl<'a> View<'a> {
    /// A block's text with its tokens; `triggers` as [`Words::new`] takes them.
    pub fn new(text: &'a str, kind: BlockKind, prose: &'a Prose, triggers: &'a [u8]) -> Self {
        View { text, prose, lex: Words::new(&prose.tokens, triggers), kind }
    }

    pub fn len(&self) -> usize {
        self.prose.tokens.len()
    }

    pub fn is_empty(&self) -> bool {
        self.prose.tokens.is_empty()
    }

    /// Token `i`, `None` past either end (a wrapped negative index included).
    #[inline]
    pub fn token(&self, i: usize) -> Option<Token> {
        self.lex.token(i)
    }

    /// The text of token `i`, empty past the end.
    pub fn word(&self, i: usize) -> &'a str {
        self.token(i).map_or("", |t| t.span().of(self.text))
    }

    /// Whether token `i` is this word, in ASCII letters of any case; past the end whether that is empty.
    #[inline(always)]
    pub fn is(&self, i: usize, word: &str) -> bool {
        // Its key rules most tokens out without a call or a look at the text.
        match self.token(i) {
            Some(t) => t.key() == Key::of(word.as_bytes()) && self.spells(t, word),
            None => word.is_empty(),
        }
    }

    /// Whether the letters of a token are this word's. Seldom asked where they are not.
    #[cold]
    #[inline(never)]
    fn spells(&self, t: Token, word: &str) -> bool {
        let word = word.as_bytes();
        // Most are written in small letters.
        let spells = |bytes: &[u8]| bytes == word || bytes.eq_ignore_ascii_case(word);
        self.text.as_bytes().get(t.span().range()).is_some_and(spells)
    }

    /// The bytes of token `i`, empty past the end. Comparing bytes needs no look at where characters begin.
    #[inline]
    pub(super) fn bytes(&self, i: usize) -> &'a [u8] {
        self.token(i).and_then(|t| self.text.as_bytes().get(t.span().range())).unwrap_or_default()
    }

    /// Whether the tokens from `i` on are these words.
    #[inline(always)]
    pub fn starts(&self, i: usize, words: &[&str]) -> bool {
        // The first is mostly another.
        words.split_first().is_none_or(|(first, rest)| self.is(i, first) && self.goes_on(i + 1, rest))
    }

    #[cold]
    #[inline(never)]
    fn goes_on(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, w)| self.is(i + k, w))
    }

    #[inline]
    pub fn has(&self, i: usize, class: Class) -> bool {
        self.lex.get(i).is_some_and(|l| l.classes.has(class))
    }

    #[inline(always)]
    pub fn mark(&self, i: usize, c: char) -> bool {
        self.token(i).is_some_and(|t| t.is(c))
    }

    /// The span from token `a` through token `b`.
    pub fn span(&self, a: usize, b: usize) -> Span {
        Span::new(self.prose.tokens.at(a).start(), self.prose.tokens.at(b).end())
    }

    /// The first token that ends after the byte `offset`.
    pub fn token_at(&self, offset: u32) -> usize {
        let tokens = self.prose.tokens.as_slice();
        let before = |i: usize| tokens.get(i).is_some_and(|t| t.end() <= offset);
        // Tokens lie so evenly that it is a few steps from where it would be if all were of one length; the steps grow, so
        // that it is found soon wherever it is.
        let near = (offset as usize * tokens.len() / self.text.len().max(1)).min(tokens.len());
        let (mut low, mut high, mut step) = (near, near, 1);
        while before(high) {
            (low, high, step) = (high + 1, high + step, step * 2);
        }
        while low > 0 && !before(low - 1) {
            (low, high, step) = (low.saturating_sub(step), low, step * 2);
        }
        low + tokens[low..high.min(tokens.len())].partition_point(|t| t.end() <= offset)
    }
}

/// Paragraphs kept by the hash of their content, so that an edit costs what it touches. Keeps what the last two
/// articles read with it used.
#[derive(Debug, Default)]
pub struct Cache {
    fresh: FxHashMap<u64, Arc<Paragraph>>,
    stale: FxHashMap<u64, Arc<Paragraph>>,
}

impl Cache {
    /// Starts a new reading: paragraphs that the one before last used, but not the last, are let go.
    pub fn turn(&mut self) {
        self.stale = std::mem::take(&mut self.fresh);
    }

    pub(super) fn paragraph(&mut self, article: &Article, block: &Block) -> Arc<Paragraph> {
        let text = article.slice(block.span);
        let masked = block.masks();
        let mut hasher = FxHasher::default();
        (text, &masked, block.kind).hash(&mut hasher);
        let key = hasher.finish();
        if let Some(p) = self.fresh.get(&key) {
            return p.clone();
        }
        let paragraph = self.stale.remove(&key).unwrap_or_else(|| Arc::new(Paragraph::new(text, &masked, block.kind)));
        self.fresh.insert(key, paragraph.clone());
        paragraph
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{annotate::lexicon, article::BlockKind};

    proptest! {
        #[test]
        fn a_token_is_found_from_any_offset(text in "([a-z]{1,12}|[0-9]{1,4}|[ ,.\u{7f}—]){0,60}") {
            let prose = lexicon::read(&text, &[], &mut Vec::new());
            let view = View::new(&text, BlockKind::Paragraph, &prose, &[]);
            let tokens = prose.tokens.as_slice();
            for offset in 0..text.len() as u32 + 9 {
                prop_assert_eq!(view.token_at(offset), tokens.partition_point(|t| t.end() <= offset));
            }
        }
    }
}
