use crate::{
    compare::{
        Check, Judgement, Pair, Verdict,
        because::{against, headed},
        relation::{Relation, relate},
        rule, words,
    },
    fact::Value,
};

rule! {
    /// Two articles have different numbers from different sources, and both say from whom.
    ///
    /// That is not a mistake of either: the police and the organisers count a crowd differently. It is worth knowing,
    /// since a reader should be told that the number is disputed.
    ///
    /// Found: «20,000, said the police» here, «50,000, said the union» there.
    /// Not found: the same two numbers where one of them has no source; that is a `figure-conflict`.
    ///
    /// To settle it: give both numbers with their sources, or say why you follow one.
    SOURCE_DIFFERS = "source-differs", Info, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    let (x, y) = (pair.here.source.as_deref()?, pair.there.source.as_deref()?);
    let apart = matches!(relate((a, ia), (b, ib), false), Relation::Apart(_));
    // Who counted a crowd matters, named or not: the police and the organisers never agree.
    let crowd = pair.here.role.is_some_and(|r| r.id() == "attendance") && other_side(x, y);
    if !apart || !pair.tie.sure() || pair.explained || !(named(x) && named(y) || crowd) || same(x, y) {
        return None;
    }
    let message = format!("{}; {x} against {y}", against(pair, &words::quantity(a), &words::quantity(b)));
    let message = headed(pair.here, &message);
    Some(Judgement { code: "source-differs", verdict: Verdict::Unresolved, message, spans: None })
}

/// Those who count a crowd for different ends.
const SIDES: &[&[&str]] = &[
    &["police", "officers", "officials", "authorities", "ministry", "government", "council", "mayor"],
    &[
        "organisers",
        "organizers",
        "organiser",
        "organizer",
        "union",
        "unions",
        "party",
        "campaigners",
        "activists",
        "protesters",
    ],
];

/// Whether two sources are of two such sides.
fn other_side(a: &str, b: &str) -> bool {
    let side = |s: &str| {
        let word = |w: &str| s.split(|c: char| !c.is_alphabetic()).any(|x| x.eq_ignore_ascii_case(w));
        SIDES.iter().position(|words| words.iter().any(|w| word(w)))
    };
    side(a).zip(side(b)).is_some_and(|(x, y)| x != y)
}

/// Whether a source has a name, and is not only called what it is.
fn named(source: &str) -> bool {
    source.starts_with(char::is_uppercase) && !source.starts_with("The ") && source.contains(' ')
}

/// Whether two sources can be one: one's words are among the other's.
fn same(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> { s.split_whitespace().map(str::to_lowercase).collect() };
    let (a, b) = (words(a), words(b));
    // A surname may be short: «Max Orr», «Mr Orr».
    a.last() == b.last() || a.iter().any(|w| w.len() > 3 && b.contains(w))
}
