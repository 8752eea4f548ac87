use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Draft, entity::resolved, front_matter::FrontMatter, lines::lines, pieces};
use crate::{
    article::{Block, BlockKind},
    base::Span,
};

/// Markdown (CommonMark with tables, strikethrough, task lists, footnotes and front matter). Prose is what the parser
/// gives as text; everything between two such pieces of one block is masked: emphasis marks, link targets, code, HTML.
pub fn read(text: &str) -> Draft {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let mut builder = Builder::new(text);
    // The parser would take any text between two rules for front matter.
    let (front, body) = front_matter(text);
    builder.draft.front = front;
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        builder.event(event, Span::from(range).shifted(body as u32));
    }
    builder.flush();
    builder.draft.prose = resolved(text, &builder.entities);
    builder.draft
}

/// Bytes in which the closing fence of front matter is looked for.
const LONGEST_FRONT: usize = 65_536;

/// The front matter that a text begins with, and where its body begins.
fn front_matter(text: &str) -> (Option<FrontMatter>, usize) {
    let mut lines = lines(&text[..text.floor_char_boundary(LONGEST_FRONT)]);
    let Some(open) = lines.next() else { return (None, 0) };
    let fence = open.of(text).trim_end();
    if !matches!(fence, "---" | "+++") {
        return (None, 0);
    }
    let mut start = None;
    for line in lines {
        let words = line.of(text).trim_end();
        if words == fence || fence == "---" && words == "..." {
            let Some(start) = start else { return (None, 0) };
            let span = Span::from(start..line.start.max(start));
            let front = if fence == "---" { FrontMatter::yaml(text, span) } else { FrontMatter::toml(text, span) };
            // A rule at the start and another one later are no front matter.
            return if front.fields.is_empty() { (None, 0) } else { (Some(front), line.end) };
        }
        start.get_or_insert(line.start);
    }
    (None, 0)
}

struct Builder<'t> {
    text: &'t str,
    draft: Draft,
    /// The pieces of text of the block being read.
    pieces: Vec<Span>,
    kind: BlockKind,
    /// Pieces that are markup although the parser calls them text: entities.
    hidden: Vec<Span>,
    /// Entities with their characters.
    entities: Vec<(Span, char)>,
    quotes: u32,
    items: u32,
    /// In an image’s alternative text, a code block or HTML: nothing is prose.
    muted: u32,
    cells: Vec<Span>,
    cell: Option<Span>,
    tables: u32,
    in_table: bool,
    /// The last image’s alternative text.
    alternative: Option<Span>,
    in_image: bool,
    /// The block before was an image: text in emphasis right after it is its caption.
    after_image: bool,
    emphasis: u32,
    /// Whether the block has text outside emphasis.
    plain: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Builder {
            text,
            draft: Draft::default(),
            pieces: Vec::new(),
            kind: BlockKind::Paragraph,
            hidden: Vec::new(),
            entities: Vec::new(),
            quotes: 0,
            items: 0,
            muted: 0,
            cells: Vec::new(),
            cell: None,
            tables: 0,
            in_table: false,
            alternative: None,
            in_image: false,
            after_image: false,
            emphasis: 0,
            plain: false,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(value) => self.piece(&value, span),
            Event::SoftBreak | Event::HardBreak if !self.pieces.is_empty() => self.pieces.push(span),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open(self.paragraph()),
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(heading(*level))),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::Item | Tag::FootnoteDefinition(_) => {
                self.flush();
                self.items += u32::from(matches!(tag, Tag::Item));
                self.kind = self.paragraph();
            }
            Tag::List(_) => self.flush(),
            Tag::Table(_) => {
                self.flush();
                self.in_table = true;
            }
            Tag::TableHead => self.open(BlockKind::TableRow { table: self.tables, header: true }),
            Tag::TableRow => self.open(BlockKind::TableRow { table: self.tables, header: false }),
            Tag::TableCell => self.cell = None,
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.flush();
                self.muted += 1;
            }
            Tag::Image { .. } => {
                self.in_image = true;
                self.alternative = None;
            }
            Tag::Emphasis | Tag::Strong => self.emphasis += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
                self.kind = self.paragraph();
            }
            TagEnd::List(_) => {
                self.flush();
                self.kind = self.paragraph();
            }
            TagEnd::Table => {
                self.tables += 1;
                self.in_table = false;
            }
            TagEnd::TableCell => {
                let empty = self.pieces.last().map_or(0, |p| p.end);
                self.cells.push(self.cell.take().unwrap_or(Span::new(empty, empty)));
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.muted = self.muted.saturating_sub(1),
            TagEnd::Image => self.in_image = false,
            TagEnd::Emphasis | TagEnd::Strong => self.emphasis = self.emphasis.saturating_sub(1),
            _ => {}
        }
    }

    /// What a paragraph is where it stands.
    fn paragraph(&self) -> BlockKind {
        match (self.items, self.quotes) {
            (1.., _) => BlockKind::ListItem,
            (_, 1..) => BlockKind::BlockQuote,
            _ => BlockKind::Paragraph,
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.flush();
        self.kind = kind;
    }

    fn piece(&mut self, value: &str, span: Span) {
        if self.in_image {
            self.alternative = Some(self.alternative.map_or(span, |a| a.hull(span)));
            return;
        }
        if self.muted > 0 {
            return;
        }
        let mut stands_for = value.chars();
        match (stands_for.next(), stands_for.next()) {
            _ if value == span.of(self.text) => {}
            (Some(c), None) => self.entities.push((span, c)),
            _ => self.hidden.push(span),
        }
        self.plain |= self.emphasis == 0 && !value.trim().is_empty();
        self.pieces.push(span);
        if self.in_table {
            self.cell = Some(self.cell.map_or(span, |c| c.hull(span)));
        }
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let hidden = std::mem::take(&mut self.hidden);
        let cells = std::mem::take(&mut self.cells);
        let plain = std::mem::take(&mut self.plain);
        let alternative = self.alternative.take();
        let Some(block) = pieces::block(self.text, &pieces, hidden, self.kind, cells) else {
            if let Some(span) = alternative.filter(|a| !a.is_empty()) {
                self.draft.push(Block::new(span, BlockKind::Caption), false);
                self.after_image = true;
            }
            return;
        };
        let caption =
            !plain && matches!(block.kind, BlockKind::Paragraph) && (self.after_image || alternative.is_some());
        self.after_image = false;
        let kind = if caption { BlockKind::Caption } else { block.kind };
        if let Some(span) = alternative.filter(|a| !a.is_empty() && a.end <= block.span.start) {
            self.draft.push(Block::new(span, BlockKind::Caption), false);
        }
        self.draft.push(Block { kind, ..block }, !plain);
    }
}

const fn heading(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
