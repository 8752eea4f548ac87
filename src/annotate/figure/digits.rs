//! Numbers written in digits.

use rust_decimal::Decimal;

use super::super::View;

/// The value of a run of digits with separators: «1,300», «12,34,567.89», «0.7», «1.234.567,8», «5,00». `None` for a
/// version, an address or anything else that is no number.
pub fn value(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    if bytes.len() < 19 && bytes.iter().all(u8::is_ascii_digit) {
        return Some(Decimal::from(bytes.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0'))));
    }
    let commas = bytes.iter().filter(|&&b| b == b',').count();
    let dots = bytes.iter().filter(|&&b| b == b'.').count();
    let decimal = match (commas, dots) {
        (0, 0) => None,
        (0, 1) => Some(b'.'),
        (0, _) => return grouped(text, b'.').then(|| digits(text, None)).flatten(),
        (1, 0) if !grouped(text, b',') => Some(b','),
        (_, 0) => return grouped(text, b',').then(|| digits(text, None)).flatten(),
        // Both: the one that comes last is the decimal mark, the other must not follow it.
        _ => {
            let (last_comma, last_dot) = (text.rfind(',')?, text.rfind('.')?);
            let (mark, at, group, count) =
                if last_dot > last_comma { (b'.', last_dot, b',', dots) } else { (b',', last_comma, b'.', commas) };
            if count != 1 || !grouped(&text[..at], group) {
                return None;
            }
            Some(mark)
        }
    };
    digits(text, decimal)
}

/// Whether the groups after the first are of three digits, or of two and a last one of three (as in India).
fn grouped(text: &str, mark: u8) -> bool {
    let mut groups = text.split(mark as char);
    let first = groups.next().unwrap_or("");
    let rest: smallvec::SmallVec<[usize; 8]> = groups.map(str::len).collect();
    let Some((last, middle)) = rest.split_last() else { return true };
    (1..=3).contains(&first.len())
        && *last == 3
        && (middle.iter().all(|&n| n == 3) || middle.iter().all(|&n| n == 2) && first.len() <= 2)
}

/// The digits of `text` as a number whose decimal mark is the last `decimal`.
fn digits(text: &str, decimal: Option<u8>) -> Option<Decimal> {
    let mut mantissa: i128 = 0;
    let mut scale = 0u32;
    let mut fraction = false;
    let point = decimal.and_then(|d| text.rfind(d as char));
    for (at, b) in text.bytes().enumerate() {
        if b.is_ascii_digit() {
            mantissa = mantissa * 10 + i128::from(b - b'0');
            scale += u32::from(fraction);
            if mantissa > 1_000_000_000_000_000_000_000_000 {
                return None;
            }
        } else if Some(at) == point {
            fraction = true;
        }
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

/// A run of digits at token `i` with the groups a space divides («1 300 000»), and the token after it.
pub fn at(view: &View<'_>, i: usize) -> Option<(Decimal, usize)> {
    let t = view.token(i)?;
    if t.is('.') && !view.token(i.wrapping_sub(1)).is_some_and(|p| !t.spaced() && (p.is_word() || p.is_number())) {
        // «.77»
        let next = view.token(i + 1).filter(|n| n.is_number() && !n.spaced())?;
        let text = next.span().of(view.text);
        let n = value(text).filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
        let n = n.checked_mul(Decimal::new(1, u32::try_from(text.len()).ok().filter(|&n| n < 20)?))?;
        return Some((n, i + 2));
    }
    if !t.is_number() {
        return None;
    }
    let text = view.word(i);
    let mut n = value(text)?;
    let mut end = i + 1;
    if text.len() <= 3 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()) {
        while let Some(g) = view.token(end).filter(|g| g.is_number() && g.spaced() && glued(view, end)) {
            let group = g.span().of(view.text);
            let whole = group.split_once(['.', ',']).map_or(group, |(w, _)| w);
            if whole.len() != 3 || end - i > 6 {
                break;
            }
            n = n.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(value(group)?)?;
            end += 1;
            if whole.len() != group.len() {
                break;
            }
        }
    }
    Some((n, end))
}

/// Whether exactly one space stands before token `i`, and no letter or hyphen hangs on it («12 300-metre runners»).
fn glued(view: &View<'_>, i: usize) -> bool {
    let (Some(a), Some(b)) = (view.token(i.wrapping_sub(1)), view.token(i)) else { return false };
    let gap = view.text.get(a.end() as usize..b.start() as usize).unwrap_or("");
    let loose = view.token(i + 1).is_none_or(|n| n.spaced() || !(n.is_word() || n.is('-')));
    gap.chars().count() == 1 && gap != "\n" && loose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        for (text, n) in [
            ("1,300", "1300"),
            ("12,34,567.89", "1234567.89"),
            ("0.7", "0.7"),
            ("1.111,11", "1111.11"),
            ("5,00", "5.00"),
            ("4.800", "4.800"),
            ("1.234.567", "1234567"),
        ] {
            assert_eq!(value(text).map(|d| d.to_string()).as_deref(), Some(n));
        }
        for text in ["3.14.2", "192.168.0.1", "1,2,3", "99999999999999999999999999"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
