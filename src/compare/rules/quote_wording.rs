use crate::{
    article::without_filler,
    compare::{
        Change, Check, Compared, Judgement, Pair, QuoteRelation, Verdict, Weight,
        quote::{COMMON, Voices, voices},
        rule,
        story::SAME,
        words,
    },
    fact::{Quotation, Value},
};

rule! {
    /// Two articles quote one utterance with different words.
    ///
    /// What stands between quotation marks is what was said, word for word. If two papers have it differently, one of
    /// them has changed it; where a «not» or a number is gone, the meaning is gone with it.
    ///
    /// Found: «“Demand has not come back”» here, «“Demand has not just come back”» there.
    /// Not found: a quotation cut at either end, or with dots or square brackets; another spelling, «um» left out,
    /// «gonna» for «going to», numbers as words or digits; two utterances that share a phrase.
    ///
    /// A change of no more than an article or a contraction is told as a note.
    ///
    /// To settle it: listen to the recording. If you translated it, say so.
    QUOTE_WORDING = "quote-wording", Warning, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quotation(a), Value::Quotation(b), Some(c)) = (&pair.here.value, &pair.there.value, pair.quoted) else {
        return None;
    };
    let voices = voices(a, b);
    let there = words::article(pair.sheet_there);
    let (verdict, message) = match &c.relation {
        QuoteRelation::Same if known(pair, c, voices) => (Verdict::Agree, format!("The same words in {there}")),
        QuoteRelation::Cut if known(pair, c, voices) => {
            let how = if a.words().len() < b.words().len() { "A longer version" } else { "A part of it" };
            (Verdict::Compatible, format!("{how} in {there}"))
        }
        QuoteRelation::Altered(changes) if !pair.explained && changed(pair, (a, b), c, voices) => {
            (Verdict::Conflict, difference(a, b, changes, &there))
        }
        _ => return None,
    };
    Some(Judgement { code: "quote-wording", verdict, message, spans: None })
}

/// Whether unchanged words are those of one utterance: enough of them, or few by the same speaker.
fn known(pair: &Pair<'_>, c: &Compared, voices: Voices) -> bool {
    match voices {
        Voices::One => c.telling() || (c.content >= 1 || c.matched >= 5) && pair.tie.event >= 0.3,
        Voices::Open => {
            c.telling() || (c.content >= 1 && c.matched >= 4 || c.matched >= COMMON) && pair.tie.event >= 0.6
        }
        Voices::Two => false,
    }
}

/// Whether changed words are still those of one utterance.
fn changed(pair: &Pair<'_>, (a, b): (&Quotation, &Quotation), c: &Compared, voices: Voices) -> bool {
    let strong = c.matched >= 8 && c.content >= 3 && c.ratio >= 0.6;
    let middling = c.matched >= 5 && c.content >= 2 && c.ratio >= 0.6;
    // Half a sentence in the same words from its first one on, and another end.
    let turned = c.matched >= 5 && c.content >= 2 && c.ratio >= 0.5 && c.opens(a.words(), b.words());
    match voices {
        Voices::One => strong || middling || turned || c.matched >= 4 && c.ratio >= 0.6 && pair.tie.event >= 0.3,
        Voices::Open => {
            strong
                || middling && (c.content >= 3 && pair.tie.event >= 0.3 || pair.tie.event >= 1.0)
                || turned && pair.tie.event >= 1.0
                || c.matched >= 5 && c.ratio >= 0.8 && (c.content >= 2 || c.content == 1 && pair.tie.event >= 1.0)
                || c.matched >= COMMON && c.ratio >= 0.8 && pair.tie.event >= 0.6
                // Five words of which one differs, whole sentences of both, in two reports of one event.
                || c.matched >= 4 && c.ratio >= 0.8 && c.content >= 2 && whole(a, b, c) && pair.tie.event >= SAME
        }
        Voices::Two => false,
    }
}

/// Whether all words of both were laid side by side.
fn whole(a: &Quotation, b: &Quotation, c: &Compared) -> bool {
    c.here.len() == a.words().len() && c.there.len() == b.words().len()
}

/// What differs, the gravest change first.
fn difference(a: &Quotation, b: &Quotation, changes: &[Change], there: &str) -> String {
    let Some(first) = changes.iter().max_by_key(|c| (c.weight, std::cmp::Reverse(c.here.start))) else {
        return format!("Other words in {there}");
    };
    let (x, y) = (passage(a, &first.here), passage(b, &first.there));
    let what = match (x, y) {
        (Some(x), Some(y)) => format!("“{x}” here, “{y}” in {there}"),
        (Some(x), None) => format!("“{x}” stands here, not in {there}"),
        (None, Some(y)) => format!("“{y}” is missing here; it stands in {there}"),
        (None, None) => format!("Other words in {there}"),
    };
    let meaning = if first.weight == Weight::Grave { "; the meaning may turn on it" } else { "" };
    match changes.len() {
        1 => format!("{what}{meaning}"),
        n => format!("{what}, and {} more{meaning}", n - 1),
    }
}

/// The words of a range as they are written.
fn passage(q: &Quotation, range: &std::ops::Range<usize>) -> Option<String> {
    let (first, last) = (q.words().get(range.start)?, q.words().get(range.end.checked_sub(1)?)?);
    if range.is_empty() {
        return None;
    }
    Some(without_filler(first.span.hull(last.span).of(&q.text)).split_whitespace().collect::<Vec<_>>().join(" "))
}
