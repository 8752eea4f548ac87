/// Nouns that head the name of an organisation, in small letters.
#[rustfmt::skip]
pub const ORG_NOUNS: &[&str] = &[
    "ministry", "department", "office", "agency", "bureau", "commission", "committee", "council", "parliament", "senate", "congress",
    "assembly", "house", "government", "authority", "administration", "service", "services", "police", "army", "navy", "force", "forces",
    "guard", "corps", "marines", "brigade", "regiment", "battalion", "command", "court", "tribunal", "bank", "fund", "treasury", "exchange",
    "university", "college", "school", "academy", "institute", "institution", "institutes", "hospital", "clinic", "hospice", "museum", "library", "church", "mosque",
    "foundation", "trust", "charity", "society", "association", "federation", "union", "league", "alliance", "coalition", "party", "movement",
    "front", "organisation", "organization", "group", "company", "corporation", "corp", "inc", "ltd", "limited", "plc", "llc", "llp", "co", "gmbh",
    "holdings", "partners", "industries", "enterprises", "airlines", "airways", "air", "motors", "energy", "oil", "gas", "petroleum", "steel", "pharma",
    "pharmaceuticals", "technologies", "systems", "solutions", "media", "news", "press", "times", "post", "journal", "herald", "tribune", "telegraph",
    "guardian", "gazette", "observer", "magazine", "review", "television", "tv", "radio", "broadcasting", "network", "studios", "records",
    "fc", "united", "rovers", "wanderers", "athletic", "club", "team", "center", "centre", "centers", "centres", "council", "board", "panel",
    "laboratory", "laboratories", "lab", "labs", "consulting", "associates", "brothers", "sons", "stores", "supermarkets", "insurance",
    "capital", "securities", "investments", "financial", "ferries", "railways", "railway", "rail", "lines", "logistics", "state", "emirate", "republic",
    "sheriff's", "precinct", "registry", "inspectorate", "ombudsman", "directorate", "secretariat", "embassy", "consulate", "mission",
    "intelligence", "security", "militia", "cartel", "gang", "syndicate", "consortium", "cooperative", "confederation", "chamber", "orchestra", "band",
    "ballet", "opera", "choir", "archdiocese", "diocese", "synagogue", "temple", "cabinet", "judiciary", "watch", "network",
    "hospitals", "schools", "foods", "brewery", "brewing", "entertainment", "interactive", "games", "software", "telecom", "communications", "forum", "caucus", "endowment", "detachment", "hotline", "electric", "mills", "dynamics", "baseball", "cricket", "football", "rugby",
];

