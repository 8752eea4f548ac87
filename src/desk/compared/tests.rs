use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jiff::Timestamp;

use super::Compared;
use crate::{
    article::Format,
    base::{Encoding, Position, Span},
    compare::{Finding, Severity},
    desk::{Desk, Document, Edit, House, MarkKind, Text},
    fact::{Candidates, FactSheet, Lookup, Query},
};

const STORY: &str = "---\ntitle: 14 dead in fire at Karvia port\ndate: 2023-05-03\n---\n\n\
    A fire in the port of Karvia killed 14 people on Tuesday, the fire service of Karvia said.\n\n\
    Mayor Ilse Brandt, 51, said 230 people had left their homes in Karvia by Wednesday. “Nobody slept in the old town of \
    Karvia that night,” she said.\n\n\
    | Ship | Crew |\n|---|---|\n| Alma | 12 |\n| Selene | 30 |\n| Total | 42 |\n\n\
    The damage in the port of Karvia was put at $12 million, or 30 of 120 berths (25 per cent).\n\n\
    The ferries from Karvia will sail again on Monday, May 8, Brandt told reporters. Ilsa Brandt did not say how many.\n";

/// Two open documents on one event, the second with other numbers.
fn desk(text: &str) -> Desk {
    let mut desk = Desk::default();
    let mut other = STORY.replace("14", "19").replace("51", "53").replace("230", "320").replace("$12", "$15");
    for (old, new) in [
        ("Nobody slept in the old town of Karvia that night", "We shall build all of it again before the winter comes"),
        ("The ferries from Karvia will sail again on", "Boats are to leave the quays of Karvia once more on"),
        ("Ilsa Brandt did not say how many", "Others wait for better weather and a new pier"),
    ] {
        other = other.replace(old, new);
    }
    for (uri, text) in [("untitled:other", other.as_str()), ("untitled:here", text)] {
        let number = desk.number_for(None);
        let house = House::default();
        desk.put(Document::new(uri.into(), None, number, 1, Text::new(text), Some(Format::Markdown), house));
    }
    desk
}

fn findings(desk: &Desk) -> Arc<Vec<Finding>> {
    desk.findings(desk.get("untitled:here").expect("an open document"))
}

/// The marks of the open document: where, what kind, and what it amounts to.
fn marks(desk: &Desk) -> Vec<(Span, MarkKind, String)> {
    let open = desk.get("untitled:here").expect("an open document");
    let compared = desk.compared(open);
    compared.marked(&open.document).iter().map(|m| (m.span, m.kind, m.what.to_string())).collect()
}

fn put(desk: &mut Desk, text: &str) {
    let document = desk.get("untitled:here").expect("an open document").document.with_text(Text::new(text), 2);
    desk.put(document);
}

fn settle(desk: &mut Desk) {
    let settled = desk.exactly();
    desk.settle(settled);
    assert!(desk.all_settled());
}

/// xorshift64*: the same edits at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }
}

const TYPED: &[&str] = &[
    "7",
    "",
    " ",
    "\n\n",
    "\n",
    "é😀",
    "Brandt ",
    "15 people were killed. ",
    "\n\nPolice arrested 9 people in Karvia.\n\n",
    "“",
    "| Nora | 8 |\n",
    "# ",
    "on 2 May 2023 ",
    "---\n",
];

#[test]
fn after_the_pause_all_is_as_if_freshly_opened() {
    let mut random = Random(41);
    for round in 0..12 {
        let mut text = STORY.to_owned();
        let mut desk = desk(&text);
        settle(&mut desk);
        for step in 0..20 {
            let from = text.floor_char_boundary(random.below(text.len() + 1));
            let to = text.floor_char_boundary((from + random.below(4) * random.below(12)).min(text.len()));
            text.replace_range(from..to, TYPED[random.below(TYPED.len())]);
            put(&mut desk, &text);
            for f in findings(&desk).iter() {
                assert!(text.get(f.span.range()).is_some(), "round {round}, step {step}: {f:?}");
            }
            if step % 4 == 3 {
                settle(&mut desk);
                let mut fresh = self::desk(&text);
                settle(&mut fresh);
                assert_eq!(findings(&desk), findings(&fresh), "round {round}, step {step}:\n{text}");
                assert_eq!(marks(&desk), marks(&fresh), "round {round}, step {step}:\n{text}");
            }
        }
    }
}

