//! What a figure counts or measures. A role is a row of [`ROLES`]; its words give it to the figures beside them.

use super::super::lexicon::{Builder, Class, Lex};

/// A row of [`ROLES`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(u16);

/// How a role is worded and how its figures behave.
#[derive(Debug)]
pub struct Row {
    /// The normalised name («killed»), `measure` in machine output.
    pub id: &'static str,
    /// Verb forms and participles («killed», «died», «left … dead»).
    pub verbs: &'static [&'static str],
    /// Nouns that name the figure («death toll», «fatalities»).
    pub nouns: &'static [&'static str],
    /// Whether the figure grows while an event is under way, so that a later, higher one supersedes.
    pub running: bool,
}

pub const ROLES: &[Row] = &[
    Row {
        id: "killed",
        verbs: &["killed", "died", "dead", "perished", "slain"],
        nouns: &["deaths", "fatalities", "toll"],
        running: true,
    },
    Row { id: "injured", verbs: &["injured", "wounded", "hurt"], nouns: &["injuries", "casualties"], running: true },
];

impl Role {
    pub fn row(self) -> &'static Row {
        &ROLES[self.0 as usize]
    }

    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The role of a normalised name.
    pub fn of(id: &str) -> Option<Role> {
        ROLES.iter().position(|r| r.id == id).map(|i| Role(i as u16))
    }

    /// The role that a word names by itself.
    pub fn of_word(word: &Lex) -> Option<Role> {
        word.entry().role.checked_sub(1).map(Role)
    }

    pub fn index(self) -> u16 {
        self.0
    }
}

impl std::fmt::Debug for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

pub fn words(b: &mut Builder) {
    for (i, row) in ROLES.iter().enumerate() {
        for w in row.verbs.iter().chain(row.nouns).filter(|w| !w.contains(' ')) {
            b.class(w, Class::ROLE);
            b.word(w).role = i as u16 + 1;
        }
    }
}
