//! Whether a block that was edited holds the same mentions as before: then nobody need ask again what they amount to.

use super::{
    attribution::Candidate,
    mention::{Attribution, Figure, Name},
    paragraph::{Found, Paragraph},
    timex::Expression,
};
use crate::base::{Span, Splice};

impl Paragraph {
    /// Whether a later reading of the block found the same sentences, quotations and mentions, and the edit between them went
    /// into no figure, date or name. What a claim or a quotation says may have changed.
    pub fn says_the_same(&self, later: &Paragraph, edit: &Splice) -> bool {
        let (before, now) = (&self.prose, &later.prose);
        before.sentences.len() == now.sentences.len()
            && before.quotes.len() == now.quotes.len()
            && before
                .quotes
                .iter()
                .zip(&now.quotes)
                .all(|(a, b)| (edit.stretched(a.span), a.end, a.depth) == (Some(b.span), b.end, b.depth))
            && match (&self.found, &later.found) {
                (Some(before), Some(now)) => before.is_moved(now, edit),
                (None, None) => true,
                _ => false,
            }
    }
}

impl Found {
    fn is_moved(&self, later: &Found, edit: &Splice) -> bool {
        let Found { figures, timexes, claims, names } = self;
        all(figures, &later.figures, |f| figure(f, edit))
            && all(timexes, &later.timexes, |t| timex(t, edit))
            && all(names, &later.names, |n| name(n, edit))
            && all(claims, &later.claims, |c| claim(c, edit))
    }
}

/// Whether all of a list are, after an edit, what another list has.
fn all<T: PartialEq>(before: &[T], now: &[T], moved: impl Fn(&T) -> Option<T>) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(a, b)| moved(a).as_ref() == Some(b))
}

/// What an edit makes of a part that a mention may have. `None` where it went into it.
fn part(span: Option<Span>, edit: &Splice) -> Option<Option<Span>> {
    span.map_or(Some(None), |s| edit.moved(s).map(Some))
}

fn figure(f: &Figure, edit: &Splice) -> Option<Figure> {
    Some(Figure {
        span: edit.moved(f.span)?,
        counted: part(f.counted, edit)?,
        role_span: part(f.role_span, edit)?,
        per: part(f.per, edit)?,
        ..f.clone()
    })
}

fn timex(t: &Expression, edit: &Splice) -> Option<Expression> {
    let mut out = t.clone();
    out.span = edit.moved(t.span)?;
    if let Some((weekday, _)) = &mut out.what.weekday {
        *weekday = edit.moved(*weekday)?;
    }
    Some(out)
}

fn name(n: &Name, edit: &Splice) -> Option<Name> {
    Some(Name { span: edit.moved(n.span)?, ..n.clone() })
}

fn claim(c: &Candidate, edit: &Splice) -> Option<Candidate> {
    let a = &c.attribution;
    let attribution = Attribution {
        span: edit.stretched(a.span)?,
        pieces: a.pieces.iter().map(|p| edit.stretched(*p)).collect::<Option<_>>()?,
        cue: part(a.cue, edit)?,
        source: part(a.source, edit)?,
        description: part(a.description, edit)?,
        ..a.clone()
    };
    let mut out = c.clone();
    out.attribution = attribution;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::BlockKind, base::differing};

    const TEXT: &str = "The mayor of Karvia, Ilse Brandt, said on Monday that 14 people were hurt in the old mill. \
        “Nobody slept for two nights,” she said.";

    fn same(old: &str, new: &str) -> bool {
        let later = TEXT.replacen(old, new, 1);
        assert_ne!(later, TEXT);
        let (cut, typed) = differing(TEXT.as_bytes(), later.as_bytes());
        let read = |text: &str| Paragraph::new(text, &[], BlockKind::Paragraph);
        read(TEXT).says_the_same(&read(&later), &Splice { cut, typed })
    }

    #[test]
    fn words_that_nothing_hangs_on() {
        for (old, new) in
            [("old mill", "old mi7ll"), ("the old", "the very old"), ("slept", "sleept"), ("in the", "inn the")]
        {
            assert!(same(old, new), "{old} → {new}");
        }
    }

    #[test]
    fn whatever_a_mention_is_made_of() {
        for (old, new) in [
            ("14", "147"),
            ("14 people", "14 poeple"),
            ("14 people", "people"),
            ("hurt", "killed"),
            ("Karvia", "Kar7via"),
            ("Monday", "Mon7day"),
            ("on Monday", "on next Monday"),
            ("Brandt,", "Brand,"),
            ("said on", "denied on"),
            ("old mill", "old Mill House"),
            ("mill.", "mill. And so on."),
            ("two nights", "three nights"),
            ("nights,”", "nights,"),
        ] {
            assert!(!same(old, new), "{old} → {new}");
        }
    }
}
