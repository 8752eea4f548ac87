use smallvec::{SmallVec, smallvec};

use super::{Case, Token, TokenKind, Tokens};
use crate::base::Span;

/// A pair of quotation marks and what stands between them, relative to the block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quote {
    /// From the opening mark through the closing one; a quote left open ends with its last word.
    pub span: Span,
    /// The tokens of the marks themselves; `close` is one past the last token of a quote left open.
    pub open: u32,
    pub close: u32,
    pub end: QuoteEnd,
    /// 0 for an outermost quote, 1 for one inside it, …
    pub depth: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuoteEnd {
    Closed,
    /// No closing mark: the quote ends with its paragraph, or before the next opening mark of its kind. Whether it goes
    /// on in the next paragraph the block cannot tell: see [`opens_quote`].
    Open,
}

/// Whether a block's text begins with an opening quotation mark. A quote left open that reaches its block's end goes on
/// in the next block if that one begins so: each paragraph of a long quotation opens, only the last one closes.
pub fn opens_quote(text: &str) -> bool {
    let mut chars = text.trim_start().chars().skip_while(|c| matches!(c, '*' | '_' | '>' | ' '));
    matches!(chars.next(), Some('“' | '„' | '«' | '»' | '‘' | '‚' | '"' | '\'' | '”'))
        && chars.next().is_some_and(|c| !c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}')
}

/// What closes a quote that a mark opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// “…”
    Double,
    /// ‘…’
    Single,
    /// "…"
    StraightDouble,
    /// '…'
    StraightSingle,
    /// «…»
    Guillemet,
    /// »…«
    ReversedGuillemet,
    /// ‹…›
    SmallGuillemet,
    /// „…“ or „…”
    Low,
    /// ‚…‘ or ‚…’
    LowSingle,
    /// ”…”
    Right,
    /// 「…」
    Corner,
    /// ``…'' and ''…''
    Backticks,
}

impl Kind {
    const fn closed_by(self, c: char) -> bool {
        match self {
            Kind::Double | Kind::Right => matches!(c, '”' | '"'),
            Kind::Single => c == '’',
            Kind::StraightDouble => matches!(c, '"' | '”'),
            Kind::StraightSingle => c == '\'',
            Kind::Guillemet => c == '»',
            Kind::ReversedGuillemet => c == '«',
            Kind::SmallGuillemet => c == '›',
            Kind::Low => matches!(c, '“' | '”'),
            Kind::LowSingle => matches!(c, '‘' | '’'),
            Kind::Corner => c == '」',
            // Its two apostrophes are looked at where they stand.
            Kind::Backticks => false,
        }
    }

    const fn single(self) -> bool {
        matches!(self, Kind::Single | Kind::StraightSingle | Kind::LowSingle)
    }
}

/// Words that begin with an apostrophe of their own («’em», «’til»).
const ELISIONS: &[&str] =
    &["em", "til", "till", "cause", "tis", "twas", "n", "bout", "round", "cos", "neath", "ere", "un", "nuff", "fraid"];

/// How many quotes may be open at a time.
const DEEPEST: usize = 6;

/// Finds the quotation pairs among a block's tokens, in order of their opening marks, inner ones included. `marks` are
/// the tokens that are quotation marks by their form.
pub fn quotes(text: &str, tokens: &Tokens, marks: &[u32], out: &mut Vec<Quote>) {
    if marks.is_empty() {
        return;
    }
    let mut finder = Finder { text, tokens, closers: smallvec![false; marks.len()], marks };
    finder.look_ahead();
    finder.run(out);
    out.sort_unstable_by_key(|q| (q.open, std::cmp::Reverse(q.close)));
    settle(tokens, out);
}

/// Whether an apostrophe stands against punctuation as only a closing mark does.
fn surely_closes(tokens: &Tokens, i: usize) -> bool {
    let stop = |t: &Token| t.is_one_of(['.', ',', '!', '?', '…']);
    !tokens.at(i).spaced()
        && (i > 0 && stop(&tokens.at(i - 1))
            || tokens.get(i + 1).is_none_or(|n| !n.spaced() && (stop(&n) || n.is(')') || n.is('”') || n.is('"'))))
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    marks: &'a [u32],
    /// For each mark, whether a surely closing apostrophe comes after it and before the next opening one.
    closers: SmallVec<[bool; 32]>,
}

