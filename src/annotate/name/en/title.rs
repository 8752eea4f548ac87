/// Titles and roles that stand before a name, capitalised or not, in small letters.
#[rustfmt::skip]
pub const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lord", "lady", "baroness", "baron", "count", "countess",
    "duke", "duchess", "king", "queen", "prince", "princess", "emperor", "emir", "sheikh", "sultan", "pope", "cardinal", "archbishop", "bishop", "father",
    "rev", "reverend", "pastor", "rabbi", "imam", "ayatollah", "sister", "brother", "president", "presidents", "minister", "premier", "chancellor", "governor", "gov",
    "mayor", "senator", "sen", "sens", "representative", "rep", "reps", "congressman", "congresswoman", "mp", "msp", "councillor", "councilman", "councilwoman",
    "alderman", "commissioner", "ambassador", "secretary", "judge", "justice", "magistrate", "sheriff", "constable", "officer", "detective",
    "inspector", "superintendent", "sergeant", "sgt", "lieutenant", "lt", "captain", "capt", "major", "maj", "colonel", "col", "general", "gen", "admiral", "adm",
    "commander", "cmdr", "corporal", "cpl", "private", "pvt", "marshal", "trooper", "deputy", "chief", "director", "chairman", "chairwoman", "chair", "chairperson", "ceo",
    "cfo", "coo", "cto", "executive", "spokesman", "spokeswoman", "spokesperson", "attorney", "prosecutor", "lawyer", "solicitor", "barrister", "qc", "kc", "coach",
    "manager", "editor", "analyst", "correspondent", "reporter", "principal", "dean", "rector", "nurse", "paramedic", "firefighter", "pilot", "skipper",
    "actor", "actress", "singer", "author", "journalist", "economist", "founder", "investigator", "agent", "coroner", "pathologist", "treasurer",
    "leader", "candidate", "negotiator", "adviser", "advisor", "aide", "envoy", "lawmaker", "gunman", "suspect", "victim", "owner", "resident",
    "student", "teacher", "father", "mother", "husband", "wife", "son", "daughter", "brother", "sister", "uncle", "aunt", "grandmother", "grandfather",
    "partner", "boyfriend", "girlfriend", "neighbour", "neighbor", "witness", "passenger", "driver", "critic", "activist", "expert", "historian", "scientist",
    "farmer", "colleague", "friend", "defendant", "striker", "defender", "midfielder", "goalkeeper", "quarterback", "forward", "politician", "comedian", "billionaire", "tycoon",
];

/// Words that belong to the title that follows them («Prime Minister», «Deputy Chief»).
#[rustfmt::skip]
pub const TITLE_MODIFIERS: &[&str] = &[
    "prime", "vice", "deputy", "acting", "former", "foreign", "defence", "defense", "interior", "finance", "home", "health", "justice", "press",
    "chief", "executive", "assistant", "associate", "senior", "junior", "first", "crown", "grand", "detective", "attorney",
    "district", "supreme", "federal", "major", "lieutenant", "rear", "staff", "state", "education", "energy", "environment", "transport", "party",
    "communications", "medical", "operating", "financial", "managing", "special", "national", "security", "brigadier", "warrant", "petty", "lead", "interim", "incoming", "outgoing", "late", "general",
];

/// What follows a person's name and belongs to it.
pub const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Particles inside names, written small.
#[rustfmt::skip]
pub const PARTICLES: &[&str] = &[
    "al", "el", "ul", "bin", "ibn", "bint", "de", "da", "di", "du", "del", "della", "dos", "das", "van", "von", "der", "den", "ter", "la", "le", "y",
];

/// Titles of one sex.
pub const FEMALE: &[&str] = &[
    "mrs",
    "ms",
    "miss",
    "dame",
    "lady",
    "baroness",
    "queen",
    "princess",
    "sister",
    "mother",
    "wife",
    "daughter",
    "aunt",
    "grandmother",
    "actress",
    "spokeswoman",
    "chairwoman",
    "congresswoman",
    "councilwoman",
    "duchess",
    "countess",
    "girlfriend",
];
pub const MALE: &[&str] = &[
    "mr",
    "sir",
    "lord",
    "baron",
    "king",
    "prince",
    "brother",
    "father",
    "husband",
    "son",
    "uncle",
    "grandfather",
    "actor",
    "spokesman",
    "chairman",
    "congressman",
    "councilman",
    "duke",
    "count",
    "boyfriend",
    "gunman",
];
