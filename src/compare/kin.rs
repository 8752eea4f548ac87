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
    &["insured-loss", "loss", "damage", "cost"],
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
        return Some(if GENERAL.contains(&x) { 1.0 } else { 1.6 });
    }
    if KIN.iter().any(|row| row.contains(&x) && row.contains(&y)) {
        return Some(0.8);
    }
    if a.row().running || b.row().running { None } else { Some(-0.6) }
}
