//! The words of time, each with what it stands for. English; a second language is a second set of tables.

use super::super::lexicon::{Builder, Class};
use super::{
    expression::{Part, Reference, Unit},
    holiday, verbs,
};

/// What a word of time stands for, packed into the lexicon entry's `timex`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// 1 to 12.
    Month(u8),
    /// 1 (Monday) to 7.
    Weekday(u8),
    Unit(Unit, Form),
    Part(Part, Form),
    /// 0 spring to 3 winter.
    Season(u8),
    Deictic(Deictic),
    /// A frequency in one word («weekly»).
    Frequency(Unit),
    Meridiem(Meridiem),
    /// A time zone; true when it is universal time.
    Zone(bool),
    Holiday,
    /// «last», «next», «this», «early», «mid», …: words that other rules look for beside their own.
    Lead(Lead),
    /// An ordinal number word.
    Ordinal(u8),
    Verb(Tense),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    One,
    Many,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deictic {
    /// Days from today.
    Day(i8),
    Tonight,
    Refers(Reference),
    /// «Q», «H», «FY» before a number.
    Quarter,
    Half,
    Fiscal,
    Oclock,
    /// «half» of a year.
    Halves,
    /// The second letter of «a m».
    Letter,
    /// A noun that means a time only in a phrase («at the moment»).
    Phrase,
    Decade(u8),
    Weekdays,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meridiem {
    Am,
    Pm,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lead {
    Last,
    Previous,
    Next,
    This,
    That,
    Current,
    Following,
    Coming,
    Past,
    Same,
    Early,
    Mid,
    Late,
    Every,
}

/// What the verbs beside an expression say of its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tense {
    #[default]
    Unknown,
    Past,
    Future,
    /// What was planned in the past and may have come («was set for Friday»): the nearer one.
    Near,
}

const MONTHS: &[(&str, u8)] = &[
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

const WEEKDAYS: &[(&str, u8)] = &[
    ("monday", 1),
    ("tuesday", 2),
    ("wednesday", 3),
    ("thursday", 4),
    ("friday", 5),
    ("saturday", 6),
    ("sunday", 7),
    ("mon", 1),
    ("tue", 2),
    ("tues", 2),
    ("wed", 3),
    ("thu", 4),
    ("thur", 4),
    ("thurs", 4),
    ("fri", 5),
    ("sat", 6),
    ("sun", 7),
    ("mondays", 1),
    ("tuesdays", 2),
    ("wednesdays", 3),
    ("thursdays", 4),
    ("fridays", 5),
    ("saturdays", 6),
    ("sundays", 7),
];

const UNITS: &[(&str, &str, Unit)] = &[
    ("second", "seconds", Unit::Second),
    ("sec", "secs", Unit::Second),
    ("minute", "minutes", Unit::Minute),
    ("min", "mins", Unit::Minute),
    ("hour", "hours", Unit::Hour),
    ("hr", "hrs", Unit::Hour),
    ("day", "days", Unit::Day),
    ("week", "weeks", Unit::Week),
    ("wk", "wks", Unit::Week),
    ("weekend", "weekends", Unit::Weekend),
    ("fortnight", "fortnights", Unit::Fortnight),
    ("month", "months", Unit::Month),
    ("quarter", "quarters", Unit::Quarter),
    ("qtr", "qtrs", Unit::Quarter),
    ("year", "years", Unit::Year),
    ("yr", "yrs", Unit::Year),
    ("decade", "decades", Unit::Decade),
    ("century", "centuries", Unit::Century),
];

const PARTS: &[(&str, &str, Part)] = &[
    ("morning", "mornings", Part::Morning),
    ("dawn", "", Part::Morning),
    ("afternoon", "afternoons", Part::Afternoon),
    ("lunchtime", "", Part::Midday),
    ("noon", "", Part::Noon),
    ("midday", "", Part::Noon),
    ("evening", "evenings", Part::Evening),
    ("dusk", "", Part::Evening),
    ("night", "nights", Part::Night),
    ("nighttime", "", Part::Night),
    ("overnight", "", Part::Night),
    ("midnight", "", Part::Midnight),
];

const SEASONS: &[(&str, u8)] = &[("spring", 0), ("summer", 1), ("autumn", 2), ("fall", 2), ("winter", 3)];

const DEICTICS: &[(&str, Deictic)] = &[
    ("today", Deictic::Day(0)),
    ("yesterday", Deictic::Day(-1)),
    ("tomorrow", Deictic::Day(1)),
    ("tonight", Deictic::Tonight),
    ("now", Deictic::Refers(Reference::Present)),
    ("currently", Deictic::Refers(Reference::Present)),
    ("nowadays", Deictic::Refers(Reference::Present)),
    ("presently", Deictic::Refers(Reference::Present)),
    ("recently", Deictic::Refers(Reference::Past)),
    ("lately", Deictic::Refers(Reference::Past)),
    ("soon", Deictic::Refers(Reference::Future)),
    ("q", Deictic::Quarter),
    ("h", Deictic::Half),
    ("fy", Deictic::Fiscal),
    ("fiscal", Deictic::Fiscal),
    ("o'clock", Deictic::Oclock),
    ("oclock", Deictic::Oclock),
    ("half", Deictic::Halves),
    ("moment", Deictic::Phrase),
    ("point", Deictic::Phrase),
    ("stage", Deictic::Phrase),
    ("present", Deictic::Phrase),
    ("future", Deictic::Phrase),
    ("term", Deictic::Phrase),
    ("date", Deictic::Phrase),
    ("thousand", Deictic::Phrase),
    ("nineteen", Deictic::Phrase),
    ("m", Deictic::Letter),
    ("weekday", Deictic::Weekdays),
    ("weekdays", Deictic::Weekdays),
    ("tmrw", Deictic::Day(1)),
    ("tomorrows", Deictic::Day(1)),
    ("tonite", Deictic::Tonight),
    ("twenties", Deictic::Decade(20)),
    ("thirties", Deictic::Decade(30)),
    ("forties", Deictic::Decade(40)),
    ("fifties", Deictic::Decade(50)),
    ("sixties", Deictic::Decade(60)),
    ("seventies", Deictic::Decade(70)),
    ("eighties", Deictic::Decade(80)),
    ("nineties", Deictic::Decade(90)),
];

const FREQUENCIES: &[(&str, Unit)] = &[
    ("hourly", Unit::Hour),
    ("daily", Unit::Day),
    ("everyday", Unit::Day),
    ("nightly", Unit::Day),
    ("weekly", Unit::Week),
    ("fortnightly", Unit::Fortnight),
    ("monthly", Unit::Month),
    ("quarterly", Unit::Quarter),
    ("annual", Unit::Year),
    ("annually", Unit::Year),
    ("yearly", Unit::Year),
    ("biweekly", Unit::Week),
    ("bimonthly", Unit::Month),
    ("biennial", Unit::Year),
];

const LEADS: &[(&str, Lead)] = &[
    ("last", Lead::Last),
    ("previous", Lead::Previous),
    ("preceding", Lead::Previous),
    ("next", Lead::Next),
    ("this", Lead::This),
    ("that", Lead::That),
    ("current", Lead::Current),
    ("following", Lead::Following),
    ("ensuing", Lead::Following),
    ("coming", Lead::Coming),
    ("upcoming", Lead::Coming),
    ("past", Lead::Past),
    ("same", Lead::Same),
    ("early", Lead::Early),
    ("mid", Lead::Mid),
    ("late", Lead::Late),
    ("every", Lead::Every),
    ("each", Lead::Every),
];

/// Time zones by abbreviation; true for universal time.
const ZONES: &[(&str, bool)] = &[
    ("utc", true),
    ("gmt", true),
    ("bst", false),
    ("cet", false),
    ("cest", false),
    ("eet", false),
    ("eest", false),
    ("msk", false),
    ("ist", false),
    ("jst", false),
    ("kst", false),
    ("aest", false),
    ("aedt", false),
    ("nzst", false),
    ("et", false),
    ("est", false),
    ("edt", false),
    ("ct", false),
    ("cst", false),
    ("cdt", false),
    ("mt", false),
    ("mst", false),
    ("mdt", false),
    ("pt", false),
    ("pst", false),
    ("pdt", false),
    ("akst", false),
    ("hst", false),
];

const ORDINALS: &[(&str, u8)] = &[
    ("first", 1),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
];

const fn code(kind: u16, value: u16) -> u16 {
    (kind << 8) | value
}

impl Word {
    pub fn decode(code: u16) -> Option<Word> {
        let low = code & 0xff;
        let byte = low as u8;
        Some(match code >> 8 {
            1 => Word::Month(byte),
            2 => Word::Weekday(byte),
            3 => Word::Unit(UNITS.get(low as usize / 2)?.2, if low.is_multiple_of(2) { Form::One } else { Form::Many }),
            4 => Word::Part(PARTS.get(low as usize / 2)?.2, if low.is_multiple_of(2) { Form::One } else { Form::Many }),
            5 => Word::Season(byte),
            6 => Word::Deictic(DEICTICS.get(low as usize)?.1),
            7 => Word::Frequency(FREQUENCIES.get(low as usize)?.1),
            8 => Word::Meridiem(if low == 0 { Meridiem::Am } else { Meridiem::Pm }),
            9 => Word::Zone(low == 1),
            10 => Word::Holiday,
            11 => Word::Lead(LEADS.get(low as usize)?.1),
            13 => Word::Ordinal(byte),
            14 => Word::Verb(if low == 0 { Tense::Past } else { Tense::Future }),
            _ => return None,
        })
    }
}

/// Adds the words of time to the lexicon. A word that could be two things keeps the first one listed.
pub fn words(b: &mut Builder) {
    let mut add = |word: &str, class: Class, kind: u16, value: usize| {
        if word.is_empty() {
            return;
        }
        let entry = b.word(word);
        entry.classes = entry.classes.or(class);
        if entry.timex == 0 {
            entry.timex = code(kind, value as u16);
        }
    };
    for &(w, m) in MONTHS {
        add(w, Class::MONTH, 1, m as usize);
    }
    for &(w, d) in WEEKDAYS {
        add(w, Class::WEEKDAY, 2, d as usize);
    }
    for (i, &(one, many, _)) in UNITS.iter().enumerate() {
        add(one, Class::TIME_UNIT, 3, 2 * i);
        add(many, Class::TIME_UNIT, 3, 2 * i + 1);
    }
    for (i, &(one, many, _)) in PARTS.iter().enumerate() {
        add(one, Class::DAY_PART, 4, 2 * i);
        add(many, Class::DAY_PART, 4, 2 * i + 1);
    }
    for &(w, s) in SEASONS {
        add(w, Class::SEASON, 5, s as usize);
    }
    for (i, &(w, _)) in DEICTICS.iter().enumerate() {
        add(w, Class::DEICTIC, 6, i);
    }
    for (i, &(w, _)) in FREQUENCIES.iter().enumerate() {
        add(w, Class::DEICTIC, 7, i);
    }
    for (w, m) in [("am", 0), ("a.m", 0), ("a.m.", 0), ("pm", 1), ("p.m", 1), ("p.m.", 1)] {
        add(w, Class::MERIDIEM, 8, m);
    }
    for &(w, utc) in ZONES {
        add(w, Class::ZONE, 9, utc as usize);
    }
    for (i, &(w, lead)) in LEADS.iter().enumerate() {
        // «past» and «late» also start expressions of their own («half past six», «lately»).
        let class = if lead == Lead::Past { Class::TIME_MOD } else { Class::NONE };
        add(w, class, 11, i);
    }
    for &(w, n) in ORDINALS {
        add(w, Class::NONE, 13, n as usize);
    }
    for w in verbs::PAST {
        add(w, Class::NONE, 14, 0);
    }
    for w in verbs::FUTURE {
        add(w, Class::NONE, 14, 1);
    }
    // Last: «night» and «mid» are more than the beginning of a holiday's name.
    for w in holiday::trigger_words() {
        add(w, Class::HOLIDAY, 10, 0);
    }
    // «ten to seven», «at three twenty»
    b.classes(&["five", "ten", "fifteen", "twenty", "thirty", "forty", "fifty"], Class::TIME_MOD);
}
