//! The words that numbers are made of.

use super::super::{
    View,
    lexicon::{Builder, Class},
};

/// What a number word does in a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// «zero» to «nineteen».
    Small(u32),
    /// «twenty» to «ninety».
    Ten(u32),
    Hundred,
    /// A power of ten from a thousand up; Indian lakh and crore too.
    Scale(u32),
    /// «dozen», «dozens», «score».
    Pack(u32),
    /// «third», «thirtieth»: a rank, or the denominator of a fraction.
    Ordinal(u32),
    /// «hundredth», «millionth».
    OrdinalScale(u32),
    /// «half», «quarter», «fifths»: a denominator only.
    Part(u32),
    /// «tenths» of a power of ten: «hundredths».
    PartScale(u32),
}

use Word::*;

const CARDINALS: &[(&str, Word)] = &[
    ("zero", Small(0)),
    ("nought", Small(0)),
    ("naught", Small(0)),
    ("nil", Small(0)),
    ("one", Small(1)),
    ("two", Small(2)),
    ("three", Small(3)),
    ("four", Small(4)),
    ("five", Small(5)),
    ("six", Small(6)),
    ("seven", Small(7)),
    ("eight", Small(8)),
    ("nine", Small(9)),
    ("ten", Small(10)),
    ("eleven", Small(11)),
    ("twelve", Small(12)),
    ("thirteen", Small(13)),
    ("fourteen", Small(14)),
    ("fifteen", Small(15)),
    ("sixteen", Small(16)),
    ("seventeen", Small(17)),
    ("eighteen", Small(18)),
    ("nineteen", Small(19)),
    ("twenty", Ten(20)),
    ("thirty", Ten(30)),
    ("forty", Ten(40)),
    ("fourty", Ten(40)),
    ("fifty", Ten(50)),
    ("sixty", Ten(60)),
    ("seventy", Ten(70)),
    ("eighty", Ten(80)),
    ("ninety", Ten(90)),
];

const SCALES: &[(&str, Word)] = &[
    ("hundred", Hundred),
    ("thousand", Scale(3)),
    ("million", Scale(6)),
    ("mln", Scale(6)),
    ("mn", Scale(6)),
    ("mio", Scale(6)),
    ("billion", Scale(9)),
    ("bn", Scale(9)),
    ("bln", Scale(9)),
    ("trillion", Scale(12)),
    ("tn", Scale(12)),
    ("trn", Scale(12)),
    ("quadrillion", Scale(15)),
    ("lakh", Scale(5)),
    ("lakhs", Scale(5)),
    ("lac", Scale(5)),
    ("lacs", Scale(5)),
    ("lkh", Scale(5)),
    ("lkhs", Scale(5)),
    ("cr", Scale(7)),
    ("crore", Scale(7)),
    ("crores", Scale(7)),
    ("dozen", Pack(12)),
];

/// Plurals that stand for a number only after one («two millions»); alone they are vague.
const PLURAL_SCALES: &[(&str, Word)] = &[
    ("hundreds", Hundred),
    ("thousands", Scale(3)),
    ("millions", Scale(6)),
    ("billions", Scale(9)),
    ("trillions", Scale(12)),
    ("dozens", Pack(12)),
    ("dzs", Pack(12)),
    ("dozs", Pack(12)),
    ("doz", Pack(12)),
    ("dz", Pack(12)),
];

const ORDINALS: &[(&str, Word)] = &[
    ("first", Ordinal(1)),
    ("second", Ordinal(2)),
    ("third", Ordinal(3)),
    ("fourth", Ordinal(4)),
    ("fifth", Ordinal(5)),
    ("sixth", Ordinal(6)),
    ("seventh", Ordinal(7)),
    ("eighth", Ordinal(8)),
    ("ninth", Ordinal(9)),
    ("tenth", Ordinal(10)),
    ("eleventh", Ordinal(11)),
    ("twelfth", Ordinal(12)),
    ("thirteenth", Ordinal(13)),
    ("fourteenth", Ordinal(14)),
    ("fifteenth", Ordinal(15)),
    ("sixteenth", Ordinal(16)),
    ("seventeenth", Ordinal(17)),
    ("eighteenth", Ordinal(18)),
    ("nineteenth", Ordinal(19)),
    ("twentieth", Ordinal(20)),
    ("thirtieth", Ordinal(30)),
    ("fortieth", Ordinal(40)),
    ("fiftieth", Ordinal(50)),
    ("sixtieth", Ordinal(60)),
    ("seventieth", Ordinal(70)),
    ("eightieth", Ordinal(80)),
    ("ninetieth", Ordinal(90)),
    ("hundredth", OrdinalScale(2)),
    ("thousandth", OrdinalScale(3)),
    ("millionth", OrdinalScale(6)),
    ("billionth", OrdinalScale(9)),
    ("trillionth", OrdinalScale(12)),
];

const PARTS: &[(&str, Word)] = &[
    ("half", Part(2)),
    ("halves", Part(2)),
    ("quarter", Part(4)),
    ("quarters", Part(4)),
    ("thirds", Part(3)),
    ("fourths", Part(4)),
    ("fifths", Part(5)),
    ("sixths", Part(6)),
    ("sevenths", Part(7)),
    ("eighths", Part(8)),
    ("ninths", Part(9)),
    ("tenths", Part(10)),
    ("twelfths", Part(12)),
    ("sixteenths", Part(16)),
    ("twentieths", Part(20)),
    ("firsts", Part(1)),
    ("hundredths", PartScale(2)),
    ("thousandths", PartScale(3)),
];

const GROUPS: &[(&[(&str, Word)], Class)] = &[
    (CARDINALS, Class::NUMBER),
    (SCALES, Class::NUMBER.or(Class::SCALE)),
    (PLURAL_SCALES, Class::SCALE.or(Class::VAGUE)),
    (ORDINALS, Class::ORDINAL),
    (PARTS, Class::FRACTION),
];

pub fn words(b: &mut Builder) {
    let mut index = 0;
    for (group, class) in GROUPS {
        for (word, _) in *group {
            index += 1;
            b.class(word, *class);
            b.word(word).figure = index;
        }
    }
}

/// The number word at token `i`.
pub fn at(view: &View<'_>, i: usize) -> Option<Word> {
    let lex = view.lex.get(i)?;
    let any = Class::NUMBER.or(Class::SCALE).or(Class::ORDINAL).or(Class::FRACTION);
    if !lex.classes.has(any) {
        return None;
    }
    let mut index = usize::from(lex.entry().figure).checked_sub(1)?;
    for (group, _) in GROUPS {
        match group.get(index) {
            Some((_, word)) => return Some(*word),
            None => index -= group.len(),
        }
    }
    None
}
