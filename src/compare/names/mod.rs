//! Names that two articles of one story write differently.

mod evidence;
mod script;
mod spelling;

use std::{hash::BuildHasher, ops::Deref};

use rustc_hash::{FxBuildHasher, FxHashMap};

use smallvec::SmallVec;
pub use spelling::one_slip;
use spelling::{Ground, spelled};

use super::{Finding, Related, Severity, Stories, Verdict, link::Other, story::SAME, words};
use crate::{
    annotate::{NameKind, name},
    base::Span,
    fact::{FactSheet, Standing},
};

/// Articles less like this one than this are not looked at: in another story another spelling is another person.
const STORY: f32 = 0.6;

/// Articles whose names are looked at: the nearest ones.
const ARTICLES: usize = 12;

/// Names of one article that are looked at: in a list of thousands, the first.
const ENTITIES: usize = 400;

/// Name differences that are listed for one article at most.
const MOST: usize = 64;

/// An entity of an article by its fullest form.
struct Named<'a> {
    written: &'a str,
    /// The folded form ([`name::fold`]), and its hash.
    folded: String,
    hash: u64,
    kind: NameKind,
    span: Span,
    count: u32,
    /// What the article calls its bearer, as keys.
    roles: SmallVec<[u32; 2]>,
}

/// The same with what tells it from others.
struct Entity<'a> {
    named: Named<'a>,
    /// The key that its aliases share, and its hash.
    key: String,
    key_hash: u64,
    /// The letters of the last word, one bit each: most pairs are told apart by these.
    letters: u32,
    /// The tables know it.
    known: bool,
}

impl<'a> Deref for Entity<'a> {
    type Target = Named<'a>;

    fn deref(&self) -> &Named<'a> {
        &self.named
    }
}

/// How two names of one thing differ. Weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Variant {
    /// Only marks, case or accents: «St. Petersburg», «St Petersburg».
    Notation,
    /// Another name of the same thing: «ISIS», «Islamic State».
    Alias,
    /// Another rendering of a foreign name: «Zelensky», «Zelenskyy».
    Rendering,
    /// A letter or two: one of them is probably a slip.
    Slip,
}

/// The articles whose names are compared: those that are most like this one.
pub fn compared(stories: &Stories) -> Vec<u32> {
    let enough = stories.iter().filter(|(_, same)| **same >= STORY - evidence::NAMES);
    let mut nearest: Vec<(u32, f32)> = enough.map(|(&article, &same)| (article, same)).collect();
    nearest.sort_unstable_by(|(i, a), (j, b)| b.total_cmp(a).then(i.cmp(j)));
    nearest.truncate(ARTICLES);
    nearest.into_iter().map(|n| n.0).collect()
}

