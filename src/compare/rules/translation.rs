use crate::{
    compare::{
        Check, Judgement, Pair, QuoteRelation, Verdict, Weight,
        quote::{Voices, voices},
        rule, words,
    },
    fact::Value,
};

rule! {
    /// Two articles have one utterance in two translations.
    ///
    /// Words spoken in another language are never the same in two papers, and neither paper is wrong. Readers who meet
    /// both wonder; a «not» or a number that is lost on the way is told as a change of the wording all the same.
    ///
    /// Found: «“The door was left open for them,” he said in Russian» here, «“A door had been opened for them,” he said
    /// through an interpreter» there.
    /// Not found: two utterances of one speaker; a quotation that neither article says is translated, which is
    /// `quote-wording`.
    ///
    /// To settle it: name the translator, or take the wording of the speaker's own office.
    QUOTE_TRANSLATION = "quote-translation", Info, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quotation(a), Value::Quotation(b), Some(c)) = (&pair.here.value, &pair.there.value, pair.quoted) else {
        return None;
    };
    let QuoteRelation::Altered(_) = c.relation else { return None };
    let translated = a.translated || b.translated;
    if !translated || pair.explained || voices(a, b) == Voices::Two || c.heaviest() >= Some(Weight::Grave) {
        return None;
    }
    let enough = c.matched >= 3 && c.content >= 2 && c.ratio >= 0.4;
    let message =
        format!("Other words in {}; one of the two is said to be a translation", words::article(pair.sheet_there));
    enough.then_some(Judgement { code: "quote-translation", verdict: Verdict::Unresolved, message, spans: None })
}
