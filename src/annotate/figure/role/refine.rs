//! A verb and the thing it is done to together name a role: homes destroyed, jobs cut, lives claimed.

use std::sync::LazyLock;

use super::Role;

/// Role of the verb, role of the counted noun, role of both.
const PAIRS: &[(&str, &str, &str)] = &[
    ("destroyed", "homes", "homes-destroyed"),
    ("destroyed", "buildings", "buildings-destroyed"),
    ("burned-area", "homes", "homes-destroyed"),
    ("burned-area", "buildings", "buildings-destroyed"),
    ("damaged", "homes", "homes-damaged"),
    ("damaged", "buildings", "buildings-damaged"),
    ("lost", "homes", "homes-destroyed"),
    ("lost", "killed", "killed"),
    ("took", "killed", "killed"),
    ("cost", "killed", "killed"),
    ("recovered", "killed", "killed"),
    ("cut", "jobs", "jobs-cut"),
    ("cut", "employees", "jobs-cut"),
    ("lost", "jobs", "jobs-cut"),
    ("closures", "jobs", "jobs-cut"),
    ("launched", "employees", "jobs-cut"),
    ("created", "jobs", "jobs-added"),
    ("sold", "tickets", "tickets-sold"),
    ("won", "seats", "seats"),
    ("took", "seats", "seats"),
    ("lost", "seats", "seats"),
    ("won", "votes", "votes"),
    ("won", "vote-share", "vote-share"),
    ("took", "vote-share", "vote-share"),
    ("stake", "seats", "seats"),
];

static TABLE: LazyLock<Vec<(Role, Role, Role)>> =
    LazyLock::new(|| PAIRS.iter().filter_map(|(v, t, r)| Some((Role::of(v)?, Role::of(t)?, Role::of(r)?))).collect());

/// The role that a verb's and a counted noun's make together.
pub fn refine(verb: Role, thing: Role) -> Option<Role> {
    TABLE.iter().find(|(v, t, _)| *v == verb && *t == thing).map(|(.., r)| *r)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_names_roles() {
        assert_eq!(TABLE.len(), PAIRS.len());
    }
}
