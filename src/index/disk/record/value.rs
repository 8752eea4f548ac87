//! Values of facts.

use super::{
    super::{
        codec::{Reader, Writer},
        enums::{self, Code},
    },
    days, read_days,
};
use crate::{
    fact::{Person, Place, Quotation, Speaker, Value},
    value::{Bound, ClockInterval, Decimal, Endpoint, Interval, Length, Quantity, noughts},
};

pub(super) fn value(w: &mut Writer, value: &Value) {
    match value {
        Value::Quantity { written, base } => {
            w.byte(0);
            quantity(w, written);
            end(w, base.low);
            end(w, base.high);
        }
        Value::When { days: d, clock } => {
            w.byte(1);
            w.option(*d, days);
            w.option(*clock, |w, c| {
                w.uint(c.first.into());
                w.uint(c.last.into());
            });
        }
        Value::Length(l) => {
            w.byte(2);
            w.int(l.centimonths);
            w.int(l.seconds);
        }
        Value::Place(p) => {
            w.byte(4);
            w.str(&p.name);
            w.fixed32(p.key);
            p.kind.write(w);
            w.option(p.within, Writer::fixed32);
        }
        Value::Quotation(q) => {
            // Words and keys are read from the text again, where they are asked for.
            w.byte(3);
            w.str(&q.text);
            w.option(q.speaker.as_ref(), speaker);
            q.mode.write(w);
            w.byte(q.translated.into());
        }
    }
}

pub(super) fn read_value(r: &mut Reader<'_>) -> Option<Value> {
    Some(match r.byte()? {
        0 => Value::Quantity { written: read_quantity(r)?, base: Interval { low: read_end(r)?, high: read_end(r)? } },
        1 => Value::When {
            days: r.option(read_days)?,
            clock: r.option(|r| Some(ClockInterval { first: r.uint()? as u16, last: r.uint()? as u16 }))?,
        },
        2 => Value::Length(Length { centimonths: r.int()?, seconds: r.int()? }),
        3 => {
            let text = r.str()?;
            let speaker = r.option(read_speaker)?;
            let mut quotation = Quotation::stored(text, speaker, Code::read(r)?);
            quotation.translated = r.byte()? == 1;
            Value::Quotation(Box::new(quotation))
        }
        4 => Value::Place(Box::new(Place {
            name: r.str()?.into(),
            key: r.fixed32()?,
            kind: Code::read(r)?,
            within: r.option(Reader::fixed32)?,
        })),
        _ => return None,
    })
}

pub(super) fn speaker(w: &mut Writer, s: &Speaker) {
    w.str(&s.name);
    w.byte(u8::from(s.person.is_some()) | u8::from(s.sure) << 1);
    s.sex.write(w);
}

pub(super) fn read_speaker(r: &mut Reader<'_>) -> Option<Speaker> {
    let name: Box<str> = r.str()?.into();
    let flags = r.byte()?;
    let person = if flags & 1 != 0 { Person::new(&name) } else { None };
    Some(Speaker { person, sex: Code::read(r)?, sure: flags & 2 != 0, name })
}

pub(super) fn quantity(w: &mut Writer, q: &Quantity) {
    q.bound.write(w);
    enums::unit(w, q.unit);
    decimal(w, q.low);
    if q.bound == Bound::Range {
        decimal(w, q.high);
    }
    decimal(w, q.place);
}

pub(super) fn read_quantity(r: &mut Reader<'_>) -> Option<Quantity> {
    let bound = Code::read(r)?;
    let unit = enums::read_unit(r)?;
    let low = read_decimal(r)?;
    let high = if bound == Bound::Range { read_decimal(r)? } else { low };
    Some(Quantity { low, high, bound, unit, place: read_decimal(r)? })
}

pub(super) fn end(w: &mut Writer, end: Option<Endpoint>) {
    w.byte(end.map_or(0, |e| 1 + u8::from(e.closed)));
    if let Some(e) = end {
        decimal(w, e.value);
    }
}

pub(super) fn read_end(r: &mut Reader<'_>) -> Option<Option<Endpoint>> {
    Some(match r.byte()? {
        0 => None,
        n @ 1..=2 => Some(Endpoint { closed: n == 2, value: read_decimal(r)? }),
        _ => return None,
    })
}

pub(super) fn decimal(w: &mut Writer, d: Decimal) {
    let d = if d.is_zero() { Decimal::ZERO } else { d };
    // Round thousands are common: powers of ten go into the scale.
    let noughts = noughts(d);
    w.int(i64::from(noughts) - i64::from(d.scale()));
    w.byte((d.mantissa() < 0).into());
    let magnitude = d.mantissa().unsigned_abs() / 10u128.pow(noughts);
    w.uint(magnitude as u64);
    w.option(Some((magnitude >> 64) as u64).filter(|&h| h > 0), Writer::uint);
}

pub(super) fn read_decimal(r: &mut Reader<'_>) -> Option<Decimal> {
    let scale = r.int()?;
    let negative = r.byte()? == 1;
    let low = r.uint()?;
    let high = r.option(Reader::uint)?.unwrap_or(0);
    let mut mantissa = i128::try_from(u128::from(high) << 64 | u128::from(low)).ok()?;
    for _ in 0..scale.clamp(0, 40) {
        mantissa = mantissa.checked_mul(10)?;
    }
    let scale = u32::try_from((-scale).max(0)).ok()?;
    Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale).ok()
}
