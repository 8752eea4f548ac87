use super::scope::event;
use crate::annotate::{View, WordList};

/// Words between an event and a day at most.
const REACH: usize = 16;

/// Words that say that a day is not the event's but that of what came of it, or of its telling.
static AFTERWARDS: WordList = WordList::new(&[
    "toll",
    "tolls",
    "rose",
    "risen",
    "rises",
    "climbed",
    "climbs",
    "grew",
    "raised",
    "revised",
    "updated",
    "now",
    "later",
    "hospital",
    "hospitals",
    "injuries",
    "wounds",
    "burns",
    "succumbed",
    "pronounced",
    "identified",
    "named",
    "found",
    "recovered",
    "pulled",
    "rescued",
    "buried",
    "funeral",
    "funerals",
    "vigil",
    "mourned",
    "charged",
    "arrested",
    "detained",
    "sentenced",
    "convicted",
    "court",
    "trial",
    "inquest",
    "inquiry",
    "investigation",
    "probe",
    "said",
    "says",
    "say",
    "told",
    "confirmed",
    "announced",
    "reported",
    "bringing",
    "brought",
    "third",
    "fourth",
    "fifth",
    "another",
    "second",
]);

/// Verbs that tell what an event did, or that it came: «floods killed eight people on Tuesday».
static DOES: WordList = WordList::new(&[
    "killed",
    "kills",
    "killing",
    "struck",
    "hit",
    "swept",
    "tore",
    "ripped",
    "exploded",
    "erupted",
    "detonated",
    "collapsed",
    "crashed",
    "collided",
    "derailed",
    "overturned",
    "plunged",
    "rammed",
    "sank",
    "capsized",
    "drowned",
    "burst",
    "ruptured",
    "stabbed",
    "attacked",
    "bombed",
    "ambushed",
    "stormed",
]);

/// What leads from something else to an event that is not told of itself: «victims of the fire died on Thursday».
static ABOUT: WordList =
    WordList::new(&["of", "from", "since", "after", "over", "following", "for", "to", "with", "about"]);

/// Whether the timex at token `i` is the day of an event that stands beside it: «a shooting early Sunday», «in Friday’s
/// crash», «a fire at a mill near Calder killed two people on Sunday».
pub fn dated_event(view: &View<'_>, i: usize) -> bool {
    let word = |k: usize| view.token(k).is_some_and(|t| t.is_word());
    let before = (1..=3).filter_map(|back| i.checked_sub(back));
    before.take_while(|&k| word(k)).any(|k| event(view, k))
        || (i + 1..i + 4).any(|k| event(view, k)) && (i + 1..i + 3).any(|k| view.mark(k, '’') || view.mark(k, '\''))
        || told(view, i)
}

/// Whether the timex at token `i` is the day on which people were arrested, and not that of what they are accused of.
pub fn dated_arrest(view: &View<'_>, i: usize) -> bool {
    let arrest = |k: usize| view.is_any(k, few!["arrested", "detained"]);
    let clause = (i.saturating_sub(REACH)..i).rev().take_while(|&k| arrest(k) || !ends(view, k));
    clause.into_iter().any(arrest)
}

/// Whether what stands before token `k` has nothing to do with a day behind it.
fn ends(view: &View<'_>, k: usize) -> bool {
    view.in_list(k, &AFTERWARDS)
        || view.is_any(k, few!["died", "more", "since"])
        || ['.', ';', ':', '?', '!'].iter().any(|&c| view.mark(k, c))
}

/// Whether the clause up to the timex tells what the event did, or where it was.
fn told(view: &View<'_>, i: usize) -> bool {
    let reached = (i.saturating_sub(REACH)..i)
        .rev()
        .take_while(|&k| !ends(view, k))
        .find(|&k| event(view, k) || view.in_list(k, &DOES));
    reached.is_some_and(|k| {
        let led = (k.saturating_sub(3)..k).any(|p| view.in_list(p, &ABOUT) || view.in_list(p, &AFTERWARDS));
        !led && !view.in_list(k + 1, &AFTERWARDS)
    })
}
