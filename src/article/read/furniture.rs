//! What stands on a page beside the article: captions with their credits, and lines of the website.

use std::sync::LazyLock;

use memchr::memmem;

/// Marks of a picture credit.
const CREDITS: &[&str] = &[
    "/getty",
    "/reuters",
    "reuters/",
    "via reuters",
    "via ap",
    "/ap)",
    "ap photo",
    "afp/",
    "/afp",
    "via afp",
    "/epa",
    "epa/",
    "shutterstock",
    "photo:",
    "photos:",
    "photograph:",
    "picture:",
    "image:",
    "credit:",
    "file photo",
    "pa wire",
    "pa media",
    "alamy",
    "staff photo",
];

/// Beginnings of lines that a website adds.
const BEGINNINGS: &[&str] = &[
    "your email address will not be published",
    "story continues below",
    "required fields are marked",
    "article continues below",
    "sign up for our",
    "sign up to our",
    "subscribe to our",
    "click here to",
    "read more:",
    "skip to main content",
    "accept cookies",
    "we use cookies",
    "comments are closed",
    "follow us on",
    "filed under",
    "© ",
    "copyright ©",
    "(c) 20",
];

/// Whole lines that a website adds, or that end a wire story.
const WHOLE: &[&str] = &[
    "leave a reply",
    "no votes yet.",
    "please wait...",
    "please wait…",
    "advertisement",
    "share this",
    "share",
    "subscribe now",
    "related articles",
    "related",
    "back to top",
    "most read",
    "recommended for you",
    "print this page",
    "all rights reserved.",
    "all rights reserved",
    "ends",
    "ends.",
    "(ends)",
    "-ends-",
    "- ends -",
    "-30-",
    "- 30 -",
    "###",
    "# # #",
    "* * *",
    "***",
    "---",
    "___",
];

/// Whether a line is none of the article’s own words.
pub fn is_boilerplate(line: &str) -> bool {
    if line.len() > 160 {
        return false;
    }
    let lower = line.to_lowercase();
    BEGINNINGS.iter().any(|b| lower.starts_with(b)) || WHOLE.contains(&lower.as_str())
}

/// Whether a paragraph is a picture’s caption: not long, with a credit at its end or its start.
pub fn is_caption(line: &str) -> bool {
    if line.len() > 600 {
        return false;
    }
    static GETTY: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("Getty Images"));
    if GETTY.find(line.as_bytes()).is_some() {
        return true;
    }
    let boundary = |mut at: usize| {
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let ends = [&line[boundary(line.len().saturating_sub(70))..], &line[..boundary(line.len().min(16))]];
    ends.iter().any(|part| credited(part.as_bytes()))
}

/// Whether a credit stands in a piece of text, in any case.
fn credited(text: &[u8]) -> bool {
    // Of each credit the first two letters, as bits of their lower halves: few pairs of letters are among them.
    const PAIRS: [u32; 32] = {
        let mut pairs = [0; 32];
        let mut i = 0;
        while i < CREDITS.len() {
            let credit = CREDITS[i].as_bytes();
            pairs[(credit[0] & 31) as usize] |= 1 << (credit[1] & 31);
            i += 1;
        }
        pairs
    };
    let stands = |at: usize, credit: &str| {
        let credit = credit.as_bytes();
        (text[at] ^ credit[0]) & !0x20 == 0
            && text.get(at..at + credit.len()).is_some_and(|t| t.eq_ignore_ascii_case(credit))
    };
    text.windows(2)
        .enumerate()
        .filter(|(_, pair)| PAIRS[usize::from(pair[0] & 31)] >> (pair[1] & 31) & 1 != 0)
        .any(|(at, _)| CREDITS.iter().any(|c| stands(at, c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_lines_of_the_page() {
        assert!(is_caption("Divers at the ramp on Monday. Ana Blum / Harbour News via AP"));
        assert!(is_caption("Photo: Ana Blum"));
        assert!(!is_caption("The mayor thanked the divers for their work."));
        assert!(is_boilerplate("Leave a Reply") && is_boilerplate("ends") && is_boilerplate("-30-"));
        assert!(!is_boilerplate("The 30 divers left.") && !is_boilerplate("30"));
    }
}
