use super::{Desk, Open, Passage, describe};
use crate::{
    annotate::Timex,
    article::Article,
    base::Span,
    compare::{Finding, Severity, Verdict},
    fact::Standing,
};

/// Something a person can do about a finding.
#[derive(Clone, Debug)]
pub struct Action {
    pub title: String,
    /// Of the finding it is for.
    pub span: Span,
    pub code: &'static str,
    pub deed: Deed,
}

#[derive(Clone, Debug)]
pub enum Deed {
    /// Go to the other passage.
    Show(Passage),
    /// Replace these passages, all in this article.
    Replace(Vec<(Span, String)>),
    /// Let it stand here.
    StandHere,
    /// Let it stand everywhere in the project ([`super::Analysis::decided`]).
    StandEverywhere,
    /// Take back that it was let stand.
    TakeBack,
    Explain,
}

/// Other passages that are offered, at most.
const OTHERS: usize = 3;
/// A passage longer than this is not offered as a replacement.
const LONGEST: usize = 120;

impl Desk {
    /// What can be done about the findings that touch `window`, in order of what a person wants most often. Nothing
    /// is ever applied without being chosen.
    pub fn actions(&self, open: &Open, window: Span, name: impl Fn(&Passage) -> String) -> Vec<Action> {
        let near = |s: Span| s.start <= window.end && window.start <= s.end;
        let findings = self.findings(open);
        let mut out: Vec<Action> = Vec::new();
        for f in findings.iter().filter(|f| near(f.span) && (f.severity > Severity::Hint || f.stands.is_some())) {
            let first = out.len();
            self.actions_for(open, f, &name, &mut out);
            // Two findings about the same words: what can be done about each says which it is about.
            for i in first..out.len() {
                if out[..first].iter().any(|a| a.title == out[i].title) {
                    let code = out[i].code;
                    out[i].title.push_str(&format!(" ({code})"));
                }
            }
        }
        out
    }

    /// The findings that one decision about the finding of a code at `span` settles: itself, and where the article says the
    /// same of the same elsewhere, as headline and text do.
    pub fn settled_with(&self, open: &Open, code: &str, span: Span) -> Vec<Finding> {
        let stating = open.document.analysis().stating();
        let all = self.findings(open);
        let decisive = |f: &&Finding| f.code == code && f.verdict != Verdict::Agree && f.verdict != Verdict::Compatible;
        let of_code: Vec<&Finding> = all.iter().filter(decisive).collect();
        let others = |f: &Finding| f.related.iter().filter_map(|r| r.article).collect::<Vec<_>>();
        let at: Vec<u32> = of_code.iter().filter(|f| f.span == span).flat_map(|f| others(f)).collect();
        let value = stating.value(span);
        let same = |f: &Finding| stating.value(f.span) == value && others(f).iter().any(|a| at.contains(a));
        of_code.into_iter().filter(|f| f.span == span || same(f)).cloned().collect()
    }

    fn actions_for(&self, open: &Open, f: &Finding, name: &impl Fn(&Passage) -> String, out: &mut Vec<Action>) {
        let analysis = open.document.analysis();
        let mut add = |title: String, deed| out.push(Action { title, span: f.span, code: f.code, deed });
        let others: Vec<Passage> = f
            .related
            .iter()
            .filter(|r| matches!(r.verdict, Verdict::Conflict | Verdict::Superseded))
            .filter(|r| r.standing == Standing::Current)
            // The words themselves, or a part of them, are open already.
            .filter(|r| !(r.article.is_none_or(|a| a == open.document.article) && f.span.covers(r.span)))
            .filter_map(|r| self.related(open, r))
            .collect();
        // The same words in headline and text of one article are one offer: the first place.
        let mut shown: Vec<String> = Vec::new();
        for p in &others {
            let title = format!("Open «{}» in {}", describe::shortened(&p.words(), 40), name(p));
            if shown.len() < OTHERS && !shown.contains(&title) {
                add(title.clone(), Deed::Show(p.clone()));
                shown.push(title);
            }
        }
        if let Some(why) = &f.stands {
            let why = if why.is_empty() { String::new() } else { format!(" ({})", describe::shortened(why, 60)) };
            add(format!("Take the decision back{why}"), Deed::TakeBack);
            add(format!("What does this mean? ({})", f.code), Deed::Explain);
            return;
        }
        let dated = |t: &&Timex| f.code == "weekday-mismatch" && t.weekday.is_some() && t.span.overlaps(f.span);
        if let Some(t) = analysis.annotated.timexes.iter().find(dated) {
            for (title, edit) in weekday_repairs(&analysis.annotated.article, t) {
                add(title, Deed::Replace(vec![edit]));
            }
        }
        let mut offered: Vec<String> = Vec::new();
        let own = describe::squeezed(analysis.text().get(f.span.range()).unwrap_or_default());
        // Who spoke is not settled by other words.
        let replaceable = f.code != "quote-speaker";
        // Of a count that is still running nobody wants an older state.
        let own_day = analysis.sheet.published.filter(|_| f.verdict == Verdict::Superseded);
        let older = |p: &Passage| own_day.zip(p.published).is_some_and(|((own, _), (day, _))| day < own);
        let numbers = analysis.annotated.figures.iter().any(|x| x.span.overlaps(f.span));
        let first = |text: &str, sentence: Span, span: Span| {
            let before = text.get(sentence.start as usize..span.start as usize);
            before.is_some_and(|b| !b.contains(char::is_alphanumeric))
        };
        let sentence = open.document.reading().sentence(f.span).unwrap_or(f.span);
        // «KARVIA, May 3 — Eight people»
        let capital = |words: &str| {
            let mut letters = words.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        };
        let leads = first(analysis.text(), sentence, f.span) || capital(&own);
        for p in others.iter().filter(|p| replaceable && p.article != open.document.article && !older(p)) {
            let mut words = describe::squeezed(&p.words());
            if numbers {
                words = fitted(words, first(&p.text, p.sentence, p.span), leads);
            }
            if words.len() <= LONGEST && words != own && !words.is_empty() && !offered.contains(&words) {
                if offered.len() == OTHERS {
                    break;
                }
                let title = format!("Use «{}» from {}", describe::shortened_where_new(&words, &own, 40), name(p));
                add(title, Deed::Replace(vec![(f.span, words.clone())]));
                offered.push(words);
            }
        }
        // What stands here is written down under the file's name.
        if open.document.path.is_some() {
            add("Let it stand here …".into(), Deed::StandHere);
        }
        if others.iter().any(|p| p.article != open.document.article) {
            let what = describe::shortened(&analysis.decided(f.code, f.span), 60);
            add(format!("Let it stand everywhere: «{what}» …"), Deed::StandEverywhere);
        }
        add(format!("What does this mean? ({})", f.code), Deed::Explain);
    }
}

