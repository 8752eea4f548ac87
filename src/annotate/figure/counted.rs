//! What is counted: the noun phrase after a figure, and whether its head is a person.

use super::super::{
    View, WordList,
    lexicon::{Builder, Class},
};
use crate::article::Case;

/// Nouns for people, singular and plural beside each other.
pub const PERSONS: &str = "\
    people person persons man men woman women child children boy boys girl girls teen teens teenager teenagers \
    adult adults infant infants baby babies toddler toddlers youth youths kid kids resident residents civilian \
    civilians soldier soldiers troops officer officers policeman policemen policewoman police deputies deputy \
    guard guards fighter fighters militant militants gunman gunmen attacker attackers assailant assailants \
    suspect suspects terrorist terrorists rebel rebels hostage hostages prisoner prisoners inmate inmates \
    passenger passengers crew crewmen sailor sailors pilot pilots driver drivers worker workers employee \
    employees staff miner miners firefighter firefighters rescuer rescuers medic medics doctor doctors nurse \
    nurses patient patients student students pupil pupils teacher teachers tourist tourists migrant migrants \
    refugee refugees immigrant immigrants protester protesters protestors demonstrator demonstrators supporter \
    supporters fan fans spectator spectators concertgoer concertgoers goers attendee attendees visitor visitors \
    guest guests victim victims survivor survivors casualty bystander bystanders witness witnesses other others \
    member members leader leaders official officials lawmaker lawmakers minister ministers senator senators \
    lawyer lawyers journalist journalists reporter reporters voter voters citizen citizens national nationals \
    foreigner foreigners villager villagers farmer farmers fisherman fishermen shareholder shareholders investor \
    investors customer customers user users subscriber subscribers player players athlete athletes runner \
    runners relative relatives brother brothers sister sisters mother mothers father fathers son sons daughter \
    daughters husband husbands wife wives parent parents grandmother grandfather couple couples friend friends \
    neighbour neighbours neighbor neighbors volunteer volunteers engineer engineers scientist scientists expert \
    experts analyst analysts economist economists candidate candidates delegate delegates observer observers \
    monitor monitors pensioner pensioners male males female females juvenile juveniles minor minors senior \
    seniors conscript conscripts reservist reservists recruit recruits combatant combatants muslims christians \
    jews kindergartners schoolchildren evacuee evacuees detainee detainees defendant defendants burglar robber \
    robbers shooter shooters executive executives director directors mayor judge judges juror jurors jobholders \
    households families family occupant occupants pedestrian pedestrians cyclist cyclists climber climbers hiker \
    hikers swimmer swimmers worshippers worshipper shopper shoppers commuter commuters participant participants \
    applicant applicants taxpayers taxpayer mps mp peacekeepers marines cadets bomber bombers nationalists \
    activist activists grown-ups grownups accountant assistant captain president chef hubby uncle aunt nephew \
    niece cousin cousins grandson granddaughter grandchildren girlfriend boyfriend fiancee watchman watchmen steward \
    stewards stewardess caretaker caretakers janitor janitors roofer roofers plumber plumbers electrician \
    electricians carpenter carpenters baker bakers butcher butchers mechanic mechanics technician technicians \
    banker bankers waiter waiters waitress waitresses barman postman shopkeeper shopkeepers landlord landlady \
    librarian librarians priest priests pastor pastors imam imams rabbi rabbis nun nuns bishop bishops governor \
    governors councillor councillors prosecutor prosecutors detective detectives sheriff sergeant constable \
    constables superintendent commissioner painter painters singer singers musician musicians actor actors actress \
    actresses dancer dancers poet poets photographer photographers cameraman fireman firemen fishmonger paramedic \
    paramedics midwife midwives surgeon surgeons dentist dentists pharmacist pharmacists architect architects \
    professor professors lecturer lecturers researcher researchers footballer footballers goalkeeper goalkeepers \
    widow widows widower widowers orphan orphans lifeguard lifeguards canoeist canoeists farmhand farmhands \
    foreman foremen docker dockers stevedore stevedores shipmate shipmates workmate workmates teammate teammates \
    classmate classmates colleague colleagues seafarer seafarers crewman trawlerman trawlermen bargee skipper \
    skippers helmsman coxswain holidaymaker holidaymakers partygoer partygoers festivalgoer festivalgoers clubber \
    clubbers diner diners punter punters skier skiers surfer surfers diver divers camper campers hunter hunters \
    angler anglers walker walkers trekker trekkers mountaineer mountaineers tutor tutors headteacher headteachers \
    headmaster headmistress coach coaches midfielder midfielders striker strikers defender defenders winger \
    cleaner cleaners porter porters trader traders broker brokers ranger rangers warden wardens sentry sentries \
    bodyguard bodyguards trucker truckers cabbie cabbies shepherd shepherds grower growers rancher ranchers \
    logger loggers welder welders builder builders bricklayer bricklayers labourer labourers laborer laborers \
    contractor contractors subcontractor subcontractors intern interns trainee trainees apprentice apprentices \
    retiree retirees homeowner homeowners tenant tenants squatter squatters reader readers viewer viewers \
    listener listeners depositor depositors creditor creditors borrower borrowers saver savers claimant claimants \
    plaintiff plaintiffs complainant complainants offender offenders convict convicts looter looters rioter \
    rioters smuggler smugglers trafficker traffickers pirate pirates poacher poachers kidnapper kidnappers \
    captive captives thief thieves raider raiders hacker hackers monk monks pilgrim pilgrims churchgoer \
    churchgoers mourner mourners reveller revellers reveler revelers graduate graduates undergraduate \
    undergraduates freshman freshmen schoolboy schoolboys schoolgirl schoolgirls examinee examinees entrant \
    entrants contestant contestants competitor competitors jockey jockeys boxer boxers referee referees umpire \
    umpires usher ushers bouncer bouncers machinist machinists clerk clerks cashier cashiers receptionist \
    receptionists secretary secretaries bookkeeper bookkeepers treasurer auditor auditors inspector inspectors \
    coroner postmaster postmen signalman signalmen linesman linesmen gardener gardeners groundsman barista \
    bartender bartenders innkeeper hotelier housewife housewives newborn newborns hairdresser hairdressers tailor \
    tailors jeweller jewellers goldsmith chemist chemists biologist biologists geologist geologists physicist \
    physicists programmer programmers designer designers lieutenant corporal colonel brigadier trooper troopers \
    paratrooper paratroopers gendarme gendarmes carabinieri vet vets veterinarian veterinarians psychologist \
    psychologists therapist therapists carer carers caregiver caregivers nanny nannies dealers operators cooks";

