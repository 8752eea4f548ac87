/// British spellings in names and their American ones, in small letters.
#[rustfmt::skip]
pub const BRITISH: &[(&str, &str)] = &[
    ("theatre", "theater"), ("centre", "center"), ("centres", "centers"), ("defence", "defense"), ("labour", "labor"), ("harbour", "harbor"),
    ("organisation", "organization"), ("programme", "program"), ("neighbourhood", "neighborhood"), ("grey", "gray"), ("honour", "honor"),
    ("armour", "armor"), ("metre", "meter"), ("licence", "license"), ("jewellery", "jewelry"), ("rumour", "rumor"), ("saint", "st"), ("mount", "mt"),
];

/// Places that are written in more than one way, and the key they share.
#[rustfmt::skip]
pub const PLACES: &[(&str, &str)] = &[
    ("kiev", "kyiv"), ("odessa", "odesa"), ("kharkov", "kharkiv"), ("lvov", "lviv"), ("bombay", "mumbai"), ("calcutta", "kolkata"),
    ("bangalore", "bengaluru"), ("madras", "chennai"), ("peking", "beijing"), ("saigon", "ho chi minh city"), ("rangoon", "yangon"),
    ("new york city", "new york"), ("nyc", "new york"), ("washington dc", "washington"), ("leningrad", "st petersburg"), ("petersburg", "st petersburg"),
    ("donbass", "donbas"), ("londonderry", "derry"), ("seville", "sevilla"), ("makkah", "mecca"), ("gaza strip", "gaza"), ("l a", "los angeles"), ("la", "los angeles"),
];
