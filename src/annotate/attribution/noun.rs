//! Nouns that report («his claim that», «warnings of») and nouns that name sources.

use super::super::lexicon::{Builder, Class};
use super::super::mention::Stance;

use Stance::{Asks, Asserts, Commits, Denies, Doubts};

#[rustfmt::skip]
const CUE_NOUNS: &[(&str, Stance)] = &[
    ("claim", Asserts), ("statement", Asserts), ("allegation", Asserts), ("accusation", Asserts), ("warning", Asserts),
    ("report", Asserts), ("belief", Asserts), ("argument", Asserts), ("assertion", Asserts), ("announcement", Asserts),
    ("suggestion", Asserts), ("view", Asserts), ("opinion", Asserts), ("promise", Commits), ("pledge", Commits),
    ("threat", Commits), ("vow", Commits), ("denial", Denies), ("admission", Asserts), ("comment", Asserts),
    ("remark", Asserts), ("prediction", Asserts), ("complaint", Asserts), ("contention", Asserts), ("charge", Asserts),
    ("insistence", Asserts), ("demand", Asks), ("request", Asks), ("proposal", Asserts), ("concern", Doubts),
    ("fear", Asserts), ("suspicion", Doubts), ("rumor", Doubts), ("rumour", Doubts), ("theory", Asserts),
    ("conclusion", Asserts), ("finding", Asserts), ("testimony", Asserts), ("confession", Asserts),
    ("explanation", Asserts), ("declaration", Asserts), ("revelation", Asserts), ("speculation", Doubts),
    ("acknowledgment", Asserts), ("acknowledgement", Asserts), ("assurance", Commits), ("depiction", Asserts),
    ("description", Asserts), ("dismissal", Denies), ("rejection", Denies), ("reference", Asserts),
    ("acceptance", Asserts), ("condemnation", Asserts), ("recommendation", Asks), ("assessment", Asserts),
    ("estimate", Asserts), ("confirmation", Asserts), ("call", Asks), ("plea", Asks), ("boast", Asserts),
    ("criticism", Asserts), ("forecast", Asserts), ("guarantee", Commits), ("hint", Asserts), ("hope", Commits),
    ("doubt", Doubts), ("observation", Asserts), ("reminder", Asserts), ("ruling", Asserts), ("tweet", Asserts),
];

/// The stance of a reporting noun.
pub fn stance(word: &str) -> Stance {
    let plural_of = |noun: &str| word.len() == noun.len() + 1 && word.ends_with('s');
    CUE_NOUNS
        .iter()
        .find(|(n, _)| {
            word.get(..n.len()).is_some_and(|w| w.eq_ignore_ascii_case(n)) && (word.len() == n.len() || plural_of(n))
        })
        .map_or(Asserts, |n| n.1)
}

/// Other forms of reporting verbs that are as often nouns; they report nothing by themselves.
#[rustfmt::skip]
const VERBS_AND_NOUNS: &[&str] = &[
    "states", "tweets", "posts", "projects", "project", "rules", "rule", "plans", "plan", "calls", "questions", "question",
    "orders", "order", "offers", "offer", "challenges", "challenge", "details", "documents", "document", "views", "shows",
    "lists", "names", "terms", "labels", "brands", "rates", "rate", "commands", "answers", "answer", "replies", "jokes",
    "supports", "support", "attacks", "attack", "protests", "protest", "appeals", "appeal", "wishes", "doubts", "worries",
    "blogs", "texts", "emails", "reasons", "counters", "objects", "praise", "blame", "regrets", "holds", "fumes", "roars", "sighs", "laughs", "smiles", "cries", "snaps", "moans", "rants", "guess",
    "guesses",
];

/// Nouns that speak without a name: roles, bodies, documents.
#[rustfmt::skip]
const SOURCE_NOUNS: &[&str] = &[
    "official", "spokesman", "spokeswoman", "spokesperson", "minister", "president", "mayor", "governor", "senator",
    "police", "officer", "commissioner", "chief", "director", "chairman", "chairwoman", "chair", "secretary",
    "ambassador", "diplomat", "analyst", "expert", "economist", "scientist", "researcher", "professor", "historian",
    "author", "critic", "opponent", "supporter", "lawyer", "attorney", "prosecutor", "judge", "court", "jury",
    "witness", "survivor", "victim", "resident", "neighbor", "neighbour", "relative", "mother", "father", "brother",
    "sister", "wife", "husband", "son", "daughter", "aide", "adviser", "advisor", "candidate", "nominee", "campaign",
    "government", "ministry", "department", "agency", "commission", "committee", "council", "company", "firm", "bank",
    "union", "party", "group", "organization", "organisation", "network", "newspaper", "magazine", "website", "report",
    "study", "survey", "poll", "statement", "document", "letter", "memo", "indictment", "complaint", "lawsuit",
    "filing", "authorities", "administration", "lawmaker", "legislator", "congressman", "congresswoman", "commander",
    "general", "colonel", "captain", "sergeant", "detective", "investigator", "doctor", "physician", "coach", "player",
    "manager", "executive", "founder", "owner", "leader", "activist", "organizer", "organiser", "pastor", "bishop",
    "pope", "king", "queen", "prince", "teacher", "student", "principal", "superintendent", "source", "insider",
    "people", "media", "press", "military", "army", "hospital", "university", "school", "coroner", "sheriff", "deputy",
    "insurgent", "militant", "rebel", "kremlin", "pentagon", "white", "congress", "parliament", "embassy",
];

/// Words that start or join clauses and so end a noun phrase, beside those of the grammar's classes.
#[rustfmt::skip]
const CLAUSE_WORDS: &[&str] = &[
    "that", "who", "whom", "whose", "which", "what", "whether", "how", "why", "than", "then", "also", "there", "here",
    "so", "yet", "still", "just", "even", "not", "ago", "later", "earlier", "however", "meanwhile", "once", "again",
    "instead", "nor", "unless", "already", "to", "as", "soon", "too", "now", "ever", "never", "often", "both",
];

pub fn words(b: &mut Builder) {
    for (noun, _) in CUE_NOUNS {
        b.class(noun, Class::CUE_NOUN.or(Class::VERB_NOUN));
        b.class(&format!("{noun}s"), Class::CUE_NOUN.or(Class::VERB_NOUN));
    }
    b.classes(VERBS_AND_NOUNS, Class::VERB_NOUN);
    b.classes(CLAUSE_WORDS, Class::CLAUSE);
    for noun in SOURCE_NOUNS {
        b.class(noun, Class::SOURCE_NOUN);
        b.class(&format!("{noun}s"), Class::SOURCE_NOUN);
    }
    b.classes(&["testimonies", "theories", "agencies", "parties", "universities", "juries"], Class::SOURCE_NOUN);
    b.classes(&["testimonies", "theories"], Class::CUE_NOUN);
}
