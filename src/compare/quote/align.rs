//! Local alignment (Smith and Waterman 1981) of two sequences of words.

use std::ops::Range;

use crate::fact::Word;

/// Two sequences laid side by side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aligned {
    pub here: Range<usize>,
    pub there: Range<usize>,
    /// Stretches inside, in order, in which the two differ.
    pub gaps: Vec<(Range<usize>, Range<usize>)>,
    pub matched: usize,
    pub content: usize,
    /// Words were left out where dots, or the end of a sentence, stand for them.
    pub elided: bool,
}

const CONTENT: i32 = 5;
const FUNCTION: i32 = 3;
const OTHER: i32 = -3;
const SKIP: i32 = -2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Stop,
    Both,
    /// A word of the first is left out.
    First,
    Second,
}

/// The best local alignment; `None` when no word is shared.
pub fn align(a: &[Word], b: &[Word]) -> Option<Aligned> {
    let width = b.len() + 1;
    let mut score = vec![0i32; width];
    let mut steps = vec![Step::Stop; (a.len() + 1) * width];
    let (mut best, mut end) = (0, (0, 0));
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let same = if x.key != y.key {
                OTHER
            } else if x.content() {
                CONTENT
            } else {
                FUNCTION
            };
            let both = diagonal + same;
            let first = score[j + 1] + skip(x, b.get(j + 1));
            let second = score[j] + skip(y, a.get(i + 1));
            let (mut value, mut step) = (0, Step::Stop);
            for (v, s) in [(both, Step::Both), (first, Step::First), (second, Step::Second)] {
                if v > value {
                    (value, step) = (v, s);
                }
            }
            diagonal = score[j + 1];
            score[j + 1] = value;
            steps[(i + 1) * width + j + 1] = step;
            if value > best {
                (best, end) = (value, (i + 1, j + 1));
            }
        }
    }
    (best > 0).then(|| trace(a, b, &steps, width, end))
}

/// What it costs to leave a word out: nothing for an editor's word, or where the other side has dots.
fn skip(word: &Word, next_on_other_side: Option<&Word>) -> i32 {
    if word.editorial() || next_on_other_side.is_some_and(Word::ellipsis) { 0 } else { SKIP }
}

fn trace(a: &[Word], b: &[Word], steps: &[Step], width: usize, end: (usize, usize)) -> Aligned {
    let (mut i, mut j) = end;
    let mut out = Aligned { here: i..i, there: j..j, gaps: Vec::new(), matched: 0, content: 0, elided: false };
    let mut gap: Option<(Range<usize>, Range<usize>)> = None;
    let mut content: Vec<u32> = Vec::new();
    loop {
        let (pi, pj) = match steps[i * width + j] {
            Step::Stop => break,
            Step::Both => (i - 1, j - 1),
            Step::First => (i - 1, j),
            Step::Second => (i, j - 1),
        };
        if (pi, pj) == (i - 1, j.wrapping_sub(1)) && a[pi].key == b[pj].key {
            out.matched += 1;
            if a[pi].content() {
                content.push(a[pi].key);
            }
            if let Some(g) = gap.take() {
                if elided(a, b, &g) { out.elided = true } else { out.gaps.push(g) }
            }
        } else {
            let g = gap.get_or_insert((i..i, j..j));
            g.0.start = pi;
            g.1.start = pj;
        }
        (i, j) = (pi, pj);
    }
    content.sort_unstable();
    content.dedup();
    out.content = content.len();
    out.here.start = i;
    out.there.start = j;
    out.gaps.reverse();
    out
}

/// Whether dots on one side stand for the words of the other, or one side leaves out whole sentences.
fn elided(a: &[Word], b: &[Word], (x, y): &(Range<usize>, Range<usize>)) -> bool {
    let dots = |words: &[Word], at: usize| words.get(at).is_some_and(Word::ellipsis);
    let sentences = |words: &[Word], r: &Range<usize>| {
        words.get(r.start).is_some_and(Word::starts) && words.get(r.end).is_some_and(Word::starts)
    };
    (y.is_empty() && (dots(b, y.start) || sentences(a, x) && b.get(y.start).is_some_and(Word::starts)))
        || (x.is_empty() && (dots(a, x.start) || sentences(b, y) && a.get(x.start).is_some_and(Word::starts)))
}