/// Plurals without an «s».
static PLURALS: WordList = WordList::new(&[
    "people",
    "men",
    "women",
    "children",
    "police",
    "staff",
    "crew",
    "personnel",
    "aircraft",
    "troops",
    "policemen",
    "fishermen",
    "gunmen",
    "crewmen",
    "dead",
    "homeless",
    "countrymen",
    "cattle",
    "sheep",
    "fish",
    "feet",
    "grandchildren",
    "schoolchildren",
]);

/// Verbs that would read on as part of a noun phrase.
const VERBS: &str = "\
    remain remains remained won took came got made went said says told began left live lived need needed say \
    work stood stands fell rose set put lay held hold still now also then so far more fewer less each yet \
    already later earlier alone here there today yesterday tonight again together away down up out back ago per \
    than cent plus all own ran run led saw gave found become became works comes being too only just apiece next \
    last this about nearly almost not";

pub fn words(b: &mut Builder) {
    for word in PERSONS.split_whitespace() {
        b.class(word, Class::PERSON_NOUN);
    }
    for word in VERBS.split_whitespace() {
        b.class(word, Class::PHRASE_END);
    }
}

/// A noun phrase, in token indices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phrase {
    pub start: usize,
    pub end: usize,
    /// Whether its last word is a person or people.
    pub person: bool,
    /// «of» stands before it: «four of the gunmen».
    pub part: bool,
}

