use std::ops::Range;

use super::{Case, Token, TokenKind, Tokens};

/// Capitalised words that a full stop follows without ever ending a sentence.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Messrs", "Dr", "Prof", "Gen", "Maj", "Col", "Lt", "Cmdr", "Sgt", "Cpl", "Pvt", "Capt",
    "Adm", "Rev", "Fr", "Msgr", "Hon", "Sen", "Sens", "Rep", "Reps", "Gov", "Pres", "Supt", "Det", "Insp", "Atty",
    "Dist", "Ste", "Mt", "Ft",
];

/// Small words of the same kind.
const NEVER: &[&str] = &["vs", "v", "cf", "viz", "approx", "est", "ca", "c", "incl", "esp"];

/// Capitalised abbreviations: a sentence ends there only where one of [`STARTERS`] comes next.
const NAMES: &[&str] = &[
    "St", "Jr", "Sr", "Inc", "Ltd", "Co", "Cos", "Corp", "Bros", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug",
    "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun",
    "Ave", "Blvd", "Rd", "Hwy", "Rte", "Dept", "Univ", "Assn", "Ph", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn",
    "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb",
    "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo", "Ont", "Que", "Alta", "Sask", "Tas",
    "Vic", "Qld",
];

/// Small abbreviations of the same kind.
const UNITS: &[&str] = &[
    "etc", "al", "lb", "lbs", "oz", "ft", "yd", "yds", "hr", "hrs", "mins", "secs", "km", "cm", "mm", "kg", "mln",
    "bln", "sq", "tel", "ext", "dept", "pct",
];

/// Words that keep a sentence open only before a number: «No. 5», but «No. He left.»
const NUMBERED: &[&str] = &["no", "nos", "fig", "figs", "vol", "pp", "p", "art", "para", "ch", "sec", "ed", "sect"];

/// Words that open a sentence after an abbreviation or an initial, where a capital alone says nothing.
const STARTERS: &[&str] = &[
    "a",
    "about",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "few",
    "following",
    "for",
    "four",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "nearly",
    "neither",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "people",
    "police",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "thus",
    "to",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "yet",
    "you",
    "your",
];

/// What may follow a time of day inside a sentence: «7 p.m. Eastern on Friday», «6 a.m. Moscow time».
const AFTER_TIMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
    "eastern",
    "central",
    "mountain",
    "pacific",
    "atlantic",
    "alaska",
    "hawaii",
    "greenwich",
    "christmas",
    "easter",
    "thanksgiving",
];

/// Verbs that go on with a sentence after a question or an exclamation in quotation marks («“Why?” Ms Lee asked»).
const SAYING: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "wrote",
    "writes",
    "added",
    "shouted",
    "cried",
    "yelled",
    "replied",
    "tweeted",
    "posted",
    "wondered",
    "demanded",
    "exclaimed",
    "joked",
    "screamed",
    "recalled",
    "insisted",
    "continued",
    "called",
];

/// Splits tokens into sentences, as ranges of token indices that together cover all tokens. `stops` are the tokens that
/// can end one by their form.
pub fn sentences(text: &str, tokens: &Tokens, stops: &[u32], out: &mut Vec<Range<u32>>) {
    let mut start = 0;
    let mut passed = 0;
    for &i in stops {
        let i = i as usize;
        if i < passed || !may_end(text, tokens, start, i) {
            continue;
        }
        let mut end = i + 1;
        while tokens.get(end).is_some_and(|t| !t.spaced() && closes(&t)) && !opens(tokens, end) {
            end += 1;
        }
        if splits(text, tokens, i, end) {
            out.push(start as u32..end as u32);
            start = end;
        }
        passed = end;
    }
    if start < tokens.len() {
        out.push(start as u32..tokens.len() as u32);
    }
}

