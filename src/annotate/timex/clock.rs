//! Clock times in digits: «3:15 p.m. ET», «16:08 UTC», «0800 GMT», «10.25pm», and the half of the day that they are of.

use super::{
    Item,
    expression::{Clock, Origin, Part, Saying, Unit, When},
    number,
    words::{Deictic, Meridiem, Word},
};
use crate::{
    annotate::{Rule, View, WordList, lexicon::Class},
    article::Case,
};

impl Clock {
    pub fn at(hour: u8, minute: Option<u8>) -> Self {
        Clock { hour, minute, second: None, sure: hour > 12 || hour == 0, utc: false }
    }

    /// The same clock face in the half of the day that a part of it names.
    pub fn within(mut self, part: Part) -> Self {
        if !self.sure {
            let pm = match part {
                Part::Morning => false,
                Part::Night => self.hour >= 6 && self.hour < 12,
                Part::Noon | Part::Midday => self.hour < 4,
                Part::Afternoon | Part::Evening => true,
                Part::Midnight => false,
            };
            self.set(if pm { Meridiem::Pm } else { Meridiem::Am });
        }
        self
    }

    pub(super) fn set(&mut self, meridiem: Meridiem) {
        self.sure = true;
        match meridiem {
            Meridiem::Pm if self.hour < 12 => self.hour += 12,
            Meridiem::Am if self.hour == 12 => self.hour = 0,
            _ => {}
        }
    }

    pub fn minutes(&self) -> u16 {
        self.hour as u16 % 24 * 60 + self.minute.unwrap_or(0) as u16
    }
}

/// A clock time that starts at the number `i`.
pub fn find(view: &View<'_>, i: usize) -> Option<Item> {
    let (clock, b) = digital(view, i)?;
    // «a time of 3:45», «in 9:58» are lengths of races.
    let before = i.wrapping_sub(1);
    let race = view.is(before, "in") || view.is(before, "of") && !(i >= 2 && view.is(i - 2, "as"));
    if race && !clock.sure {
        return None;
    }
    // «2:53 Officers describe the arrest»: how long a film is, before its title.
    let title = i == 0
        && b == 3
        && view.word(i).len() == 1
        && view.token(b).is_some_and(|t| t.is_word() && t.spaced() && t.case() != Case::Lower)
        && number::word(view, b).is_none();
    if title {
        return None;
    }
    Some(item(i, b, clock))
}

pub(super) fn item(a: usize, b: usize, clock: Clock) -> Item {
    let what = Saying { clock: Some(clock), ..When::Day.into() };
    Item { a, b, what, rule: Rule::TimeClock }
}

