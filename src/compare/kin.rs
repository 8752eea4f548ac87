use super::counted::names_role;
use crate::{
    annotate::figure::role::{Role, Set},
    fact::{Fact, Scope, Slot, akin},
};

/// Roles of verbs that go with anything, so that sharing them says little.
static GENERAL: Set = Set::new(&[
    "took", "won", "lost", "paid", "created", "opened", "built", "sold", "worth", "score", "payments", "deal",
    "members",
]);

/// Roles whose figures belong to one party or candidate each.
pub static SHARED_OUT: Set = Set::new(&["seats", "votes", "vote-share", "support", "lead", "members"]);

/// How much two roles say for one fact; `None` when they exclude each other.
pub fn roles(a: Option<Role>, b: Option<Role>) -> Option<f32> {
    let (Some(a), Some(b)) = (a, b) else { return Some(0.0) };
    if a == b {
        return Some(if GENERAL.has(a) { 1.1 } else { 1.6 });
    }
    if akin(a, b) {
        return Some(1.1);
    }
    if a.row().running || b.row().running { None } else { Some(-0.6) }
}

/// Whether a fact's role says no more than the noun it counts («38 schools»), so that another's («38 schools were shut»)
/// excludes nothing.
fn noun_alone(f: &Fact) -> bool {
    f.slot == Slot::Count
        && f.population.first().is_some_and(|&noun| names_role(noun, f))
        && !f.role.is_some_and(|r| r.row().running)
}

/// How much the roles of two facts say; `None` when they exclude each other.
pub fn roles_of(a: &Fact, b: &Fact) -> Option<f32> {
    let said = roles(a.role, b.role);
    let same = || a.population.first() == b.population.first() && (noun_alone(a) || noun_alone(b));
    if said.is_none_or(|r| r < 0.0) && same() { Some(0.0) } else { said }
}

/// Whether a role says little of what it is of.
pub fn is_general(role: Role) -> bool {
    GENERAL.has(role)
}

/// Roles of states that rise and fall while an event goes on, beside those whose row says that they run.
static MOVING: Set = Set::new(&[
    "firefighters",
    "helicopters",
    "aircraft",
    "vehicles",
    "vessels",
    "rescuers",
    "troops",
    "containment",
    "burned-area",
    "beds",
    "opened",
    "closures",
    "share-price",
    "index",
    "guidance",
    "without-power",
    "temperature",
    "rainfall",
    "wind-speed",
    "missing",
    "hospitalised",
    "quarantined",
    "unemployment",
    "inflation",
    "interest-rate",
    "support",
    "vote-share",
    "votes",
    "infected",
    "funding",
    "donations",
    "offer",
    "demand",
    "reward",
]);

/// Roles whose figure falls as an event goes on.
static FALLING: Set = Set::new(&["missing", "trapped"]);

/// Roles whose count is over when the news is written, though it ran before.
static OVER: Set =
    Set::new(&["turnout", "attendance", "passengers", "aboard", "crew", "tickets-sold", "jobs-cut", "on-strike"]);

/// How the figures of a role change with time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    Still,
    Rises,
    Falls,
    Moves,
}

/// How what two facts count changes with time; those in critical condition get better or worse.
pub fn motion_of(a: &Fact, b: &Fact) -> Option<Motion> {
    let condition = a.scope.or(b.scope).has(Scope::SEVERE.or(Scope::LIGHT));
    let roles = a.role.into_iter().chain(b.role).map(motion);
    // Of a noun by itself and what is told of it, this says how it changes.
    let moved = roles.max_by_key(|m| *m != Motion::Still);
    moved.map(|m| if condition { Motion::Moves } else { m })
}

pub fn motion(role: Role) -> Motion {
    if FALLING.has(role) {
        Motion::Falls
    } else if MOVING.has(role) {
        Motion::Moves
    } else if role.row().running && !OVER.has(role) {
        Motion::Rises
    } else {
        Motion::Still
    }
}