/// A number in words, with a capital only where it is the first of its sentence: `led` says whether it was where it comes
/// from, `leads` whether it will be. In a headline it may have one anywhere; «Rs 500» keeps its own.
fn fitted(words: String, led: bool, leads: bool) -> String {
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let written = first.chars().count() > 2 || matches!(first, "At" | "at" | "Up" | "up" | "a" | "A");
    let bare = led || !words.contains(|c: char| c.is_ascii_digit());
    let mut letters = words.chars();
    match letters.next() {
        Some(c) if written && bare && !leads && first[c.len_utf8()..].chars().all(char::is_lowercase) => {
            c.to_lowercase().chain(letters).collect()
        }
        Some(c) if written && leads && c.is_lowercase() => c.to_uppercase().chain(letters).collect(),
        _ => words,
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A weekday that is not its date's: the weekday of that date, or the nearest date of that weekday.
fn weekday_repairs(article: &Article, t: &Timex) -> Vec<(String, (Span, String))> {
    let mut out = Vec::new();
    let (Some((span, weekday)), Some(days)) = (t.weekday, t.days) else { return out };
    let Some(written) = article.text.get(span.range()) else { return out };
    let date = days.first;
    let right = WEEKDAYS[date.weekday().to_monday_zero_offset() as usize];
    // «Fri» is repaired to «Mon», «Fri.» to «Mon.».
    let new = match written.trim_end_matches('.').len() {
        0..=4 => format!("{}{}", &right[..3], if written.ends_with('.') { "." } else { "" }),
        _ => right.to_owned(),
    };
    out.push((format!("Change the weekday: {new}"), (span, new)));
    let off = i64::from(weekday) - i64::from(date.weekday().to_monday_one_offset());
    let off = if off > 3 {
        off - 7
    } else if off < -3 {
        off + 7
    } else {
        off
    };
    let nearest = date.checked_add(jiff::Span::new().days(off)).ok().filter(|d| d.month() == date.month());
    if let (Some(nearest), Some(place)) = (nearest, day_of_month(article, t, span, date.day())) {
        let title = format!("Change the date: {}", nearest.strftime("%A %-d %B %Y"));
        out.push((title, (place, nearest.day().to_string())));
    }
    out
}

/// Where the day of the month stands in a date: the digits of its number, outside the weekday.
fn day_of_month(article: &Article, t: &Timex, weekday: Span, day: i8) -> Option<Span> {
    let text = article.text.get(t.span.range())?;
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if digits.parse() == Ok(day) {
            let start = t.span.start + at as u32;
            let span = Span::new(start, start + digits.len() as u32);
            if !span.overlaps(weekday) {
                return Some(span);
            }
        }
        at += part.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_number_fits_its_place_in_the_sentence() {
        let fit = |words: &str, led, leads| fitted(words.to_owned(), led, leads);
        assert_eq!(fit("Nineteen", true, false), "nineteen");
        assert_eq!(fit("At least 40", true, false), "at least 40");
        assert_eq!(fit("Nineteen", true, true), "Nineteen");
        assert_eq!(fit("nineteen", false, true), "Nineteen");
        for kept in ["19", "Rs 500", "US$2m", "$2m", "€3.5m", ""] {
            assert_eq!((fit(kept, true, false).as_str(), fit(kept, false, true).as_str()), (kept, kept));
        }
        assert_eq!(fit("Nineteen", false, false), "nineteen");
        // Not the place of the number made this a capital.
        assert_eq!(fit("Euro 40", false, false), "Euro 40");
    }
}