#[test]
fn a_keystroke_tells_at_once_what_the_pause_confirms() {
    for (old, new) in [
        ("killed 14", "killed 15"),
        ("230 people", "231 people"),
        ("51", "52"),
        ("Monday", "Tuesday"),
        ("| 42 |", "| 43 |"),
        ("30 of 120", "31 of 120"),
        ("Nobody slept", "Few slept"),
        ("on Tuesday, the fire", "on Tuesday evening, the fire"),
        ("\n\nThe damage", "\n\nPolice arrested 4 people in Karvia.\n\nThe damage"),
        ("at $12 million", "at $13 million"),
        ("Ilsa Brandt did not", "Ilsa Brandt would not"),
    ] {
        let mut desk = desk(STORY);
        settle(&mut desk);
        let text = STORY.replacen(old, new, 1);
        assert_ne!(text, STORY);
        put(&mut desk, &text);
        // What is said of headline and names hangs on the whole.
        let at = STORY.find(old).expect("it is in the story");
        let (from, to) = (text[..at + 2].rfind("\n\n").unwrap_or(0), at + 3 + text[at + 3..].find("\n\n").unwrap_or(0));
        let told = |desk: &Desk| -> Vec<_> {
            let here = findings(desk);
            let touched = here.iter().filter(|f| (from..to).contains(&(f.span.start as usize)));
            let loud = touched.filter(|f| f.severity > Severity::Hint && f.code != "name-variant");
            loud.map(|f| (f.span, f.code, f.verdict, f.message.clone(), f.related.clone())).collect()
        };
        let (at_once, marked) = (told(&desk), marks(&desk));
        settle(&mut desk);
        assert_eq!(at_once, told(&desk), "{old} → {new}");
        assert_eq!(marked, marks(&desk), "{old} → {new}");
    }
}

#[test]
fn findings_move_with_their_text_and_are_the_same_ones() {
    let mut desk = desk(STORY);
    settle(&mut desk);
    let kept = |desk: &Desk| desk.compared(desk.get("untitled:here").expect("an open document")).findings();
    let before = kept(&desk);
    let mut document = desk.get("untitled:here").expect("an open document").document.with_text(Text::new(STORY), 2);
    let at = Position { line: 5, column: 0 };
    document.text.apply(Edit { range: Some((at, at)), text: "It was early. " }, Encoding::Utf16);
    desk.put(document);
    let after = kept(&desk);
    let behind = before.iter().filter(|f| f.span().start > 400 && !f.is_of_itself());
    let mut seen = 0;
    for old in behind {
        let same = after.iter().find(|f| Arc::ptr_eq(&f.finding, &old.finding)).expect("the same finding");
        assert_eq!(same.span().start, old.span().start + 14);
        seen += 1;
    }
    assert!(seen > 0);
}

/// Counts how often it is asked for other articles, and has none.
#[derive(Default)]
struct Counting(AtomicUsize);

impl Lookup for Counting {
    fn candidates(&self, _: &Query<'_>, _: &[u32]) -> Candidates {
        self.0.fetch_add(1, Ordering::Relaxed);
        Candidates::default()
    }

    fn sheet(&self, _: u32) -> Option<Arc<FactSheet>> {
        None
    }

    fn frequency(&self, _: u32) -> u32 {
        0
    }

    fn articles(&self) -> u32 {
        100
    }

    fn versions(&self, _: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        Vec::new()
    }

    fn now(&self) -> Option<Timestamp> {
        None
    }
}

#[test]
fn a_word_in_a_sentence_of_which_nothing_is_told_is_compared_in_the_pause() {
    let silent = STORY.replace("old town of", "old town").replace("Ilsa Brandt did", "Brandt did");
    let mut desk = desk(&silent);
    settle(&mut desk);
    let open = desk.get("untitled:here").expect("an open document");
    let before = desk.compared(open);
    assert!(!before.told.is_empty());
    let marks = before.marked(&open.document).len();
    let asked = |old: &str, new: &str| {
        let text = silent.replacen(old, new, 1);
        assert_ne!(text, silent);
        let library = Counting::default();
        let after = Compared::after(before, &open.document.with_text(Text::new(&text), 2), &library);
        let asked = library.0.into_inner();
        if asked == 0 {
            assert!(!after.exact && after.told.len() == before.told.len());
            assert_eq!(after.marked.get().map(Vec::len), Some(marks));
        }
        asked
    };
    for (old, new) in [("Nobody slept", "Nobody sleptt"), ("old town", "olde town"), ("reporters", "repo7rters")] {
        assert_eq!(asked(old, new), 0, "{old} → {new}");
    }
    for (old, new) in [("in the port of", "in the old port of"), ("230 people", "2307 people"), ("May 8", "May 9")] {
        assert!(asked(old, new) > 0, "{old} → {new}");
    }
}
