use super::{
    Draft,
    entity::{entity, resolved, unescape},
    front_matter::{FrontMatter, RELEASED},
    linked_data,
    markup::{Piece, attribute, pieces as events},
    pieces,
    teaser::Articles,
};
use crate::{
    article::{Block, BlockKind},
    base::Span,
};

/// What an element is to a reader, by its name in HTML, NITF and NewsML-G2.
enum Element {
    /// Begins and ends a block of this kind.
    Block(BlockKind),
    /// Begins and ends a block without being one.
    Box,
    /// Its content is no prose.
    Skipped,
    /// Its content is the article, if the page has such an element.
    Article,
    Row,
    Cell,
    Table,
    /// Its content is told in the metadata.
    Field(&'static str),
    Inline,
}

fn element(name: &str) -> Element {
    use BlockKind::{Byline, Caption, Heading, ListItem, Paragraph, Standfirst};
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "p" | "dd" | "dt" => Element::Block(Paragraph),
        "h1" | "hl1" | "headline" => Element::Block(Heading(1)),
        "h2" => Element::Block(Heading(2)),
        "h3" => Element::Block(Heading(3)),
        "h4" | "h5" | "h6" => Element::Block(Heading(4)),
        "hl2" | "abstract" => Element::Block(Standfirst),
        "li" => Element::Block(ListItem),
        "blockquote" | "bq" => Element::Block(BlockKind::BlockQuote),
        "figcaption" | "media-caption" => Element::Block(Caption),
        "byline" | "by" | "dateline" | "distributor" => Element::Block(Byline),
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        "table" => Element::Table,
        "article" | "main" | "body.content" => Element::Article,
        "div" | "section" | "body" | "header" | "ul" | "ol" | "dl" | "figure" | "br" | "hr" | "html" | "head"
        | "block" | "body.head" | "hedline" | "address" | "details" | "summary" | "center" | "fieldset" => Element::Box,
        "nav" | "footer" | "aside" | "form" | "button" | "select" | "svg" | "pre" | "code" | "video" | "audio"
        | "media-producer" | "docdata" | "rightsinfo" | "catalogref" | "subject" | "genre" | "keyword"
        | "copyrightnotice" | "usageterms" | "name" | "altid" | "description" | "slugline" | "creditline" | "title"
        | "tagline" | "bibliography" | "link" | "edmsg" | "ednote" => Element::Skipped,
        "versioncreated" | "contentcreated" => Element::Field("published"),
        "embargoed" => Element::Field("embargoed"),
        "infosource" | "provider" => Element::Field("provider"),
        _ => Element::Inline,
    }
}

/// The root elements of XML that holds an article.
const ROOTS: &[&str] = &["nitf", "newsItem", "newsMessage", "html", "article", "packageItem"];

/// HTML pages: the article's body, without menus and scripts; date, outlet and author from JSON-LD and `<meta>`.
pub fn html(text: &str) -> Draft {
    read(text, true)
}

/// NITF and NewsML-G2. Other XML is no article and has no prose.
pub fn xml(text: &str) -> Draft {
    let mut root = None;
    events(&text[..text.floor_char_boundary(4096)], false, |p| {
        if let (Piece::Open { name, .. }, None) = (p, root) {
            root = Some(name);
        }
    });
    if root.is_some_and(|r| ROOTS.contains(&r)) { read(text, false) } else { Draft::default() }
}

fn read(text: &str, html: bool) -> Draft {
    let mut page = Page { text, ..Page::default() };
    events(text, html, |p| page.piece(p));
    page.flush();
    page.draft()
}

struct Placed {
    block: Block,
    /// Whether it stands in an element that holds the text, and in which article.
    inside: bool,
    article: Option<usize>,
}

#[derive(Default)]
struct Page<'t> {
    text: &'t str,
    blocks: Vec<Placed>,
    fields: Vec<(String, String)>,
    /// Dates of the text, with the article in which they stand.
    times: Vec<(Option<usize>, String)>,
    pieces: Vec<Span>,
    hidden: Vec<Span>,
    /// Entities of the prose with their characters.
    entities: Vec<(Span, char)>,
    kind: Option<BlockKind>,
    /// Open elements that are skipped, by depth of their own name.
    skipped: Option<(&'t str, u32)>,
    articles: Articles<'t>,
    quotes: u32,
    tables: u32,
    rows: u32,
    row: bool,
    cells: Vec<Span>,
    cell: Option<u32>,
    field: Option<&'static str>,
}