/// Whether token `i` can be the last of a sentence that began at `start`, by itself and what stands before it.
fn may_end(text: &str, tokens: &Tokens, start: usize, i: usize) -> bool {
    let t = tokens.at(i);
    match t.kind() {
        TokenKind::Mark('!' | '?' | '…' | '‽' | '。') => true,
        // The number of a list («1. Lock the door.»).
        TokenKind::Mark('.') => !(i == start + 1 && tokens.at(start).is_number() && !t.spaced()),
        // «U.S.», «p.m.»: the last dot is part of the word.
        TokenKind::Word => t.end() - t.start() > 3 && text.as_bytes().get(t.end() as usize - 1) == Some(&b'.'),
        _ => false,
    }
}

fn closes(t: &Token) -> bool {
    t.is_one_of(['”', '’', '"', '\'', ')', ']', '»', '›', '“', '‘', '.', '!', '?', '…'])
}

/// «“» and «‘» close German quotes, and open all others: then a word follows at once.
fn opens(tokens: &Tokens, i: usize) -> bool {
    tokens.at(i).is_one_of(['“', '‘']) && tokens.get(i + 1).is_some_and(|n| !n.spaced() && !closes(&n))
}

/// Whether a sentence ends after the stop `i` and the marks up to `end` that close with it.
fn splits(text: &str, tokens: &Tokens, i: usize, end: usize) -> bool {
    let Some(next) = tokens.get(end) else { return true };
    let word = |k: usize| tokens.get(k).map_or("", |t| t.span().of(text));
    if !next.spaced() {
        return glued(tokens, i, end);
    }
    if next.is_word() && next.case() == Case::Lower || next.is_one_of([',', ';', ':', '-', '–', '—']) {
        return false;
    }
    let stop = tokens.at(i);
    let starter = || {
        // Past an opening quotation mark the first word counts; an initial («W. A. Mozart») is no starter.
        let k = if next.is_mark() { end + 1 } else { end };
        !word(k + 1).starts_with('.') && listed(STARTERS, word(k))
    };
    if stop.is_word() {
        let clock =
            stop.span().of(text).eq_ignore_ascii_case("a.m.") || stop.span().of(text).eq_ignore_ascii_case("p.m.");
        let goes_on = next.case() == Case::Upper || listed(AFTER_TIMES, word(end)) || !next.is_word();
        let zone = word(end + 1).eq_ignore_ascii_case("time") || word(end + 1).eq_ignore_ascii_case("local");
        return if clock && next.is_word() { !goes_on && !zone } else { end > i + 1 || starter() };
    }
    if !stop.is('.') {
        return end == i + 1 || !says(text, tokens, end);
    }
    let Some(before) = i.checked_sub(1).map(|k| tokens.at(k)).filter(|b| b.is_word() && !stop.spaced()) else {
        return true;
    };
    // A closing mark after the stop ends the sentence even after an abbreviation.
    if end > i + 1 {
        return true;
    }
    let last = before.span().of(text);
    if !abbreviates(last) {
        return true;
    }
    let capital = before.case() != Case::Lower;
    if capital && last.chars().nth(1).is_none() {
        // An initial.
        starter()
    } else if listed(NUMBERED, last) {
        !next.is_number()
    } else if listed(NEVER, last) || capital && listed(TITLES, last) {
        false
    } else if listed(UNITS, last) || capital && listed(NAMES, last) {
        starter() && !next.is_number()
    } else {
        true
    }
}

/// A stop without a space after it: «his father.The officer», but not «Node.js» or «3.5».
fn glued(tokens: &Tokens, i: usize, end: usize) -> bool {
    let capital = |t: &Token| t.is_word() && matches!(t.case(), Case::Title | Case::Mixed);
    let Some(before) = i.checked_sub(1).map(|k| tokens.at(k)) else { return false };
    let next = tokens.at(end);
    if end > i + 1 {
        return tokens.at(end - 1).is('”') && (capital(&next) || next.is('“'));
    }
    let plain = before.is_word() && before.case() == Case::Lower && before.end() - before.start() > 2;
    plain && (capital(&next) && next.end() - next.start() > 1 || next.is('“'))
}

/// Whether the sentence goes on with who said it: at most five tokens of names and titles, then a verb of saying.
fn says(text: &str, tokens: &Tokens, at: usize) -> bool {
    for t in tokens.range(at..tokens.len().min(at + 6)) {
        if t.is_word() && t.case() == Case::Lower {
            return listed(SAYING, t.span().of(text));
        }
        if !t.is_word() && !t.is('.') {
            return false;
        }
    }
    false
}