const STOP: Class = Class::PREPOSITION
    .or(Class::CONJUNCTION)
    .or(Class::AUXILIARY)
    .or(Class::DETERMINER)
    .or(Class::PRONOUN)
    .or(Class::NEGATION)
    .or(Class::MONTH)
    .or(Class::WEEKDAY);

/// The noun phrase after token `end - 1`.
pub fn after(view: &View<'_>, end: usize, singular: bool) -> Option<Phrase> {
    let mut at = end;
    let mut part = false;
    if view.mark(at, '-') && view.token(at).is_some_and(|t| !t.spaced()) {
        // «a 20-person crew», «the 150-member assembly»
        let noun = view.token(at + 1).filter(|t| t.is_word() && !t.spaced())?;
        debug_assert!(noun.is_word());
        return Some(Phrase { start: at + 1, end: at + 2, person: view.has(at + 1, Class::PERSON_NOUN), part });
    }
    if view.is(at, "more") {
        at += 1;
    }
    if view.is(at, "of") {
        part = true;
        at += 1;
        while view.has(at, Class::DETERMINER) || view.is_any(at, few!["those", "all"]) {
            at += 1;
        }
        if view.is_any(at, few!["them", "whom", "us", "which", "it", "you"]) {
            return None;
        }
        if view.has(at, Class::NUMBER) || view.token(at).is_some_and(|t| t.is_number()) {
            let whole = super::number::parse_at(view, at)?;
            at = whole.end;
        }
    }
    let start = at;
    let mut person = false;
    while at < start + 6 {
        let Some(t) = view.token(at).filter(|t| t.is_word()) else { break };
        if view.has(at, STOP) || view.has(at, Class::PHRASE_END) || view.has(at, Class::NUMBER) {
            break;
        }
        let role = view.has(at, Class::ROLE);
        let head = view.has(at, Class::PERSON_NOUN);
        let word = t.span().of(view.text);
        let next_noun = view.token(at + 1).is_some_and(|n| n.is_word())
            && !view.has(at + 1, STOP)
            && !view.has(at + 1, Class::PHRASE_END);
        if !head && super::role::is_state(view, at) {
            // «people injured»: what happened to them; «wounded soldiers»: what they are.
            let one = super::role::at(view, at).is_some_and(|h| h.end == at + 1);
            let adjective =
                one && next_noun && (view.has(at + 1, Class::PERSON_NOUN) && !super::role::is_state(view, at + 1));
            if !adjective {
                break;
            }
        } else if word.ends_with("ed") && !(next_noun && (view.has(at + 1, Class::PERSON_NOUN) || plural(view, at + 1)))
        {
            break;
        }
        at += 1;
        person = head || view.has(at - 1, Class::DEMONYM);
        if head || singular && role {
            // «crew members», «police officers»; «other suspects»
            let on = next_noun
                && (view.has(at, Class::PERSON_NOUN) && !view.is_any(at, few!["dead", "homeless"])
                    || view.is(at - 1, "other"));
            if on {
                continue;
            }
            break;
        }
        if plural(view, at - 1) {
            let on = next_noun
                && (plural(view, at) && t.case() == Case::Lower
                    || view.has(at, Class::PERSON_NOUN) && !view.is(at, "dead"))
                && !super::role::is_state(view, at);
            if on {
                continue;
            }
            // «13 Americans»
            person |=
                t.case() == Case::Title && (word.ends_with("ans") || word.ends_with("ish") || word.ends_with("is"));
            break;
        }
        if view.token(at).is_some_and(|n| n.is('-') && !n.spaced()) && view.token(at + 1).is_some_and(|n| n.is_word()) {
            at += 1;
        }
    }
    (at > start).then_some(Phrase { start, end: at, person, part })
}

fn plural(view: &View<'_>, i: usize) -> bool {
    let w = view.word(i);
    if view.in_list(i, &PLURALS) {
        return true;
    }
    let lower = w.strip_suffix('s').or_else(|| w.strip_suffix('S'));
    w.len() > 3 && lower.is_some_and(|l| !l.ends_with(['s', 'u', 'i', 'S', 'U', 'I']))
}
