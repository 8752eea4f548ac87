//! Reporting verbs (PARC's cues) and the complements each takes, as a table. A row is the base form, irregular past
//! forms, the frames and the stance.
//!
//! Frames, one letter each: `t` a clause, with or without «that»; `q` a quotation; `p` stands in parentheses or at the
//! end («the road is closed, he said»); `n` its object is the content («denied any part in it»); `i` an infinitive
//! («vowed to appeal»); `a` an addressee comes before the content («told reporters that»); `o` the addressee belongs to
//! the content («urged the council to act»); `s` object and complement («called it a mistake»); `z` object «as»
//! complement; `g` a gerund («suggested waiting»); `f` the content follows «of» or «for» («accused him of lying»);
//! `m` a state of mind, which is neither heard nor written; `j` an adjective
//! after «be»; `r` only in phrases: the phrase's last word begins the content («claimed responsibility»).

use std::sync::LazyLock;

use super::super::lexicon::{Builder, Class};
use super::super::mention::Stance;
use super::phrase::{PHRASES, Phrase};

/// The complements a cue takes: a set of the letters above.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Frames(u32);

impl Frames {
    pub const fn new(letters: &str) -> Self {
        let bytes = letters.as_bytes();
        let (mut bits, mut i) = (0, 0);
        while i < bytes.len() {
            bits |= 1 << (bytes[i] - b'a');
            i += 1;
        }
        Frames(bits)
    }

