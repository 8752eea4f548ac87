//! Units of measure after a number: «3-inch», «10 miles», «12C», «660 square metres», «5ft 2in».

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::{
    View,
    lexicon::{self, Builder, Class},
};

/// Words for a unit and its symbol. A phrase's words are divided by one space. Single letters are read by [`letter`].
const UNITS: &[(&str, &[&str])] = &[
    ("nm", &["nanometre", "nanometres", "nanometer", "nanometers"]),
    ("um", &["micron", "microns", "micrometre", "micrometres", "micrometer", "micrometers", "µm", "μm"]),
    ("mm", &["mm", "millimetre", "millimetres", "millimeter", "millimeters"]),
    ("cm", &["cm", "cms", "centimetre", "centimetres", "centimeter", "centimeters"]),
    ("m", &["metre", "metres", "meter", "meters", "mtrs"]),
    ("km", &["km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "klick", "klicks"]),
    ("in", &["inch", "inches"]),
    ("ft", &["ft", "foot", "feet"]),
    ("yd", &["yd", "yds", "yard", "yards"]),
    ("mi", &["mi", "mile", "miles"]),
    ("nmi", &["nautical mile", "nautical miles", "nmi"]),
    ("fathom", &["fathom", "fathoms"]),
    ("furlong", &["furlong", "furlongs"]),
    ("ly", &["light year", "light years", "lightyears"]),
    ("au", &["astronomical units"]),
    ("m2", &["square metre", "square metres", "square meter", "square meters", "sq m", "sqm", "sq metres", "m2", "m²"]),
    (
        "km2",
        &[
            "square kilometre",
            "square kilometres",
            "square kilometer",
            "square kilometers",
            "sq km",
            "km2",
            "km²",
            "sqkm",
        ],
    ),
    ("cm2", &["square centimetre", "square centimetres", "square centimeters"]),
    ("ft2", &["square foot", "square feet", "sq ft", "sqft", "ft2", "ft²"]),
    ("in2", &["square inch", "square inches"]),
    ("yd2", &["square yard", "square yards"]),
    ("mi2", &["square mile", "square miles", "sq mi", "sq miles"]),
    ("ha", &["ha", "hectare", "hectares"]),
    ("acre", &["acre", "acres"]),
    ("mL", &["ml", "mls", "millilitre", "millilitres", "milliliter", "milliliters"]),
    ("cL", &["cl", "centilitre", "centilitres", "centiliter", "centiliters"]),
    ("dL", &["dl", "decilitre", "decilitres", "deciliter", "deciliters"]),
    ("L", &["litre", "litres", "liter", "liters", "ltr", "ltrs"]),
    ("hL", &["hectolitre", "hectolitres", "hectoliter", "hectoliters"]),
    ("ML", &["megalitre", "megalitres", "megaliter", "megaliters"]),
    ("m3", &["cubic metre", "cubic metres", "cubic meter", "cubic meters", "cu m", "m3", "m³"]),
    ("cm3", &["cubic centimetre", "cubic centimetres", "cubic centimeters", "cc"]),
    ("km3", &["cubic kilometre", "cubic kilometres", "cubic kilometers"]),
    ("ft3", &["cubic foot", "cubic feet", "cu ft"]),
    ("in3", &["cubic inch", "cubic inches"]),
    ("yd3", &["cubic yard", "cubic yards"]),
    ("gal", &["gallon", "gallons", "gal", "gals"]),
    ("gal_br", &["imperial gallon", "imperial gallons"]),
    ("qt", &["quart", "quarts"]),
    ("pt", &["pint", "pints"]),
    ("cup", &["cup", "cups"]),
    ("tbsp", &["tablespoon", "tablespoons", "tbsp"]),
    ("tsp", &["teaspoon", "teaspoons", "tsp"]),
    ("floz", &["fluid ounce", "fluid ounces", "fl oz"]),
    ("bbl", &["barrel", "barrels", "bbl", "bbls"]),
    ("bushel", &["bushel", "bushels"]),
    ("acre-ft", &["acre feet", "acre foot"]),
    ("ug", &["microgram", "micrograms", "microgramme", "microgrammes", "mcg", "µg", "μg"]),
    ("mg", &["mg", "mgs", "milligram", "milligrams", "milligramme", "milligrammes"]),
    ("g", &["gram", "grams", "gramme", "grammes"]),
    ("kg", &["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes", "k.g.", "k.gs"]),
    ("t", &["tonne", "tonnes", "metric ton", "metric tons", "metric tonnes"]),
    ("kt", &["kilotonne", "kilotonnes", "kiloton", "kilotons"]),
    ("Mt", &["megatonne", "megatonnes", "megaton", "megatons"]),
    ("Gt", &["gigatonne", "gigatonnes", "gigaton", "gigatons"]),
    ("ton_us", &["ton", "tons", "short ton", "short tons"]),
    ("ton_br", &["long ton", "long tons"]),
    ("oz", &["oz", "ounce", "ounces"]),
    ("oz_tr", &["troy ounce", "troy ounces"]),
    ("lb", &["lb", "lbs", "pound", "pounds"]),
    ("st", &["stone"]),
    ("ct", &["carat", "carats"]),
    ("dr", &["drachma", "dram", "drams"]),
    ("m/s", &["metres per second", "meters per second", "metres a second", "meters a second", "mps"]),
    ("km/s", &["kilometres per second", "kilometers per second", "kilometres a second"]),
    (
        "km/h",
        &[
            "kph",
            "kmh",
            "kmph",
            "kilometres per hour",
            "kilometers per hour",
            "kilometres an hour",
            "kilometers an hour",
            "kilometre per hour",
            "km per hour",
            "km an hour",
        ],
    ),
    ("mph", &["mph", "miles per hour", "miles an hour", "mile per hour", "mile an hour"]),
    ("kn", &["knot", "knots"]),
    ("ft/s", &["feet per second", "feet a second"]),
    ("K", &["kelvin"]),
    (
        "Cel",
        &[
            "celsius",
            "centigrade",
            "degrees celsius",
            "degree celsius",
            "degrees c",
            "degrees centigrade",
            "deg c",
            "degree c",
            "celcius",
            "degrees celcius",
        ],
    ),
    (
        "[degF]",
        &[
            "fahrenheit",
            "farenheit",
            "degrees fahrenheit",
            "degree fahrenheit",
            "degrees f",
            "degrees farenheit",
            "deg f",
            "degree f",
        ],
    ),
    ("deg", &["degree", "degrees", "deg"]),
    ("J", &["joule", "joules"]),
    ("kJ", &["kilojoule", "kilojoules", "kj"]),
    ("MJ", &["megajoule", "megajoules"]),
    ("GJ", &["gigajoule", "gigajoules"]),
    ("kcal", &["calorie", "calories", "kcal", "kilocalories", "kilocalorie"]),
    ("kWh", &["kwh", "kilowatt hour", "kilowatt hours"]),
    ("MWh", &["mwh", "megawatt hour", "megawatt hours"]),
    ("GWh", &["gwh", "gigawatt hour", "gigawatt hours"]),
    ("TWh", &["twh", "terawatt hour", "terawatt hours"]),
    ("W", &["watt", "watts"]),
    ("kW", &["kw", "kilowatt", "kilowatts"]),
    ("MW", &["mw", "megawatt", "megawatts"]),
    ("GW", &["gw", "gigawatt", "gigawatts"]),
    ("TW", &["terawatt", "terawatts"]),
    ("hp", &["horsepower", "hp", "bhp"]),
    ("bit", &["bit"]),
    ("kbit", &["kilobit", "kilobits"]),
    ("Mbit", &["megabit", "megabits"]),
    ("Gbit", &["gigabit", "gigabits"]),
    ("B", &["byte", "bytes"]),
    ("kB", &["kb", "kilobyte", "kilobytes"]),
    ("MB", &["mb", "megabyte", "megabytes"]),
    ("GB", &["gb", "gigabyte", "gigabytes"]),
    ("TB", &["tb", "terabyte", "terabytes"]),
    ("PB", &["petabyte", "petabytes"]),
    ("KiB", &["kibibyte", "kibibytes"]),
    ("MiB", &["mebibyte", "mebibytes"]),
    ("GiB", &["gibibyte", "gibibytes"]),
    ("kbit/s", &["kbps", "kilobits per second"]),
    ("Mbit/s", &["mbps", "megabits per second", "megabits a second"]),
    ("Gbit/s", &["gbps", "gigabits per second"]),
    ("Hz", &["hz", "hertz"]),
    ("kHz", &["khz", "kilohertz"]),
    ("MHz", &["mhz", "megahertz"]),
    ("GHz", &["ghz", "gigahertz"]),
    ("Pa", &["pascal", "pascals"]),
    ("hPa", &["hpa", "hectopascal", "hectopascals"]),
    ("mbar", &["mbar", "millibar", "millibars"]),
    ("kPa", &["kpa", "kilopascal", "kilopascals"]),
    ("psi", &["psi"]),
    ("V", &["volt", "volts"]),
    ("kV", &["kilovolt", "kilovolts"]),
    ("A", &["amp", "amps", "ampere", "amperes"]),
    ("Sv", &["sievert", "sieverts"]),
    ("mSv", &["millisievert", "millisieverts", "msv"]),
    ("uSv", &["microsievert", "microsieverts"]),
    ("dB", &["decibel", "decibels", "db"]),
    ("magnitude", &["magnitude"]),
    ("point", &["point", "points", "pts"]),
];

struct Phrase {
    /// The words after the first.
    rest: Box<[&'static str]>,
    symbol: &'static str,
}

/// Phrases by their first word's place in the lexicon, longest first.
static PHRASES: LazyLock<FxHashMap<u16, Vec<Phrase>>> = LazyLock::new(|| {
    let mut map: FxHashMap<u16, Vec<Phrase>> = FxHashMap::default();
    for &(symbol, names) in UNITS {
        for name in names {
            let mut words = name.split(' ');
            let first = words.next().unwrap_or_default();
            map.entry(lexicon::lookup(first).id).or_default().push(Phrase { rest: words.collect(), symbol });
        }
    }
    let letters = |p: &Phrase| p.rest.iter().map(|w| w.len() + 1).sum::<usize>();
    map.values_mut().for_each(|list| list.sort_by_key(|p| std::cmp::Reverse(letters(p))));
    map
});

pub fn words(b: &mut Builder) {
    for (_, names) in UNITS {
        for name in *names {
            b.class(name.split(' ').next().unwrap_or(name), Class::UNIT);
        }
    }
}

/// The symbol of the unit at token `i`, and the token after it. A hyphen may stand before it.
pub fn at(view: &View<'_>, i: usize) -> Option<(&'static str, usize)> {
    let t = view.token(i)?;
    if t.is('-') && !t.spaced() {
        let (symbol, end) = at(view, i + 1)?;
        return view.token(i + 1).is_some_and(|n| n.is_word()).then_some((symbol, end));
    }
    if !t.is_word() {
        return sign(view, i);
    }
    if let Some(symbol) = letter(view, i) {
        return Some((symbol, i + 1));
    }
    if !view.has(i, Class::UNIT) {
        return None;
    }
    let found = PHRASES.get(&view.lex.at(i).id)?.iter().find_map(|p| {
        let mut end = i + 1;
        for word in &p.rest {
            if view.mark(end, '-') {
                end += 1;
            }
            if !view.is(end, word) {
                return None;
            }
            end += 1;
        }
        Some((p.symbol, end))
    })?;
    Some(raised(view, found).unwrap_or(found))
}

/// «m²», «km2», «km/h» after a plain unit.
fn raised(view: &View<'_>, (symbol, end): (&'static str, usize)) -> Option<(&'static str, usize)> {
    let t = view.token(end).filter(|t| !t.spaced())?;
    let power = match view.word(end) {
        "²" | "2" => 2,
        "³" | "3" => 3,
        "/" => {
            let per = match (symbol, view.word(end + 1)) {
                ("km", "h" | "hr") => "km/h",
                ("m", "s") => "m/s",
                ("km", "s") => "km/s",
                _ => return None,
            };
            return Some((per, end + 2));
        }
        _ => return None,
    };
    debug_assert!(!t.spaced());
    let symbol = match (symbol, power) {
        ("m", 2) => "m2",
        ("km", 2) => "km2",
        ("cm", 2) => "cm2",
        ("mm", 2) => "mm2",
        ("ft", 2) => "ft2",
        ("m", 3) => "m3",
        ("cm", 3) => "cm3",
        ("km", 3) => "km3",
        ("ft", 3) => "ft3",
        _ => return None,
    };
    Some((symbol, end + 1))
}

/// Units of one letter, by their case: «9m», «12C», «500g», «2l».
fn letter(view: &View<'_>, i: usize) -> Option<&'static str> {
    let t = view.token(i)?;
    if t.end() - t.start() != 1 || !view.token(i.wrapping_sub(1)).is_some_and(|p| p.is_number()) {
        return None;
    }
    let loose = view.token(i + 1).is_none_or(|n| {
        n.spaced() || matches!(view.word(i + 1), "." | "," | ")" | ";" | "/" | "²" | "³" | "2" | "3" | "-" | "–")
    });
    if !loose {
        return None;
    }
    let symbol = match view.word(i) {
        "m" => "m",
        "g" => "g",
        "l" | "L" => "L",
        "C" => "Cel",
        "F" => "[degF]",
        "t" if !t.spaced() => "t",
        "W" if !t.spaced() => "W",
        "V" if !t.spaced() => "V",
        _ => return None,
    };
    Some(symbol)
}

/// Degree, inch and foot signs.
fn sign(view: &View<'_>, i: usize) -> Option<(&'static str, usize)> {
    let t = view.token(i)?;
    let digits = view.token(i.wrapping_sub(1)).is_some_and(|p| p.is_number());
    if t.is('℃') {
        return Some(("Cel", i + 1));
    }
    if t.is('℉') {
        return Some(("[degF]", i + 1));
    }
    if t.is('°') || t.is('º') {
        let scale = view.word(i + 1);
        return Some(match scale {
            "C" | "c" => ("Cel", i + 2),
            "F" | "f" => ("[degF]", i + 2),
            _ if view.is_any(i + 1, few!["celsius", "centigrade"]) => ("Cel", i + 2),
            _ if view.is(i + 1, "fahrenheit") => ("[degF]", i + 2),
            _ => ("deg", i + 1),
        });
    }
    if digits && (t.is('″') || t.is('"') && inch_mark(view, i)) {
        return Some(("in", i + 1));
    }
    if digits && (t.is('′') || t.is('\'')) && !t.spaced() {
        if view.token(i + 1).is_some_and(|n| n.is('\'') && !n.spaced()) {
            return Some(("in", i + 2));
        }
        // «6'2"»: feet, when inches follow or nothing does.
        if t.is('′') || view.token(i + 1).is_none_or(|n| n.is_number() && !n.spaced()) {
            return Some(("ft", i + 1));
        }
    }
    None
}

/// Whether a straight double quote after a number is an inch mark: it closes no quotation.
fn inch_mark(view: &View<'_>, i: usize) -> bool {
    let near = view.prose.quotes.partition_point(|q| (q.open as usize) < i);
    let long = |span: crate::base::Span| view.text.get(span.range()).is_some_and(|s| s.len() > 12);
    !view.prose.quotes[..near].iter().rev().take(8).any(|q| q.close as usize == i && long(q.span))
}