/// For each first letter (its lower five bits) the lengths of the abbreviations that begin with it, as bits. Most words
/// before a full stop are told by it to be none.
const ABBREVIATED: [u32; 32] = {
    let lists = [TITLES, NEVER, NAMES, UNITS, NUMBERED];
    // An initial.
    let mut table = [1 << 1; 32];
    let mut l = 0;
    while l < lists.len() {
        let mut i = 0;
        while i < lists[l].len() {
            let word = lists[l][i].as_bytes();
            table[(word[0] & 31) as usize] |= 1 << word.len();
            i += 1;
        }
        l += 1;
    }
    table
};

/// Whether a word can be an abbreviation or an initial, by its first letter and its length.
fn abbreviates(word: &str) -> bool {
    let bytes = word.as_bytes();
    // Initials beyond ASCII are of more bytes.
    bytes
        .first()
        .is_some_and(|&b| !b.is_ascii() || bytes.len() < 32 && ABBREVIATED[usize::from(b & 31)] >> bytes.len() & 1 == 1)
}

fn listed(words: &[&str], word: &str) -> bool {
    words.iter().any(|w| w.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use crate::article::Prose;

    fn split(text: &str) -> Vec<&str> {
        let p = Prose::new(text, &[]);
        p.sentences
            .iter()
            .map(|r| {
                &text[p.tokens.at(r.start as usize).start() as usize..p.tokens.at(r.end as usize - 1).end() as usize]
            })
            .collect()
    }

    /// Each line is one block; `|` stands where a sentence must end inside it.
    #[test]
    fn sentences_of_news_text() {
        let cases = "\
Two died. |Three were hurt! |Why? |Nobody knows.
Mr. Lowe met Dr. Sanz in St. Anton. |He left at 5.
It is listed as No. 5 in Vol. 3 of the files.
Was it his? |No. |He denied it.
The vote is on Nov. 4 in Gaines, Kan. |The count starts on Wed. |It ends on Fri. 7.
They met at 7 p.m. Tuesday. |Doors close at 8 p.m. ET on weekdays.
It began at 9 a.m. |Police came an hour later.
It opens at 6 a.m. Moscow time. |It shuts at 9 p.m. Eastern.
He lives in the U.S. |The family does not.
A U.S. Navy ship and U.S. President Ann Roe were there.
George W. Marsh and J. K. Orr met W. A. Hale.
Plan A failed. |So did plan B. |The rest is known.
It fell by 0.7 percent to 3.14 points. |.5 is too much.
He waited … and waited ... for them. |Then … |Nothing.
“We saw it. |It was over.” |She wept.
“Is it true?” Ms Vane asked. |“Never!” he said.
“Stop!” the officer shouted. |“Why?” |Nobody answered.
“Who?” Sgt. Ana Blum wrote.
‘It was dark.’ |(He had no lamp.) |[More soon.]
1. Lock the door.
The toll was 64. |In 2019. |It was 12 in 2020.
He spoke to his father.|The officer left. |“Good.”|“Bad.” |That is what he wrote.
See Node.js or v2.Beta in Ver.2 of it
Acme Inc. said so. |Acme Inc. |The firm said so.
The sun. |Clouds came. |He sat. |Nobody spoke. |He felt ill. |Doctors came in. |Nurses left.
Smith v. Jones, e.g. Roe et al. were cited, i.e. all of them.
A headline without a stop
";
        for line in cases.lines() {
            let wanted: Vec<&str> = line.split('|').map(str::trim).collect();
            let text = line.replace('|', "");
            assert_eq!(split(&text), wanted, "{text}");
        }
    }

    #[test]
    fn sentences_cover_all_tokens() {
        for text in ["", ".", "...", "? ! .", "\".\"", "A.", "No.", "1.", "“", "a.m."] {
            let p = Prose::new(text, &[]);
            assert_eq!(p.sentences.iter().map(|r| r.len()).sum::<usize>(), p.tokens.len(), "{text:?}");
        }
    }
}
