use std::sync::LazyLock;

use memchr::{memchr_iter, memmem};

use crate::base::Span;

/// Adds the web and mail addresses in `span` to `masked`, which is in order, absolute and stays so.
pub fn mask_addresses(text: &str, span: Span, masked: &mut Vec<Span>) {
    let bytes = span.of(text).as_bytes();
    let before = masked.len();
    let mut add = |start: usize, end: usize| masked.push(Span::from(start..end).shifted(span.start));
    let mut done = 0;
    for at in memchr_iter(b'/', bytes).filter(|&at| bytes[..at].ends_with(b":") && bytes.get(at + 1) == Some(&b'/')) {
        if at < done {
            continue;
        }
        let start = word_start(bytes, at - 1, |b| b.is_ascii_alphabetic());
        if start < at - 1 {
            done = address_end(bytes, at + 2);
            add(start, done);
        }
    }
    let name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    for at in memchr_iter(b'@', bytes) {
        let start = word_start(bytes, at, name);
        let end = at + 1 + bytes[at + 1..].iter().take(128).take_while(|&&b| name(b)).count();
        let end = end - bytes[at + 1..end].iter().rev().take_while(|b| matches!(b, b'.' | b'-')).count();
        if start < at && bytes[at + 1..end].contains(&b'.') {
            add(start, end);
        }
    }
    done = 0;
    static WWW: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("www."));
    for at in WWW.find_iter(bytes) {
        if at >= done && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric() && bytes[at - 1] != b'/') {
            done = address_end(bytes, at + 4);
            add(at, done);
        }
    }
    if masked.len() > before {
        merge(masked);
    }
}

/// Puts masked ranges in order and joins those that overlap.
pub fn merge(masked: &mut Vec<Span>) {
    masked.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(masked.len());
    for m in masked.drain(..) {
        match out.last_mut() {
            Some(l) if m.start <= l.end => l.end = l.end.max(m.end),
            _ => out.push(m),
        }
    }
    *masked = out;
}

fn word_start(bytes: &[u8], mut at: usize, part: impl Fn(u8) -> bool) -> usize {
    let floor = at.saturating_sub(64);
    while at > floor && part(bytes[at - 1]) {
        at -= 1;
    }
    at
}

/// Where an address ends: at white space or a mark that closes, without the stop of its sentence. Never inside a
/// character: it stops before the first that is not ASCII.
fn address_end(bytes: &[u8], from: usize) -> usize {
    let part =
        |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'`' | b'|' | b'\\' | b'^' | b'{' | b'}');
    let end = from + bytes[from..].iter().take(2048).take_while(|&&b| part(b)).count();
    let closing = |b: u8| matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'\'' | b'*' | b'_');
    end - bytes[from..end].iter().rev().take_while(|&&b| closing(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        mask_addresses(text, Span::from(0..text.len()), &mut out);
        out.iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn addresses_without_the_stop_after_them() {
        assert_eq!(
            masked("See https://x.example/64?a=5, or (www.y.example/12)."),
            ["https://x.example/64?a=5", "www.y.example/12"]
        );
        assert_eq!(masked("Write to desk.24@post.example.co. Follow @post24 at 5@6"), ["desk.24@post.example.co"]);
        assert_eq!(masked("http://é.example a//b ://x c:// @ www. 5/6"), ["http://", "c://", "www."]);
        assert_eq!(masked("https://user@www.x.example/www.5"), ["https://user@www.x.example/www.5"]);
    }
}
