//! Money: signs and codes before a number, words, codes and signs after it.

use super::super::{
    View,
    lexicon::{Builder, Class},
};
use crate::value::{Currency, Unit};

/// Words for a currency: the code, and its names. A country's adjective before a shared name is in [`ADJECTIVES`].
const NAMES: &[(&str, &[&str])] = &[
    ("XXD", &["dollar", "dollars", "buck", "bucks"]),
    ("EUR", &["euro", "euros"]),
    ("GBP", &["sterling", "quid"]),
    ("JPY", &["yen"]),
    ("CNY", &["yuan", "renminbi", "rmb"]),
    ("INR", &["rupee", "rupees", "rs"]),
    ("RUB", &["rouble", "roubles", "ruble", "rubles"]),
    ("CHF", &["franc", "francs"]),
    ("SEK", &["krona", "kronor"]),
    ("NOK", &["krone", "kroner"]),
    ("PLN", &["zloty", "zlotys", "złoty"]),
    ("CZK", &["koruna", "korunas"]),
    ("XXK", &["crowns"]),
    ("HUF", &["forint", "forints"]),
    ("TRY", &["lira", "liras", "lire"]),
    ("BRL", &["real", "reais"]),
    ("MXN", &["peso", "pesos"]),
    ("ZAR", &["rand"]),
    ("KRW", &["won"]),
    ("THB", &["baht"]),
    ("IDR", &["rupiah"]),
    ("MYR", &["ringgit", "ringgits", "rm"]),
    ("VND", &["dong"]),
    ("PHP", &["php"]),
    ("ILS", &["shekel", "shekels"]),
    ("SAR", &["riyal", "riyals"]),
    ("IRR", &["rial", "rials"]),
    ("KWD", &["dinar", "dinars"]),
    ("AED", &["dirham", "dirhams"]),
    ("UAH", &["hryvnia", "hryvnias"]),
    ("NGN", &["naira"]),
    ("KES", &["shilling", "shillings"]),
    ("PKR", &["pkr"]),
    ("MNT", &["tugrik", "tugriks"]),
    ("GEL", &["lari"]),
    ("BGN", &["leva"]),
    ("RON", &["lei"]),
    ("FIM", &["markka"]),
    ("DEM", &["deutschmark", "deutschmarks", "deutsche marks"]),
    ("NLG", &["guilder", "guilders"]),
    ("BTC", &["bitcoin", "bitcoins"]),
    ("EGP", &["geneh"]),
];

/// ISO codes that stand beside a number as they are.
const CODES: &[&str] = &[
    "usd", "eur", "gbp", "jpy", "cny", "inr", "rub", "chf", "sek", "nok", "dkk", "pln", "czk", "huf", "brl", "mxn",
    "zar", "krw", "thb", "idr", "myr", "vnd", "ils", "sar", "irr", "kwd", "aed", "uah", "ngn", "kes", "mnt", "bgn",
    "ron", "btc", "egp", "cad", "aud", "nzd", "hkd", "sgd", "twd", "lbp", "qar", "clp", "ars", "isk", "eth", "dem",
];

/// An adjective before a currency's name, the name's own code (by [`NAMES`], `GBP` for «pound») and the one they make.
const ADJECTIVES: &[(&str, &str, &str)] = &[
    ("us", "XXD", "USD"),
    ("u.s.", "XXD", "USD"),
    ("american", "XXD", "USD"),
    ("canadian", "XXD", "CAD"),
    ("australian", "XXD", "AUD"),
    ("singapore", "XXD", "SGD"),
    ("taiwan", "XXD", "TWD"),
    ("british", "GBP", "GBP"),
    ("egyptian", "GBP", "EGP"),
    ("lebanese", "GBP", "LBP"),
    ("japanese", "JPY", "JPY"),
    ("chinese", "CNY", "CNY"),
    ("indian", "INR", "INR"),
    ("pakistani", "INR", "PKR"),
    ("russian", "RUB", "RUB"),
    ("swiss", "CHF", "CHF"),
    ("french", "CHF", "FRF"),
    ("belgian", "CHF", "BEF"),
    ("swedish", "SEK", "SEK"),
    ("norwegian", "NOK", "NOK"),
    ("danish", "NOK", "DKK"),
    ("czech", "XXK", "CZK"),
    ("swedish", "XXK", "SEK"),
    ("norwegian", "XXK", "NOK"),
    ("danish", "XXK", "DKK"),
    ("icelandic", "XXK", "ISK"),
    ("mexican", "MXN", "MXN"),
    ("philippine", "MXN", "PHP"),
    ("argentine", "MXN", "ARS"),
    ("chilean", "MXN", "CLP"),
    ("kuwaiti", "KWD", "KWD"),
    ("iraqi", "KWD", "IQD"),
    ("qatari", "SAR", "QAR"),
    ("saudi", "SAR", "SAR"),
    ("turkish", "TRY", "TRY"),
    ("finnish", "FIM", "FIM"),
    ("dutch", "NLG", "NLG"),
    ("malaysian", "MYR", "MYR"),
    ("malaysia", "MYR", "MYR"),
];

