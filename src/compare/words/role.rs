use crate::fact::Slot;

/// Roles of people that are told after them: «four people arrested».
const PEOPLE: &[&str] = &[
    "abducted",
    "aboard",
    "arrested",
    "charged",
    "convicted",
    "deported",
    "displaced",
    "drafted",
    "evacuated",
    "executed",
    "hospitalised",
    "infected",
    "injured",
    "killed",
    "missing",
    "on-strike",
    "quarantined",
    "released",
    "rescued",
    "sent-home",
    "shot",
    "sick",
    "stabbed",
    "tested",
    "trapped",
    "treated",
    "unvaccinated",
    "vaccinated",
    "without-power",
];

/// The same of things and sums: «40 homes destroyed».
const THINGS: &[&str] = &[
    "built",
    "created",
    "cut",
    "damaged",
    "destroyed",
    "insured",
    "intercepted",
    "launched",
    "lost",
    "opened",
    "paid",
    "recovered",
    "searched",
    "seized",
    "sold",
    "stolen",
    "took",
    "won",
];

/// What a fact of a role gives: «the dead», «the people arrested», «the sum paid», «the net profit».
pub fn noun(id: &str, slot: Slot) -> String {
    match id {
        "killed" => "the dead".to_owned(),
        "injured" | "missing" | "rescued" => format!("the {id}"),
        "population" => "the residents".to_owned(),
        "worth" => "the value".to_owned(),
        _ if PEOPLE.contains(&id) => format!("the people {}", written(id)),
        _ if THINGS.contains(&id) => {
            let what = match slot {
                Slot::Money => "sum",
                Slot::Share => "share",
                _ => "number",
            };
            format!("the {what} {}", written(id))
        }
        _ => format!("the {}", written(id)),
    }
}

/// A role's words after what is counted: «arrested», with none between, or « · net profit».
pub fn after(id: &str) -> String {
    let told = PEOPLE.contains(&id) || THINGS.contains(&id);
    format!("{}{}", if told { " " } else { " · " }, written(id))
}

/// As people write it. Who is charged is at least accused, and more was not looked for.
fn written(id: &str) -> String {
    match id {
        "charged" => "accused".to_owned(),
        "took" => "taken".to_owned(),
        _ => id.replace(['-', '_'], " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::figure::role::Role;

    #[test]
    fn roles_are_told_as_people_say_them() {
        assert_eq!(noun("shot", Slot::Count), "the people shot");
        assert_eq!(noun("paid", Slot::Money), "the sum paid");
        assert_eq!(noun("homes-destroyed", Slot::Count), "the homes destroyed");
        assert_eq!(after("charged"), " accused");
        assert_eq!(after("net-profit"), " · net profit");
    }

    #[test]
    fn all_of_them_are_roles() {
        assert!(PEOPLE.iter().chain(THINGS).all(|id| Role::of(id).is_some()));
    }
}
