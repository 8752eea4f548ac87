//! Sentences in which nothing is counted, dated or said by anybody: most of what an article is made of.

use super::{Dice, GIVEN, WORDS, name};

const QUALITIES: &[&str] = &[
    "old", "narrow", "quiet", "borrowed", "heavy", "painted", "wooden", "crooked", "cheerful", "empty", "foreign",
    "grey", "polished", "silent", "familiar", "broken", "gentle", "hollow", "modest", "northern", "patient", "rusty",
    "shallow", "stubborn", "tidy", "uneven", "vivid", "weary", "bitter", "careful", "damp", "elegant", "faded",
    "golden", "hasty", "idle", "lonely", "muddy", "noisy", "plain",
];
const DEEDS: &[&str] = &[
    "outlived",
    "covered",
    "followed",
    "replaced",
    "frightened",
    "surrounded",
    "carried",
    "crossed",
    "touched",
    "resembled",
    "guarded",
    "framed",
    "softened",
    "shaded",
    "troubled",
    "charmed",
    "delayed",
    "divided",
    "emptied",
    "faced",
    "greeted",
    "hid",
    "inspired",
    "joined",
    "kept",
    "lifted",
    "matched",
    "needed",
    "overlooked",
    "pleased",
];
const BESIDE: &[&str] =
    &["near", "behind", "beyond", "along", "under", "beside", "across", "above", "against", "towards"];
const LINKS: &[&str] = &["while", "because", "although", "where", "so that", "and", "but", "until"];

/// A thing: «the muddy orchard».
fn thing(dice: &mut Dice, out: &mut String) {
    out.push_str(["the ", "a ", "every ", "their ", "that "][dice.zipf(5) as usize]);
    // «a» stands before what begins like a vowel as well: nobody reads it.
    if dice.below(3) > 0 {
        out.push_str(QUALITIES[dice.zipf(QUALITIES.len() as u64) as usize]);
        out.push(' ');
    }
    out.push_str(WORDS[dice.zipf(WORDS.len() as u64) as usize]);
}

/// What one thing did to another, at times in a place or with a person.
fn clause(dice: &mut Dice, out: &mut String) {
    thing(dice, out);
    out.push(' ');
    out.push_str(DEEDS[dice.zipf(DEEDS.len() as u64) as usize]);
    out.push(' ');
    thing(dice, out);
    out.push(' ');
    match dice.below(8) {
        0 => *out += &format!("in {}", name(dice.zipf(4000))),
        1 => *out += &format!("of {} {}", dice.of(GIVEN), name(dice.zipf(30_000))),
        _ => {
            out.push_str(dice.of(BESIDE));
            out.push(' ');
            thing(dice, out);
        }
    }
}

/// Adds some sentences to a paragraph.
pub fn sentences(dice: &mut Dice, many: u64, out: &mut String) {
    for _ in 0..many {
        if !out.ends_with('\n') {
            out.push(' ');
        }
        let start = out.len();
        clause(dice, out);
        if dice.below(2) == 0 {
            out.push_str([", ", " "][dice.below(2) as usize]);
            out.push_str(dice.of(LINKS));
            out.push(' ');
            clause(dice, out);
        }
        out[start..=start].make_ascii_uppercase();
        out.push('.');
    }
}