    pub const fn has(self, letter: char) -> bool {
        self.0 & (1 << (letter as u8 - b'a')) != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How a verb is inflected where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Base,
    /// «says»
    Third,
    /// «said», also the participle where both are alike.
    Past,
    /// «written»
    Participle,
    /// «saying»
    Ing,
}

pub struct Verb {
    pub base: &'static str,
    pub frames: Frames,
    pub stance: Stance,
    /// Phrases that begin with it, in [`PHRASES`].
    pub phrases: &'static [Phrase],
}

use Stance::{Asks, Asserts, Commits, Denies, Doubts};

/// Base, irregular forms (past, participle), frames, stance.
type Row = (&'static str, &'static str, &'static str, Stance);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // saying
    ("say", "said", "tqp", Asserts), ("tell", "told", "tqpa", Asserts), ("add", "", "tqp", Asserts),
    ("state", "", "tqpn", Asserts), ("note", "", "tqpn", Asserts), ("observe", "", "tqp", Asserts),
    ("remark", "", "tqp", Asserts), ("comment", "", "tqp", Asserts), ("mention", "", "tqn", Asserts),
    ("declare", "", "tqpns", Asserts), ("announce", "", "tqpn", Asserts), ("proclaim", "", "tqns", Asserts),
    ("pronounce", "", "qs", Asserts), ("report", "", "tqpn", Asserts), ("recount", "", "tqpn", Asserts),
    ("relate", "", "q", Asserts), ("recall", "", "tqpn", Asserts), ("remember", "", "tqp", Asserts),
    ("explain", "", "tqpn", Asserts), ("clarify", "", "tqpn", Asserts), ("elaborate", "", "q", Asserts),
    ("continue", "", "q", Asserts), ("conclude", "", "tqpn", Asserts), ("summarize", "", "qn", Asserts),
    ("summarise", "", "qn", Asserts), ("repeat", "", "tqpn", Asserts), ("reiterate", "", "tqpn", Asserts),
    ("stress", "", "tqpn", Asserts), ("emphasize", "", "tqpn", Asserts), ("emphasise", "", "tqpn", Asserts),
    ("underline", "", "tqn", Asserts), ("underscore", "", "tq", Asserts), ("highlight", "", "t", Asserts),
    ("insist", "", "tqp", Asserts), ("assert", "", "tqpn", Asserts), ("maintain", "", "tqp", Asserts),
    ("contend", "", "tqp", Asserts), ("argue", "", "tqp", Asserts), ("reason", "", "tqp", Asserts),
    ("claim", "", "tqpni", Asserts), ("allege", "", "tqpn", Asserts), ("assure", "", "tqpa", Asserts),
    ("affirm", "", "tqpn", Asserts), ("reaffirm", "", "tqn", Asserts), ("confirm", "", "tqpn", Asserts),
    ("attest", "", "tq", Asserts), ("testify", "", "tqp", Asserts), ("swear", "swore sworn", "tqi", Commits),
    ("reveal", "", "tqpn", Asserts), ("disclose", "", "tqpn", Asserts), ("divulge", "", "tn", Asserts),
    ("admit", "", "tqpng", Asserts), ("concede", "", "tqpn", Asserts), ("confess", "", "tqp", Asserts),
    ("acknowledge", "", "tqpn", Asserts), ("grant", "", "tqp", Asserts), ("agree", "", "tqpi", Asserts),
    ("concur", "", "tqp", Asserts), ("reply", "", "tqp", Asserts), ("respond", "", "tqp", Asserts),
    ("answer", "", "q", Asserts), ("retort", "", "tqp", Asserts), ("counter", "", "tqp", Asserts),
    ("rejoin", "", "q", Asserts), ("interject", "", "q", Asserts), ("quip", "", "tqp", Asserts),
    ("joke", "", "tqp", Asserts), ("jest", "", "tqp", Asserts), ("muse", "", "tqp", Asserts),
    ("opine", "", "tqp", Asserts), ("offer", "", "q", Asserts), ("volunteer", "", "q", Asserts),
    ("speak", "spoke spoken", "q", Asserts), ("talk", "", "q", Asserts), ("write", "wrote written", "tqp", Asserts),
    ("tweet", "", "tqpn", Asserts), ("retweet", "", "tqn", Asserts), ("post", "", "tq", Asserts),
    ("blog", "", "tq", Asserts), ("text", "", "tq", Asserts), ("email", "", "tq", Asserts),
    ("read", "read", "q", Asserts), ("sing", "sang sung", "q", Asserts), ("chant", "", "tq", Asserts),
    ("shout", "", "tqp", Asserts), ("yell", "", "tqp", Asserts), ("scream", "", "tqp", Asserts),
    ("cry", "", "q", Asserts), ("sob", "sobbed sobbing", "q", Asserts), ("weep", "wept", "q", Asserts),
    ("exclaim", "", "tqp", Asserts), ("whisper", "", "tqp", Asserts),
    ("murmur", "", "tqp", Asserts), ("mutter", "", "tqp", Asserts), ("mumble", "", "tqp", Asserts),
    ("sigh", "", "q", Asserts), ("laugh", "", "q", Asserts), ("smile", "", "q", Asserts), ("snap", "", "q", Asserts),
    ("bark", "", "q", Asserts), ("roar", "", "q", Asserts), ("growl", "", "q", Asserts), ("sneer", "", "tq", Asserts),
    ("thunder", "", "tq", Asserts), ("fume", "", "tqp", Asserts), ("rage", "", "q", Asserts),
    ("whine", "", "tqp", Asserts), ("crow", "", "tq", Asserts), ("wail", "", "tq", Asserts), ("groan", "", "q", Asserts),
    ("bellow", "", "tq", Asserts), ("purr", "", "q", Asserts), ("hiss", "", "q", Asserts), ("sniff", "", "q", Asserts),
    ("howl", "", "q", Asserts), ("gasp", "", "q", Asserts), ("chuckle", "", "q", Asserts), ("enthuse", "", "tqp", Asserts),
    ("bluster", "", "q", Asserts), ("shrug", "", "q", Asserts), ("beam", "", "q", Asserts), ("storm", "", "q", Asserts),
    ("rant", "", "tq", Asserts), ("gush", "", "tq", Asserts), ("deadpan", "deadpanned", "q", Asserts),
    ("narrate", "", "qn", Asserts), ("recite", "", "qn", Asserts), ("inform", "", "tqa", Asserts), ("notify", "", "ta", Asserts), ("remind", "", "tqa", Asserts),
    ("brief", "", "ta", Asserts), ("persuade", "", "ta", Asserts), ("convince", "", "ta", Asserts),
    ("teach", "taught", "ta", Asserts), ("reassure", "", "tqa", Asserts), ("advise", "", "tqao", Asks),
    ("caution", "", "tqpa", Asserts), ("warn", "", "tqpa", Asserts), ("alert", "", "ta", Asserts),
    ("predict", "", "tqpn", Asserts), ("forecast", "forecast", "tpn", Asserts), ("foresee", "foresaw foreseen", "tn", Asserts),
    ("estimate", "", "tp", Asserts), ("calculate", "", "tp", Asserts), ("project", "", "tp", Asserts),
    ("suggest", "", "tqpng", Asserts), ("imply", "", "tqn", Asserts), ("hint", "", "tqp", Asserts),
    ("insinuate", "", "tq", Asserts), ("intimate", "", "tq", Asserts), ("indicate", "", "tqpn", Asserts),
    ("signal", "", "tq", Asserts), ("propose", "", "tqngi", Asserts), ("recommend", "", "tqng", Asks),
    ("theorize", "", "tqp", Asserts), ("theorise", "", "tqp", Asserts), ("hypothesize", "", "tq", Asserts),
    ("posit", "", "tq", Asserts), ("postulate", "", "tq", Asserts), ("submit", "", "tq", Asserts),
    ("speculate", "", "tqp", Doubts), ("surmise", "", "tqp", Doubts), ("guess", "", "tqp", Doubts),
    // documents and inquiries
    ("find", "found", "tqp", Asserts), ("show", "showed shown", "tqp", Asserts), ("rule", "", "tqp", Asserts),
    ("document", "", "tn", Asserts),
    ("outline", "", "n", Asserts), ("cite", "", "qn", Asserts),
    ("quote", "", "qn", Asserts), ("specify", "", "tqn", Asserts), ("stipulate", "", "tqn", Asserts),
    ("decree", "", "tqn", Asserts), ("certify", "", "tn", Asserts), ("verify", "", "tn", Asserts),
    ("determine", "", "tq", Asserts), ("ascertain", "", "t", Asserts), ("establish", "", "t", Asserts),
    ("decide", "", "i", Commits), ("discover", "", "t", Asserts), ("learn", "learnt", "t", Asserts),
    ("identify", "", "z", Asserts), ("name", "", "z", Asserts), ("list", "", "z", Asserts),
    ("chronicle", "", "n", Asserts), 
    // calling and blaming
    ("call", "", "qs", Asserts), ("describe", "", "nz", Asserts), ("label", "", "qsz", Asserts),
    ("dub", "", "qs", Asserts), ("term", "", "qs", Asserts), ("brand", "", "qsz", Asserts), ("deem", "", "qs", Asserts),
    ("characterize", "", "nz", Asserts), ("characterise", "", "nz", Asserts), ("portray", "", "nz", Asserts),
    ("depict", "", "z", Asserts), ("paint", "", "z", Asserts), ("denounce", "", "nz", Asserts),
    ("condemn", "", "nz", Asserts), ("criticize", "", "nz", Asserts), ("criticise", "", "nz", Asserts),
    ("blast", "", "nz", Asserts), ("slam", "", "nz", Asserts), ("lambaste", "", "nz", Asserts),
    ("lambast", "", "nz", Asserts), ("decry", "", "nz", Asserts), ("deride", "", "nz", Asserts),
    ("ridicule", "", "nz", Asserts), ("mock", "", "nz", Asserts), ("scorn", "", "nz", Asserts),
    ("rebuke", "", "nz", Asserts), ("berate", "", "nz", Asserts), ("scold", "", "nz", Asserts),
    ("chide", "", "nz", Asserts), ("castigate", "", "nz", Asserts), ("excoriate", "", "nz", Asserts),
    ("censure", "", "nz", Asserts), ("assail", "", "nz", Asserts), ("attack", "", "z", Asserts),
    ("bash", "", "z", Asserts), ("deplore", "", "nz", Asserts), ("lament", "", "tqpn", Asserts),
    ("bemoan", "", "tn", Asserts), ("regret", "", "tqng", Asserts), ("praise", "", "nz", Asserts),
    ("hail", "", "nz", Asserts), ("laud", "", "nz", Asserts), ("applaud", "", "nz", Asserts),
    ("commend", "", "nz", Asserts), ("celebrate", "", "z", Asserts), ("welcome", "", "nz", Asserts),
    ("tout", "", "nz", Asserts), ("boast", "", "tqp", Asserts), ("brag", "", "tqp", Asserts),
    ("complain", "", "tqp", Asserts), ("protest", "", "tqp", Asserts), ("gripe", "", "tqp", Asserts),
    ("grumble", "", "tqp", Asserts), ("moan", "", "tqp", Asserts), ("object", "", "tqp", Asserts),
    ("accuse", "", "f", Asserts), ("blame", "", "nf", Asserts), ("fault", "", "nf", Asserts), ("charge", "", "tq", Asserts),
    ("liken", "", "n", Asserts), ("compare", "", "n", Asserts), ("defend", "", "nz", Asserts),
    ("thank", "", "n", Asserts), ("congratulate", "", "n", Asserts), ("apologize", "", "q", Asserts),
    ("apologise", "", "q", Asserts), 
    // denying and doubting
    ("deny", "", "tqpng", Denies), ("refute", "", "tqn", Denies), ("rebut", "", "tqn", Denies),
    ("reject", "", "nzq", Denies), ("dismiss", "", "nzq", Denies), ("contradict", "", "n", Denies),
    ("dispute", "", "tqn", Denies), ("disavow", "", "n", Denies), ("repudiate", "", "n", Denies),
    ("renounce", "", "n", Denies), ("disclaim", "", "n", Denies),
    ("disagree", "", "tqp", Denies), ("oppose", "", "nm", Denies), ("downplay", "", "n", Denies),
    ("refuse", "", "iq", Denies), ("decline", "", "i", Denies), ("discount", "", "n", Denies),
    ("debunk", "", "n", Denies), ("retract", "", "n", Denies), ("doubt", "", "tqpnm", Doubts),
    ("question", "", "tqn", Doubts), ("challenge", "", "q", Doubts), ("wonder", "", "tqp", Doubts),
    ("suspect", "", "tpm", Doubts),
    // promising and threatening
    ("promise", "", "tqpnia", Commits), ("pledge", "", "tqpni", Commits), ("vow", "", "tqpni", Commits),
    ("threaten", "", "tqin", Commits), ("undertake", "undertook undertaken", "i", Commits), ("guarantee", "", "tqn", Commits),
    ("plan", "", "im", Commits), ("intend", "", "im", Commits),
    // asking and ordering
    ("ask", "", "tqpao", Asks), ("inquire", "", "tqp", Asks), ("enquire", "", "tqp", Asks), ("query", "", "tqp", Asks),
    ("demand", "", "tqpni", Asks), ("request", "", "tqn", Asks), ("urge", "", "tqpno", Asks), ("implore", "", "tqpo", Asks),
    ("beg", "", "tqo", Asks), ("plead", "pled", "tqp", Asks), ("appeal", "", "q", Asks), ("beseech", "besought", "qo", Asks),
    ("exhort", "", "tqo", Asks), ("encourage", "", "qo", Asks), ("invite", "", "o", Asks), ("instruct", "", "tqo", Asks),
    ("order", "", "tqno", Asks), ("command", "", "tqo", Asks), ("direct", "", "o", Asks), ("press", "", "o", Asks),
    ("counsel", "", "tqo", Asks), ("advocate", "", "tqng", Asks),
    // thinking
    ("believe", "", "tqpm", Asserts), ("think", "thought", "tqpm", Asserts), ("expect", "", "tqpoim", Asserts),
    ("hope", "", "tqpim", Commits), ("fear", "", "tqpnm", Asserts), ("worry", "", "tqpm", Asserts),
    ("want", "", "oinm", Commits), ("wish", "", "tim", Commits), ("assume", "", "tm", Asserts),
    ("presume", "", "tm", Asserts), ("suppose", "", "tpm", Asserts), ("reckon", "", "tqpm", Asserts),
    ("regard", "", "zm", Asserts), ("consider", "", "sm", Asserts), ("view", "", "zm", Asserts), ("see", "saw seen", "zm", Asserts),
    ("perceive", "", "zm", Asserts), ("feel", "felt", "tqpm", Asserts), ("anticipate", "", "tpnm", Asserts),
    ("envision", "", "tnm", Asserts), ("envisage", "", "tnm", Asserts), ("imagine", "", "tm", Asserts),
    ("realize", "", "tqm", Asserts), ("realise", "", "tqm", Asserts), ("recognize", "", "tznm", Asserts),
    ("recognise", "", "tznm", Asserts), ("understand", "understood", "tm", Asserts),
    ("endorse", "", "nm", Asserts), ("support", "", "nm", Asserts), ("favor", "", "nm", Asserts),
    ("favour", "", "nm", Asserts), ("admire", "", "nm", Asserts), 
    ("prefer", "", "inm", Asserts),
    ("judge", "", "tqs", Asserts), ("rate", "", "z", Asserts),
    // adjectives after «be»
    ("adamant", "", "jtqm", Asserts), ("confident", "", "jtm", Asserts), ("convinced", "", "jtm", Asserts),
    ("certain", "", "jtm", Asserts), ("sure", "", "jtm", Asserts), ("hopeful", "", "jtm", Commits),
    ("optimistic", "", "jtm", Commits), ("sceptical", "", "jtm", Doubts), ("skeptical", "", "jtm", Doubts),
    ("critical", "", "j", Asserts), ("supportive", "", "j", Asserts), ("worried", "", "jtm", Asserts),
    ("concerned", "", "jtm", Asserts), ("doubtful", "", "jtm", Doubts), ("unsure", "", "j", Doubts),
    // heads of phrases only
    ("take", "took taken", "", Asserts), ("make", "made", "", Asserts), ("give", "gave given", "", Asserts),
    ("raise", "", "", Doubts), ("cast", "cast", "", Doubts), ("express", "", "n", Asserts), ("voice", "", "n", Asserts),
    ("point", "", "", Asserts), ("refer", "", "", Asserts), ("allude", "", "", Asserts), ("scoff", "", "qp", Denies),
    ("lash", "", "", Asserts), ("hit", "hit", "", Asserts), ("fire", "", "", Asserts), ("push", "", "", Denies),
    ("go", "went gone", "", Asserts), ("come", "came come", "", Asserts), ("rail", "", "", Asserts),
    ("lay", "laid", "", Asserts), ("set", "set", "", Asserts), ("spell", "", "", Asserts), ("sum", "", "q", Asserts),
    ("chime", "", "q", Asserts), ("weigh", "", "q", Asserts), ("vouch", "", "", Asserts), 
    ("lobby", "", "", Asks), ("campaign", "", "", Asks), ("pray", "", "tqim", Asks), ("issue", "", "", Asserts),
    ("release", "", "", Asserts), ("publish", "", "", Asserts), ("send", "sent", "", Asserts), ("leave", "left", "", Asserts),
    ("lend", "lent", "", Asserts), ("throw", "threw thrown", "", Asserts), ("put", "put", "", Asserts),
    ("draw", "drew drawn", "", Asserts), ("hurl", "", "", Asserts), ("level", "", "", Asserts), ("file", "", "", Asserts),
    ("bristle", "", "", Denies), ("balk", "", "", Denies), ("distance", "", "", Denies), ("stand", "stood", "", Asserts),
    ("double", "", "", Asserts), ("sound", "", "", Asserts), ("open", "", "", Asserts), ("credit", "", "nf", Asserts),
    ("dwell", "dwelt", "", Asserts), ("touch", "", "", Asserts), ("back", "", "", Asserts), ("seize", "", "", Asserts),
];

/// The verbs, each with its phrases; a lexicon entry's `cue` is `row * FORMS + form + 1`.
pub static VERBS: LazyLock<Vec<Verb>> = LazyLock::new(|| {
    ROWS.iter()
        .map(|&(base, _, frames, stance)| {
            let first = PHRASES.partition_point(|p| p.head < base);
            let last = PHRASES.partition_point(|p| p.head <= base);
            Verb { base, frames: Frames::new(frames), stance, phrases: &PHRASES[first..last] }
        })
        .collect()
});

const FORMS: [Form; 5] = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Ing];