impl Finder<'_> {
    fn look_ahead(&mut self) {
        let mut seen = false;
        for k in (0..self.marks.len()).rev() {
            self.closers[k] = seen;
            let i = self.marks[k] as usize;
            match self.tokens.at(i).kind() {
                TokenKind::Mark('‘') => seen = false,
                TokenKind::Mark('’' | '\'') if surely_closes(self.tokens, i) => seen = true,
                TokenKind::Mark('\'') if self.looks_open(i) && !self.elision(k) => seen = false,
                _ => {}
            }
        }
    }

    fn run(&self, out: &mut Vec<Quote>) {
        let mut open: SmallVec<[(u32, Kind); 8]> = SmallVec::new();
        let mut k = 0;
        while k < self.marks.len() {
            let i = self.marks[k] as usize;
            let TokenKind::Mark(c) = self.tokens.at(i).kind() else { break };
            let step = if let Some((at, last)) = self.closed(k, c, &open) {
                self.close(&mut open, at, last, out);
                last - i + 1
            } else if let Some(kind) = self.opened(k, c, &open) {
                if open.len() < DEEPEST {
                    open.push((i as u32, kind));
                }
                if kind == Kind::Backticks { 2 } else { 1 }
            } else {
                1
            };
            k += step;
        }
        for &(at, kind) in &open {
            self.leave_open(at, kind, self.tokens.len() as u32, out);
        }
    }

    fn glued_before(&self, i: usize) -> Option<Token> {
        if self.tokens.at(i).spaced() { None } else { i.checked_sub(1).map(|p| self.tokens.at(p)) }
    }

    fn glued_after(&self, i: usize) -> Option<Token> {
        self.tokens.get(i + 1).filter(|n| !n.spaced())
    }

    /// Whether a mark stands where an opening one does: after a space, a bracket, a dash or another mark, before a word.
    fn looks_open(&self, i: usize) -> bool {
        let left = self.glued_before(i).is_none_or(|p| {
            p.is_one_of(['(', '[', '{', '—', '–', '-', '/', ':', '“', '‘', '"', '\'', '«', '„', '¿', '¡'])
        });
        let right = self.glued_after(i).is_some_and(|n| !n.is_one_of(['.', ',', ';', ')', '!', '?']));
        left && right
    }

    /// The open quote that mark `k` closes, as its place on the stack, and the last token of the closing mark.
    fn closed(&self, k: usize, c: char, open: &[(u32, Kind)]) -> Option<(usize, usize)> {
        let i = self.marks[k] as usize;
        if c == '\''
            && self.glued_after(i).is_some_and(|n| n.is('\''))
            && let Some(at) = open.iter().rposition(|o| o.1 == Kind::Backticks)
        {
            return Some((at, i + 1));
        }
        let at = open.iter().rposition(|o| o.1.closed_by(c))?;
        let yes = match open[at].1 {
            Kind::Single | Kind::StraightSingle | Kind::LowSingle => self.closes_single(k, c),
            Kind::StraightDouble if c == '"' => self.closes_straight(k),
            // A curly opening mark and a straight closing one.
            Kind::Double | Kind::Right if c == '"' => {
                self.glued_before(i).is_some_and(|b| !b.is_number()) && !self.looks_open(i)
            }
            _ => true,
        };
        yes.then_some((at, i))
    }

    /// An apostrophe closes unless a letter follows («’s»), or it may be a plural’s («players’») or a foot mark and a
    /// surer one comes later.
    fn closes_single(&self, k: usize, c: char) -> bool {
        let i = self.marks[k] as usize;
        let Some(before) = self.glued_before(i) else { return false };
        if c == '‘' {
            return true;
        }
        if self.glued_after(i).is_some_and(|n| n.is_word() || n.is_number()) {
            return false;
        }
        if surely_closes(self.tokens, i) {
            return true;
        }
        let plural =
            before.is_word() && matches!(self.text.as_bytes().get(before.end() as usize - 1), Some(b's' | b'S' | b'n'));
        !((plural || before.is_number()) && self.closers[k])
    }

    /// A straight double mark closes an open one unless it plainly opens, or marks inches («6' 2"»).
    fn closes_straight(&self, k: usize) -> bool {
        let i = self.marks[k] as usize;
        if self.glued_before(i).is_some_and(|b| b.is_number()) {
            let feet = i >= 2 && self.tokens.at(i - 2).is_one_of(['\'', '’', '′']);
            // «a 5" blade,» with the closing mark still to come.
            let next = self.marks[k + 1..].iter().take(12).map(|&m| m as usize).find(|&m| self.tokens.at(m).is('"'));
            if next.is_some_and(|m| !self.looks_open(m) && (feet || self.glued_after(i).is_none())) {
                return false;
            }
        }
        let closing = self.glued_before(i).is_some();
        closing || !self.looks_open(i)
    }

    /// The quote that mark `k` opens.
    fn opened(&self, k: usize, c: char, open: &[(u32, Kind)]) -> Option<Kind> {
        let i = self.marks[k] as usize;
        let inside = |kind| open.iter().any(|o| o.1 == kind);
        let kind = match c {
            '“' => Kind::Double,
            '„' => Kind::Low,
            '‚' => Kind::LowSingle,
            '「' => Kind::Corner,
            '«' => Kind::Guillemet,
            '‹' => Kind::SmallGuillemet,
            '»' if self.looks_open(i) => Kind::ReversedGuillemet,
            '”' if self.looks_open(i) && self.tokens.at(i).spaced() => Kind::Right,
            '‘' if self.glued_after(i).is_some() && !self.elision(k) => Kind::Single,
            '"' if self.looks_open(i) || self.stands_alone(i) => Kind::StraightDouble,
            // «''So,'' he said»: two apostrophes for a double mark.
            '\'' if self.glued_before(i).is_none() && self.doubled(i) => Kind::Backticks,
            '\'' if !inside(Kind::StraightSingle) && self.looks_open(i) && !self.elision(k) => Kind::StraightSingle,
            '`' if self.glued_after(i).is_some_and(|n| n.is('`')) => Kind::Backticks,
            _ => return None,
        };
        Some(kind)
    }

    /// Whether two apostrophes stand together before a word.
    fn doubled(&self, i: usize) -> bool {
        self.glued_after(i).is_some_and(|n| n.is('\''))
            && self.glued_after(i + 1).is_some_and(|n| n.is_word() || n.is_number() || n.is('\''))
    }

    /// A mark with a space on both sides, as tokenised texts have them.
    fn stands_alone(&self, i: usize) -> bool {
        self.tokens.at(i).spaced() && self.tokens.get(i + 1).is_some_and(|n| n.spaced())
    }

    /// An apostrophe in place of letters or digits: «’90s», «’em».
    fn elision(&self, k: usize) -> bool {
        let i = self.marks[k] as usize;
        let Some(next) = self.glued_after(i) else { return false };
        let word = next.span().of(self.text);
        if next.is_number() {
            return word.len() == 2 && (self.glued_after(i + 1).is_some_and(|t| t.is_word()) || !self.closers[k]);
        }
        next.is_word() && next.case() == Case::Lower && ELISIONS.iter().any(|e| e.eq_ignore_ascii_case(word))
    }

    fn close(&self, open: &mut SmallVec<[(u32, Kind); 8]>, at: usize, last: usize, out: &mut Vec<Quote>) {
        let (start, kind) = open[at];
        // What was left open inside ends before this mark.
        let mark = last as u32 - u32::from(kind == Kind::Backticks);
        for &(inner, kind) in &open[at + 1..] {
            if !kind.single() {
                self.leave_open(inner, kind, mark, out);
            }
        }
        open.truncate(at);
        out.push(Quote {
            span: self.tokens.at(start as usize).span().hull(self.tokens.at(last).span()),
            open: start,
            close: mark,
            end: QuoteEnd::Closed,
            depth: 0,
        });
    }

    /// A quote without its closing mark. A single mark counts as one only where no apostrophe can be meant: at the start
    /// of its paragraph or, when curly, after a stop.
    fn leave_open(&self, start: u32, kind: Kind, close: u32, out: &mut Vec<Quote>) {
        let after_stop = start == 0 || self.tokens.at(start as usize - 1).is_one_of(['.', ',', ':', '!', '?']);
        if close <= start + 1 || kind.single() && !after_stop || kind == Kind::StraightSingle && start > 0 {
            return;
        }
        let span = self.tokens.at(start as usize).span().hull(self.tokens.at(close as usize - 1).span());
        out.push(Quote { span, open: start, close, end: QuoteEnd::Open, depth: 0 });
    }
}

