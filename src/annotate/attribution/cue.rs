//! Reporting verbs where they stand: the whole verb group, whether it is a verb at all, and its subject.

use std::ops::Range;

use super::super::{
    View, WordList,
    lexicon::{Class, Trigger},
    mention::Stance,
};
use super::group::{Group, noun_here};
use super::scan::Scan;
use super::source::{self, Source};
use super::verb::{self, Form, Frames, Verb};

/// A reporting verb.
pub struct Cue {
    /// The verb's own token.
    pub head: usize,
    /// The verb group: auxiliaries and adverbs before, the rest of a phrase after.
    pub first: usize,
    pub last: usize,
    pub verb: &'static Verb,
    pub frames: Frames,
    pub stance: Stance,
    pub source: Option<Source>,
    /// Where the source comes from.
    pub subject: Subject,
    pub unit: usize,
    pub negated: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// It stands before the verb.
    Own,
    /// None before the verb: one may follow it («said the mayor»).
    Open,
    /// That of the clause: «…, adding», «and warned», «to say».
    Shared,
    /// «by X» after a passive.
    Agent,
}

impl Cue {
    /// The first token of cue or source.
    pub fn start(&self) -> usize {
        match (self.subject, self.source) {
            (Subject::Own, Some(s)) => s.hull.first.min(self.first),
            _ => self.first,
        }
    }
}

/// The cues of a block outside quotations, in order.
pub fn find(s: &Scan<'_>) -> Vec<Cue> {
    let mut out = Vec::new();
    let mut k = 0;
    // The last source of the unit.
    let mut recent: Option<Source> = None;
    for i in s.v.lex.with(Trigger::CUE) {
        if s.quoted(i) {
            continue;
        }
        while k + 1 < s.units.len() && s.units[k].end <= i {
            k += 1;
            recent = None;
        }
        let Some(unit) = s.units.get(k) else { break };
        if let Some(mut cue) = read(s, i, unit, k) {
            if cue.subject == Subject::Shared {
                cue.source = recent.or_else(|| main_subject(s, unit, cue.first));
            }
            // A pronoun of a clause inside («he said he feared …, adding») gives way to the one outside.
            recent = match (cue.source, recent) {
                (Some(new), Some(_)) if s.v.in_list(new.name.first, &PRONOUNS) => recent,
                (new, old) => new.or(old),
            };
            out.push(cue);
        }
    }
    out
}

static PRONOUNS: WordList = WordList::new(&["he", "she", "they", "it", "who", "which", "we", "i", "you"]);