/// Letters before a dollar sign.
const DOLLARS: &[(&str, &str)] = &[
    ("us", "USD"),
    ("u.s.", "USD"),
    ("u.s", "USD"),
    ("c", "CAD"),
    ("ca", "CAD"),
    ("can", "CAD"),
    ("cad", "CAD"),
    ("cdn", "CAD"),
    ("a", "AUD"),
    ("au", "AUD"),
    ("aud", "AUD"),
    ("aus", "AUD"),
    ("nz", "NZD"),
    ("nzd", "NZD"),
    ("hk", "HKD"),
    ("hkd", "HKD"),
    ("s", "SGD"),
    ("sg", "SGD"),
    ("nt", "TWD"),
    ("mex", "MXN"),
    ("mx", "MXN"),
    ("mxn", "MXN"),
    ("r", "BRL"),
    ("usd", "USD"),
];

/// Hundredths of a currency; cents are of the dollar unless the text says otherwise.
const SUBUNITS: &[(&str, &str)] = &[
    ("cent", "XXD"),
    ("cents", "XXD"),
    ("pence", "GBP"),
    ("penny", "GBP"),
    ("pennies", "XXD"),
    ("kopeck", "RUB"),
    ("kopecks", "RUB"),
    ("paise", "INR"),
    ("sen", "MYR"),
    ("sens", "MYR"),
    ("kopiyka", "UAH"),
    ("kopiykas", "UAH"),
    ("satoshi", "BTC"),
    ("satoshis", "BTC"),
];

pub fn words(b: &mut Builder) {
    for (_, names) in NAMES {
        for name in *names {
            b.class(name.split(' ').next().unwrap_or(name), Class::CURRENCY);
        }
    }
    b.classes(CODES, Class::CURRENCY);
    for (word, _, _) in ADJECTIVES {
        b.class(word, Class::CURRENCY);
    }
    for (word, _) in DOLLARS.iter().chain(SUBUNITS) {
        b.class(word, Class::CURRENCY);
    }
    b.class("pounds", Class::CURRENCY);
    b.class("pound", Class::CURRENCY);
    b.class("p", Class::CURRENCY);
}

/// The currency of a sign.
fn sign(c: char) -> Option<Currency> {
    Some(match c {
        '$' => Currency::DOLLAR,
        '€' => Currency::new("EUR"),
        '£' => Currency::new("GBP"),
        '¥' | '￥' => Currency::new("JPY"),
        '₹' => Currency::new("INR"),
        '₽' => Currency::new("RUB"),
        '₩' => Currency::new("KRW"),
        '₺' => Currency::new("TRY"),
        '₴' => Currency::new("UAH"),
        '₪' => Currency::new("ILS"),
        '₦' => Currency::new("NGN"),
        '₱' => Currency::new("PHP"),
        '₫' => Currency::new("VND"),
        '฿' => Currency::new("THB"),
        '₭' => Currency::new("LAK"),
        '₿' => Currency::new("BTC"),
        _ => return None,
    })
}

fn sign_at(view: &View<'_>, i: usize) -> Option<Currency> {
    match view.token(i)?.kind() {
        crate::article::TokenKind::Mark(c) => sign(c),
        _ => None,
    }
}

/// A currency written before its number at token `i`: «$», «US$», «C $», «EUR», «Rs.»; and the token after it.
pub fn before(view: &View<'_>, i: usize) -> Option<(Currency, usize)> {
    if let Some(currency) = sign_at(view, i) {
        return Some((currency, i + 1));
    }
    let word = view.word(i);
    if !view.has(i, Class::CURRENCY) || word.len() == 1 && !view.mark(i + 1, '$') {
        return None;
    }
    let is = |w: &str| word.eq_ignore_ascii_case(w);
    // «Poland’s $5bn», «A $5 note»: one letter is a country only when it hangs on the sign.
    let tight = view.token(i + 1).is_some_and(|t| !t.spaced()) && !view.is(i, "s") || view.is(i, "c");
    if view.mark(i + 1, '$')
        && (word.len() > 1 || tight || word == "S" && view.token(i + 1).is_some_and(|t| !t.spaced()))
        && let Some((_, code)) = DOLLARS.iter().find(|(w, _)| is(w))
    {
        return Some((Currency::new(code), i + 2));
    }
    if let Some(code) = CODES.iter().find(|c| is(c)) {
        let upper = word.bytes().all(|b| b.is_ascii_uppercase());
        return upper.then(|| (Currency::new(&code.to_ascii_uppercase()), i + 1));
    }
    match word {
        "Rs" | "RS" | "rs" => Some((Currency::new("INR"), i + 1 + usize::from(view.mark(i + 1, '.')))),
        "RM" => Some((Currency::new("MYR"), i + 1)),
        _ => {
            let (currency, end) = named(view, i)?;
            (currency == Currency::new("MYR")).then_some((currency, end))
        }
    }
}

