//! Roles that newspapers exchange for one another.

use std::sync::LazyLock;

use smallvec::SmallVec;

use crate::annotate::figure::role::{self, Role};

const KIN: &[&[&str]] = &[
    &["injured", "hospitalised", "shot"],
    &["arrested", "suspects", "charged", "attackers"],
    &["stolen", "took", "payments", "loss"],
    &["jobs", "jobs-cut", "lost", "cut"],
    &["employees", "jobs", "workers"],
    &["homes", "homes-destroyed", "buildings-destroyed", "destroyed"],
    &["buildings", "buildings-destroyed", "stores", "destroyed"],
    &["homes-damaged", "damaged"],
    &["buildings-damaged", "damaged"],
    &["evacuated", "displaced"],
    &["evacuated", "population"],
    &["aboard", "passengers"],
    &["aboard", "crew"],
    &["aboard", "workers"],
    &["aboard", "employees"],
    &["attendance", "visitors"],
    &["tickets", "tickets-sold", "sold"],
    &["vote-share", "votes", "won", "lead"],
    &["seats", "won", "members"],
    &["cost", "price", "worth"],
    &["compensation", "paid", "payments"],
    &["insured-loss", "loss", "damage", "cost", "paid", "compensation"],
    &["share-price", "growth"],
    &["donations", "funding", "investment"],
    &["capacity", "seats"],
    &["beds", "opened", "closures"],
    &["students", "sent-home", "children"],
    &["turnout", "electorate", "votes"],
    &["wave-height", "height"],
    &["on-strike", "employees"],
    &["stolen", "worth"],
    &["fine", "paid"],
    &["deal", "offer"],
];

/// For each role, by its index, the others of its rows.
static OTHERS: LazyLock<Vec<SmallVec<[u16; 4]>>> = LazyLock::new(|| {
    let mut out: Vec<SmallVec<[u16; 4]>> = role::rows().map(|_| SmallVec::new()).collect();
    for row in KIN {
        let roles: SmallVec<[u16; 8]> = row.iter().filter_map(|id| Role::of(id)).map(Role::index).collect();
        for &a in &roles {
            out[usize::from(a)].extend(roles.iter().copied().filter(|&b| b != a));
        }
    }
    out
});

/// Whether two roles can be two words for one thing: the same, or of one row.
pub fn akin(a: Role, b: Role) -> bool {
    a == b || OTHERS.get(usize::from(a.index())).is_some_and(|o| o.contains(&b.index()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kin_role_exists_and_kinship_goes_both_ways() {
        for id in KIN.iter().flat_map(|row| row.iter()) {
            assert!(Role::of(id).is_some(), "{id}");
        }
        let role = |id| Role::of(id).unwrap();
        assert!(akin(role("stolen"), role("loss")) && akin(role("loss"), role("stolen")));
        assert!(!akin(role("killed"), role("injured")));
    }
}
