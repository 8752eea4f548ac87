use crate::{
    annotate::name,
    fact::{Quotation, Sex, Speaker},
};

/// Whether two quotations can have one speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voices {
    /// One and the same.
    One,
    /// One of them is not named, or not named so that it tells.
    Open,
    /// Two people.
    Two,
}

pub fn voices(a: &Quotation, b: &Quotation) -> Voices {
    match (&a.speaker, &b.speaker) {
        (Some(x), Some(y)) => match speakers(x, y) {
            // «“He said, ‘Give me your keys’”»: whose words they are, the outer speaker does not tell.
            Voices::Two if a.nested() || b.nested() => Voices::Open,
            voices => voices,
        },
        _ => Voices::Open,
    }
}

fn speakers(a: &Speaker, b: &Speaker) -> Voices {
    let (x, y) = (name::key(&a.name), name::key(&b.name));
    if x == y {
        return Voices::One;
    }
    if a.sex != b.sex && a.sex != Sex::Unknown && b.sex != Sex::Unknown {
        return Voices::Two;
    }
    // «a spokesman for Ukrainian military intelligence» speaks for «Ukraine’s military intelligence services».
    if within(&x, &y) || within(&y, &x) {
        return Voices::One;
    }
    let (Some(p), Some(q)) = (&a.person, &b.person) else { return Voices::Open };
    if p.is(q) || slip(&x, &y) {
        return Voices::One;
    }
    // What a pronoun was resolved to is a guess; and one first name with two surnames may be one person misspelled.
    let given = p.given.is_some() && p.given == q.given;
    if !a.sure || !b.sure || given || p.surname == q.surname { Voices::Open } else { Voices::Two }
}

/// Whether the words of the shorter, two or more, all stand in the longer.
fn within(short: &str, long: &str) -> bool {
    let words: Vec<&str> = short.split(' ').filter(|w| w.len() > 3).map(singular).collect();
    let long: Vec<&str> = long.split(' ').map(singular).collect();
    let shared = words.iter().filter(|w| long.contains(w)).count();
    words.len() >= 2 && shared >= 2 && shared + 1 >= words.len()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Whether two full names differ by a slip or another rendering: «Ruben Achterberg», «Rubin Achtenberg».
fn slip(a: &str, b: &str) -> bool {
    let (Some((_, x)), Some((_, y))) = (a.rsplit_once(' '), b.rsplit_once(' ')) else { return false };
    name::loose(a) == name::loose(b) || x.len() > 4 && y.len() > 4 && strsim::damerau_levenshtein(x, y) <= 1
}
