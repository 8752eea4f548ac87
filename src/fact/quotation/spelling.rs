//! Spellings of one word: British and American, spoken forms written down, numbers as words.

/// Spoken forms and the words they stand for.
const SPOKEN: &[(&str, &[&str])] = &[
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("hafta", &["have", "to"]),
    ("kinda", &["kind", "of"]),
    ("sorta", &["sort", "of"]),
    ("lemme", &["let", "me"]),
    ("gimme", &["give", "me"]),
    ("outta", &["out", "of"]),
    ("dunno", &["don't", "know"]),
    ("'cause", &["because"]),
    ("cuz", &["because"]),
    ("coz", &["because"]),
    ("ya", &["you"]),
    ("yeah", &["yes"]),
    ("okay", &["ok"]),
    ("alright", &["all", "right"]),
    ("y'all", &["you", "all"]),
    ("%", &["percent"]),
];

/// Sounds that are left out of a quotation without altering it.
const FILLERS: &[&str] = &["um", "umm", "uh", "uhh", "er", "erm", "eh", "ah", "hmm", "mm", "uhm"];

/// Words with a British and an American spelling that no rule covers; the American one is the key.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("centre", "center"), ("centres", "centers"), ("centred", "centered"), ("theatre", "theater"), ("theatres", "theaters"), ("metre", "meter"),
    ("metres", "meters"), ("kilometre", "kilometer"), ("kilometres", "kilometers"), ("litre", "liter"), ("litres", "liters"), ("fibre", "fiber"),
    ("calibre", "caliber"), ("meagre", "meager"), ("sombre", "somber"), ("spectre", "specter"), ("defence", "defense"), ("offence", "offense"),
    ("offences", "offenses"), ("licence", "license"), ("licences", "licenses"), ("pretence", "pretense"), ("practise", "practice"),
    ("practised", "practiced"), ("practising", "practicing"), ("grey", "gray"), ("programme", "program"), ("programmes", "programs"),
    ("cheque", "check"), ("cheques", "checks"), ("tyre", "tire"), ("tyres", "tires"), ("kerb", "curb"), ("plough", "plow"), ("mould", "mold"),
    ("sceptical", "skeptical"), ("sceptic", "skeptic"), ("mum", "mom"), ("ageing", "aging"), ("judgement", "judgment"), ("jewellery", "jewelry"),
    ("dialogue", "dialog"), ("catalogue", "catalog"), ("enrol", "enroll"), ("fulfil", "fulfill"), ("skilful", "skillful"), ("wilful", "willful"),
    ("instalment", "installment"), ("manoeuvre", "maneuver"), ("anaesthetic", "anesthetic"), ("paediatric", "pediatric"), ("haemorrhage", "hemorrhage"),
    ("diarrhoea", "diarrhea"), ("foetus", "fetus"), ("encyclopaedia", "encyclopedia"), ("learnt", "learned"), ("burnt", "burned"), ("dreamt", "dreamed"),
    ("spelt", "spelled"), ("spoilt", "spoiled"), ("leapt", "leaped"), ("towards", "toward"), ("afterwards", "afterward"), ("whilst", "while"),
    ("amongst", "among"), ("amidst", "amid"), ("tonne", "ton"), ("tonnes", "tons"), ("gaol", "jail"), ("aluminium", "aluminum"), ("arse", "ass"),
    ("artefact", "artifact"), ("cosy", "cozy"), ("moustache", "mustache"), ("pyjamas", "pajamas"), ("storey", "story"), ("storeys", "stories"),
    ("travelled", "traveled"), ("travelling", "traveling"), ("traveller", "traveler"), ("travellers", "travelers"), ("cancelled", "canceled"),
    ("cancelling", "canceling"), ("labelled", "labeled"), ("labelling", "labeling"), ("modelled", "modeled"), ("signalled", "signaled"),
    ("fuelled", "fueled"), ("fuelling", "fueling"), ("levelled", "leveled"), ("counsellor", "counselor"), ("quarrelled", "quarreled"), ("marvellous", "marvelous"),
];

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

pub fn spoken(word: &str) -> Option<&'static [&'static str]> {
    SPOKEN.iter().find(|(w, _)| *w == word).map(|(_, to)| *to)
}

pub fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// The number below a hundred that a word stands for by itself.
pub fn number(word: &str) -> Option<u32> {
    if let Some(i) = UNITS.iter().position(|u| *u == word) {
        return Some(i as u32);
    }
    TENS.iter().position(|t| *t == word).map(|i| (i as u32 + 2) * 10)
}

/// Makes a word in small letters its American spelling.
pub fn american(word: &mut String) {
    if let Some((_, to)) = PAIRS.iter().find(|(from, _)| from == word) {
        word.clear();
        word.push_str(to);
        return;
    }
    if word.len() <= 4 || !word.is_ascii() {
        return;
    }
    for (from, to) in [
        ("isation", "ization"),
        ("isations", "izations"),
        ("ising", "izing"),
        ("ise", "ize"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("ysing", "yzing"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("ouring", "oring"),
        ("ourable", "orable"),
        ("ourite", "orite"),
        ("ourhood", "orhood"),
        ("ourhoods", "orhoods"),
        ("in'", "ing"),
    ] {
        if word.ends_with(from) {
            let keep = word.len() - from.len();
            word.truncate(keep);
            word.push_str(to);
            return;
        }
    }
}
