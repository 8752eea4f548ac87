/// Words that a capital letter does not make a name: openers of sentences, days and months, things written in capitals.
#[rustfmt::skip]
pub const STOP: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    "however", "meanwhile", "moreover", "furthermore", "nevertheless", "nonetheless", "still", "yet", "then", "thus", "hence", "also", "again", "instead", "indeed",
    "perhaps", "maybe", "even", "only", "just", "once", "twice", "here", "there", "now", "today", "tomorrow", "yesterday", "tonight", "later", "earlier", "soon", "recently",
    "finally", "eventually", "suddenly", "currently", "previously", "additionally", "conversely", "separately", "similarly", "overall", "otherwise", "anyway", "besides",
    "what", "why", "how", "whether", "whose", "whom", "some", "many", "most", "more", "much", "few", "several", "all", "any", "each", "every", "both", "either", "such", "other", "others",
    "another", "everyone", "everybody", "someone", "somebody", "something", "anyone", "anybody", "anything", "everything", "no", "yes", "please", "thanks", "thank", "hello", "hi", "ok", "okay", "oh", "well",
    "so", "too", "very", "really", "quite", "rather", "almost", "nearly", "roughly", "approximately", "least", "than", "like", "unlike", "given", "based", "according", "due", "following", "including",
    "out", "up", "down", "back", "away", "along", "behind", "below", "above", "beyond", "beside", "throughout", "whereas", "unless", "except", "plus", "versus", "whenever", "wherever", "whatever",
    "people", "men", "women", "children", "officials", "authorities", "experts", "analysts", "residents", "witnesses", "families", "survivors", "victims", "investigators", "firefighters", "staff", "workers",
    "small", "bad", "low", "long", "short", "early", "late", 
    "last", "next", "former", "current", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozens", "hundreds", "thousands", "millions", "half",
    "according", "asked", "citing", "speaking", "reporting", "photo", "photograph", "image", "images", "video", "watch", "read", "click", "subscribe", "share", "related", "update", "updated", "breaking", "exclusive", "live", "editor", "source",
    "let", "get", "go", "come", "see", "say", "says", "said", "make", "take", "look", "think", "know", "want", "need", "give", "keep", "try", "call", "help", "ask", "tell", "show", "find", "put", "leave", "stay", "stop", "start", "turn", "remember",
    "i'm", "i've", "i'd", "i'll", "it's", "that's", "there's", "here's", "what's", "he's", "she's", "they're", "they've", "we're", "we've", "we'll", "you're", "you've", "you'll", "let's", "who's", "im", "ive", "thats", "isn't", "aren't",
    "tv", "dna", "gps", "ceo", "cfo", "coo", "phd", "am", "pm", "iq", "hiv", "aids", "covid", "gmt", "utc", "bst", "est", "edt", "et", "pst", "pdt", "cet", "cst", "cdt", "mst", "mdt", "suv", "atm", "ad", "bc", "id", "icu", "cctv", "faq", "pdf", "www", "http", "https", "ems", "er", "ak", "ar", "swat", "vip", "usb", "gdp", "vat", "mba",
    "god", "internet", "bible", "christmas", "easter", "ramadan", "thanksgiving", "p.m.", "a.m.", "part", "page", "chapter", "section", "day", "night", "morning", "week", "month", "year", "time", "nobody", "none", "nothing", "neither", "while", "though", "although", "since", "because", "if", "as", "when", "where", "who", "which",
    "but", "and", "or", "not", "never", "always", "often", "sometimes", "usually", "ever", "already", "able", "across", "amid", "ahead", "despite", "thankfully", "unfortunately", "fortunately", "apparently", "obviously", "clearly", "certainly", "probably", "possibly", "likely", "reportedly", "allegedly",
    "fla", "calif", "ariz", "conn", "tenn", "wis", "minn", "mich", "okla", "penn", "ky", "mo", "tex", "ala", "colo", "nev", "cpr", "photos", "photo", "pio", "lockup", "url", "urls", "percent",
    "mom", "mum", "dad", "sir", "ma'am", "lol", "etc", "vs", "re", "cc", "ps", "pic", "credit", "courtesy", "via", "file", "caption", "advertisement", "sponsored", "sign", "follow", "contact", "email", "tel", "phone", "details", "results", "total", "attack", "toll", "shooting", "election", "elections",
];

/// Words that begin the names of things but name nothing alone.
#[rustfmt::skip]
pub const GENERIC: &[&str] = &[
    "government", "local", "international", "public", "private", "new", "police", "emergency", "fire", "royal", "central", "great", "big", "old",
    "young", "high", "good", "islamic", "american", "world", "human", "social", "united", "general", "supreme", "royal", "british", "european",
    "republican", "democratic", "free", "green", "white", "black", "red", "blue", "golden", "silver", "civil", "criminal", "constitution", "economic",
    "western", "eastern", "northern", "southern", "northeast", "northwest", "southeast", "southwest", "interstate", "route", "room", "building",
    "school", "student", "teacher", "mother", "father", "web", "online", "gun", "dog", "car", "bus", "train", "ship", "boat", "flight", "bill", "act", "law", "amendment",
];
