//! Names that differ in letters.

use smallvec::SmallVec;

use super::{Variant, script};
use crate::annotate::{lexicon, name};

/// What must be known, besides the letters, for two names to be one. Least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Ground {
    /// Nothing more.
    Letters,
    /// Both articles report one story.
    Story,
    /// And the same is said of both bearers.
    Evidence,
}

type Words<'a> = SmallVec<[&'a str; 4]>;

/// How two folded names that differ in letters can be one.
pub fn spelled(a: &str, b: &str, person: bool) -> Option<(Variant, Ground)> {
    if a.bytes().any(|c| c.is_ascii_digit()) || b.bytes().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let (x, y): (Words<'_>, Words<'_>) = (a.split(' ').collect(), b.split(' ').collect());
    let variant = |rendering: bool| match rendering && (script::foreign(&x) || script::foreign(&y)) {
        true => Variant::Rendering,
        false => Variant::Slip,
    };
    if person && (x.len() == 1 || y.len() == 1) {
        // «Orlec» and «Pavel Orlek», «Orlec» and «Orlek»: a surname alone may be anyone's.
        let (p, q) = (*x.last()?, *y.last()?);
        let given = |words: &[&str]| words.len() == 1 && given(words[0]);
        if p == q {
            return None;
        }
        let rendering = one_letter(p, q, true).filter(|_| !given(&x) && !given(&y))?;
        return Some((variant(rendering), if rendering { Ground::Story } else { Ground::Evidence }));
    }
    if x.len() != y.len() {
        return None;
    }
    if person {
        let (rendering, ground) = full_names(&x, &y)?;
        return Some((variant(rendering), ground));
    }
    let mut differ = x.iter().zip(&y).filter(|(p, q)| p != q);
    let (p, q) = differ.next()?;
    // In a longer name of an organisation or place only one word may differ.
    differ.next().is_none().then(|| one_letter(p, q, false))?.map(|rendering| (variant(rendering), Ground::Letters))
}

/// Two names of persons with as many words; whether they differ only as two renderings do, and what is asked besides.
fn full_names(x: &[&str], y: &[&str]) -> Option<(bool, Ground)> {
    let last = x.len() - 1;
    let mut cost = 0;
    let mut ground = Ground::Letters;
    let mut rendering = true;
    for (i, (p, q)) in x.iter().zip(y).enumerate() {
        if p == q {
            continue;
        }
        let given_same = i == last && x[0] == y[0];
        let (c, g) = if i == 0 { given_names(p, q)? } else { surnames(p, q, given_same)? };
        cost += c;
        ground = ground.max(g);
        rendering &= soft(p) == soft(q);
    }
    match cost {
        1 => Some((rendering, ground)),
        2 => Some((rendering, ground.max(Ground::Story))),
        3 | 4 => Some((rendering, Ground::Evidence)),
        _ => None,
    }
}

/// How far two given names are apart that one person can be called by mistake.
fn given_names(p: &str, q: &str) -> Option<(u32, Ground)> {
    if of_two_sexes(p, q) {
        return None;
    }
    let (short, long) = if p.len() <= q.len() { (p, q) } else { (q, p) };
    // «Hana», «Hannah»; «Yves», «Ives»
    if short.len() >= 3 && sound(p) == sound(q) {
        return Some((1, Ground::Letters));
    }
    // «Rob», «Robert»
    if long.starts_with(short) || short.len() < 4 {
        return None;
    }
    if one_slip(p, q) {
        return Some((1, if given(p) && given(q) { Ground::Story } else { Ground::Letters }));
    }
    let begin = begin_alike(p, q);
    let enough = |slips| match slips {
        2 => begin >= 3 || short.len() >= 7,
        // «Henrike», «Henriette»
        3 => begin >= 5,
        _ => false,
    };
    (begin > 0 && enough(strsim::damerau_levenshtein(p, q))).then_some((2, Ground::Evidence))
}

fn surnames(p: &str, q: &str, given_same: bool) -> Option<(u32, Ground)> {
    let (short, long) = if p.len() <= q.len() { (p, q) } else { (q, p) };
    if short.len() >= 4 && sound(p) == sound(q) {
        // «Lambrecht», «Lambrechts»
        return Some((1, if long.starts_with(short) { Ground::Story } else { Ground::Letters }));
    }
    if given_same && alike(p, q) {
        return Some((1, Ground::Letters));
    }
    if long.starts_with(short) || short.len() < 4 {
        return None;
    }
    let first = p.as_bytes()[0] == q.as_bytes()[0];
    if one_slip(p, q) {
        return (first || short.len() >= 6).then_some((1, Ground::Letters));
    }
    (first && short.len() >= 6 && strsim::damerau_levenshtein(p, q) == 2).then_some((2, Ground::Story))
}

