//! The second pass: quotations over several paragraphs, and who «he», «Orme» and «the minister» are.

use std::sync::Arc;

use super::super::{
    Paragraph,
    mention::{Attribution, Mode, Name, NameKind},
};
use super::{Candidate, Join};
use crate::{article::Article, base::Span};

/// All attributions of an article, in order of their starts, speakers resolved.
pub fn resolve(article: &Article, paragraphs: &[Arc<Paragraph>], names: &[Name]) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::with_capacity(paragraphs.iter().map(|p| p.claims.len()).sum());
    let mut joins = Joins::default();
    for (block, paragraph) in article.blocks.iter().zip(paragraphs) {
        let lead_before = joins.lead_in.take();
        let continued_before = joins.continued.take();
        for c in &paragraph.claims {
            let claim = absolute(c, block.span.start);
            match c.join {
                Join::LeadIn => joins.lead_in = Some(claim),
                Join::Orphan { continued } => {
                    let at = joins.attach(&mut out, claim, lead_before.clone(), continued_before);
                    joins.continued = at.filter(|_| continued);
                }
                Join::None | Join::Continued => {
                    joins.continued = (c.join == Join::Continued).then_some(out.len());
                    joins.last = Some(out.len());
                    out.push(claim);
                }
            }
        }
    }
    out.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    name_speakers(article, names, &mut out);
    out
}

fn absolute(c: &Candidate, by: u32) -> Attribution {
    let mut a = c.attribution.clone();
    a.span = a.span.shifted(by);
    for p in &mut a.pieces {
        *p = p.shifted(by);
    }
    a.cue = a.cue.map(|s| s.shifted(by));
    a.source = a.source.map(|s| s.shifted(by));
    a.description = a.description.map(|s| s.shifted(by));
    a
}

/// What a block leaves open for the next.
#[derive(Default)]
struct Joins {
    lead_in: Option<Attribution>,
    /// Index of the claim whose quotation goes on.
    continued: Option<usize>,
    /// The last claim of the discourse.
    last: Option<usize>,
}

impl Joins {
    /// Gives a block of quotation its source; the claim's index, unless there is none.
    fn attach(
        &mut self,
        out: &mut Vec<Attribution>,
        mut quote: Attribution,
        lead_in: Option<Attribution>,
        continued: Option<usize>,
    ) -> Option<usize> {
        if let Some(i) = continued {
            let claim = out.get_mut(i)?;
            claim.pieces.extend(quote.pieces.iter().copied());
            claim.span = claim.span.hull(quote.span);
            return Some(i);
        }
        if let Some(lead) = lead_in {
            quote = Attribution { span: quote.span, pieces: quote.pieces, mode: quote.mode, ..lead };
        } else {
            let before = out.get(self.last?)?;
            quote.source = before.source;
            quote.description = before.description;
            quote.rule = "quotation-goes-on";
        }
        debug_assert!(quote.mode != Mode::Indirect);
        self.last = Some(out.len());
        out.push(quote);
        self.last
    }
}

/// A speaker of the article, for pronouns and roles further down.
struct Known {
    full: String,
    /// Words that describe it, in small letters («the minister», «mayor»).
    roles: String,
    person: bool,
    entity: Option<u32>,
}

fn name_speakers(article: &Article, names: &[Name], out: &mut [Attribution]) {
    let mut known: Vec<Known> = Vec::new();
    let mut order: Vec<usize> = (0..out.len()).collect();
    order.sort_by_key(|&i| out[i].source.map_or(out[i].span.start, |s| s.start));
    let mut last: Option<usize> = None;
    let mut at = 0;
    for i in order {
        let Some(source) = out[i].source else { continue };
        let text = article.slice(source);
        while at < names.len() && names[at].span.end <= source.start {
            at += 1;
        }
        let named = names[at.min(names.len())..]
            .iter()
            .take_while(|n| n.span.start < source.end)
            .filter(|n| matches!(n.kind, NameKind::Person | NameKind::Organisation))
            .last();
        let description = out[i].description.map(|d| article.slice(d).to_lowercase()).unwrap_or_default();
        let found = match named {
            Some(n) => Some(known_name(&mut known, n, role_words(article, source, n.span), &description)),
            None if is_pronoun(text) => pronoun(&known, last, text).or_else(|| nearest_person(names, at, &mut known)),
            None => role(&known, text),
        };
        out[i].speaker = match found {
            Some(k) => {
                last = Some(k);
                Some(known[k].full.clone())
            }
            None if is_pronoun(text) => None,
            None => {
                last = last.filter(|_| false);
                Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
            }
        };
    }
}

