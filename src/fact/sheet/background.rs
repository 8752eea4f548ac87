use super::{Builder, Open, days_between};
use crate::{
    annotate::{Timex, TimexKind},
    fact::when,
    value::DayInterval,
};

impl<'a> Builder<'a> {
    /// The days that a sentence speaks of when it looks back, from its own dates or from those of the sentence before
    /// it («That was …») when it names nothing of the main event.
    pub(super) fn background(&self, open: &Open<'_>, terms: &[u16], timexes: &[Timex]) -> Option<DayInterval> {
        let token = |t: &Timex| open.view.token_at(t.span.start.saturating_sub(open.shift));
        // When something was built, or since when a state lasts, is no time of the sentence.
        let states = |t: &&Timex| when::origin(&open.view, token(t)) || when::lasting(&open.view, token(t));
        let mut own = timexes
            .iter()
            .filter(|t| matches!(t.kind, TimexKind::Date | TimexKind::Time) && !states(t))
            .filter_map(|t| t.days)
            .filter(when::one_event)
            .peekable();
        if let Some(&first) = own.peek() {
            return own.all(|d| self.far(d)).then_some(first);
        }
        let back = open.inherited?;
        let of_main = terms.iter().any(|t| self.terms.kind(*t).is_name() && self.main.terms.binary_search(t).is_ok());
        (!of_main && !when::of_now(&open.view, &open.tokens)).then_some(back)
    }

    /// Whether days lie away from the main event and the time of writing.
    fn far(&self, days: DayInterval) -> bool {
        let now = self.main.days.map(|d| d.first).or(self.a.article.meta.published.map(|p| p.date));
        now.is_some_and(|now| days_between(days.last, now) > 60 && days_between(now, days.first).abs() > 60)
    }
}
