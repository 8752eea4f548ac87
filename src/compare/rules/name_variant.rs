use crate::compare::{Check, rule};

rule! {
    /// A person, place or organisation is written in two ways.
    ///
    /// A name spelled wrong is the error that readers notice first, and the one its bearer never forgives. Two spellings
    /// in one story mean that at least one desk has it wrong, or that the house has no rule for the name.
    ///
    /// Found: «Pavel Orlec» here, «Pavel Orlek» in another article on the same event (a warning); «Zelensky» and
    /// «Zelenskyy» (a note: two renderings of one name); «St. Petersburg» and «St Petersburg», «ISIS» and
    /// «Islamic State» (shown on hover and with `--show all`).
    /// Not found: «Iran» and «Iraq»; «James Miller» and «James Moore»; countries and their adjectives; names of articles
    /// on other events.
    ///
    /// To settle it: look the name up at its source (the person, the register, the map), then give it one spelling. The
    /// form that most related articles have is likely, not certain, to be right.
    NAME_VARIANT = "name-variant", Warning, Check::Names
}