/// A clock time in digits at `i`, with its meridiem and zone, and the token after it.
pub fn digital(view: &View<'_>, i: usize) -> Option<(Clock, usize)> {
    view.token(i).filter(|t| t.is_number())?;
    let text = view.word(i);
    let glued = |k: usize| view.token(k).is_some_and(|t| !t.spaced());
    let pair = |k: usize| {
        let text = view.word(k);
        (glued(k) && view.token(k)?.is_number() && text.len() == 2)
            .then(|| text.parse::<u8>().ok())?
            .filter(|&n| n < 60)
    };
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    // «21.52», «10.25pm»
    if !plain && let Some((h, m)) = text.split_once('.') {
        let (hour, minute) = (h.parse::<u8>().ok()?, m.parse::<u8>().ok()?);
        if m.len() != 2 || h.len() > 2 || hour > 23 || minute > 59 {
            return None;
        }
        let clock = Clock::at(hour, Some(minute));
        let (clock, b, marked) = tail(view, clock, i + 1);
        // «09.10 — Rescuers reach the village», as entries of a live blog open.
        let opens = i == 0 && h.len() == 2 && (view.mark(b, '—') || view.mark(b, '–')) && !glued(b);
        let sure = marked || opens || called(view, i) && ends_time(view, b) && !measured(view, b);
        return sure.then_some((clock, b));
    }
    if !plain && text.contains(',') {
        return None;
    }
    let n: u16 = text.parse().ok().filter(|_| text.len() <= 4)?;
    if view.mark(i + 1, ':') && glued(i + 1) && text.len() <= 2 && n <= 24 {
        let minute = pair(i + 2)?;
        let mut clock = Clock::at(n as u8 % 24, Some(minute));
        clock.sure |= text.starts_with('0');
        let mut b = i + 3;
        if view.mark(b, ':')
            && let Some(second) = pair(b + 1)
        {
            clock.second = Some(second);
            b += 2;
        }
        // «3:15p»
        if let Some(meridiem) = letter(view, b) {
            clock.set(meridiem);
            b += 1;
        }
        let (clock, b, _) = tail(view, clock, b);
        return Some((clock, b));
    }
    // «16h30», «16h»
    if view.is(i + 1, "h") && glued(i + 1) && n <= 24 && text.len() <= 2 {
        let (minute, b) = match pair(i + 2) {
            Some(minute) => (minute, i + 3),
            None if called(view, i) || beside_time(view, i) || n > 12 && view.len() < 4 => (0, i + 2),
            None => return None,
        };
        let mut clock = Clock::at(n as u8 % 24, Some(minute));
        clock.sure = true;
        let (clock, b, _) = tail(view, clock, b);
        return Some((clock, b));
    }
    // «0800 GMT», «730 p.m.»
    if text.len() >= 3 {
        let (hour, minute) = ((n / 100) as u8, (n % 100) as u8);
        if hour > 23 || minute > 59 {
            return None;
        }
        let mut clock = Clock::at(hour, Some(minute));
        clock.sure |= text.starts_with('0');
        let (clock, b, marked) = tail(view, clock, i + 1);
        if marked {
            return Some((clock, b));
        }
        let military =
            text.len() == 4 && view.is_any(i + 1, few!["hours", "hrs"]) && (called(view, i) || text.starts_with('0'));
        if military {
            return Some((clock, i + 2));
        }
        // «at 1030» as an entry, «at 730 in the evening»
        let part =
            view.is(i + 1, "in") && view.is(i + 2, "the") && matches!(number::word(view, i + 3), Some(Word::Part(..)));
        let year = (1800..2100).contains(&n) && i > 0 && !view.is(i - 1, "at");
        let entry = i > 0 && view.len() < 4 && view.is_any(i - 1, few!["at", "around", "approximately", "@"]) && !year;
        return (entry || part && called(view, i)).then_some((clock, i + 1));
    }
    if n > 12 || n == 0 {
        let zoned = n < 24 && called(view, i) && view.has(i + 1, Class::ZONE) && upper(view, i + 1);
        return zoned.then(|| tail(view, Clock::at(n as u8, None), i + 1)).map(|(c, b, _)| (c, b));
    }
    let mut clock = Clock::at(n as u8, None);
    // «from 9a to 11a»
    if let Some(meridiem) =
        letter(view, i + 1).filter(|_| called(view, i) || view.is_any(i.wrapping_sub(1), few!["to"]))
    {
        clock.set(meridiem);
        return Some((clock, i + 2));
    }
    // «at 3 15» as an entry
    if called(view, i)
        && view.len() < 4
        && let Some(minute) = view.word(i + 1).parse().ok().filter(|m| (10..60).contains(m) && i + 2 == view.len())
    {
        return Some((Clock::at(n as u8, Some(minute)), i + 2));
    }
    let (clock, b, marked) = tail(view, clock, i + 1);
    marked.then_some((clock, b))
}

/// The half of the day in one letter glued to a time («3:15p»).
fn letter(view: &View<'_>, i: usize) -> Option<Meridiem> {
    let glued = view.token(i).is_some_and(|t| !t.spaced());
    let apart = view.token(i + 1).is_none_or(|t| t.spaced() || !t.is_word() && !t.is_number() && !t.is('-'));
    match view.word(i) {
        "a" | "A" if glued && apart => Some(Meridiem::Am),
        "p" | "P" if glued && apart => Some(Meridiem::Pm),
        _ => None,
    }
}

/// Whether a day or another time stands right before `i` («Thursday 8h», «9h30 - 11h»).
fn beside_time(view: &View<'_>, i: usize) -> bool {
    let Some(p) = i.checked_sub(1) else { return false };
    let hour = p > 1 && view.mark(p, '-') && (view.is(p - 1, "h") || view.is(p - 2, "h"));
    hour || view.has(p, Class::WEEKDAY) || number::year(view, p).is_some() || view.is_any(p, few!["tomorrow", "today"])
}

fn upper(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_some_and(|t| t.case() == Case::Upper)
}

/// Whether a word before `i` calls for a time.
fn called(view: &View<'_>, i: usize) -> bool {
    let Some(p) = i.checked_sub(1) else { return false };
    view.is_any(
        p,
        few!["at", "from", "until", "till", "by", "since", "before", "after", "about", "around", "between", "@"],
    )
}