/// The words of a source beside its name («Mayor», «a spokesman for»), in small letters.
fn role_words(article: &Article, source: Span, name: Span) -> String {
    let before = (source.start < name.start).then(|| article.slice(Span::new(source.start, name.start)).to_lowercase());
    before.unwrap_or_default()
}

fn known_name(known: &mut Vec<Known>, name: &Name, role: String, description: &str) -> usize {
    let i = match known.iter().rposition(|k| k.entity == Some(name.entity)) {
        Some(i) => i,
        None => {
            known.push(Known {
                full: name.full.to_string(),
                roles: String::new(),
                person: name.kind == NameKind::Person,
                entity: Some(name.entity),
            });
            known.len() - 1
        }
    };
    for words in [&*role, description] {
        if !words.is_empty() && known[i].roles.len() < 400 {
            known[i].roles.push_str(words);
            known[i].roles.push(' ');
        }
    }
    i
}

fn is_pronoun(text: &str) -> bool {
    let bare = text.find(['\'', '’']).map_or(text, |at| &text[..at]);
    ["he", "she", "they", "it", "his", "her", "their", "its", "who", "which", "him", "them"]
        .iter()
        .any(|p| bare.eq_ignore_ascii_case(p))
}

/// The speaker that a pronoun takes up: the last one that can be meant.
fn pronoun(known: &[Known], last: Option<usize>, text: &str) -> Option<usize> {
    let person = ["he", "she", "his", "her", "him"].iter().any(|p| text.eq_ignore_ascii_case(p));
    last.filter(|&k| !person || known[k].person)
        .or_else(|| person.then(|| known.iter().rposition(|k| k.person)).flatten())
}

/// The last person named before the pronoun.
fn nearest_person(names: &[Name], at: usize, known: &mut Vec<Known>) -> Option<usize> {
    let name = names[..at.min(names.len())].iter().rev().take(12).find(|n| n.kind == NameKind::Person)?;
    Some(known_name(known, name, String::new(), ""))
}

/// The known speaker that a description such as «the minister» names.
fn role(known: &[Known], text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let noun = lower.strip_prefix("the ")?;
    let head = noun.rsplit(' ').next().filter(|w| w.len() > 3)?;
    known.iter().rposition(|k| k.roles.split(|c: char| !c.is_alphanumeric()).any(|w| w == head))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{Format, Hints, read},
    };

    fn claims(text: &str) -> Vec<Attribution> {
        annotate(Arc::new(read(text, Format::Plain, &Hints::default())), &mut Cache::default()).claims
    }

    #[test]
    fn a_quotation_over_several_paragraphs_is_one_claim() {
        let text = "“The first winter was the worst,” Nils Berg said. “We had no coal and no light.\n\n“The second \
                    winter we were ready for the cold.\n\n“The third was mild.”\n\nThe house still stands.\n";
        let found = claims(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].pieces.len(), 4);
        assert_eq!(found[0].pieces[3].of(text), "“The third was mild.”");
        assert_eq!(found[0].speaker.as_deref(), Some("Nils Berg"));
    }

    #[test]
    fn a_long_paragraph_without_structure_is_read_in_time() {
        let text = "he said that “it was” and they told the man of the river ".repeat(4_000);
        assert!(!claims(&text).is_empty());
    }
}
