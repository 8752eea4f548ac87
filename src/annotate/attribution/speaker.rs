//! The second pass: quotations over several paragraphs, and who «he», «Orme» and «the minister» are.

use std::sync::Arc;

use super::super::{
    Paragraph, Rule,
    mention::{Attribution, Mode, Name},
    resolve::{list_of, make_room},
};
use super::{Candidate, Join, coreference};
use crate::article::Article;

/// All attributions of an article, in order of their starts, speakers resolved.
pub fn resolve(
    article: &Article,
    paragraphs: &[Arc<Paragraph>],
    found: Vec<Box<[Candidate]>>,
    names: &[Name],
) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = list_of(&found);
    let mut joins = Joins::default();
    for (block, claims) in article.blocks.iter().zip(found) {
        let lead_before = joins.lead_in.take();
        let continued_before = joins.continued.take();
        make_room(&mut out, claims.len());
        for c in claims {
            let claim = absolute(c.attribution, block.span.start);
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
    out.shrink_to_fit();
    let place = |c: &Attribution| (c.span.start, std::cmp::Reverse(c.span.end));
    // Sorting takes as much room again, and they mostly are.
    if !out.is_sorted_by_key(place) {
        out.sort_by_key(place);
    }
    coreference::name_speakers(article, paragraphs, names, &mut out);
    out
}

fn absolute(mut a: Attribution, by: u32) -> Attribution {
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
            quote.rule = Rule::QuotationGoesOn;
        }
        debug_assert!(quote.mode != Mode::Indirect);
        self.last = Some(out.len());
        out.push(quote);
        self.last
    }
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
