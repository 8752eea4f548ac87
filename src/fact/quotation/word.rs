use super::{Sex, spelling, stock};
use crate::{
    annotate::{Few, base_letter, lexicon, pack_in},
    article::FILLER,
    base::Span,
    fact::{recent::Recent, term},
};

/// A word of a quotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Hash of its folded form: words that differ only in case, spelling or notation share it.
    pub key: u32,
    /// Relative to the quoted text.
    pub span: Span,
    flags: u8,
}

const CONTENT: u8 = 1;
const STARTS: u8 = 1 << 1;
const EDITORIAL: u8 = 1 << 2;
const ELLIPSIS: u8 = 1 << 3;
const NUMBER: u8 = 1 << 4;
const NEGATION: u8 = 1 << 5;
const LIGHT: u8 = 1 << 6;
const LIMITING: u8 = 1 << 7;

impl Word {
    /// It belongs to a saying that everyone has ready.
    pub(super) fn make_common(&mut self) {
        self.flags &= !CONTENT;
    }

    /// It says something by itself, unlike «the» and «was».
    pub fn content(&self) -> bool {
        self.flags & CONTENT != 0
    }

    /// It is the first of a sentence, or of the quotation.
    pub fn starts(&self) -> bool {
        self.flags & STARTS != 0
    }

    /// It stands in square brackets: put in by an editor.
    pub fn editorial(&self) -> bool {
        self.flags & EDITORIAL != 0
    }

    /// Something was left out before it, and dots say so.
    pub fn ellipsis(&self) -> bool {
        self.flags & ELLIPSIS != 0
    }

    pub fn number(&self) -> bool {
        self.flags & NUMBER != 0
    }

    pub fn negation(&self) -> bool {
        self.flags & NEGATION != 0
    }

    /// «only», «just»: after a negation it turns the meaning.
    pub fn limiting(&self) -> bool {
        self.flags & LIMITING != 0
    }

    /// An article, auxiliary or «that», or in round brackets: its change alters no meaning by itself.
    pub fn light(&self) -> bool {
        self.flags & LIGHT != 0
    }
}

#[rustfmt::skip]
const LIMITS: &[&str] = &["just", "only", "merely", "simply", "always", "all", "necessarily", "entirely", "yet", "even", "ever"];

#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly", "nowhere",
];

#[rustfmt::skip]
const LIGHT_WORDS: &[&str] = &[
    "a", "an", "the", "that", "this", "is", "are", "was", "were", "be", "been", "am", "has", "have", "had", "and", "so", "just", "very", "really",
    "it's", "i'm", "i've", "we're", "we've", "you're", "you've", "they're", "they've", "there's", "that's", "he's", "she's", "will", "would", "who", "which",
    "til", "till", "until", "then", "than", "to", "of", "but", "well",
];

/// Bytes of a word with the space after it, on average, rounded down.
const LETTERS: usize = 5;

/// The words of a quoted text, at most `limit`; marks and fillers left out.
pub fn words(text: &str, limit: usize) -> Vec<Word> {
    let room = (text.len() / LETTERS + 1).min(limit);
    let mut reader = Reader { text, out: Vec::with_capacity(room), flags: STARTS, brackets: 0, round: 0, tens: None };
    let mut at = 0;
    while at < text.len() && reader.out.len() < limit {
        // A space says nothing, and neither does it part a word for tens from one for units.
        if text.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let elided = matches!(c, '\'' | '’') && text[at + c.len_utf8()..].starts_with("cause");
        if c.is_alphanumeric() || elided {
            let end = word_end(text, at);
            reader.word(Span::new(at as u32, end as u32));
            at = end;
            continue;
        }
        reader.mark(c, &text[at..]);
        at += c.len_utf8();
    }
    stock::unmark(&mut reader.out);
    reader.out
}

/// Letters and digits with apostrophes, and points or commas between digits.
fn word_end(text: &str, start: usize) -> usize {
    // Most words are plain letters up to a space or a mark.
    let bytes = &text.as_bytes()[start..];
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let ends = match bytes.get(letters) {
        None | Some(b' ' | b',' | b';' | b':' | b'!' | b'?' | b'-' | b')') => letters > 0,
        // «U.S»
        Some(b'.') => letters > 1,
        Some(_) => false,
    };
    if ends {
        return start + letters;
    }
    let mut end = start;
    let mut digit = false;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let next = if next == Some(FILLER) { chars.clone().map(|n| n.1).find(|&n| n != FILLER) } else { next };
        let inside = c.is_alphanumeric()
            || c == FILLER
            || ('\u{300}'..='\u{36f}').contains(&c)
            || matches!(c, '\'' | '’')
                && (next.is_some_and(char::is_alphabetic) || text[start..start + i].ends_with("in"))
            || matches!(c, '.' | ',') && digit && next.is_some_and(|n| n.is_ascii_digit())
            || c == '.' && initials(&text[start..], i);
        if !inside {
            break;
        }
        digit = c.is_ascii_digit();
        end = start + i + c.len_utf8();
    }
    end.max(start + text[start..].chars().next().map_or(1, char::len_utf8))
}

