use super::{Builder, Open};
use crate::{
    annotate::{Timex, TimexKind},
    fact::{Scope, Slot, TermKind, Value, moment, penalty, scope},
};

impl<'a> Builder<'a> {
    pub(super) fn timexes(&mut self, open: &Open<'a>) {
        for (_, t) in &open.timexes {
            self.timex_fact(open, t);
        }
    }

    fn timex_fact(&mut self, open: &Open<'a>, t: &Timex) {
        let (value, slot) = match t.kind {
            TimexKind::Set => return,
            // «nine minutes», «nine minutes later»
            TimexKind::Duration | TimexKind::Time if t.clock.is_none() && t.length.is_some() => {
                (Value::Length(t.length.unwrap_or_default()), Slot::Length)
            }
            TimexKind::Duration => return,
            _ if t.clock.is_some() => (Value::When { days: t.days, clock: t.clock }, Slot::Clock),
            _ if t.days.is_some() => (Value::When { days: t.days, clock: None }, Slot::When),
            _ => return,
        };
        let at = self.tokens(open, t.span);
        let mut fact = self.fact(open, t.span, &at, value, slot, &open.timexes, t.rule.id());
        if let Value::When { days, .. } = fact.value {
            fact.event_days = days;
        }
        let event = fact.near.iter().any(|&t| open.gathered.is(t, TermKind::Event));
        if slot == Slot::Clock && moment::began(&open.view, &open.clauses.around(&at), &at, event) {
            fact.population.push(moment::BEGAN_KEY);
        }
        if slot == Slot::When {
            fact.population = moment::made(&open.view, &open.tokens, at.start);
        }
        if slot == Slot::When && scope::postponed(&open.view, &open.tokens, &at) {
            fact.scope.add(Scope::CHANGED);
        }
        if slot == Slot::Length && scope::offset(&open.view, &at) {
            fact.scope.add(Scope::OFFSET);
        }
        if slot == Slot::Length {
            let clause = open.clauses.around(&at);
            fact.scope.add(penalty::limits(&open.view, &open.cues, &clause, &open.tokens, &at));
        }
        self.facts.push(fact);
    }
}