/// Ends a quote left open before the next one that opens with the same mark, then counts the depths. `quotes` is sorted
/// by opening mark.
fn settle(tokens: &Tokens, quotes: &mut [Quote]) {
    let mut next_of: SmallVec<[(TokenKind, u32); 8]> = SmallVec::new();
    for q in quotes.iter_mut().rev() {
        let kind = tokens.at(q.open as usize).kind();
        let next = next_of.iter_mut().find(|n| n.0 == kind);
        if q.end == QuoteEnd::Open
            && let Some(&mut (_, at)) = next
            && at < q.close
            && at > q.open + 1
        {
            q.close = at;
            q.span.end = tokens.at(at as usize - 1).end();
        }
        match next {
            Some(n) => n.1 = q.open,
            None => next_of.push((kind, q.open)),
        }
    }
    let mut around: SmallVec<[u32; 8]> = SmallVec::new();
    for q in quotes.iter_mut() {
        while around.last().is_some_and(|&end| end <= q.open) {
            around.pop();
        }
        q.depth = around.len().min(u8::MAX as usize) as u8;
        around.push(q.close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Prose;

    /// Quotes as «depth:text», with «…» after one left open.
    fn found(text: &str) -> Vec<String> {
        let p = Prose::new(text, &[]);
        p.quotes
            .iter()
            .map(|q| {
                let left = if q.end == QuoteEnd::Open { " …" } else { "" };
                format!("{}:{}{left}", q.depth, q.span.of(text))
            })
            .collect()
    }

    #[test]
    fn pairs_of_every_kind() {
        for (text, wanted) in [
            ("“It is,” he said. “Yes.”", &["0:“It is,”", "0:“Yes.”"][..]),
            ("\"It is,\" he said. \"Yes.\"", &["0:\"It is,\"", "0:\"Yes.\""]),
            ("‘It’s the players’ fault,’ he said.", &["0:‘It’s the players’ fault,’"]),
            ("'It's the players' fault,' he said.", &["0:'It's the players' fault,'"]),
            ("the 'boss' and the players' union, 'fine,' he said", &["0:'boss'", "0:'fine,'"]),
            ("« Oui », «non» et ‹si›", &["0:« Oui »", "0:«non»", "0:‹si›"]),
            ("»Ja«, sagte er, „nein“ und „doch” und ‚so‘", &["0:»Ja«", "0:„nein“", "0:„doch”", "0:‚so‘"]),
            ("``It is,'' he said", &["0:``It is,''"]),
            ("\" It is , \" he said", &["0:\" It is , \""]),
            ("—\"hello\"—\"again\"", &["0:\"hello\"", "0:\"again\""]),
            ("\"hello,” he said, “again\".", &["0:\"hello,”", "0:“again\""]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn nested_pairs() {
        for (text, wanted) in [
            ("“He said ‘no’ to me,” she said.", &["0:“He said ‘no’ to me,”", "1:‘no’"][..]),
            ("‘He said “no” to me,’ she said.", &["0:‘He said “no” to me,’", "1:“no”"]),
            ("\"He said 'no' and \"go\" to me.\"", &["0:\"He said 'no' and \"go\" to me.\"", "1:'no'", "1:\"go\""]),
            ("“a ‘b “c” d’ e”", &["0:“a ‘b “c” d’ e”", "1:‘b “c” d’", "2:“c”"]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn apostrophes_feet_and_inches_are_no_quotes() {
        for text in [
            "the ’90s and the '90s, ‘90s too, class of ’98",
            "rock ’n’ roll, rock 'n' roll, rock ‘n’ roll",
            "the players’ bus, the players' bus, Moscow’s and Isis-K's",
            "he is 6' 2\" and she 5'4\" tall; a 5\" pipe, 10' long",
            "Get ’em, 'em and ‘em ’til dawn",
            "6′ 2″ and 40° 26′ 46″ N",
            "nothin’ doin' in the 'burbs",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        let text = "\"He is 6'2\" tall,\" she said. \"It is 5\" was the answer to \"Room 23\".";
        assert_eq!(found(text), ["0:\"He is 6'2\" tall,\"", "0:\"It is 5\"", "0:\"Room 23\""]);
    }

    #[test]
    fn a_missing_mark_does_not_swallow_the_rest() {
        for (text, wanted) in [
            ("“It was dark. We ran.", &["0:“It was dark. We ran. …"][..]),
            ("“It is, he said. “I slept.” She left.", &["0:“It is, he said. …", "0:“I slept.”"]),
            ("\"It is, he said. \"I slept.\" She left.", &["0:\"It is, he said. …", "0:\"I slept.\""]),
            ("It is,” he said. “I slept.”", &["0:“I slept.”"]),
            ("‘It was the players’ day", &["0:‘It was the players’"]),
            ("‘It was dark. We ran.", &["0:‘It was dark. We ran. …"]),
            ("“He said ‘no to me,” she said", &["0:“He said ‘no to me,”"]),
            ("“", &[]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
        assert!(opens_quote("“And then") && opens_quote("> «\u{a0}Et") && !opens_quote("And “then”"));
    }

    #[test]
    fn thousands_of_open_marks_cost_no_more_than_closed_ones() {
        for mark in ["“a ", "\"a ", "'a ", "5\" ", "‘a ", "« ", "`` "] {
            let p = Prose::new(&mark.repeat(100_000), &[]);
            assert!(p.quotes.len() <= 100_000);
        }
    }
}