/// Whether the point at `i` stands between single letters: «U.S», «p.m».
fn initials(word: &str, i: usize) -> bool {
    let b = word.as_bytes();
    let lone = i > 0 && b[i - 1].is_ascii_alphabetic() && (i == 1 || b[i - 2] == b'.');
    let next = b.get(i + 1).is_some_and(u8::is_ascii_alphabetic);
    lone && next && !b.get(i + 2).is_some_and(u8::is_ascii_alphanumeric)
}

struct Reader<'a> {
    text: &'a str,
    out: Vec<Word>,
    /// Of the next word.
    flags: u8,
    brackets: u32,
    /// Round ones: an editor's, or an aside of the speaker's.
    round: u32,
    /// A word for tens just read, that a word for units may join.
    tens: Option<u32>,
}

impl Reader<'_> {
    fn mark(&mut self, c: char, rest: &str) {
        match c {
            '[' => self.brackets += 1,
            ']' => self.brackets = self.brackets.saturating_sub(1),
            '(' => self.round += 1,
            ')' => self.round = self.round.saturating_sub(1),
            '…' => self.flags |= ELLIPSIS,
            '.' if rest.starts_with("..") || rest.starts_with(". .") => self.flags |= ELLIPSIS,
            '.' if self.initialism() => {}
            '.' | '!' | '?' | ';' => self.flags |= STARTS,
            '%' => {
                let at = self.text.len() - rest.len();
                self.push("percent", Span::new(at as u32, at as u32 + 1), 0);
            }
            _ => {}
        }
        if !matches!(c, '-' | ' ') {
            self.tens = None;
        }
    }

    /// Whether the point ends one letter («U.S.»), and so no sentence.
    fn initialism(&self) -> bool {
        self.out.last().is_some_and(|w| {
            let word = w.span.of(self.text);
            word.len() == 1 && !matches!(word, "I" | "a" | "A") || word.contains('.') && !w.number()
        })
    }

    fn word(&mut self, span: Span) {
        let plain = plain(self.text, span);
        if let Some((key, flags)) = plain.and_then(|letters| RECENT.with(|r| r.get(letters))).flatten() {
            self.tens = None;
            self.add(key, span, flags);
            return;
        }
        let folded = fold(span.of(self.text));
        if spelling::is_filler(&folded) {
            return;
        }
        if let Some(words) = spelling::spoken(&folded) {
            for w in words {
                self.push(w, span, 0);
            }
            return;
        }
        if let Some(n) = spelling::number(&folded) {
            // «twenty-five» is one number.
            if let (Some(tens), 1..=9, Some(last)) = (self.tens.take(), n, self.out.last_mut()) {
                last.key = term::hash(&(tens + n).to_string());
                last.span.end = span.end;
                return;
            }
            self.tens = (n >= 20).then_some(n);
            self.push(&n.to_string(), span, if folded == "one" { 0 } else { NUMBER });
            return;
        }
        self.tens = None;
        if folded.starts_with(|c: char| c.is_ascii_digit()) {
            let digits: String = folded.chars().filter(|c| *c != ',').collect();
            self.push(&digits, span, NUMBER);
            return;
        }
        // «e-mail» is «email».
        if folded.starts_with("mail")
            && let Some(last) = self.out.last_mut()
            && last.span.len() == 1
            && last.span.end + 1 == span.start
            && matches!(self.text.as_bytes()[last.span.start as usize], b'e' | b'E')
        {
            last.key = term::hash(&format!("e{folded}"));
            last.flags |= CONTENT;
            last.span.end = span.end;
            return;
        }
        if folded == "cent" && self.out.last().is_some_and(|w| w.key == term::hash("per")) {
            let last = self.out.len() - 1;
            self.out[last].key = term::hash("percent");
            self.out[last].span.end = span.end;
            return;
        }
        // What the words before it decide is found anew each time.
        let alone = folded != "cent" && !folded.starts_with("mail");
        let mut american = folded;
        spelling::american(&mut american);
        let (key, flags) = (term::hash(&american), flags(&american, 0));
        if let Some(letters) = plain.filter(|_| alone) {
            RECENT.with(|r| r.set(letters, Some((key, flags))));
        }
        self.add(key, span, flags);
    }

    fn push(&mut self, folded: &str, span: Span, kind: u8) {
        self.add(term::hash(folded), span, flags(folded, kind));
    }

    fn add(&mut self, key: u32, span: Span, mut flags: u8) {
        flags |= std::mem::take(&mut self.flags);
        if self.brackets > 0 {
            flags |= EDITORIAL;
        }
        if self.round > 0 {
            flags |= LIGHT;
        }
        self.out.push(Word { key, span, flags });
    }
}