/// The verb group around token `head`, or nothing when the word is no verb here.
fn read(s: &Scan<'_>, head: usize, unit: &Range<usize>, k: usize) -> Option<Cue> {
    let v = &s.v;
    let (verb, form) = verb::of(v.lex.get(head)?.entry().cue)?;
    let mut group = Group::around(s, head, form, unit);
    let (mut last, mut frames, mut stance) = (head, verb.frames, verb.stance);
    for p in verb.phrases {
        if let Some(l) = p.last(v, head).filter(|&l| l < unit.end && l >= last) {
            // The last word of «claimed responsibility» begins its content.
            (last, frames, stance) = (if p.frames.has('r') { l - 1 } else { l }, p.frames, p.stance);
        }
    }
    if group.to && form != Form::Base {
        return None;
    }
    if frames.is_empty() || (frames.has('j') && !group.be) {
        return None;
    }
    let finite = match form {
        _ if frames.has('j') => true,
        Form::Third | Form::Past => true,
        Form::Base => !group.to,
        Form::Participle => group.have || group.be,
        Form::Ing => group.be,
    };
    if !group.aux() && !group.to && noun_here(v, head, form, unit)
        || v.capitalised(head) && head > unit.start && !headline(s, unit)
    {
        return None;
    }
    let passive = group.be && matches!(form, Form::Past | Form::Participle) && !frames.has('j');
    if group.negated {
        stance = match stance {
            Stance::Asserts if !frames.has('m') => Stance::Denies,
            other => other,
        };
    }
    let (mut source, mut subject) = (None, Subject::Open);
    if form == Form::Participle && !group.aux() && v.is(group.first.wrapping_sub(1), "as") {
        return None;
    }
    if passive || form == Form::Participle && !group.have {
        let by = (last + 1..(last + 6).min(unit.end)).find(|&i| v.is(i, "by"))?;
        source = if frames.has('f') || frames.has('z') {
            v.run_at(by + 1, unit.end).map(|last| Source::new(by + 1, last))
        } else {
            source::after(s, by + 1, unit.end)
        };
        source?;
        subject = Subject::Agent;
    } else if !finite {
        if group.to && (frames.has('m') || !purpose(v, group.first)) || form == Form::Ing && frames.has('m') {
            return None;
        }
        if group.to && v.is(group.first - 1, "on") {
            group.first -= 2;
        }
        subject = Subject::Shared;
        if form == Form::Ing && !group.to && !participle(s, group.first, unit) {
            // «officials calling for», «a statement saying that»
            if !leads(s, last, frames, unit) {
                return None;
            }
            let noun = source::before(s, group.first - 1, unit.start)?;
            let mut noun = noun;
            // «comments from some sources hinting at»
            let nouns = noun.name.first..=noun.name.last;
            if nouns.clone().any(|i| v.has(i, Class::CUE_NOUN))
                && let Some(from) = nouns.rev().find(|&i| v.is_any(i, few!["from", "by"]))
            {
                noun = Source::new(from + 1, noun.name.last);
            }
            let name = noun.name;
            if !(v.capitalised(name.last) || v.has(name.first, Class::DETERMINER) || plural(v, &noun)) {
                return None;
            }
            // «issued a statement calling»: who issued it speaks.
            if name.first <= unit.start + 1
                || !(name.first..=name.last).any(|i| v.has(i, Class::CUE_NOUN) || v.in_list(i, &DOCUMENTS))
            {
                source = Some(source::named_before(s, noun, unit.start));
                subject = Subject::Own;
            }
        }
    } else if group.first > unit.start {
        let e = group.first - 1;
        if inverted(s, e, head, last, unit) {
            subject = Subject::Open;
        } else if joins(s, e, unit) {
            subject = Subject::Shared;
        } else if form == Form::Base && !group.aux() && v.is_any(e, few!["who", "that", "which"]) {
            // «people who say»: nobody in particular.
            return None;
        } else if let Some(found) = source::before(s, e, unit.start) {
            if form == Form::Base && !group.aux() && !plural(v, &found) {
                return None;
            }
            source = Some(found);
            subject = Subject::Own;
        }
    }
    // A bare «by» after a past form makes it a participle: «the plan proposed by the council».
    if subject == Subject::Own && !group.aux() && form == Form::Past && v.is(last + 1, "by") {
        source = source::after(s, last + 2, unit.end);
        source?;
        subject = Subject::Agent;
    }
    if source.is_some_and(|o| no_source(v, &o)) {
        return None;
    }
    Some(Cue { head, first: group.first, last, verb, frames, stance, source, subject, unit: k, negated: group.negated })
}

/// Whether a sentence is cased as headlines are: most words begin with a capital.
fn headline(s: &Scan<'_>, unit: &Range<usize>) -> bool {
    let v = &s.v;
    let words = (unit.start..unit.end.min(unit.start + 24))
        .filter(|&i| v.word(i).len() > 3 && v.token(i).is_some_and(|t| t.is_word()));
    let (capitals, all) = words.fold((0, 0), |(c, n), i| (c + usize::from(v.capitalised(i)), n + 1));
    capitals * 3 >= all * 2
}

/// Subjects that state nothing: the writer, the reader, and things that are only signs.
fn no_source(v: &View<'_>, o: &Source) -> bool {
    static SIGNS: WordList = WordList::new(&[
        "evidence",
        "signs",
        "sign",
        "incident",
        "incidents",
        "attack",
        "attacks",
        "event",
        "events",
        "reaction",
        "situation",
        "fact",
        "facts",
        "trend",
        "trends",
        "moment",
        "history",
        "experience",
        "clock",
        "sky",
        "weather",
        "market",
        "case",
    ]);
    let first = source::bare(v.word(o.name.first));
    few!["i", "we", "you", "no", "nobody", "none", "few"].lists(first.as_bytes()) || v.in_list(o.name.last, &SIGNS)
}

/// Whether the verb shares its subject with one before it: «…, and warned», «condemned it, called it».
fn joins(s: &Scan<'_>, e: usize, unit: &Range<usize>) -> bool {
    let v = &s.v;
    v.is_any(e, few!["and", "but", "or", "then"]) && e > unit.start
}

/// Whether an «-ing» form at `first` is a participle with the clause's subject.
fn participle(s: &Scan<'_>, first: usize, unit: &Range<usize>) -> bool {
    let v = &s.v;
    if first == unit.start {
        return true;
    }
    let prev = first - 1;
    s.quoted(prev)
        || v.mark(prev, ',')
        || v.mark(prev, '—')
        || v.mark(prev, ':')
        || v.is_any(prev, few!["by", "while", "and", "before", "after", "or", "when"])
}

