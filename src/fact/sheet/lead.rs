use super::{Builder, LONGEST, days_between};
use crate::{
    article::BlockKind,
    fact::{cue::Cues, outlook::Views},
    value::DayInterval,
};

/// Tokens that are read as the lead, beside the headline.
pub const LEAD: usize = 90;

impl<'a> Builder<'a> {
    /// The article's main event, from headline, standfirst and the first sentences.
    pub(super) fn lead(&mut self) {
        let a = self.a;
        let mut left = LEAD;
        for (i, block) in a.article.blocks.iter().enumerate() {
            let view = self.view(i);
            let end = match block.kind {
                BlockKind::Headline | BlockKind::Standfirst => view.len().min(LONGEST),
                BlockKind::Paragraph if left > 0 => {
                    // Whole sentences as long as the allowance lasts, at least one.
                    let sentences = &view.prose.sentences;
                    let fits = sentences.iter().take_while(|s| s.end as usize <= left).last().or(sentences.first());
                    let end = fits.map_or(0, |s| s.end as usize).min(LONGEST);
                    left = left.saturating_sub(end.max(8));
                    end
                }
                BlockKind::Paragraph => break,
                _ => continue,
            };
            let gathered = self.gather(&view, block.span.start, &(0..end));
            self.main.terms.extend(gathered.list());
            self.lead.push((i, gathered));
            let until = view.token(end.wrapping_sub(1)).map_or(block.span.start, |t| t.end() + block.span.start);
            let days = a.timexes[a.timexes.partition_point(|t| t.span.end <= block.span.start)..]
                .iter()
                .take_while(|t| t.span.start < until);
            for t in days {
                let near = |d: DayInterval| match a.article.meta.published {
                    Some(p) => d.first <= p.date && days_between(d.first, p.date) <= 45,
                    None => true,
                };
                if let Some(d) = t.days.filter(|&d| days_between(d.first, d.last) <= 3 && near(d)) {
                    self.main.days.get_or_insert(d);
                }
            }
            self.main.period =
                self.main.period.or_else(|| Views::of(&view, &Cues::of(&view, &(0..end))).period(&(0..end), 0));
        }
        if self.main.terms.is_empty() {
            // Nothing but captions and lists: the first of them must do.
            for (i, block) in a.article.blocks.iter().enumerate().filter(|(_, b)| b.kind != BlockKind::Byline).take(4) {
                let view = self.view(i);
                let gathered = self.gather(&view, block.span.start, &(0..view.len().min(LEAD)));
                self.main.terms.extend(gathered.list());
            }
        }
        self.main.terms.sort_unstable();
        self.main.terms.dedup();
    }
}
