//! A corpus in which every fact is in dispute: dozens of articles on each of twelve events, each with other numbers. No
//! newsroom's is like that; it shows what a server does at its worst.

use super::Dice;

struct Event {
    what: &'static str,
    place: &'static str,
    spokesman: &'static str,
    body: &'static str,
}

const EVENTS: &[Event] = &[
    Event { what: "ferry fire", place: "Karvia", spokesman: "Ilse Brandt", body: "the harbour police" },
    Event { what: "dam collapse", place: "Tolmera", spokesman: "Jorge Vidal", body: "the water ministry" },
    Event { what: "market bombing", place: "Sadrin", spokesman: "Leila Noor", body: "the interior ministry" },
    Event { what: "mine explosion", place: "Hartwell", spokesman: "Owen Pryce", body: "the mining union" },
    Event { what: "train derailment", place: "Velmont", spokesman: "Claire Aubin", body: "the railway company" },
    Event { what: "earthquake", place: "Ostrava Bay", spokesman: "Petr Dvorak", body: "the rescue service" },
    Event { what: "flood", place: "Nambira", spokesman: "Grace Otieno", body: "the relief agency" },
    Event { what: "stadium crush", place: "Port Alder", spokesman: "Dan Whitlock", body: "the football association" },
    Event { what: "factory fire", place: "Gorsk", spokesman: "Irina Belova", body: "the fire service" },
    Event { what: "avalanche", place: "Sankt Veit", spokesman: "Hanna Moser", body: "the mountain rescue" },
    Event { what: "plane crash", place: "Cabo Lindo", spokesman: "Rui Teixeira", body: "the aviation authority" },
    Event { what: "bridge collapse", place: "Marlow", spokesman: "Susan Hale", body: "the city council" },
];

/// Article `i` of 2,500 to 5,500 bytes.
pub fn article(i: u64) -> String {
    let mut random = Dice::new(i + 7);
    let bytes = 2_500 + random.below(3_000) as usize;
    text(i % EVENTS.len() as u64, i / EVENTS.len() as u64, bytes, &mut random)
}

/// One more of the first event, of at least so many bytes.
pub fn draft(bytes: usize) -> String {
    text(0, 3, bytes, &mut Dice::new(bytes as u64))
}

/// `turn` sets the article's day and its figures.
fn text(event: u64, turn: u64, bytes: usize, random: &mut Dice) -> String {
    let Event { what, place, spokesman, body } = &EVENTS[event as usize];
    let (day, dead) = (1 + turn % 27, 40 + turn % 9);
    let mut out = format!("{place} {what} kills {dead}\n\n{place}, May {day}, 2023 — ");
    out.push_str(&format!("At least {dead} people were killed in the {what} in {place} on Monday, {body} said.\n\n"));
    while out.len() < bytes {
        for _ in 0..2 + random.below(3) {
            let n = 2 + random.below(900);
            let sentence = match random.below(9) {
                0 => format!("“We counted {n} people at the shelter,” said {spokesman}, a spokesman for {body}. "),
                1 => format!("About {n} residents of {place} were taken to hospital, {body} said on Tuesday. "),
                2 => format!("The damage was put at ${n} million, more than in the {what} of {}. ", 1950 + n % 70),
                3 => format!("“Nobody told us anything for {} hours,” {spokesman} said. ", 2 + n % 40),
                4 => "Streets near the centre stayed empty while crews cleared what was left of the night. ".to_owned(),
                5 => format!("Some {}% of the houses in the old quarter have no power, according to {body}. ", n % 100),
                6 => "Neighbours carried water and blankets to those who had nowhere else to go. ".to_owned(),
                7 => format!("The search will go on until {} May, {spokesman} said. ", 1 + n % 30),
                _ => {
                    "It was not clear who would pay for the repairs, and nobody at the town hall would say. ".to_owned()
                }
            };
            out.push_str(&sentence);
        }
        out.push_str("\n\n");
    }
    out
}
