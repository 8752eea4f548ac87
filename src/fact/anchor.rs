/// Something that ties a fact to its event, as a key that other articles share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The normalised form: small letters, stemmed for event words, aliases folded.
    pub key: Box<str>,
    pub kind: AnchorKind,
    pub reach: Reach,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AnchorKind {
    Name,
    Place,
    /// «attack», «election», «earthquake», stemmed.
    Event,
    Year,
}

/// How far from the mention the anchor stands; nearer ones win.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reach {
    Sentence,
    Paragraph,
    /// The article's main event, from headline and lead.
    Article,
}
