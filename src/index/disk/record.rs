//! A fact sheet as bytes: our own compact layout. Whatever changes here or in the sheet changes [`FORMAT`], and an index
//! of another format is made anew.

mod value;

use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use value::{decimal, read_decimal, read_value, value};

use super::{
    codec::{Reader, Writer},
    enums::{self, Code},
};
use crate::{
    base::Span,
    fact::{Edition, Fact, FactSheet, Fingerprint, MainEvent, NameForm, Names, Person, Scope, Sentence, Term},
    index::bucket,
    value::DayInterval,
};

/// Of the layout below, and of all else in the index.
pub const FORMAT: u32 = 14;

pub fn write(sheet: &FactSheet) -> Vec<u8> {
    // A fact takes some seventy bytes with its share of words and sentences; a buffer that grows is copied each time.
    let mut w = Writer(Vec::with_capacity(1024 + 96 * sheet.facts.len()));
    let FactSheet {
        published,
        outlet,
        headline,
        status,
        facts,
        sentences,
        terms,
        main,
        fingerprint,
        names,
        edition: known,
    } = sheet;
    w.option(*published, moment);
    w.option(outlet.as_deref(), Writer::str);
    w.option(headline.as_deref(), Writer::str);
    status.write(&mut w);
    edition(&mut w, known);
    w.list(terms, term);
    w.list(sentences, sentence);
    w.ascending(main.terms.iter().map(|&t| u64::from(t)));
    w.option(main.days, days);
    w.option(main.period, enums::period);
    for slot in fingerprint.slots() {
        w.fixed32(*slot);
    }
    let mut named = Writer::default();
    named.list(names, name);
    w.bytes(&named.0);
    // Few rules make all of the facts.
    let mut rules: Vec<&str> = Vec::new();
    for f in facts {
        if !rules.contains(&f.rule) {
            rules.push(f.rule);
        }
    }
    rules.sort_unstable();
    w.list(&rules, |w, rule| w.str(rule));
    w.uint(facts.len() as u64);
    let mut last = 0;
    for f in facts {
        fact(&mut w, f, *published, last);
        w.uint(rules.iter().position(|r| *r == f.rule).unwrap_or_default() as u64);
        last = f.span.start;
    }
    w.0
}

pub fn read(bytes: &[u8]) -> Option<FactSheet> {
    let r = &mut Reader(bytes);
    let published = r.option(read_moment)?;
    let outlet = r.option(|r| r.str().map(Into::into))?;
    let headline = r.option(|r| r.str().map(Into::into))?;
    let status = Code::read(r)?;
    let edition = read_edition(r)?;
    let terms = r.list(read_term)?;
    let sentences = r.list(read_sentence)?;
    let main = MainEvent {
        terms: r.ascending()?.into_iter().map(|t| t as u16).collect(),
        days: r.option(read_days)?,
        period: r.option(enums::read_period)?,
    };
    let mut slots = [0; Fingerprint::SLOTS];
    for slot in &mut slots {
        *slot = r.fixed32()?;
    }
    let names = Names::stored(r.bytes()?, |bytes| Reader(bytes).list(read_name));
    let rules = r.list(|r| Some(enums::rule(r.str()?)))?;
    let mut last = 0;
    let facts = r.list(|r| {
        let mut f = read_fact(r, published, last)?;
        f.rule = *rules.get(usize::try_from(r.uint()?).ok()?)?;
        last = f.span.start;
        Some(f)
    })?;
    // Indices that lead out of the sheet would be trusted later.
    let fits = |t: &u16| usize::from(*t) < terms.len();
    let sound = r.0.is_empty()
        && main.terms.iter().all(fits)
        && sentences.iter().all(|s| s.terms.iter().all(fits))
        && facts.iter().all(|f| (f.sentence as usize) < sentences.len() && f.near.iter().all(fits));
    sound.then(|| FactSheet {
        published,
        outlet,
        headline,
        status,
        edition,
        facts,
        sentences,
        terms,
        main,
        fingerprint: Fingerprint::of_slots(slots),
        names,
    })
}

fn name(w: &mut Writer, n: &NameForm) {
    w.str(&n.form);
    w.option((n.full != n.form).then_some(&*n.full), Writer::str);
    n.kind.write(w);
    span(w, n.span, 0);
    w.uint(n.count.into());
    w.list(&n.roles, |w, k| w.fixed32(*k));
}

fn read_name(r: &mut Reader<'_>) -> Option<NameForm> {
    let form: Box<str> = r.str()?.into();
    let full = r.option(|r| r.str().map(Into::into))?.unwrap_or_else(|| form.clone());
    let (kind, span, count) = (Code::read(r)?, read_span(r, 0)?, r.uint()? as u32);
    Some(NameForm { form, full, kind, span, count, roles: r.list(Reader::fixed32)?.into() })
}