/// Whether two words differ in one sound or letter; true where they differ as renderings do.
fn one_letter(a: &str, b: &str, person: bool) -> Option<bool> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if name::loose(a) == name::loose(b) {
        return Some(soft(a) == soft(b));
    }
    // Another ending is another word: «Nigeria», «Nigerian»; «Brother», «Brothers».
    if long.starts_with(short)
        || short.len() < if person { 4 } else { 6 }
        || a.as_bytes().first() != b.as_bytes().first() && short.len() < 6
    {
        return None;
    }
    // Endings of word families differ in their last letters.
    if !person && begin_alike(a, b) + 2 >= short.len() {
        return None;
    }
    one_slip(a, b).then_some(false)
}

/// Two surnames of one first name that begin alike: «Abt», «Abbott».
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.bytes();
    begin_alike(a, b) >= 2 && short.len() >= 3 && short.bytes().all(|c| rest.any(|d| c == d))
        || short.len() >= 6 && strsim::damerau_levenshtein(a, b) <= 2
}

/// Whether two words differ in one letter that is wrong, missing or one too many, or in two that changed places: a
/// Damerau-Levenshtein distance of one.
pub fn one_slip(a: &str, b: &str) -> bool {
    let begin: usize = a.chars().zip(b.chars()).take_while(|(p, q)| p == q).map(|(p, _)| p.len_utf8()).sum();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end: usize = a.chars().rev().zip(b.chars().rev()).take_while(|(p, q)| p == q).map(|(p, _)| p.len_utf8()).sum();
    let letters = |s: &str| {
        let mut rest = s[..s.len() - end].chars();
        (rest.next(), rest.next(), rest.next())
    };
    match (letters(a), letters(b)) {
        ((None, ..), (other, None, _)) | ((other, None, _), (None, ..)) => other.is_some(),
        ((Some(_), None, _), (Some(_), None, _)) => true,
        ((Some(p), Some(q), None), (Some(r), Some(s), None)) => p == s && q == r,
        _ => false,
    }
}

fn begin_alike(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(p, q)| p == q).count()
}

fn given(word: &str) -> bool {
    lexicon::lookup(word).classes.has(lexicon::Class::GIVEN_NAME)
}

/// Whether only women bear one of two given names, and only men the other.
fn of_two_sexes(p: &str, q: &str) -> bool {
    let sex = |w: &str| name::given_sex(lexicon::lookup(w));
    matches!((sex(p), sex(q)), ((true, false), (false, true)) | ((false, true), (true, false)))
}

/// What a name sounds like to someone who takes it down by ear: beyond [`name::loose`], without an «h» that is not
/// heard and an «s» at its end; «v» as «f» at its beginning.
fn sound(word: &str) -> String {
    let bare = match word.strip_suffix('s') {
        Some(rest) if rest.len() > 5 && !rest.ends_with(['a', 'e', 'i', 'o', 'u', 's']) => rest,
        _ => word,
    };
    let loose = name::loose(bare);
    let mut out = String::with_capacity(loose.len());
    for (i, c) in loose.chars().enumerate() {
        match c {
            'h' if i > 0 => {}
            'v' if i == 0 => out.push('f'),
            'z' => out.push('s'),
            c if !out.ends_with(c) => out.push(c),
            _ => {}
        }
    }
    out
}

/// A word as renderings of one script have it in common: «y» and «j» as «i», «kh» as «h», double letters as one.
fn soft(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.replace(['y', 'j'], "i").replace("kh", "h").chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Whether two letters that stand side by side changed places.
pub fn turned(a: &str, b: &str) -> bool {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    if x.len() != y.len() {
        return false;
    }
    let differ: Vec<usize> = (0..x.len()).filter(|&i| x[i] != y[i]).collect();
    matches!(differ[..], [i, j] if j == i + 1 && x[i] == y[j] && x[j] == y[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_a_distance_of_one() {
        let words =
            ["", "a", "ab", "ba", "aab", "aba", "abc", "acb", "cab", "abcd", "abdc", "axcd", "bcd", "é", "éa", "aé"];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            assert_eq!(one_slip(a, b), strsim::damerau_levenshtein(a, b) == 1, "{a} / {b}");
        }
    }
}
