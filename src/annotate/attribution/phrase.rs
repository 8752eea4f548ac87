//! Reporting phrases of several words, by the verb they begin with. `*` stands for up to three words that do not end a
//! clause («raised serious new questions about»).

use super::super::View;
use super::super::mention::Stance;
use super::verb::Frames;
use crate::article::Key;

pub struct Phrase {
    pub head: &'static str,
    rest: &'static [&'static str],
    /// Of the first of these.
    next: Key,
    pub frames: Frames,
    pub stance: Stance,
}

use Stance::{Asks, Asserts, Commits, Denies, Doubts};

const fn p(head: &'static str, rest: &'static [&'static str], frames: &'static str, stance: Stance) -> Phrase {
    Phrase { head, rest, next: Key::of(rest[0].as_bytes()), frames: Frames::new(frames), stance }
}

/// In order of their heads.
#[rustfmt::skip]
pub const PHRASES: &[Phrase] = &[
    p("agree", &["with"], "nm", Asserts), p("agree", &["to"], "n", Commits), p("allude", &["to"], "n", Asserts),
    p("apologise", &["for"], "n", Asserts), p("apologize", &["for"], "n", Asserts), p("appeal", &["to"], "o", Asks),
    p("appeal", &["for"], "n", Asks), p("argue", &["for"], "n", Asserts), p("argue", &["against"], "n", Denies),
    p("argue", &["in", "favor", "of"], "n", Asserts), p("ask", &["for"], "n", Asks), p("ask", &["about"], "n", Asks),
    p("balk", &["at"], "n", Denies), p("boast", &["about"], "n", Asserts), p("boast", &["of"], "n", Asserts),
    p("brag", &["about"], "n", Asserts), p("bristle", &["at"], "n", Denies), p("call", &["for"], "n", Asks),
    p("call", &["on"], "o", Asks), p("call", &["upon"], "o", Asks), p("call", &["attention", "to"], "n", Asserts),
    p("call", &["into", "question"], "n", Doubts), p("campaign", &["for"], "n", Asks),
    p("cast", &["*", "doubt", "on"], "n", Doubts), p("cast", &["*", "doubts", "on"], "n", Doubts),
    p("caution", &["against"], "n", Asserts), p("claim", &["responsibility"], "r", Asserts),
    p("claim", &["credit"], "r", Asserts), p("come", &["out", "against"], "n", Denies),
    p("come", &["out", "in", "favor", "of"], "n", Asserts), p("come", &["out", "in", "support", "of"], "n", Asserts),
    p("comment", &["on"], "n", Asserts), p("complain", &["about"], "n", Asserts),
    p("complain", &["of"], "n", Asserts), p("concerned", &["about"], "jnm", Asserts),
    p("critical", &["of"], "jn", Asserts), p("cry", &["out"], "tq", Asserts),
    p("distance", &["*", "from"], "n", Denies), p("double", &["down", "on"], "n", Asserts),
    p("draw", &["attention", "to"], "n", Asserts), p("draw", &["a", "comparison"], "n", Asserts),
    p("dwell", &["on"], "n", Asserts), p("elaborate", &["on"], "n", Asserts),
    p("express", &["*", "hope", "that"], "t", Commits), p("express", &["*", "doubt", "that"], "t", Doubts),
    p("fire", &["back"], "tq", Asserts), p("give", &["*", "assurances"], "t", Commits),
    p("give", &["*", "credit", "to"], "n", Asserts), p("go", &["after"], "n", Asserts),
    p("go", &["on", "record"], "t", Asserts), p("hint", &["at"], "n", Asserts), p("hit", &["back"], "tq", Asserts),
    p("hit", &["out", "at"], "n", Asserts), p("insist", &["on"], "n", Asserts), p("insist", &["upon"], "n", Asserts),
    p("issue", &["*", "statement"], "q", Asserts), p("issue", &["*", "warning"], "t", Asserts),
    p("joke", &["about"], "n", Asserts), p("lash", &["out", "at"], "n", Asserts), p("lay", &["out"], "n", Asserts),
    p("leave", &["little", "doubt"], "t", Asserts), p("leave", &["no", "doubt"], "t", Asserts),
    p("level", &["*", "accusations"], "t", Asserts), p("lobby", &["for"], "n", Asks),
    p("lobby", &["against"], "n", Denies), p("make", &["*", "clear"], "t", Asserts),
    p("make", &["the", "case"], "t", Asserts), p("make", &["the", "point"], "t", Asserts),
    p("make", &["*", "promise"], "ti", Commits), p("make", &["*", "accusation"], "t", Asserts),
    p("make", &["*", "claim"], "t", Asserts), p("make", &["*", "comment"], "tq", Asserts),
    p("make", &["*", "remark"], "tq", Asserts), p("object", &["to"], "n", Denies),
    p("open", &["up", "about"], "n", Asserts), p("plead", &["with"], "o", Asks), p("plead", &["for"], "n", Asks),
    p("plead", &["guilty", "to"], "n", Asserts), p("plead", &["not", "guilty", "to"], "n", Denies),
    p("point", &["out"], "tqpn", Asserts), p("point", &["to"], "n", Asserts),
    p("point", &["*", "fingers", "at"], "n", Asserts), p("point", &["*", "finger", "at"], "n", Asserts),
    p("point", &["the", "way", "to"], "", Asserts), p("pray", &["for"], "nm", Asks), p("press", &["for"], "n", Asks),
    p("push", &["back", "against"], "n", Denies), p("push", &["back", "on"], "n", Denies),
    p("push", &["for"], "n", Asks), p("put", &["it"], "qp", Asserts), p("put", &["the", "blame", "on"], "n", Asserts),
    p("put", &["*", "number", "at"], "n", Asserts), p("put", &["*", "toll", "at"], "n", Asserts),
    p("rail", &["against"], "n", Denies), p("raise", &["*", "questions", "about"], "n", Doubts),
    p("raise", &["*", "doubts", "about"], "n", Doubts), p("raise", &["*", "concerns", "about"], "n", Doubts),
    p("raise", &["*", "concern", "about"], "n", Doubts), p("raise", &["*", "possibility"], "t", Doubts),
    p("raise", &["*", "prospect"], "t", Doubts), p("refer", &["to"], "z", Asserts),
    p("respond", &["with"], "n", Asserts), p("respond", &["by"], "g", Asserts), p("rule", &["out"], "n", Denies),
    p("rule", &["against"], "n", Denies), p("rule", &["in", "favor", "of"], "n", Asserts),
    p("sceptical", &["of"], "jnm", Doubts), p("sceptical", &["about"], "jnm", Doubts),
    p("scoff", &["at"], "n", Denies), p("set", &["out"], "n", Asserts), p("skeptical", &["of"], "jnm", Doubts),
    p("skeptical", &["about"], "jnm", Doubts), p("sound", &["the", "alarm"], "t", Asserts),
    p("speak", &["out", "against"], "n", Denies), p("speak", &["out", "about"], "n", Asserts),
    p("speak", &["of"], "n", Asserts), p("speak", &["about"], "n", Asserts), p("spell", &["out"], "n", Asserts),
    p("stand", &["by"], "n", Asserts), p("sum", &["up"], "q", Asserts), p("supportive", &["of"], "jnm", Asserts),
    p("take", &["*", "responsibility"], "r", Asserts), p("take", &["credit"], "r", Asserts),
    p("take", &["issue", "with"], "n", Denies), p("take", &["aim", "at"], "n", Asserts),
    p("talk", &["about"], "n", Asserts), p("talk", &["of"], "n", Asserts), p("think", &["of"], "zm", Asserts),
    p("touch", &["on"], "n", Asserts), p("vouch", &["for"], "n", Asserts), p("warn", &["of"], "n", Asserts),
    p("warn", &["against"], "n", Asserts), p("warn", &["about"], "n", Asserts),
    p("weigh", &["in", "on"], "n", Asserts), p("wonder", &["about"], "nm", Doubts),
    p("wonder", &["aloud"], "tq", Doubts), p("worried", &["about"], "jnm", Asserts),
    p("worry", &["about"], "nm", Asserts),
];

impl Phrase {
    /// The last token of the phrase when its head is token `head`.
    #[inline]
    pub fn last(&self, v: &View<'_>, head: usize) -> Option<usize> {
        let next = v.token(head + 1)?.key();
        if next == self.next || self.rest[0] == "*" { self.ends(v, head) } else { None }
    }

    #[inline(never)]
    fn ends(&self, v: &View<'_>, head: usize) -> Option<usize> {
        let mut at = head;
        let mut rest = self.rest.iter();
        while let Some(&word) = rest.next() {
            if word == "*" {
                let &next = rest.next()?;
                at = (at + 1..at + 5)
                    .take_while(|&i| i == at + 1 || v.token(i - 1).is_some_and(|t| t.is_word()))
                    .find(|&i| v.is(i, next))?;
            } else {
                at += 1;
                if !v.is(at, word) {
                    return None;
                }
            }
        }
        Some(at)
    }
}