fn edition(w: &mut Writer, e: &Edition) {
    let Edition { uri, url, title, number, moment: written, embargo } = e;
    for key in [uri, url, title] {
        w.option(*key, Writer::uint);
    }
    w.option(number.map(u64::from), Writer::uint);
    w.option(*written, moment);
    w.option(embargo.map(|t| t.as_second() as u64), Writer::uint);
}

fn read_edition(r: &mut Reader<'_>) -> Option<Edition> {
    Some(Edition {
        uri: r.option(Reader::uint)?,
        url: r.option(Reader::uint)?,
        title: r.option(Reader::uint)?,
        number: r.option(|r| r.uint().map(|n| n as u32))?,
        moment: r.option(read_moment)?,
        embargo: r.option(Reader::uint)?.and_then(|s| Timestamp::from_second(s as i64).ok()),
    })
}

/// All of a fact but its rule.
fn fact(w: &mut Writer, f: &Fact, published: Option<(Date, Option<Time>)>, last: u32) {
    let Fact {
        span: at,
        sentence,
        value: stated,
        slot,
        role,
        population,
        part,
        beside,
        inclusive,
        scope,
        near,
        subject,
        person,
        event_days,
        as_of,
        source,
        hedge,
        outlook,
        period,
        rule: _,
    } = f;
    span(w, *at, last);
    w.uint((*sentence).into());
    enums::slot(w, *slot);
    value(w, stated);
    w.uint(role.map_or(0, |r| u64::from(r.index()) + 1));
    w.list(population, |w, p| w.fixed32(*p));
    w.ascending(near.iter().map(|&n| u64::from(n)));
    w.uint(subject.map_or(0, |s| u64::from(s) + 1));
    // Most facts have none of the rest: one byte says which follow.
    let same_moment = *as_of == published;
    let flags = [
        person.is_some(),
        event_days.is_some(),
        !same_moment,
        source.is_some(),
        hedge.is_some(),
        period.is_some(),
        beside.is_some(),
        *inclusive || !scope.is_empty(),
    ];
    w.byte(flags.iter().enumerate().fold(0, |b, (i, f)| b | u8::from(*f) << i));
    if let Some(p) = person {
        w.str(&p.name);
        w.fixed32(p.surname);
        w.option(p.given, Writer::fixed32);
    }
    if let Some(d) = event_days {
        days(w, *d);
    }
    if !same_moment {
        w.option(*as_of, moment);
    }
    if let Some(s) = source {
        w.str(s);
    }
    if let Some(h) = hedge {
        h.write(w);
    }
    if let Some(p) = period {
        enums::period(w, *p);
    }
    if let Some(b) = beside {
        decimal(w, *b);
    }
    if *inclusive || !scope.is_empty() {
        w.uint(u64::from(scope.bits()) << 1 | u64::from(*inclusive));
    }
    w.byte(part.code() | outlook.code() << 4);
}

fn read_fact(r: &mut Reader<'_>, published: Option<(Date, Option<Time>)>, last: u32) -> Option<Fact> {
    let span = read_span(r, last)?;
    let sentence = u32::try_from(r.uint()?).ok()?;
    let slot = enums::read_slot(r)?;
    let value = read_value(r)?;
    let role = match r.uint()? {
        0 => None,
        n => Some(enums::role(n - 1)?),
    };
    let population = r.list(Reader::fixed32)?.into();
    let near = r.ascending()?.into_iter().map(|n| n as u16).collect();
    let subject = r.uint()?.checked_sub(1).map(|n| n as u16);
    let flags = r.byte()?;
    let has = |i: u8| flags >> i & 1 == 1;
    let person = if has(0) {
        Some(Box::new(Person { name: r.str()?.into(), surname: r.fixed32()?, given: r.option(Reader::fixed32)? }))
    } else {
        None
    };
    let event_days = if has(1) { Some(read_days(r)?) } else { None };
    let as_of = if has(2) { r.option(read_moment)? } else { published };
    let source = if has(3) { Some(r.str()?.into()) } else { None };
    let hedge = if has(4) { Some(Code::read(r)?) } else { None };
    let period = if has(5) { Some(enums::read_period(r)?) } else { None };
    let beside = if has(6) { Some(read_decimal(r)?) } else { None };
    // The lowest bit says that it is inclusive, the others are its scope.
    let limits = if has(7) { r.uint()? } else { 0 };
    let both = r.byte()?;
    let (part, outlook) = (Code::of(both & 15)?, Code::of(both >> 4)?);
    Some(Fact {
        span,
        sentence,
        value,
        slot,
        role,
        population,
        part,
        beside,
        inclusive: limits & 1 == 1,
        scope: Scope::of_bits((limits >> 1) as u16),
        near,
        subject,
        person,
        event_days,
        as_of,
        source,
        hedge,
        outlook,
        period,
        rule: "",
    })
}