/// The verb and form behind a lexicon entry's `cue`.
pub fn of(cue: u16) -> Option<(&'static Verb, Form)> {
    let n = usize::from(cue.checked_sub(1)?);
    Some((VERBS.get(n / FORMS.len())?, FORMS[n % FORMS.len()]))
}

pub fn words(b: &mut Builder) {
    for (row, &(base, irregular, ..)) in ROWS.iter().enumerate() {
        let mut add = |word: &str, form: Form| {
            let entry = b.word(word);
            if entry.cue == 0 {
                entry.classes = entry.classes.or(Class::CUE);
                entry.cue = (row * FORMS.len() + form as usize + 1) as u16;
            }
        };
        add(base, Form::Base);
        if Frames::new(ROWS[row].2).has('j') {
            continue;
        }
        let mut parts = irregular.split(' ').filter(|p| !p.is_empty());
        match (parts.next(), parts.next()) {
            (None, _) => add(&past(base), Form::Past),
            (Some(past), None) => add(past, Form::Past),
            (Some(past), Some(participle)) => {
                add(past, Form::Past);
                add(participle, Form::Participle);
            }
        }
        add(&third(base), Form::Third);
        add(&ing(base), Form::Ing);
    }
}

fn ends_in_consonant_y(base: &str) -> bool {
    base.ends_with('y') && !base[..base.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u'])
}

fn third(base: &str) -> String {
    if ends_in_consonant_y(base) {
        format!("{}ies", &base[..base.len() - 1])
    } else if base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch") || base == "go" {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn past(base: &str) -> String {
    if ends_in_consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else if base.ends_with('e') {
        format!("{base}d")
    } else {
        format!("{}ed", doubled(base))
    }
}

fn ing(base: &str) -> String {
    match base {
        "see" | "foresee" | "decree" | "be" | "guarantee" => format!("{base}ing"),
        _ if base.ends_with('e') => format!("{}ing", &base[..base.len() - 1]),
        _ => format!("{}ing", doubled(base)),
    }
}

/// The stem before «-ed» and «-ing», its last consonant doubled where English does so.
fn doubled(base: &str) -> String {
    const DOUBLING: &[&str] = &[
        "admit", "commit", "concur", "refer", "submit", "regret", "rebut", "quip", "slam", "dub", "brag", "blog",
        "snap", "plan", "beg", "prefer", "tap", "sum", "set", "put", "hit", "deadpan", "shrug",
    ];
    match base.chars().last() {
        Some(last) if DOUBLING.contains(&base) => format!("{base}{last}"),
        _ => base.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::lookup;

    #[test]
    fn verbs_are_found_in_all_their_forms() {
        for (word, base, form) in [
            ("said", "say", Form::Past),
            ("denies", "deny", Form::Third),
            ("admitting", "admit", Form::Ing),
            ("written", "write", Form::Participle),
            ("tweeted", "tweet", Form::Past),
            ("Accuses", "accuse", Form::Third),
        ] {
            let (verb, found) = of(lookup(word).entry().cue).unwrap();
            assert_eq!((verb.base, found), (base, form));
        }
    }

    #[test]
    fn the_table_holds_enough_verbs_and_phrases() {
        assert!(ROWS.iter().filter(|r| !r.2.is_empty()).count() + PHRASES.len() >= 250);
        assert!(PHRASES.is_sorted_by_key(|p| p.head), "phrases are searched by their head");
        for p in PHRASES {
            assert!(ROWS.iter().any(|r| r.0 == p.head), "{} has no row", p.head);
        }
    }
}