/// Whether a measure goes on at `i`: «from 4.25 to 4.5 per cent», «at 8.42 m».
fn measured(view: &View<'_>, i: usize) -> bool {
    let of_measure = |k: usize| {
        view.mark(k, '%')
            || view.is_any(k, few!["per", "percent", "pct", "points", "point", "m", "million", "billion"])
            || view.has(k, Class::CURRENCY.or(Class::UNIT)) && !view.has(k, Class::PREPOSITION)
    };
    let number = |k: usize| view.token(k).is_some_and(|t| t.is_number());
    of_measure(i) || view.is(i, "to") && number(i + 1) && of_measure(i + 2)
}

/// Whether the token at `i` can follow a time («at 21.52 on», «from 17.00 yesterday»), unlike «at 12.34 per cent».
pub(super) fn ends_time(view: &View<'_>, i: usize) -> bool {
    let Some(t) = view.token(i) else { return true };
    if t.is_word() {
        let class = Class::DEICTIC.or(Class::WEEKDAY).or(Class::CONJUNCTION).or(Class::DAY_PART).or(Class::DETERMINER);
        return view.has(i, class)
            || view.is_any(i, few!["on", "in", "to", "until", "till", "by", "after", "local", "she", "he", "they"]);
    }
    t.is('?') || t.is('.') || t.is(',') || t.is(';') || t.is(')') || t.is('-') || t.is('–') || t.is('—')
}

/// What follows the digits: «p.m.», «o’clock», a zone, «local time». True where one of them makes it a time for sure.
pub(super) fn tail(view: &View<'_>, mut clock: Clock, mut b: usize) -> (Clock, usize, bool) {
    let mut marked = false;
    let glued = |k: usize| view.token(k).is_some_and(|t| !t.spaced());
    // «9.am»
    if view.mark(b, '.') && glued(b) && glued(b + 1) && matches!(number::word(view, b + 1), Some(Word::Meridiem(_))) {
        b += 1;
    }
    if matches!(number::word(view, b), Some(Word::Deictic(Deictic::Oclock))) {
        b += 1;
        marked = true;
    }
    if let Some(Word::Meridiem(m)) = number::word(view, b) {
        clock.set(m);
        b += 1;
        marked = true;
        // «3 p.m.» with a space in it keeps its last dot inside the token; «pm.» at a sentence's end does not.
    } else if view.is(b + 1, "m") && view.is_any(b, few!["a", "p"]) {
        clock.set(if view.is(b, "p") { Meridiem::Pm } else { Meridiem::Am });
        b += 2;
        marked = true;
    } else if view.is_any(b, few!["a", "p"]) && view.mark(b + 1, '.') && view.is(b + 2, "m") {
        // «7 p . m .»
        clock.set(if view.is(b, "p") { Meridiem::Pm } else { Meridiem::Am });
        b += 3 + usize::from(view.mark(b + 3, '.'));
        marked = true;
    } else if view.is(b, "in")
        && view.is(b + 1, "the")
        && let Some(Word::Meridiem(m)) = number::word(view, b + 2)
        && upper(view, b + 2)
    {
        clock.set(m);
        b += 3;
        marked = true;
    }
    // «11ish»
    if view.is(number::hop(view, b), "ish") {
        b = number::hop(view, b);
    }
    if view.is(b, "ish") && !view.token(b + 1).is_some_and(|t| t.is_word() && !view.has(b + 1, SMALL)) {
        b += 1;
        marked = true;
        if let Some(Word::Meridiem(m)) = number::word(view, b) {
            clock.set(m);
            b += 1;
        }
    }
    let open = usize::from(view.mark(b, '(') && view.mark(b + 2, ')'));
    if let Some(Word::Zone(utc)) = number::word(view, b + open)
        && (upper(view, b + open) || marked && view.token(b).is_some_and(|t| t.case() == Case::Lower) && utc)
    {
        clock.utc = utc;
        clock.sure |= utc;
        b += 1 + 2 * open;
        marked = true;
        // «GMT+2» is no universal time.
        let sign = |k: usize| view.token(k).is_some_and(|t| !t.spaced() && (t.is('+') || t.is('-') || t.is('−')));
        if utc && sign(b) && view.token(b + 1).is_some_and(|t| t.is_number() && !t.spaced()) {
            clock.utc = false;
            b += 2;
        }
    } else if marked
        && view.is_any(b, few!["Eastern", "Central", "Pacific", "Mountain"])
        && view.token(b).is_some_and(|t| t.case() == Case::Title)
    {
        // «5:30 a.m. Eastern», «Eastern Daylight Time»
        b += 1 + usize::from(view.is_any(b + 1, few!["standard", "daylight"]));
        b += usize::from(view.is(b, "time"));
    } else if view.is(b, "local") && view.is(b + 1, "time") {
        b += 2;
        marked = true;
    }
    (clock, b, marked)
}

