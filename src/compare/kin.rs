use crate::annotate::figure::role::Role;

/// Roles that newspapers exchange for one another.
const KIN: &[&[&str]] = &[
    &["killed", "homicides"],
    &["injured", "hospitalised", "shot"],
    &["arrested", "suspects", "charged", "attackers"],
    &["stolen", "took", "laundered", "payments", "loss"],
    &["recovered", "saved"],
    &["jobs", "jobs-cut", "lost"],
    &["employees", "jobs", "workers"],
    &["homes-destroyed", "destroyed", "homes", "burned"],
    &["buildings-destroyed", "destroyed", "buildings"],
    &["homes-damaged", "damaged"],
    &["buildings-damaged", "damaged"],
    &["burned", "burned-area", "covered"],
    &["evacuated", "displaced"],
    &["evacuated", "population"],
    &["aboard", "passengers"],
    &["aboard", "crew"],
    &["attendance", "visitors", "spectators", "fans"],
    &["tickets", "tickets-sold", "sold"],
    &["rescued", "survived"],
    &["missing", "unaccounted"],
    &["vote-share", "votes", "won", "lead"],
    &["seats", "won"],
    &["cost", "price", "worth"],
    &["compensation", "paid", "payments", "settlement"],
    &["insured-loss", "loss", "damage", "cost", "paid", "compensation"],
    &["cost", "spent"],
    &["share-price", "growth", "topped"],
    &["infected", "cases", "confirmed"],
    &["donations", "raised", "funding"],
    &["capacity", "seats"],
    &["beds", "opened", "closures"],
    &["vaccinated", "doses"],
    &["turnout", "electorate", "votes"],
];

/// Roles of verbs that go with anything, so that sharing them says little.
const GENERAL: &[&str] = &[
    "took", "won", "lost", "paid", "created", "opened", "built", "sold", "covered", "drew", "worth", "topped", "added",
    "saved", "record", "known", "score", "payments", "deal", "members", "reached",
];

/// How much two roles say for one fact; `None` when they exclude each other.
pub fn roles(a: Option<Role>, b: Option<Role>) -> Option<f32> {
    let (Some(a), Some(b)) = (a, b) else { return Some(0.0) };
    let (x, y) = (a.id(), b.id());
    if a == b {
        return Some(if GENERAL.contains(&x) { 1.1 } else { 1.6 });
    }
    if KIN.iter().any(|row| row.contains(&x) && row.contains(&y)) {
        return Some(1.1);
    }
    if a.row().running || b.row().running { None } else { Some(-0.6) }
}

/// Roles of states that rise and fall while an event goes on, beside those whose row says that they run.
const MOVING: &[&str] = &[
    "firefighters",
    "helicopters",
    "aircraft",
    "vehicles",
    "vessels",
    "rescuers",
    "troops",
    "police",
    "containment",
    "burned",
    "burned-area",
    "covered",
    "beds",
    "opened",
    "closures",
    "doses",
    "share-price",
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
    "additional",
    "additional-cases",
    "infected",
];

/// Roles whose figure falls as an event goes on.
const FALLING: &[&str] = &["missing", "trapped", "unaccounted", "stranded"];

/// Roles whose count is over when the news is written, though it ran before.
const OVER: &[&str] = &["turnout", "attendance", "passengers", "aboard", "crew", "tickets-sold", "jobs-cut"];

/// How the figures of a role change with time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    Still,
    Rises,
    Falls,
    Moves,
}

pub fn motion(role: Role) -> Motion {
    let id = role.id();
    if FALLING.contains(&id) {
        Motion::Falls
    } else if MOVING.contains(&id) {
        Motion::Moves
    } else if role.row().running && !OVER.contains(&id) {
        Motion::Rises
    } else {
        Motion::Still
    }
}