/// What can be said of the names of an article, in order; `others` has those of [`compared`].
pub fn variants(sheet: &FactSheet, stories: &Stories, others: &FxHashMap<u32, Other>) -> Vec<Finding> {
    let here = names(sheet);
    if here.is_empty() {
        return Vec::new();
    }
    let entities = |names: Vec<_>| names.into_iter().map(Entity::of).collect();
    let mut related: Vec<(f32, u32, &Other, Vec<Entity<'_>>)> = compared(stories)
        .into_iter()
        .filter_map(|id| others.get(&id).map(|o| (id, o, names(&o.sheet))))
        .map(|(id, o, names)| (o.story.same + evidence::people(&here, &names), id, o, names))
        .filter(|r| r.0 >= STORY)
        .map(|(same, id, o, names)| (same, id, o, entities(names)))
        .collect();
    let here: Vec<Entity<'_>> = entities(here);
    related.sort_unstable_by_key(|r| r.1);
    let (mut grounds, mut there) = (Vec::new(), Vec::new());
    for (same, id, o, names) in related {
        grounds.push((same, o));
        there.push((id, &*o.sheet, names));
    }
    let mut out = Vec::new();
    for a in &here {
        let mut found: Vec<(Variant, Option<usize>, &Entity<'_>)> = Vec::new();
        for b in here.iter().filter(|b| b.span != a.span && near(a, b)) {
            if let Some(v) = inside(a, b) {
                found.push((v, None, b));
            }
        }
        for (i, (_, _, names)) in there.iter().enumerate() {
            if names.iter().any(|b| b.written == a.written) {
                continue;
            }
            let has = |folded: &str| here.iter().any(|x| x.folded == folded);
            let both = || names.iter().any(|b| b.hash == a.hash);
            let best = names
                .iter()
                .filter(|b| near(a, b))
                .filter_map(|b| variant(a, b).map(|(v, ground)| (v, ground, b)))
                .filter(|(v, _, b)| *v < Variant::Rendering || !both() && !has(&b.folded))
                .filter(|(_, ground, b)| match ground {
                    Ground::Letters => true,
                    Ground::Story => grounds[i].0 >= SAME,
                    Ground::Evidence => grounds[i].0 >= SAME && evidence::one_person((a, sheet), (b, grounds[i].1)),
                })
                .max_by_key(|(v, _, b)| (*v, b.folded.contains(' '), b.count))
                .map(|(v, _, b)| (v, b));
            found.extend(best.map(|(v, b)| (v, Some(i), b)));
        }
        out.extend(finding(a, &found, &there));
        if out.len() >= MOST {
            break;
        }
    }
    out
}

fn finding(
    a: &Entity<'_>,
    found: &[(Variant, Option<usize>, &Entity<'_>)],
    there: &[(u32, &FactSheet, Vec<Entity<'_>>)],
) -> Option<Finding> {
    let strongest = found.iter().map(|f| f.0).max()?;
    let mut same: Vec<_> = found.iter().filter(|f| f.0 == strongest).collect();
    same.dedup_by_key(|f| f.2.written);
    let (_, place, b) = same.first()?;
    let article = place.map_or_else(|| "this article".to_owned(), |i| words::article(there[i].1));
    let with_mine = there.iter().filter(|(_, _, n)| n.iter().any(|x| x.folded == a.folded)).count();
    let with_theirs = there.iter().filter(|(_, _, n)| n.iter().any(|x| x.folded == b.folded)).count();
    let (verdict, severity) = match strongest {
        // The form that more articles have is the likelier one.
        Variant::Slip if with_mine > with_theirs => (Verdict::Conflict, Severity::Info),
        Variant::Slip if a.kind == NameKind::Other && b.kind == NameKind::Other => (Verdict::Conflict, Severity::Info),
        Variant::Slip => (Verdict::Conflict, Severity::Warning),
        Variant::Rendering => (Verdict::Compatible, Severity::Info),
        Variant::Alias | Variant::Notation => (Verdict::Compatible, Severity::Hint),
    };
    let what = match strongest {
        Variant::Slip => "one of them may be a slip",
        Variant::Rendering => "two spellings of one name",
        Variant::Alias => "two names of one thing",
        Variant::Notation => "the same name, written differently",
    };
    let message = match place {
        Some(_) => format!("“{}” here, “{}” in {article}: {what}", a.written, b.written),
        None => format!("“{}” and “{}” in one article: {what}", a.written, b.written),
    };
    let mut because = vec![match place {
        Some(_) => "Both articles report the same event".to_owned(),
        None => format!("“{}” stands {} here", b.written, times(b.count)),
    }];
    if with_mine + with_theirs > 0 && place.is_some() {
        let (theirs, mine) = (have(with_theirs), have(with_mine));
        because.push(format!("Of other articles on the event {theirs} “{}”, {mine} “{}”", b.written, a.written));
    }
    let related = found
        .iter()
        .filter(|f| f.0 == strongest)
        .map(|(_, i, e)| Related { article: i.map(|i| there[i].0), span: e.span, verdict, standing: Standing::Current })
        .collect();
    Some(Finding { code: "name-variant", severity, verdict, span: a.span, message, because, related, stands: None })
}

fn have(articles: usize) -> String {
    match articles {
        0 => "none has".to_owned(),
        1 => "1 has".to_owned(),
        n => format!("{n} have"),
    }
}

fn times(n: u32) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

/// The entities of an article, each once, and other forms whose letters tell them for another name of something.
fn names(sheet: &FactSheet) -> Vec<Named<'_>> {
    let mut out: Vec<Named<'_>> = Vec::new();
    let mut index: FxHashMap<&str, usize> = FxHashMap::default();
    for n in sheet.names.iter() {
        if n.kind == NameKind::Demonym || n.form.len() < 2 {
            continue;
        }
        // A surname stands for its person; an abbreviation is a name of its own.
        let abbreviation = n.kind == NameKind::Organisation && n.form != n.full;
        let written: &str = if abbreviation { &n.form } else { &n.full };
        if let Some(&i) = index.get(written) {
            out[i].count += n.count;
            out[i].roles.extend(n.roles.iter().copied());
            continue;
        }
        if out.len() == ENTITIES {
            continue;
        }
        index.insert(written, out.len());
        let folded = name::fold(written);
        let (hash, roles) = (FxBuildHasher.hash_one(&folded), n.roles.clone());
        out.push(Named { written, folded, hash, kind: n.kind, span: n.span, count: n.count, roles });
    }
    out
}

impl<'a> Entity<'a> {
    fn of(named: Named<'a>) -> Self {
        let key = name::key_of_folded(&named.folded).into_owned();
        let last = named.folded.rsplit(' ').next().unwrap_or_default();
        let letters = last.bytes().filter(u8::is_ascii_lowercase).fold(0, |m, b| m | 1 << (b - b'a'));
        let (key_hash, known) = (FxBuildHasher.hash_one(&key), name::is_known(&named.folded));
        Entity { named, key, key_hash, letters, known }
    }
}

/// Whether two names can be forms of one at all.
fn near(a: &Entity<'_>, b: &Entity<'_>) -> bool {
    a.hash == b.hash || a.key_hash == b.key_hash || (a.letters ^ b.letters).count_ones() <= 5
}

/// A slip within one article: a word once written with two letters turned round, or a known place with a letter wrong.
fn inside(a: &Entity<'_>, b: &Entity<'_>) -> Option<Variant> {
    if a.folded == b.folded || a.known || a.count > b.count {
        return None;
    }
    let (v, _) = variant(a, b).filter(|v| v.0 == Variant::Slip)?;
    let one_word = !a.folded.contains(' ') && !b.folded.contains(' ');
    let sure = b.known
        || one_bearer(a, b)
        || one_word && spelling::turned(&a.folded, &b.folded)
        || !one_word && a.key == b.key;
    sure.then_some(v)
}

/// Letters of a surname by which one person can be known, written wrong once.
const SURNAME: usize = 5;

/// Two people of one article that are one by their names: the same given name and nearly the same surname («Ann Hallam», «Ann
/// Hallum»), or a surname alone that only a slip tells from that of someone named in full before («Mrs Hallum»).
fn one_bearer(a: &Entity<'_>, b: &Entity<'_>) -> bool {
    let people = a.kind == NameKind::Person && b.kind == NameKind::Person;
    let (x, y) = (a.folded.rsplit_once(' '), b.folded.rsplit_once(' '));
    let surname = |n: &str| n.rsplit(' ').next().unwrap_or_default().to_owned();
    let (p, q) = (surname(&a.folded), surname(&b.folded));
    let alike = p.len().min(q.len()) >= SURNAME && p.as_bytes()[0] == q.as_bytes()[0] && one_slip(&p, &q);
    // Another ending is another name or word: «Hansen», «Hansens».
    let ending = p.starts_with(&*q) || q.starts_with(&*p);
    let named = match (x, y) {
        (Some((given, _)), Some((other, _))) => given == other && given.len() > 2,
        (None, Some(_)) => a.span.start > b.span.start && !a.known,
        _ => false,
    };
    people && alike && !ending && named
}

/// How two names that can be one differ, and what is asked besides their letters; `None` when they are the same or of
/// two things.
fn variant(a: &Entity<'_>, b: &Entity<'_>) -> Option<(Variant, Ground)> {
    let sure = |v| (v, Ground::Letters);
    if a.written == b.written || !kinds(a.kind, b.kind) {
        return None;
    }
    if a.folded == b.folded {
        return notation(strip_the(a.written), strip_the(b.written)).then_some(sure(Variant::Notation));
    }
    if a.key == b.key {
        return aliases(a, b).map(sure);
    }
    if a.known && b.known {
        return None;
    }
    let person = a.kind == NameKind::Person || b.kind == NameKind::Person;
    let (variant, ground) = spelled(&a.folded, &b.folded, person)?;
    // A short name of one word is another place's as easily: «Holland», «Howland».
    let short = !person && a.folded.len().min(b.folded.len()) < 8 && !a.folded.contains(' ') && !b.folded.contains(' ');
    let heard = spelling::turned(&a.folded, &b.folded) || name::loose(&a.folded) == name::loose(&b.folded);
    let asked = match (a.known || b.known) && !heard {
        true => Ground::Evidence,
        false => Ground::Story,
    };
    Some((variant, if short { ground.max(asked) } else { ground }))
}

/// Whether two forms with the same letters differ in a way worth telling: not by the shape of an apostrophe, by a dateline
/// or headline in capitals, or in a short abbreviation.
fn notation(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.replace('’', "'");
    let (a, b) = (plain(a), plain(b));
    let shouts = |s: &str| s.len() > 4 && !s.chars().any(char::is_lowercase);
    let case_only = a.to_lowercase() == b.to_lowercase();
    let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
    a != b && letters(&a) > 3 && !(case_only && (shouts(&a) || shouts(&b)))
}

/// Two names with one key: «Russian Volunteer Corps» and «Russia Volunteer Corps» are a slip, «ISIS» and «Islamic State»
/// two names, «FBI» and what it stands for nothing to tell.
fn aliases(a: &Entity<'_>, b: &Entity<'_>) -> Option<Variant> {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.folded.split(' ').collect(), b.folded.split(' ').collect());
    if country(&a.key) || x.starts_with(&y) || y.starts_with(&x) || initials(&x, b) || initials(&y, a) {
        return None;
    }
    if x.len() == y.len() && x.len() > 1 && !a.known && !b.known {
        let mut differing = x.iter().zip(&y).filter(|(p, q)| p != q);
        // «Northern European» is the adjective of «Northern Europe».
        let adjective = x.last() != y.last() && x[..x.len() - 1] == y[..y.len() - 1];
        if adjective && name::key(x[x.len() - 1]) == name::key(y[y.len() - 1]) {
            return None;
        }
        let nation = differing.all(|(p, _)| country(&name::key(p)));
        return Some(if nation { Variant::Slip } else { Variant::Notation });
    }
    Some(Variant::Alias)
}

/// Whether `short` is made of the initials of `words`.
fn initials(words: &[&str], short: &Entity<'_>) -> bool {
    let small = ["of", "and", "the", "for", "in"];
    let mut letters = words.iter().filter(|w| !small.contains(w)).filter_map(|w| w.bytes().next());
    words.len() > 1
        && !short.folded.contains(' ')
        && short.folded.bytes().all(|b| letters.next() == Some(b))
        && letters.next().is_none()
}

/// Countries have adjectives, nicknames and abbreviations that every paper mixes.
fn country(key: &str) -> bool {
    name::is_country(key)
}

fn strip_the(s: &str) -> &str {
    s.strip_prefix("The ").or_else(|| s.strip_prefix("the ")).unwrap_or(s)
}

fn kinds(a: NameKind, b: NameKind) -> bool {
    a == b || a == NameKind::Other || b == NameKind::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str, kind: NameKind) -> Option<Variant> {
        let entity = |written, at| {
            let folded = name::fold(written);
            let (hash, span, roles) = (FxBuildHasher.hash_one(&folded), Span::new(at, at + 1), SmallVec::new());
            Entity::of(Named { written, folded, hash, kind, span, count: 1, roles })
        };
        let (x, y) = (entity(a, 0), entity(b, 2));
        variant(&x, &y).filter(|_| near(&x, &y)).map(|v| v.0)
    }

    #[test]
    fn one_name_in_two_spellings_is_found() {
        use NameKind::*;
        use Variant::*;
        for (a, b, kind, v) in [
            ("Pavel Orlec", "Pavel Orlek", Person, Slip),
            ("Orlec", "Pavel Orlek", Person, Slip),
            ("Ruben Achterberg", "Rubin Achtenberg", Person, Slip),
            ("Lenore Abt", "Lenore Abbott", Person, Slip),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy", Person, Rendering),
            ("Dmitry Peskov", "Dmitri Peskov", Person, Rendering),
            ("Krasnogorsk", "Krasnororsk", Place, Slip),
            ("Byransk", "Bryansk", Place, Slip),
            ("Russian Volunteer Corps", "Russia Volunteer Corps", Organisation, Slip),
            ("St. Petersburg", "St Petersburg", Place, Notation),
            ("Mt. Vardo", "Mount Vardo", Place, Notation),
            ("central Asia", "Central Asia", Place, Notation),
            ("ISIS", "Islamic State", Organisation, Alias),
            ("Islamic State–Khorasan", "IS-K", Organisation, Alias),
        ] {
            assert_eq!(between(a, b, kind), Some(v), "{a} / {b}");
            assert_eq!(between(b, a, kind), Some(v), "{b} / {a}");
        }
    }

    #[test]
    fn of_a_long_list_of_names_the_first_are_looked_at() {
        use crate::{
            annotate::{Cache, annotate},
            article::{Format, Hints, read},
            fact,
        };
        let letter = |n: u32| char::from(b'a' + (n % 26) as u8);
        let line =
            |n| format!("Maria K{0}{1}r{0}{2}son of Tolmouth was there. ", letter(n), letter(n / 26), letter(n / 7));
        let list: String = (0..600).map(line).collect();
        let article = read(&format!("Who came\n\n{list}\n"), Format::Plain, &Hints::default());
        let sheet = fact::sheet(&annotate(std::sync::Arc::new(article), &mut Cache::default()));
        assert_eq!(names(&sheet).len(), ENTITIES);
    }

    #[test]
    fn two_names_are_left_alone() {
        use NameKind::*;
        for (a, b, kind) in [
            ("Iran", "Iraq", Place),
            ("Niger", "Nigeria", Place),
            ("Slovakia", "Slovenia", Place),
            ("Austria", "Australia", Place),
            ("US", "United States", Place),
            ("the Kremlin", "Kremlin", Organisation),
            ("Anna Berg", "Paul Berg", Person),
            ("James Miller", "James Moore", Person),
            ("Northern Rail", "Southern Rail", Organisation),
            ("First Bank", "Third Bank", Organisation),
            ("Highway 61", "Highway 67", Place),
            ("Brother", "Brothers", Other),
            ("CALANDRIA", "Calandria", Place),
            ("Vardo County Sheriff’s Office", "Vardo County Sheriff's Office", Organisation),
            ("Associated Press", "AP", Organisation),
            ("New York", "New York City", Place),
            ("KY", "Ky", Place),
            ("Northern European", "Northern Europe", Other),
        ] {
            assert_eq!(between(a, b, kind), None, "{a} / {b}");
        }
    }
}