/// What may follow a time.
const SMALL: Class =
    Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::DEICTIC).or(Class::MERIDIEM).or(Class::DETERMINER);

/// Settles the half of the day of times that leave it open, from what their block says besides: the parts of the day in
/// their sentence, else a time of the same half within three hours.
pub fn halves(view: &View<'_>, items: &mut [Item]) {
    let open = |x: &Item| x.what.when == When::Day && x.what.clock.is_some_and(|c| !c.sure && c.minute.is_some());
    for k in 0..items.len() {
        if !open(&items[k]) {
            continue;
        }
        let Some(clock) = items[k].what.clock else { continue };
        let sentence = view.prose.sentence_of(items[k].a);
        let mut parts = items.iter().filter(|x| sentence.contains(&x.a)).filter_map(|x| x.what.part);
        let said = parts.next().filter(|p| parts.all(|q| q == *p)).filter(|p| *p != Part::Midnight);
        let settled = match said {
            Some(part) => Some(clock.within(part)),
            None if items.iter().any(|x| x.what.part.is_some()) => None,
            None => beside(clock, items),
        };
        if let Some(clock) = settled.filter(|c| c.sure) {
            items[k].what.clock = Some(clock);
        }
    }
}

/// The half of the day that puts a clock face within three hours of every sure time of its block.
fn beside(clock: Clock, items: &[Item]) -> Option<Clock> {
    let mut halves = [Meridiem::Am, Meridiem::Pm].into_iter().map(|m| {
        let mut half = clock;
        half.set(m);
        half
    });
    let mut sure = items.iter().filter_map(|x| x.what.clock).filter(|c| c.sure && c.minute.is_some()).peekable();
    sure.peek()?;
    let near = |half: &Clock| sure.clone().all(|c| c.minutes().abs_diff(half.minutes()) <= 180);
    halves.find(near)
}

/// Words before the time of a report itself.
static STAMPS: WordList =
    WordList::new(&["update", "updated", "updates", "posted", "published", "story", "report", "latest", "modified"]);

/// «UPDATE 3:30 AM», «ORIGINAL STORY (10:30 a.m.)»: a time at the head of a block that is the report's own, not its event's.
pub fn stamps(view: &View<'_>, items: &mut [Item]) {
    let Some(first) = items.first_mut().filter(|x| x.a <= 4 && x.what.when == When::Day && x.what.clock.is_some())
    else {
        return;
    };
    let mark = |k: usize| ['(', ':', '@', '-', '–', '|'].iter().any(|&c| view.mark(k, c)) || view.is(k, "at");
    let Some(word) = (0..first.a).rev().find(|&k| !mark(k)) else { return };
    let upper = view.token(word).is_some_and(|t| t.case() != Case::Lower);
    if upper && view.in_list(word, &STAMPS) {
        first.what.when = When::Shift { unit: Unit::Day, offset: 0, from: Origin::Now };
    }
}

/// A part of the day that is a clock time («noon», «midnight»).
pub fn of_part(part: Part) -> Option<Clock> {
    match part {
        Part::Noon => Some(Clock { sure: true, ..Clock::at(12, None) }),
        Part::Midnight => Some(Clock::at(0, None)),
        _ => None,
    }
}

/// A bare hour («at 7», «for 9») that goes with a part of the day beside it.
pub fn bare_hour(view: &View<'_>, i: usize) -> Option<(Clock, usize)> {
    if let Some(found) = digital(view, i) {
        return Some(found);
    }
    let (hour, next) = number::integer(view, i).filter(|&(n, _)| (1..=12).contains(&n))?;
    let ends = view.token(next).is_none_or(|t| !t.is_word() && !t.is('%') && !t.is('-'))
        || view.has(next, Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::DEICTIC));
    ends.then_some((Clock::at(hour as u8, None), next))
}