fn span(w: &mut Writer, span: Span, last: u32) {
    w.int(i64::from(span.start) - i64::from(last));
    w.uint(span.len().into());
}

fn read_span(r: &mut Reader<'_>, last: u32) -> Option<Span> {
    let start = u32::try_from(i64::from(last).checked_add(r.int()?)?).ok()?;
    let len = u32::try_from(r.uint()?).ok()?;
    Some(Span::new(start, start.checked_add(len)?))
}

fn term(w: &mut Writer, t: &Term) {
    w.fixed32(t.key);
    w.uint(t.first.into());
    w.byte(t.len);
    t.kind.write(w);
    w.byte(t.count);
}

fn read_term(r: &mut Reader<'_>) -> Option<Term> {
    Some(Term {
        key: r.fixed32()?,
        first: u32::try_from(r.uint()?).ok()?,
        len: r.byte()?,
        kind: Code::read(r)?,
        count: r.byte()?,
    })
}

fn sentence(w: &mut Writer, s: &Sentence) {
    span(w, s.span, 0);
    w.uint(s.block.into());
    w.ascending(s.terms.iter().map(|&t| u64::from(t)));
    w.option(s.background, days);
}

fn read_sentence(r: &mut Reader<'_>) -> Option<Sentence> {
    Some(Sentence {
        span: read_span(r, 0)?,
        block: u32::try_from(r.uint()?).ok()?,
        terms: r.ascending()?.into_iter().map(|t| t as u16).collect(),
        background: r.option(read_days)?,
    })
}

/// Days since 1 January 2000, so that the news of our time is short.
fn date(w: &mut Writer, d: Date) {
    w.int(bucket::day_number(d));
}

fn read_date(r: &mut Reader<'_>) -> Option<Date> {
    bucket::date_of(r.int()?)
}

fn days(w: &mut Writer, d: DayInterval) {
    date(w, d.first);
    w.int(bucket::day_number(d.last) - bucket::day_number(d.first));
}

fn read_days(r: &mut Reader<'_>) -> Option<DayInterval> {
    let first = read_date(r)?;
    let last = bucket::day_number(first).checked_add(r.int()?)?;
    Some(DayInterval { first, last: bucket::date_of(last)? })
}

fn moment(w: &mut Writer, (d, t): (Date, Option<Time>)) {
    date(w, d);
    w.option(t, |w, t| w.uint(t.hour() as u64 * 3600 + t.minute() as u64 * 60 + t.second() as u64));
}

fn read_moment(r: &mut Reader<'_>) -> Option<(Date, Option<Time>)> {
    let d = read_date(r)?;
    let time = r.option(|r| {
        let s = r.uint()?;
        Time::new((s / 3600) as i8, (s / 60 % 60) as i8, (s % 60) as i8, 0).ok()
    })?;
    Some((d, time))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{Format, Hints, read as read_article},
        fact::{self, Value},
    };

    fn sheet() -> FactSheet {
        let text = "Ferry sinks off Garrow\n\nPORTO, March 4, 2024 (Wire) — At least 137 people were killed, including \
            four children, when the ferry Calandria sank on Sunday night. “Nobody told us,” said Marta Lind, 41. It \
            cost between $1.2bn and €3m, or 12 per cent; a third of 1,300 seats. In 2017 some 40 died near Tessaly.";
        let article = read_article(text, Format::Plain, &Hints::default());
        fact::sheet(&annotate(Arc::new(article), &mut Cache::default()))
    }

    #[test]
    fn a_sheet_is_read_as_it_was_written() {
        let sheet = sheet();
        assert!(sheet.facts.len() > 4, "{sheet:?}");
        let again = read(&write(&sheet)).expect("a record");
        // Words are read when they are asked for.
        let quotations =
            again.facts.iter().filter_map(|f| if let Value::Quotation(q) = &f.value { Some(q) } else { None });
        assert!(quotations.map(|q| q.words().len()).sum::<usize>() > 0);
        // Decimals lose their trailing zeros, which are no part of their value.
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        let shorten = |part: &str| {
            let number = part.trim_end_matches(|c| !digits(c));
            let short = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
            format!("{short}{}", &part[number.len()..])
        };
        let told = |s: &FactSheet| {
            let text = format!("{s:?}").replace("..", " to ");
            text.split_inclusive(|c| !digits(c)).map(shorten).collect::<String>()
        };
        assert_eq!(told(&again), told(&sheet));
    }

    proptest! {
        #[test]
        fn a_damaged_record_is_refused_or_read_but_never_harms(cut in 0usize..2000, at in 0usize..2000, by in 1u8..) {
            let mut bytes = write(&sheet());
            let at = at % bytes.len();
            bytes[at] = bytes[at].wrapping_add(by);
            let _ = read(&bytes);
            let _ = read(&bytes[..cut % bytes.len()]);
        }
    }
}
