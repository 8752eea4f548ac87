use super::inside::{Passage, conflict, passages, plain};
use crate::{
    annotate::{Annotated, FigureKind, Timex},
    compare::{Check, Finding, rule},
    fact::FactSheet,
    value::{Bound, DayInterval, Decimal},
};

rule! {
    /// An age does not fit the date of birth.
    ///
    /// Ages go out of date by themselves: the cutting was right, two years ago.
    ///
    /// Found: «the 41-year-old, born in 1975» in an article of 2024.
    /// Not found: the age before or after this year's birthday; someone who has died; a date of another person's birth.
    ///
    /// To settle it: take the date of birth from a document and work the age out.
    AGE_MISMATCH = "age-mismatch", Warning, Check::Passage(find)
}

fn find(a: &Annotated, _: &FactSheet) -> Vec<Finding> {
    let Some(published) = a.article.meta.published else { return Vec::new() };
    let mut out = Vec::new();
    for p in passages(a) {
        let births: Vec<(usize, &Timex, DayInterval)> = p
            .timexes
            .iter()
            .filter_map(|t| {
                let at = p.tokens(t.span).0;
                let born = (at.saturating_sub(4)..at).any(|i| p.view.is(i, "born"));
                Some((p.sentence(t.span), t, t.days?)).filter(|_| born)
            })
            .collect();
        for &(sentence, timex, days) in &births {
            let ages: Vec<_> = p
                .figures
                .iter()
                .filter(|f| {
                    f.kind == FigureKind::Age && f.quantity.bound == Bound::Exact && p.sentence(f.span) == sentence
                })
                .collect();
            // Two ages or two births in a sentence are two people; of the dead the age is that of another day.
            let [age] = ages[..] else { continue };
            if births.iter().filter(|b| b.0 == sentence).count() > 1 || tells_of_the_past(&p, sentence) {
                continue;
            }
            let years = |birth: jiff::civil::Date| {
                let whole = published.date.year() - birth.year();
                let before = (published.date.month(), published.date.day()) < (birth.month(), birth.day());
                Decimal::from(whole - i16::from(before))
            };
            let (least, most) = (years(days.last), years(days.first));
            let stated = age.quantity.low;
            let far = stated + Decimal::from(25) < least || stated > most + Decimal::from(25);
            if (least..=most).contains(&stated) || far {
                continue;
            }
            let real = if least == most { plain(least) } else { format!("{} or {}", plain(least), plain(most)) };
            let message =
                format!("Born {}, that is {real} years old now, not {}", a.article.slice(timex.span), plain(stated));
            let because = vec!["Age and birth stand in one sentence".into()];
            out.push(conflict("age-mismatch", age.span, message, because, vec![timex.span]));
        }
    }
    out
}

/// Whether the sentence speaks of an age that someone had at another time.
fn tells_of_the_past(p: &Passage<'_>, sentence: usize) -> bool {
    const WORDS: &[&str] = &[
        "died", "dead", "death", "killed", "was", "were", "when", "at", "aged", "would", "murdered", "buried", "late",
        "became", "since",
    ];
    p.view.prose.sentences.get(sentence).is_none_or(|s| {
        (s.start as usize..s.end as usize).any(|i| p.view.is_any(i, WORDS) && !p.view.is(i + 1, "born"))
    })
}
