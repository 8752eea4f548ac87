use crate::{
    annotate::NameKind,
    compare::{
        Check, Judgement, Pair, QuoteRelation, Verdict,
        quote::{Voices, voices},
        rule,
        story::SAME,
        words,
    },
    fact::{FactSheet, NameForm, Quotation, Sex, Speaker, Value},
};

rule! {
    /// Two articles give the same words to two different people.
    ///
    /// One of the two never said them. It happens when a paragraph is moved and its «she said» stays behind, or when a
    /// release quotes several people. Whoever is misquoted will ring.
    ///
    /// Found: «“We are not finished,” Anna Berg said» here, «“We are not finished,” said Paul Ruiz» there.
    /// Not found: «the minister» and the minister's name; «a spokesman for the ministry» and «the ministry»; a phrase of
    /// a few common words; words that neither article gives to anyone.
    ///
    /// To settle it: look at the recording, the release or your notes for who spoke.
    QUOTE_SPEAKER = "quote-speaker", Warning, Check::Pair(judge)
}

/// Of words that differ here and there, so many must be the same to be taken for one utterance.
const NEARLY_SAME: f32 = 0.8;

/// Fewer words than this are a phrase.
const PHRASE: usize = 9;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quotation(a), Value::Quotation(b), Some(c)) = (&pair.here.value, &pair.there.value, pair.quoted) else {
        return None;
    };
    let two = match voices(a, b) {
        Voices::Two => true,
        Voices::One => false,
        Voices::Open => titled(a, pair.sheet_there, b) || titled(b, pair.sheet_here, a),
    };
    if !two || c.matched < 5 || c.content < 2 {
        return None;
    }
    // A few words that fit any such day are anyone's, unless both tell of one event.
    let phrase = c.matched < PHRASE && pair.story.same < SAME;
    let one = match c.relation {
        QuoteRelation::Cut if phrase => false,
        QuoteRelation::Same | QuoteRelation::Cut => c.ratio > NEARLY_SAME,
        QuoteRelation::Altered(_) => c.ratio >= NEARLY_SAME && c.matched >= 8,
        QuoteRelation::Unrelated => false,
    };
    if !one || pair.explained {
        return None;
    }
    let (x, y) = (who(a.speaker.as_ref()?), who(b.speaker.as_ref()?));
    let message = format!("These words are {x}’s here and {y}’s in {}", words::article(pair.sheet_there));
    Some(Judgement { code: "quote-speaker", verdict: Verdict::Conflict, message, spans: None })
}

/// Whether the words are a title's, and the other article, which names one bearer of it, has them from another person.
fn titled(titled: &Quotation, other: &FactSheet, named: &Quotation) -> bool {
    let (Some(title), Some(name)) = (&titled.speaker, &named.speaker) else { return false };
    if titled.nested() || named.nested() || title.person.is_some() || name.person.is_none() || !name.sure {
        return false;
    }
    let Some(key) = title.title() else { return false };
    let mut bearers = other.names.iter().filter(|n| n.kind == NameKind::Person && n.roles.contains(&key));
    bearers.next().is_some_and(|first| {
        let full = |n: &str| n.contains(' ');
        let of = |n: &NameForm| n.full == name.name;
        full(&first.full) && !of(first) && bearers.all(|n| n.full == first.full)
    })
}

/// The speaker's name, or what is known where only a pronoun or a role stands with the words.
fn who(s: &Speaker) -> &str {
    match s.sex {
        _ if s.sure => &s.name,
        Sex::Female => "a woman",
        Sex::Male => "a man",
        Sex::Unknown => &s.name,
    }
}
