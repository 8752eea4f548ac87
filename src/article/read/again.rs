//! A later version of an article, read from the one before. Where a few words were typed inside a paragraph, nothing else
//! can have changed, and the text need not be parsed again.

use std::sync::Arc;

use memchr::memmem;

use super::{Format, finish::FOOT, split};

use crate::{
    article::{Article, Block, BlockKind},
    base::{Span, differing},
};

/// Bytes at the beginning of a paragraph in which it may tell what it is: a list mark, a time of day.
const BEGINNING: u32 = 40;

/// Bytes of a paragraph at least: a shorter one may be a heading, a byline or a line about the status.
const SHORTEST: u32 = 241;

/// Reads `text` as [`super::read`] would with the hints that `before` was read with, where that follows from `before`;
/// `None` where it must be parsed.
pub fn read_again(before: &Article, text: &Arc<str>, format: Format) -> Option<Article> {
    let meta = &before.meta;
    if format != Format::Markdown || !Arc::ptr_eq(&before.text, &before.prose) || !meta.entries.is_empty() {
        return None;
    }
    let (gone, come) = differing(before.text.as_bytes(), text.as_bytes());
    let i = before.block_at(gone.start)?;
    let old = &before.blocks[i];
    if gone.start <= old.span.start + BEGINNING || gone.end >= old.span.end {
        return None;
    }
    let longer = come.len() as i64 - gone.len() as i64;
    let moved = |at: u32| u32::try_from(i64::from(at) + longer).ok();
    let new = Span::new(old.span.start, moved(old.span.end)?);
    let own = meta.told_by as usize <= i && i + FOOT < before.blocks.len();
    let whole = [old.span, new].iter().all(|s| (SHORTEST..split::LONGEST as u32).contains(&s.len()));
    let tame = |text: &str, span: Span| {
        text.get(span.range()).is_some_and(|t| t.bytes().all(is_tame) && memmem::find(t.as_bytes(), b"www.").is_none())
    };
    let simple = old.kind == BlockKind::Paragraph && old.masked.is_empty() && old.cells.is_empty();
    if !(own && whole && simple && tame(&before.text, old.span) && tame(text, new)) {
        return None;
    }
    let shifted = |s: &Span| Some(Span::new(moved(s.start)?, moved(s.end)?));
    let all = |spans: &[Span]| spans.iter().map(shifted).collect::<Option<Vec<Span>>>();
    let mut blocks = Vec::with_capacity(before.blocks.len());
    blocks.extend_from_slice(&before.blocks[..i]);
    blocks.push(Block { span: new, ..old.clone() });
    for b in &before.blocks[i + 1..] {
        blocks.push(Block { span: shifted(&b.span)?, masked: all(&b.masked)?, cells: all(&b.cells)?, ..*b });
    }
    Some(Article { text: text.clone(), prose: text.clone(), blocks, meta: meta.clone() })
}

/// Whether a byte, away from the beginning of a line, is never part of markup, an entity, an address with a slash or a name, «©» (C2 A9) or a line's end.
fn is_tame(byte: u8) -> bool {
    !matches!(
        byte,
        0..=0x1F | b'*' | b'_' | b'~' | b'`' | b'[' | b']' | b'<' | b'>' | b'&' | b'\\' | b'|' | b'/' | b'@' | 0xC2
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Hints, read};

    const LONG: &str = "The rescue service of Karvia went from house to house along the quay until well after midnight, \
        said Ilse Brandt, the mayor, and nobody who was asked there had seen the boat leave on Monday at 6.30 p.m., or \
        heard what its captain is said to have called out to the men on the pier before that.";

    fn story() -> String {
        format!(
            "---\ntitle: Fire in Karvia\ndate: 2024-05-06\n---\n\nA fire in Karvia killed 14 people on Monday. {LONG}\n\n\
             {LONG}\n\n{LONG}\n\n## On the quay\n\n{LONG}\n\n- one *thing*\n- another\n\n{LONG}\n\n{LONG} See \
             [there](http://a.example/b).\n\n| Ship | Crew |\n|---|---|\n| Alma | 12 |\n\n{LONG}\n\n{LONG}\n\nShort.\n\n\
             {LONG}\n\n{LONG}\n\nReporting by Ann Lee\n"
        )
    }

    fn both(before: &Article, text: &str) -> (Option<Article>, Article) {
        let again = read_again(before, &text.into(), Format::Markdown);
        (again, read(text, Format::Markdown, &Hints::default()))
    }

    #[test]
    fn words_in_a_paragraph_need_no_parser() {
        let text = story();
        let before = read(&text, Format::Markdown, &Hints::default());
        let at = text.find("## On").expect("a heading") + 120;
        for typed in ["7", "né ", "“so”", "$3! #", ""] {
            let mut new = text.clone();
            new.replace_range(at..at + 1, typed);
            let (again, read) = both(&before, &new);
            let again = again.expect("read again");
            assert_eq!((&*again.text, &again.blocks, &again.meta), (&*read.text, &read.blocks, &read.meta));
        }
        for typed in ["*", "\n\n", "&amp;", "www.a.example"] {
            let mut new = text.clone();
            new.insert_str(at, typed);
            assert!(both(&before, &new).0.is_none(), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_again_is_what_is_read(
            edits in prop::collection::vec((0usize..5000, prop_oneof![0usize..4, 0usize..900], "[a-z0-9 .,:“é©*_|/#$!^\\-\n]{0,6}|www\\.[a-z.]{3}"), 1..8)
        ) {
            let mut text = story();
            let mut before = read(&text, Format::Markdown, &Hints::default());
            for (at, gone, typed) in edits {
                let at = text.floor_char_boundary(at % text.len());
                let end = text.floor_char_boundary((at + gone).min(text.len())).max(at);
                text.replace_range(at..end, &typed);
                let (again, read) = both(&before, &text);
                if let Some(again) = again {
                    prop_assert_eq!((&again.text, &again.blocks, &again.meta), (&read.text, &read.blocks, &read.meta));
                    before = again;
                } else {
                    before = read;
                }
            }
        }
    }
}