/// A currency written after its number at token `i`: «dollars», «US dollars», «EUR», «€», «cents», «pence»; and the
/// token after it. A hyphen may stand before it.
pub fn after(view: &View<'_>, i: usize, large: bool) -> Option<(Unit, usize)> {
    let t = view.token(i)?;
    if t.is('-') && !t.spaced() {
        return view.token(i + 1).filter(|n| n.is_word()).and_then(|_| after(view, i + 1, large));
    }
    if let Some(currency) = sign_at(view, i) {
        // «10 $ 30 $»: a sign that stands before a number belongs to it.
        let own = view
            .token(i + 1)
            .is_none_or(|n| !n.is_number() || n.spaced() && t.spaced() && currency == Currency::DOLLAR)
            && !view.token(i + 1).is_some_and(|n| n.is_number() && !n.spaced());
        return own.then_some((Unit::Money(currency), i + 1));
    }
    if t.is('¢') {
        return Some((Unit::Subunit(Currency::DOLLAR), i + 1));
    }
    if !view.has(i, Class::CURRENCY) {
        return None;
    }
    let word = view.word(i);
    if let Some((_, code)) = SUBUNITS.iter().find(|(w, _)| word.eq_ignore_ascii_case(w)) {
        return Some((Unit::Subunit(Currency::new(code)), i + 1));
    }
    if word == "p" {
        return (!t.spaced()).then_some((Unit::Subunit(Currency::new("GBP")), i + 1));
    }
    if view.is_any(i, few!["us", "u.s.", "u.s", "c", "a"])
        && view.mark(i + 1, '$')
        && !view.token(i + 2).is_some_and(|n| n.is_number())
    {
        let (_, code) = DOLLARS.iter().find(|(w, _)| word.eq_ignore_ascii_case(w))?;
        return Some((Unit::Money(Currency::new(code)), i + 2));
    }
    let (currency, end) = named(view, i)?;
    // A pound is one of weight unless something says money.
    let weight = view.is_any(i, few!["pound", "pounds"]) && !large && !view.is(end, "sterling");
    let end = if view.is(end, "sterling") { end + 1 } else { end };
    // «seven real people», «22 won»: words of other trades.
    let homonym = view.is_any(i, few!["real", "won", "c", "a", "s", "r"]) && !large;
    // «two crowns of a queen», «two crowns were stolen»
    let jewels = view.is(i, "crowns") && !large && view.is_any(end, JEWELS);
    (!weight && !homonym && !jewels).then_some((Unit::Money(currency), end))
}

/// Words behind crowns that are worn.
const JEWELS: &[&str] =
    &["of", "were", "are", "worn", "that", "which", "from", "made", "set", "studded", "stolen", "with", "taken"];

/// A currency's name at token `i`, with the adjective before it.
fn named(view: &View<'_>, i: usize) -> Option<(Currency, usize)> {
    let word = view.word(i);
    if view.has(i + 1, Class::CURRENCY)
        && let Some((base, end)) = plain(view, i + 1)
        && let Some((.., code)) =
            ADJECTIVES.iter().find(|(w, b, _)| word.eq_ignore_ascii_case(w) && base.0 == b.as_bytes())
    {
        return Some((Currency::new(code), end));
    }
    if view.is(i, "hong") && view.starts(i + 1, &["kong", "dollars"]) {
        return Some((Currency::new("HKD"), i + 3));
    }
    if view.is(i, "new") && view.starts(i + 1, &["zealand", "dollars"]) {
        return Some((Currency::new("NZD"), i + 3));
    }
    plain(view, i)
}

fn plain(view: &View<'_>, i: usize) -> Option<(Currency, usize)> {
    let word = view.word(i);
    let is = |w: &&str| word.eq_ignore_ascii_case(w);
    if view.is_any(i, few!["pound", "pounds"]) {
        return Some((Currency::new("GBP"), i + 1));
    }
    if let Some((code, _)) = NAMES.iter().find(|(_, names)| names.iter().any(is)) {
        return Some((Currency::new(code), i + 1));
    }
    // «3 USD50 notes»: the code belongs to the number after it.
    let own = !view.token(i + 1).is_some_and(|n| n.is_number() && !n.spaced());
    CODES.iter().find(|c| own && is(c)).map(|c| (Currency::new(&c.to_ascii_uppercase()), i + 1))
}