/// Organisations known by a name that tells nothing of their kind, and abbreviations, in small letters, each with its
/// key: the full name where there is one.
#[rustfmt::skip]
pub const ORGANISATIONS: &[(&str, &str)] = &[
    ("un", "united nations"), ("u.n.", "united nations"), ("united nations", "united nations"), ("eu", "european union"), ("e.u.", "european union"),
    ("european union", "european union"), ("nato", "nato"), ("who", "world health organization"), ("world health organization", "world health organization"),
    ("world health organisation", "world health organization"), ("imf", "international monetary fund"),
    ("international monetary fund", "international monetary fund"), ("unicef", "unicef"), ("unesco", "unesco"), ("opec", "opec"), ("opec+", "opec"),
    ("fbi", "federal bureau of investigation"), ("federal bureau of investigation", "federal bureau of investigation"),
    ("cia", "central intelligence agency"), ("central intelligence agency", "central intelligence agency"), ("nsa", "national security agency"),
    ("cdc", "centers for disease control and prevention"), ("fda", "food and drug administration"), ("fema", "federal emergency management agency"),
    ("fsb", "federal security service"), ("federal security service", "federal security service"), ("kgb", "kgb"), ("mi5", "mi5"), ("mi6", "mi6"),
    ("nhs", "national health service"), ("national health service", "national health service"), ("ap", "associated press"),
    ("associated press", "associated press"), ("afp", "agence france-presse"), ("reuters", "reuters"), ("bbc", "bbc"), ("cnn", "cnn"), ("nbc", "nbc"),
    ("abc", "abc"), ("cbs", "cbs"), ("msnbc", "msnbc"), ("npr", "npr"), ("rt", "rt"), ("tass", "tass"), ("xinhua", "xinhua"), ("vox", "vox"), ("meduza", "meduza"),
    ("isis", "islamic state"), ("isil", "islamic state"), ("is", "islamic state"), ("daesh", "islamic state"), ("islamic state", "islamic state"),
    ("islamic state in iraq and the levant", "islamic state"), ("islamic state in iraq and syria", "islamic state"), ("islamic state group", "islamic state"),
    ("isis-k", "islamic state khorasan"), ("is-k", "islamic state khorasan"), ("isk", "islamic state khorasan"), ("iskp", "islamic state khorasan"),
    ("isis k", "islamic state khorasan"), ("is k", "islamic state khorasan"),
    ("islamic state khorasan", "islamic state khorasan"), ("islamic state in khorasan", "islamic state khorasan"),
    ("islamic state khorasan province", "islamic state khorasan"), ("al qaeda", "al qaeda"), ("al-qaeda", "al qaeda"), ("al qaida", "al qaeda"),
    ("taliban", "taliban"), ("hamas", "hamas"), ("hezbollah", "hezbollah"), ("hizbollah", "hezbollah"), ("boko haram", "boko haram"),
    ("al shabab", "al shabab"), ("al shabaab", "al shabab"), ("houthis", "houthis"), ("kremlin", "kremlin"), ("pentagon", "pentagon"),
    ("white house", "white house"), ("capitol", "capitol"), ("downing street", "downing street"), ("whitehall", "whitehall"), ("bundestag", "bundestag"),
    ("knesset", "knesset"), ("duma", "duma"), ("state duma", "duma"), ("interpol", "interpol"), ("europol", "europol"), ("red cross", "red cross"),
    ("chatham house", "chatham house"), ("scotland yard", "scotland yard"), ("met police", "metropolitan police"), ("google", "google"),
    ("apple", "apple"), ("microsoft", "microsoft"), ("amazon", "amazon"), ("facebook", "facebook"), ("twitter", "twitter"), ("tesla", "tesla"),
    ("boeing", "boeing"), ("airbus", "airbus"), ("toyota", "toyota"), ("volkswagen", "volkswagen"), ("gazprom", "gazprom"), ("shell", "shell"),
    ("bp", "bp"), ("hsbc", "hsbc"), ("parliament", "parliament"), ("congress", "congress"), ("senate", "senate"), ("labour", "labour"), ("conservatives", "conservatives"), ("gop", "republican party"), ("atf", "atf"), ("dea", "dea"),
    ("ioc", "international olympic committee"), ("fifa", "fifa"), ("uefa", "uefa"), ("nba", "nba"), ("nfl", "nfl"), ("wto", "world trade organization"),
    ("osce", "osce"), ("iaea", "international atomic energy agency"), ("ecb", "european central bank"), ("fed", "federal reserve"),
    ("federal reserve", "federal reserve"), ("youtube", "youtube"), ("instagram", "instagram"), ("netflix", "netflix"), ("telegram", "telegram"),
];

/// Nouns that head the name of an event.
#[rustfmt::skip]
pub const EVENT_NOUNS: &[&str] = &[
    "war", "olympics", "festival", "summit", "revolution", "massacre", "championship", "championships", "cup", "marathon", "awards", "uprising",
    "derby", "crisis", "conference", "convention", "treaty", "accords", "agreement", "day", "week", "referendum", "hurricane", "cyclone", "typhoon",
    "storm", "bombing", "shooting", "disaster", "operation", "battle", "siege", "expo", "open", "prix", "tournament", "carnival",
];