impl<'t> Page<'t> {
    fn piece(&mut self, piece: Piece<'t>) {
        if let Some((name, depth)) = &mut self.skipped {
            match piece {
                Piece::Open { name: n, empty: false, .. } if n.eq_ignore_ascii_case(name) => *depth += 1,
                Piece::Close { name: n } if n.eq_ignore_ascii_case(name) => *depth -= 1,
                // A date of what is left out is another article's.
                Piece::Open { name: n, attributes, .. } if !n.eq_ignore_ascii_case("time") => self.told(n, attributes),
                _ => {}
            }
            if self.skipped.is_some_and(|s| s.1 == 0) {
                self.skipped = None;
            }
            return;
        }
        match piece {
            Piece::Open { name, attributes, empty } => {
                self.told(name, attributes);
                self.open(name, attributes, empty);
            }
            Piece::Close { name } => self.close(name),
            Piece::Text(span) => self.words(span),
            Piece::Raw { attributes, span, name } => {
                let linked = name.eq_ignore_ascii_case("script")
                    && attribute(attributes, "type").is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json"));
                if linked {
                    self.fields.extend(linked_data::fields(span.of(self.text)));
                }
            }
        }
    }

    fn open(&mut self, name: &'t str, attributes: &'t str, empty: bool) {
        let hidden = attribute(attributes, "hidden").is_some()
            || attribute(attributes, "aria-hidden").is_some_and(|v| v == "true");
        match element(name) {
            Element::Inline if !hidden => {}
            _ if empty => self.flush(),
            Element::Skipped if self.field == Some("provider") && name.eq_ignore_ascii_case("name") => {}
            Element::Skipped => self.skip(name),
            _ if hidden && !matches!(name, "body" | "html") => self.skip(name),
            Element::Inline => {}
            Element::Block(kind) => {
                self.flush();
                self.quotes += u32::from(kind == BlockKind::BlockQuote);
                let quoted = self.quotes > 0 && kind == BlockKind::Paragraph;
                self.kind = Some(if quoted { BlockKind::BlockQuote } else { kind });
            }
            Element::Box => {
                self.flush();
                self.articles.enter(name, attributes);
            }
            Element::Article => {
                self.flush();
                self.articles.open(name, attributes);
            }
            Element::Table => {
                self.flush();
                self.rows = 0;
            }
            Element::Row => {
                self.flush();
                self.row = true;
            }
            Element::Cell => {
                if self.row {
                    self.cell = Some(self.pieces.len() as u32);
                } else {
                    self.flush();
                }
            }
            Element::Field(key) => {
                self.flush();
                self.field = Some(key);
            }
        }
    }

    fn skip(&mut self, name: &'t str) {
        // Elements without content never close.
        if !matches!(name.to_ascii_lowercase().as_str(), "link" | "name") || !self.blocks.is_empty() {
            self.flush();
        }
        if !name.eq_ignore_ascii_case("link") {
            self.skipped = Some((name, 1));
        }
    }

    fn close(&mut self, name: &str) {
        match element(name) {
            Element::Inline | Element::Skipped => {}
            Element::Cell if self.row => self.end_cell(),
            Element::Article => {
                self.flush();
                self.articles.close();
            }
            Element::Box => {
                self.flush();
                self.articles.leave(name);
                self.kind = None;
            }
            Element::Row => {
                self.end_cell();
                self.flush();
                self.row = false;
                self.rows += 1;
            }
            Element::Table => {
                self.flush();
                self.row = false;
                self.tables += 1;
            }
            Element::Field(_) => self.field = None,
            other => {
                self.flush();
                if matches!(other, Element::Block(BlockKind::BlockQuote)) {
                    self.quotes = self.quotes.saturating_sub(1);
                }
                self.kind = None;
            }
        }
    }

    fn end_cell(&mut self) {
        let Some(first) = self.cell.take() else { return };
        let words: Vec<Span> =
            self.pieces[first as usize..].iter().copied().filter(|p| !p.of(self.text).trim().is_empty()).collect();
        let at = self.pieces.last().map_or(0, |p| p.end);
        let span = words.iter().copied().reduce(Span::hull).map_or(Span::new(at, at), |s| trimmed(self.text, s));
        self.cells.push(span);
    }

