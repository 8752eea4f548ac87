//! What a person lets stand everywhere, in words that a file of decisions can keep: so narrow that the decision holds for
//! that statement wherever it is made, and for no other.

use super::{describe, reading};
use crate::{
    annotate::{Annotated, FigureKind, Mention},
    base::Span,
    fact::{FactSheet, Value},
};

/// What an article states, for what a person decides about it.
#[derive(Clone, Copy)]
pub struct Stating<'a> {
    pub annotated: &'a Annotated,
    pub sheet: &'a FactSheet,
}

/// Words of the sentence on either side of what by itself says too little.
const AROUND: usize = 4;
/// Characters of a quotation that are kept; a longer one is told from others by a hash of all its words.
const LONGEST: usize = 240;

impl Stating<'_> {
    /// The sentence that holds a passage, on one line.
    pub fn sentence(self, span: Span) -> String {
        let stated = self.sheet.facts.iter().find(|f| f.span.overlaps(span)).map(|f| self.sheet.sentence(f).span);
        let block = || reading::sentence(&self.annotated.article, &self.annotated.paragraphs, span);
        let span = stated.or_else(block).unwrap_or(span);
        describe::squeezed(self.annotated.article.text.get(span.range()).unwrap_or_default())
    }

    /// What a finding's passage states: a figure with what it counts, an age with whose it is, a name as it is written, a
    /// quotation's words (with who is said to have spoken, where that is the question), all else with the words around it.
    pub fn decided(self, code: &str, span: Span) -> String {
        let quoted = || abridged(&self.words(span));
        match code {
            "name-variant" => return self.words(span),
            "quote-speaker" => {
                let speaker =
                    self.annotated.claims.iter().find(|c| c.span.overlaps(span)).and_then(|c| c.speaker.as_ref());
                return speaker.map_or_else(quoted, |speaker| format!("{speaker}: {}", quoted()));
            }
            _ if code.starts_with("quote-") => return quoted(),
            _ => {}
        }
        let fact = self.sheet.facts.iter().find(|f| f.span == span);
        if let Some((person, Value::Quantity { written, .. })) = fact.and_then(|f| Some((f.person.as_ref()?, &f.value)))
        {
            return format!("{}: {}", person.name, describe::quantity(written));
        }
        match describe::mention_at(self.annotated, span.start) {
            Some(Mention::Figure(f))
                if !matches!(f.kind, FigureKind::Rank | FigureKind::Age)
                    && (f.counted.is_some() || f.role.is_some()) =>
            {
                describe::figure(self.annotated, f)
            }
            Some(Mention::Timex(t)) => match describe::resolved(t) {
                Some(when) => format!("{} ({when})", self.phrase(span).trim_end_matches(['.', ',', ';', ':'])),
                None => self.phrase(span),
            },
            _ => self.phrase(span),
        }
    }

    /// What a passage states, so that two that say the same have the same: the value of its fact, else its words.
    pub fn value(self, span: Span) -> String {
        let fact = self.sheet.facts.iter().find(|f| f.span == span);
        match fact.map(|f| &f.value) {
            Some(Value::Quantity { written, .. }) => describe::quantity(written),
            Some(Value::When { days, clock }) => format!("{days:?} {clock:?}"),
            Some(Value::Length(length)) => format!("{length:?}"),
            _ => self.words(span).to_lowercase(),
        }
    }

    fn words(&self, span: Span) -> String {
        describe::squeezed(&self.annotated.article.words(span))
    }

    /// A passage with a few words of its sentence before and behind it.
    fn phrase(&self, span: Span) -> String {
        let text = &self.annotated.article.prose;
        let sentence = reading::sentence(&self.annotated.article, &self.annotated.paragraphs, span).unwrap_or(span);
        let before = text.get(sentence.start as usize..span.start as usize).unwrap_or_default();
        let behind = text.get(span.end as usize..sentence.end as usize).unwrap_or_default();
        let from =
            before.split_whitespace().rev().take(AROUND).last().map_or(span.start, |first| {
                sentence.start + (first.as_ptr() as usize - before.as_ptr() as usize) as u32
            });
        let to = behind.split_whitespace().take(AROUND).last().map_or(span.end, |last| {
            span.end + (last.as_ptr() as usize - behind.as_ptr() as usize + last.len()) as u32
        });
        self.words(Span::new(from, to))
    }
}

/// A quotation as it is kept.
fn abridged(words: &str) -> String {
    let short = describe::shortened(words, LONGEST);
    if short == words {
        return short;
    }
    format!("{short} [{}]", &blake3::hash(words.as_bytes()).to_hex()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::annotate_once,
        article::{Format, Hints, read},
        fact,
    };
    use std::sync::Arc;

    fn decided(code: &str, text: &str, words: &str) -> String {
        decided_in(Format::Plain, code, text, words)
    }

    fn decided_in(format: Format, code: &str, text: &str, words: &str) -> String {
        let article = read(text, format, &Hints::default());
        let annotated = annotate_once(Arc::new(article));
        let at = text.find(words).unwrap() as u32;
        Stating { annotated: &annotated, sheet: &fact::sheet(&annotated) }
            .decided(code, Span::new(at, at + words.len() as u32))
    }

    #[test]
    fn a_decision_names_the_statement_it_is_about() {
        let text = "Fire in Karvia\n\nThe fire killed 14 people on the pier. Ines Okafor, 41, ran home at 20:15 that night, \
            Pavel Orlek said. It was the deadliest fire in the port since 2009.\n";
        assert_eq!(decided("figure-conflict", text, "14"), "14 people killed");
        assert_eq!(decided("age-conflict", text, "41"), "Ines Okafor: 41 years old");
        assert_eq!(decided("name-variant", text, "Ines Okafor"), "Ines Okafor");
        assert_eq!(decided("name-variant", text, "Pavel Orlek"), "Pavel Orlek");
        let time = decided("time-conflict", text, "20:15");
        assert!(time.starts_with("41, ran home at 20:15"), "{time}");
        assert_eq!(decided("rank-conflict", text, "deadliest"), "It was the deadliest fire in the port");
    }

    #[test]
    fn a_decision_about_a_quotation_is_of_its_words() {
        let quote = |word: &str| format!("“The pier was {word} {}inspected”", "so very well ".repeat(30));
        let text = |quote: &str| format!("Fire in Karvia\n\n{quote}, said Ines Okafor, the mayor.\n");
        let of = |code, quote: &str| decided(code, &text(quote), quote);
        let short = "“Nobody slept on the pier that night”";
        assert_eq!(of("quote-wording", short), short);
        assert_eq!(of("quote-speaker", short), format!("Ines Okafor: {short}"));
        let (never, often) = (of("quote-wording", &quote("never")), of("quote-wording", &quote("often")));
        assert_eq!(never, of("quote-wording", &quote("never")));
        assert!(never.chars().count() < 260 && never.contains("never so very"), "{never}");
        assert_ne!(never.replace("never", ""), often.replace("often", ""), "the words left out count");
    }

    #[test]
    fn a_decision_has_characters_for_entities() {
        let quote = "“Nobody &amp; nothing slept on the pier that night”";
        let text = format!("<h1>Fire in Karvia</h1>\n<p>{quote}, said Ines Okafor, the mayor.</p>\n");
        let decided = decided_in(Format::Html, "quote-wording", &text, quote);
        assert_eq!(decided, "“Nobody & nothing slept on the pier that night”");
    }
}
