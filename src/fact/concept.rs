//! Words that newspapers use for one thing. Only what can be exchanged in a sentence that counts or dates it.

use std::{borrow::Cow, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::term::stem;

const CONCEPTS: &[&[&str]] = &[
    &["attack", "assault", "massacre", "atrocity", "onslaught", "raid"],
    &["shooting", "gunfire", "gunshot", "shootout"],
    &["bombing", "bomb", "blast", "explosion"],
    &["killed", "died", "dead", "death", "fatality", "toll", "perished", "slain", "fatal", "fatally", "deadliest"],
    &["injured", "wounded", "hurt", "injuries", "casualty"],
    &["strike", "stoppage", "walkout"],
    &["distress", "mayday", "sos"],
    &["accident", "disaster", "tragedy", "catastrophe", "calamity"],
    &["departed", "sailed"],
    &["governed", "rule", "ruled", "reign", "power", "office"],
    &["insured", "insurer", "insurance"],
    &["sinking", "sank", "capsized", "capsize", "capsizing"],
    &["ferry", "ship", "vessel", "boat"],
    &["captain", "skipper"],
    &["payment", "transfer", "transaction"],
    &["stolen", "stole", "theft", "plundered", "embezzled", "defrauded", "pocketed", "swindled", "siphoned"],
    &["house", "home", "dwelling"],
    &["building", "structure"],
    &["job", "post", "position"],
    &["employee", "worker", "staff", "workforce", "payroll", "labourer", "laborer"],
    &["revenue", "sales", "turnover"],
    &["profit", "earnings", "income"],
    &["share", "stock"],
    &["fire", "wildfire", "blaze"],
    &["evacuation", "evacuated", "evacuate", "evacuee"],
    &["order", "ordered"],
    &["election", "vote", "poll", "ballot"],
    &["concede", "conceded", "concession"],
    &["seat", "mandate"],
    &["jailed", "sentenced", "imprisoned", "prison", "sentence", "jail"],
    &["arrested", "detained", "arrest", "detention", "custody"],
    &["hearing", "trial"],
    &["dose", "shot", "jab", "vaccination", "vaccine", "vaccinated"],
    &["case", "infection"],
    &["hospitalised", "hospitalized", "hospital", "inpatient"],
    &["child", "children", "kid", "youngster"],
    &["outbreak", "epidemic"],
    &["attendance", "crowd", "audience"],
    &["earthquake", "quake", "tremor"],
    &["flood", "flooding", "deluge"],
    &["crash", "collision", "wreck"],
    &["biggest", "largest", "big", "large"],
    &["kilometre", "kilometer"],
    &["metre", "meter"],
    &["metro", "subway", "underground"],
    &["theatre", "theater"],
    &["protest", "demonstration", "rally"],
    &["quarter", "q1", "q2", "q3", "q4"],
    &["plant", "factory"],
    &["completed", "finished", "wrapped", "concluded", "ends"],
    &["backlog", "orders"],
    &["cost", "price", "bill"],
    &["aground", "grounded", "grounding"],
    &["refloat", "refloated", "refloating"],
    &["reopen", "reopening", "reopened"],
    &["loss", "losses"],
    &["painting", "picture", "canvas", "artwork", "masterpiece"],
    &["resident", "inhabitant", "villager", "townspeople", "townsfolk"],
    &["soldier", "troop"],
    &["supporter", "fan", "spectator"],
    &["stadium", "arena"],
    &["violation", "breach", "infringement"],
    &["fine", "penalty", "fined"],
    &["company", "firm", "business"],
    &["pupil", "student", "schoolchild", "schoolchildren"],
    &["teacher", "schoolteacher"],
    &["doctor", "physician", "medic"],
    &["lorry", "truck"],
    &["car", "automobile"],
    &["plane", "aircraft", "jet", "airliner", "aeroplane", "airplane"],
    &["loan", "mortgage"],
    &["wage", "salary", "pay"],
    &["thief", "thieves", "robber", "burglar", "raider"],
    &["robbery", "heist", "burglary"],
    &["judge", "magistrate"],
    &["lawyer", "attorney", "solicitor"],
    &["firefighter", "fireman", "firemen"],
    &["river", "stream"],
    &["dam", "barrage"],
    &["dyke", "dike", "levee", "embankment"],
    &["flat", "apartment"],
    &["shop", "store"],
    &["missile", "rocket"],
    &["settlement", "payout"],
    &["rise", "increase", "hike", "growth", "grew", "rose"],
    &["fall", "drop", "decline", "decrease", "fell", "dropped"],
    &["lawmaker", "legislator", "parliamentarian"],
    &["budget", "spending"],
    &["aid", "relief"],
    &["garment", "clothing"],
    &["suspect", "gunman", "gunmen", "shooter", "attacker", "perpetrator", "assailant"],
];

static FOLDS: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for row in CONCEPTS {
        let head = stem(row[0]);
        for word in *row {
            out.entry(stem(word)).or_insert_with(|| head.clone());
        }
    }
    out
});

/// The stem that stands for all stems of its concept.
pub fn fold(stem: &str) -> Cow<'_, str> {
    match FOLDS.get(stem) {
        Some(head) => Cow::Owned(head.clone()),
        None => Cow::Borrowed(stem),
    }
}

/// Stems of words that name what happened.
const EVENTS: &[&str] = &[
    "distress",
    "concede",
    "completed",
    "jailed",
    "arrested",
    "resigned",
    "alarm",
    "verdict",
    "departed",
    "order",
    "attack",
    "shooting",
    "bombing",
    "sinking",
    "fire",
    "election",
    "earthquake",
    "flood",
    "crash",
    "outbreak",
    "siege",
    "hijacking",
    "stabbing",
    "murder",
    "robbery",
    "protest",
    "strike",
    "war",
    "invasion",
    "coup",
    "summit",
    "hearing",
    "crisis",
    "disaster",
    "accident",
    "storm",
    "hurricane",
    "tornado",
    "typhoon",
    "eruption",
    "derailment",
    "stampede",
    "collapse",
    "referendum",
    "merger",
    "takeover",
    "layoff",
    "evacuation",
    "funeral",
    "festival",
    "match",
    "final",
    "riot",
    "mobilization",
    "genocide",
    "famine",
    "explosion",
    "landslide",
    "avalanche",
    "drought",
    "pandemic",
];

static EVENT_KEYS: LazyLock<rustc_hash::FxHashSet<u32>> =
    LazyLock::new(|| EVENTS.iter().filter_map(|w| super::term::key(w)).collect());

pub fn is_event(key: u32) -> bool {
    EVENT_KEYS.contains(&key)
}