    fn words(&mut self, span: Span) {
        let words = span.of(self.text);
        if let Some(key) = self.field {
            let value = unescape(words.trim());
            if !value.is_empty() {
                self.fields.push((key.to_owned(), value));
            }
            return;
        }
        let mut from = 0;
        while let Some(i) = words[from..].find('&') {
            let at = from + i;
            from = at + 1;
            let Some((len, stands_for)) = entity(&words[at..]) else { continue };
            let place = Span::from(at..at + len).shifted(span.start);
            match stands_for {
                Some(c) => self.entities.push((place, c)),
                None => self.hidden.push(place),
            }
            from = at + len;
        }
        self.pieces.push(span);
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        self.cell = None;
        if self.row && !self.pieces.is_empty() && self.cells.is_empty() {
            // A block inside a cell.
            return;
        }
        let pieces = std::mem::take(&mut self.pieces);
        let hidden = std::mem::take(&mut self.hidden);
        let cells = std::mem::take(&mut self.cells);
        let kind = match self.kind {
            _ if !cells.is_empty() => BlockKind::TableRow { table: self.tables, header: self.rows == 0 },
            Some(kind) => kind,
            None if self.quotes > 0 => BlockKind::BlockQuote,
            None => BlockKind::Paragraph,
        };
        if let Some(block) = pieces::block(self.text, &pieces, hidden, kind, cells) {
            let (inside, article) = (self.articles.is_inside(), self.articles.current());
            self.blocks.push(Placed { block, inside, article });
        }
    }

    /// What a tag's attributes tell of the article.
    fn told(&mut self, name: &str, attributes: &str) {
        let get = |key| attribute(attributes, key).filter(|v| !v.trim().is_empty());
        let found = match name.to_ascii_lowercase().as_str() {
            "meta" => {
                let key = get("property").or_else(|| get("name")).or_else(|| get("itemprop")).unwrap_or_default();
                let field = match key.to_ascii_lowercase().as_str() {
                    "article:published_time"
                    | "datepublished"
                    | "date"
                    | "dc.date"
                    | "pubdate"
                    | "parsely-pub-date" => "date",
                    "article:modified_time" | "og:updated_time" | "datemodified" => "modified",
                    "og:url" => "url",
                    "og:site_name" | "application-name" | "publisher" => "outlet",
                    "author" | "article:author" | "byl" => "author",
                    "og:title" | "headline" => "title",
                    _ => return,
                };
                get("content").map(|v| (field, v))
            }
            "link" if get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                get("href").map(|v| ("canonical", v))
            }
            "newsitem" => {
                self.fields.extend(get("version").map(|v| ("version".to_owned(), v)));
                get("guid").map(|v| ("guid", v))
            }
            "doc-id" => get("id-string").map(|v| ("docid", v)),
            "du-key" => get("version").map(|v| ("version", v)),
            "time" => {
                self.times.extend(get("datetime").map(|v| (self.articles.current(), v)));
                None
            }
            "date.issue" | "story.date" => get("norm").map(|v| ("published", v)),
            "date.release" => get("norm").map(|v| (RELEASED, v)),
            "pubdata" => {
                if let Some(outlet) = get("name") {
                    self.fields.push(("publication".to_owned(), outlet));
                }
                get("date.publication").map(|v| ("date", v))
            }
            "doc.copyright" => get("holder").map(|v| ("source", v)),
            "docdata" => get("management-status").map(|v| ("status", v)),
            "pubstatus" => get("qcode").map(|v| ("status", v)),
            "provider" | "infosource" => get("literal").map(|v| ("provider", v)),
            _ => None,
        };
        self.fields.extend(found.map(|(k, v)| (k.to_owned(), v)));
    }

    fn draft(mut self) -> Draft {
        let mut draft = Draft { prose: resolved(self.text, &self.entities), ..Draft::default() };
        let title = |b: &Block| b.kind == BlockKind::Heading(1);
        let others = self.articles.others(self.blocks.iter().map(|b| (b.article, b.block.span.len(), title(&b.block))));
        let stays = |article: Option<usize>| article.is_none_or(|n| !others[n]);
        if self.blocks.iter().any(|b| stays(b.article)) {
            self.blocks.retain(|b| stays(b.article));
        }
        let times = self.times.into_iter().filter(|t| stays(t.0));
        self.fields.extend(times.map(|(_, time)| ("datetime".to_owned(), time)));
        let inside = self.blocks.iter().filter(|b| b.inside).map(|b| b.block.span.len()).sum::<u32>();
        let all = self.blocks.iter().map(|b| b.block.span.len()).sum::<u32>();
        // A page may have article elements for teasers only.
        let only = inside * 3 > all;
        let heading = |b: &Block| matches!(b.kind, BlockKind::Heading(1) | BlockKind::Standfirst | BlockKind::Byline);
        let mut title = false;
        for Placed { block, inside, .. } in self.blocks {
            if only && !inside && (!heading(&block) || title && block.kind == BlockKind::Heading(1)) {
                continue;
            }
            title |= block.kind == BlockKind::Heading(1);
            draft.push(block, false);
        }
        draft.front = Some(FrontMatter { span: Span::default(), fields: self.fields });
        draft
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len()) as u32;
    Span::new(start, start + words.trim().len() as u32)
}
