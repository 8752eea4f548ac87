//! Quoted words, folded so that two articles' quotations of one utterance can be laid side by side.

mod resolved;
mod spelling;
mod stock;
mod word;

pub use word::{Word, words};

use std::sync::OnceLock;

use smallvec::SmallVec;

use super::{Person, bearer};
use crate::annotate::{Annotated, Attribution, Mode, Name, NameKind};

/// Words of a quotation that are kept; what is longer is compared by its beginning.
pub const LONGEST: usize = 400;

/// What stands between a pair of quotation marks, and who is said to have spoken it.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// The text between the marks.
    pub text: Box<str>,
    pub speaker: Option<Speaker>,
    pub mode: Mode,
    /// Its sentence says that it was spoken in another language.
    pub translated: bool,
    /// Read when first asked for: of the quotations of an article at hand, few are compared.
    folded: OnceLock<Folded>,
}

/// What is compared of a quotation.
#[derive(Clone, Debug)]
struct Folded {
    words: Box<[Word]>,
    keys: SmallVec<[u32; 8]>,
}

impl Folded {
    fn of(words: Vec<Word>) -> Folded {
        let mut keys: SmallVec<[u32; 8]> = words.iter().filter(|w| w.content()).map(|w| w.key).collect();
        keys.extend(words.windows(RUN).filter(|run| !run.iter().any(Word::content)).map(run_key));
        keys.sort_unstable();
        keys.dedup();
        Folded { words: words.into(), keys }
    }
}

/// Common words in a row that are a key.
const RUN: usize = 4;

fn run_key(run: &[Word]) -> u32 {
    run.iter().fold(RUN as u32, |h, w| (h.rotate_left(7) ^ w.key).wrapping_mul(0x9E37_79B1))
}

/// Who is said to have spoken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The fullest name, or the description where there is no name.
    pub name: Box<str>,
    /// The name is a person's.
    pub person: Option<Person>,
    pub sex: Sex,
    /// The name stands with the quotation, or a pronoun or title that nobody else can be.
    pub sure: bool,
}

/// What the words for a speaker tell of their sex.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sex {
    #[default]
    Unknown,
    Female,
    Male,
}

impl Quotation {
    /// Reads the text between two marks; `None` where nothing is to be compared: no words, or one to three words that no
    /// one is said to have spoken (scare quotes).
    pub fn new(text: &str, speaker: Option<Speaker>, mode: Mode) -> Option<Quotation> {
        let words = words(text, LONGEST);
        if words.is_empty() || words.len() <= 3 && speaker.is_none() {
            return None;
        }
        let quotation = Quotation::stored(text, speaker, mode);
        let _ = quotation.folded.set(Folded::of(words));
        Some(quotation)
    }

    /// A quotation that [`Quotation::new`] once made, from what was kept of it.
    pub fn stored(text: &str, speaker: Option<Speaker>, mode: Mode) -> Quotation {
        Quotation { text: text.into(), speaker, mode, translated: false, folded: OnceLock::new() }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::of(words(&self.text, LONGEST)))
    }

    pub fn words(&self) -> &[Word] {
        &self.folded().words
    }

    /// Hashes of its content words, and of runs of words that say nothing by themselves («have further to go»), ascending,
    /// each once: the keys by which other articles find it.
    pub fn keys(&self) -> &[u32] {
        &self.folded().keys
    }

    /// Whether another quotation stands inside it.
    pub fn nested(&self) -> bool {
        let mut before = ' ';
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            let opens = matches!(c, '‘' | '“') || matches!(c, '\'' | '"') && before.is_whitespace();
            if opens && chars.peek().is_some_and(|n| n.is_alphabetic()) {
                return true;
            }
            before = c;
        }
        false
    }
}

impl Speaker {
    /// The key of a title that stands for the speaker («the governor»), as [`super::NameForm::roles`] have it; `None` for a
    /// name, and for what anyone may be called.
    pub fn title(&self) -> Option<u32> {
        let title = self.name.strip_prefix("the ").or_else(|| self.name.strip_prefix("The "))?;
        (!title.contains(' ')).then(|| bearer::title(title)).flatten()
    }

    /// A person by the full name that stands with the words.
    pub fn named(full: &str) -> Speaker {
        Speaker { name: full.into(), person: Person::new(full), sex: sex(full), sure: true }
    }

    /// The speaker of a claim, `None` where none is written.
    pub fn of(claim: &Attribution, annotated: &Annotated) -> Option<Speaker> {
        let written = claim.source.map(|s| annotated.article.words(s));
        let written = written.as_deref();
        let name = claim.speaker.as_deref().or(written)?.trim();
        if name.is_empty() {
            return None;
        }
        // «the governor» is whom the article calls so, where that is one person.
        let titled = written.and_then(|w| resolved::bearer(w, annotated));
        let name = titled.map_or(name, |n| &n.full);
        let known = titled.or_else(|| named(name, &annotated.names));
        let person = known.filter(|n| n.kind == NameKind::Person).and_then(|_| Person::new(name));
        let pronoun = |w| person.is_some() && resolved::pronoun(claim, w, name, annotated);
        let sure = titled.is_some() || written.is_some_and(|w| shares_a_name(w, name) || pronoun(w));
        let sex = match written.map(sex) {
            Some(s) if s != Sex::Unknown => s,
            _ if sure => sex(name),
            _ => Sex::Unknown,
        };
        Some(Speaker { name: name.into(), person, sex, sure })
    }
}

/// Whether a capitalised word of the source as written stands in the name.
fn shares_a_name(written: &str, name: &str) -> bool {
    let mut words = written.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_uppercase));
    words.any(|w| name.split(|c: char| !c.is_alphanumeric()).any(|n| n.eq_ignore_ascii_case(w)))
}

fn named<'a>(full: &str, names: &'a [Name]) -> Option<&'a Name> {
    names.iter().find(|n| &*n.full == full)
}

/// What a pronoun, a title, a relation or a first name tells.
fn sex(words: &str) -> Sex {
    for w in words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let sex = word::sex(w);
        if sex != Sex::Unknown {
            return sex;
        }
        // «the mother of James» says nothing more after «of»; a description's head comes first.
        if w.eq_ignore_ascii_case("of") || w.eq_ignore_ascii_case("to") {
            break;
        }
    }
    Sex::Unknown
}