/// «…, said the mayor.»: a comma before the verb, the source after it, and then nothing more to say.
fn inverted(s: &Scan<'_>, e: usize, head: usize, last: usize, unit: &Range<usize>) -> bool {
    let v = &s.v;
    if !v.mark(e, ',')
        || !matches!(v.word(head), "said" | "says" | "wrote" | "added" | "tweeted" | "warned" | "argued" | "explained")
    {
        return false;
    }
    source::after(s, last + 1, unit.end).is_some_and(|o| {
        let end = o.hull.last + 1;
        !source::subject_pronoun(v, o.name.first) && (s.ends(end, unit) || v.mark(end, ','))
    })
}

/// Things that are issued, sent or posted and say something.
static DOCUMENTS: WordList = WordList::new(&[
    "statement",
    "statements",
    "letter",
    "letters",
    "tweet",
    "tweets",
    "post",
    "posts",
    "alert",
    "alerts",
    "memo",
    "email",
    "message",
    "messages",
    "note",
    "video",
    "resolution",
    "lawsuit",
    "petition",
    "editorial",
    "bulletin",
    "notice",
]);

/// Whether what follows an «-ing» form after a noun can only be a content.
fn leads(s: &Scan<'_>, last: usize, frames: Frames, unit: &Range<usize>) -> bool {
    let v = &s.v;
    let p = last + 1;
    p < unit.end
        && (frames.has('r')
            || last > 0 && v.has(last, Class::PREPOSITION) && frames.has('n')
            || frames.has('t')
                && (v.is_any(p, few!["that", "why", "how", "whether"])
                    || v.is_any(p, few!["it", "he", "she", "they", "there"]))
            || frames.has('f')
            || frames.has('o') && !v.has(p, Class::PREPOSITION)
            || (frames.has('q') || frames.has('s')) && (p..unit.end.min(p + 6)).any(|i| s.opening(i).is_some()))
}

/// Infinitives that report: «went on to say», «took to Twitter to accuse».
fn purpose(v: &View<'_>, to: usize) -> bool {
    to > 1
        && (v.is(to - 1, "on") && v.is_any(to - 2, few!["went", "going", "goes", "go"])
            || v.is_any(
                to - 1,
                few![
                    "quick",
                    "twitter",
                    "facebook",
                    "conference",
                    "seemed",
                    "appeared",
                    "seems",
                    "appears",
                    "statement",
                    "continued",
                    "continues",
                ],
            ))
}

/// Whether a subject can take a verb without «-s».
fn plural(v: &View<'_>, source: &Source) -> bool {
    let np = source.name;
    // The head stands before what «in» or «of» attaches.
    let head = (np.first + 1..=np.last).find(|&i| v.has(i, Class::PREPOSITION)).map_or(np.last, |i| i - 1);
    let last = v.word(head);
    let bare = source::bare(last);
    last.ends_with('s') && !last.ends_with("ss")
        || few![
            "they", "we", "i", "you", "who", "which", "some", "many", "others", "people", "police", "those", "media",
            "men", "women", "most", "few",
        ]
        .lists(bare.as_bytes())
        || (np.first..np.last).any(|i| v.is(i, "and"))
}

/// The subject of a unit, for what shares it: the first noun phrase that no preposition governs.
fn main_subject(s: &Scan<'_>, unit: &Range<usize>, until: usize) -> Option<Source> {
    let v = &s.v;
    let mut i = unit.start;
    let until = until.min(unit.start + 60);
    while i < until {
        if let Some(q) = s.quote_at(i) {
            i = s.quotes[q].close + 1;
            continue;
        }
        let led = v.has(i, Class::PREPOSITION) || v.has(i, Class::CONJUNCTION) || v.word(i).ends_with("ing");
        if led {
            // A phrase before the subject ends at its comma.
            i = (i..until).find(|&j| v.mark(j, ','))? + 1;
            continue;
        }
        if v.mark(i + 1, ',')
            && i + 2 < until
            && (v.word(i).ends_with("ly")
                || v.adverb(i)
                || v.is_any(i, few!["meanwhile", "however", "moreover", "instead", "later"]))
        {
            i += 2;
            continue;
        }
        if v.word(i).ends_with("ly") && v.capitalised(i) && !v.capitalised(i + 1) {
            i += 1;
            continue;
        }
        if source::subject_pronoun(v, i) {
            return Some(Source::new(i, i));
        }
        if let Some(np) = v.noun_phrase_at(i, until) {
            return Some(Source::new(np.first, np.last));
        }
        i += 1;
    }
    None
}