thread_local! {
    /// Key and flags of words that mean the same wherever they stand: spelling a word and knowing what it is takes long.
    static RECENT: Recent<(u32, u8)> = Recent::new();
}

/// The packed letters of a word that has nothing but letters and straight apostrophes.
fn plain(text: &str, span: Span) -> Option<u128> {
    let letters = |b: &u8| b.is_ascii_alphabetic() || *b == b'\'';
    pack_in(text.as_bytes(), span).filter(|_| text.as_bytes()[span.range()].iter().all(letters))
}

/// What a folded word is by itself, beside the `kind` that is known of it.
fn flags(folded: &str, kind: u8) -> u8 {
    let mut flags = kind;
    if NEGATIONS.contains(&folded) || folded.ends_with("n't") {
        flags |= NEGATION;
    }
    if LIMITS.contains(&folded) {
        flags |= LIMITING;
    }
    if LIGHT_WORDS.contains(&folded) {
        flags |= LIGHT;
    }
    if folded.len() > 2 && !folded.contains('\'') && !term::is_stop(folded) || flags & NUMBER != 0 {
        flags |= CONTENT;
    }
    flags
}

/// Small letters without accents, apostrophes straight.
fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' => out.push('\''),
            FILLER => {}
            '.' if out.ends_with(|c: char| c.is_ascii_alphabetic()) => {}
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if ('\u{300}'..='\u{36f}').contains(&c) => {}
            c => match base_letter(c) {
                Some(base) => out.push_str(base),
                None => out.extend(c.to_lowercase()),
            },
        }
    }
    out
}

#[rustfmt::skip]
const FEMALE: &Few = few![
    "she", "her", "woman", "mother", "mum", "mom", "wife", "sister", "daughter", "aunt", "grandmother", "girlfriend", "niece", "girl", "widow",
    "mrs", "ms", "miss", "spokeswoman", "chairwoman", "policewoman", "businesswoman", "congresswoman", "queen", "princess", "baroness", "actress",
];
#[rustfmt::skip]
const MALE: &Few = few![
    "he", "his", "him", "man", "father", "dad", "husband", "brother", "son", "uncle", "grandfather", "boyfriend", "nephew", "boy", "widower", "mr",
    "spokesman", "chairman", "policeman", "businessman", "congressman", "king", "prince", "lord", "sir", "gunman",
];

/// What one word tells of its bearer's sex.
pub(super) fn sex(word: &str) -> Sex {
    if FEMALE.lists(word.as_bytes()) {
        return Sex::Female;
    }
    if MALE.lists(word.as_bytes()) {
        return Sex::Male;
    }
    if !word.starts_with(char::is_uppercase) {
        return Sex::Unknown;
    }
    match crate::annotate::name::given_sex(lexicon::lookup(word)) {
        (true, false) => Sex::Female,
        (false, true) => Sex::Male,
        _ => Sex::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) {
        let keys = |t| words(t, 100).iter().map(|w| w.key).collect::<Vec<_>>();
        assert_eq!(keys(a), keys(b), "{a} / {b}");
    }

    #[test]
    fn marks_case_spelling_fillers_and_numbers_are_folded() {
        same("I’m going to, um, honour it.", "i'm gonna honor it");
        same("Twenty-five of the neighbours", "25 of the neighbors");
        same("ten per cent", "10 percent");
        same("1,300 metres", "1300 meters");
        same("cyber-criminals sent an e-mail", "cyber criminals sent an email");
        same("we organised “the programme”", "We organized 'the program'");
        same("the U.S. at 6 p.m.", "the US at 6 pm");
        same("goin’ home ’cause", "going home 'cause");
        same("don’\u{7f}\u{7f}\u{7f}\u{7f}t go to the cafe\u{7f}", "don't go to the café");
    }

    #[test]
    fn words_that_differ_stay_apart() {
        let keys = |t| words(t, 100).iter().map(|w| w.key).collect::<Vec<_>>();
        for (a, b) in [("we're", "were"), ("filled", "filed"), ("aren't", "are not"), ("15", "50"), ("than", "then")] {
            assert_ne!(keys(a), keys(b), "{a} / {b}");
        }
    }

    #[test]
    fn flags_tell_brackets_dots_and_sentences() {
        let w = words("He [the mayor] left … today. Never again.", 100);
        let of = |f: fn(&Word) -> bool| w.iter().map(f).collect::<Vec<_>>();
        assert_eq!(of(Word::editorial), [false, true, true, false, false, false, false]);
        assert_eq!(of(Word::ellipsis), [false, false, false, false, true, false, false]);
        assert_eq!(of(Word::starts), [true, false, false, false, false, true, false]);
        assert!(w[5].negation());
    }

    #[test]
    fn odd_texts_do_no_harm() {
        for t in ["", "’", "…", "😀 é", "a\u{301}b", "'''", "1,", "[[[", "e-mail e-", "İstanbul"] {
            for w in words(t, 10) {
                let _ = w.span.of(t);
            }
        }
    }
}
