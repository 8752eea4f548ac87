use std::ops::Range;

use jiff::civil::Date;

use super::inside::{Passage, conflict, passages, plain};
use crate::{
    annotate::{Annotated, Figure, FigureKind, Name, NameKind, Timex},
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
            let ages_of = |sentence| -> Vec<&Figure> {
                let exact = |f: &&Figure| f.kind == FigureKind::Age && f.quantity.bound == Bound::Exact;
                p.figures.iter().filter(exact).filter(|f| p.sentence(f.span) == sentence).collect()
            };
            let mut ages = ages_of(sentence);
            let before = sentence.checked_sub(1).filter(|&s| ages.is_empty() && goes_on(a, &p, s, sentence));
            if let Some(before) = before {
                ages = ages_of(before);
            }
            // Two ages or two births in a sentence are two people; of the dead the age is that of another day.
            let [age] = ages[..] else { continue };
            if births.iter().filter(|b| b.0 == sentence).count() > 1 || tells_of_the_past(&p, sentence, age) {
                continue;
            }
            if before.is_some_and(|s| tells_of_the_past(&p, s, age)) {
                continue;
            }
            let years = |birth: Date| {
                let whole = published.date.year() - birth.year();
                let before = (published.date.month(), published.date.day()) < (birth.month(), birth.day());
                Decimal::from(whole - i16::from(before))
            };
            let (least, most) = (years(days.last), years(days.first));
            let stated = age.quantity.low;
            // What happened long ago is told in the past, with the age of its day.
            let reach = Decimal::from(if told_in_the_past(&p, sentence) { 12 } else { 25 });
            let far = stated + reach < least || stated > most + reach;
            let birth = |t: &Timex| births.iter().any(|b| b.1.span == t.span);
            let years_ago = |t: &Timex| !birth(t) && before_this_year(t, published.date);
            if (least..=most).contains(&stated) || far || p.timexes.iter().any(years_ago) {
                continue;
            }
            let real = if least == most { plain(least) } else { format!("{} or {}", plain(least), plain(most)) };
            let message =
                format!("Born {}, that is {real} years old now, not {}", a.article.slice(timex.span), plain(stated));
            let because = match before {
                Some(_) => "Age and birth are told of one person".to_owned(),
                None => "Age and birth stand in one sentence".to_owned(),
            };
            out.push(conflict("age-mismatch", age.span, message, vec![because], vec![timex.span]));
        }
    }
    out
}

/// Whether a sentence goes on about the one person of the sentence before it: «Ana Blum, 41, was fined. She was born in 1975».
fn goes_on(a: &Annotated, p: &Passage<'_>, before: usize, sentence: usize) -> bool {
    let opens = p.view.is_any(words(p, sentence).start, &["he", "she"]);
    let within = |n: &&Name| p.block.span.covers(n.span) && p.sentence(n.span) == before;
    let mut people = a.names.iter().filter(|n| n.kind == NameKind::Person).filter(within).map(|n| n.entity);
    let first = people.next();
    opens && people.all(|e| Some(e) == first)
}

/// Whether the sentence speaks of an age that someone had at another time.
fn tells_of_the_past(p: &Passage<'_>, sentence: usize, age: &Figure) -> bool {
    const WORDS: &[&str] =
        &["died", "dead", "death", "killed", "when", "would", "murdered", "buried", "late", "became", "since", "then"];
    let at = p.tokens(age.span).0;
    // «was 41», «was a 41-year-old», «at the age of 41»
    let had = (at.saturating_sub(3)..at).any(|i| p.view.is_any(i, &["was", "were", "at"]) && !p.view.is(i + 1, "born"));
    had || words(p, sentence).any(|i| p.view.is_any(i, WORDS))
}

/// Whether the sentence has a past form of «be», as what is told of one who «was fined».
fn told_in_the_past(p: &Passage<'_>, sentence: usize) -> bool {
    words(p, sentence).any(|i| p.view.is_any(i, &["was", "were", "had"]) && !p.view.is(i + 1, "born"))
}

fn words(p: &Passage<'_>, sentence: usize) -> Range<usize> {
    p.view.prose.sentences.get(sentence).map_or(0..0, |s| s.start as usize..s.end as usize)
}

/// Whether a date lies so far back that an age beside it may be of that day.
fn before_this_year(t: &Timex, today: Date) -> bool {
    t.days.is_some_and(|d| {
        d.last.year() + 1 < today.year() || d.last.year() < today.year() && d.last.month() < today.month()
    })
}
