//! Whether a name is written in another script at home, so that papers render it each in its own way.

use crate::annotate::name;

/// Ends of surnames that are rendered from Cyrillic.
const ENDS: &[&str] = &[
    "sky", "skyy", "skiy", "skii", "skaya", "skaia", "ov", "ova", "ev", "eva", "yev", "enko", "chuk", "vich", "vych",
    "ovna",
];

/// Beginnings and groups of letters that only renderings have.
const GROUPS: &[&str] = &["kh", "zh", "shch", "dzh", "iy", "yy", "yu", "aa", "ullah", "uddin", "eddin", "allah"];

/// Words that go before names rendered from Arabic.
const PARTICLES: &[&str] = &["al", "el", "abu", "bin", "ibn", "abd", "abdul", "abdel", "umm"];

/// Given names, as [`name::loose`] has them.
const NAMES: &[&str] = &[
    "muhamad",
    "muhamed",
    "mohamad",
    "mohamed",
    "ahmad",
    "ahmed",
    "husein",
    "husain",
    "hasan",
    "halid",
    "iusuf",
    "iusef",
    "omar",
    "umar",
    "osama",
    "usama",
    "sergei",
    "sergi",
    "dmitri",
    "andrei",
    "andri",
    "aleksei",
    "alexei",
    "iuri",
    "mihail",
    "nikolai",
    "vladimir",
    "volodimir",
    "oleksandr",
    "evgeni",
    "ievgeni",
    "igor",
    "oleg",
    "natalia",
    "tatiana",
    "iulia",
];

/// Whether the words of a folded name show it.
pub fn foreign(words: &[&str]) -> bool {
    words.iter().any(|w| {
        let q = w.contains('q') && !w.contains("qu");
        let ends = w.len() > 4 && ENDS.iter().any(|e| w.ends_with(e));
        let loose = || name::loose(w);
        q || ends || GROUPS.iter().any(|g| w.contains(g)) || PARTICLES.contains(w) || NAMES.contains(&loose().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderings_are_told_from_names_of_latin_script() {
        for name in ["volodymyr zelensky", "dmitri peskov", "mohammed adel", "faruq hamad", "yuri bask", "abu salim"] {
            assert!(foreign(&name.split(' ').collect::<Vec<_>>()), "{name}");
        }
        for name in ["hanna berg", "clara vosler", "bryan smyth", "raul echeverri", "marie quinn"] {
            assert!(!foreign(&name.split(' ').collect::<Vec<_>>()), "{name}");
        }
    }
}
