//! From a draft to an article: headline, bylines, headings and sections, date, outlet and status.

use std::cell::{Cell, LazyCell};

use super::{
    Draft, Hints, byline,
    dateline::{Dateline, dateline},
    entries::entries,
    front_matter::{self as front, FrontMatter},
    identity::identity,
    status,
    year::Years,
};
use crate::article::{
    Block, BlockKind, DateSource, FILLER, Metadata, Published, Status,
    date::{Stamp, file_name_stamp, stamps},
};

/// Blocks that are looked at before the article's first paragraph, and after its last.
const HEAD: usize = 14;
pub const FOOT: usize = 4;

/// Paragraphs that may begin with the place and date of the report.
const PLACE: usize = 3;

/// Gives the blocks their kinds and sections and collects what they tell of the article.
pub fn finish(text: &str, draft: Draft, hints: &Hints) -> (Vec<Block>, Metadata) {
    let Draft { mut blocks, emphasised, front, .. } = draft;
    let mut page = Page { text, lines: Vec::new(), body: first_paragraph(text, &blocks) };
    page.read_lines(&blocks, &emphasised);
    let mut meta = Metadata::default();
    headline(&page, &mut blocks, front.as_ref(), &mut meta);
    page.outlet_line(&blocks);
    page.mark(&mut blocks);
    let place =
        blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).take(PLACE).find_map(|b| dateline(b.span.of(text)));
    if page.headings_by_look(&blocks) {
        headings(text, &mut blocks);
    }
    sections(&mut blocks);
    names(&page, front.as_ref(), place.as_ref(), &mut meta);
    let whole;
    (meta.published, meta.lacks_year, whole) = published(&page, &blocks, front.as_ref(), place.as_ref(), hints);
    meta.told_by = if whole { u32::MAX } else { head(&page, &blocks) };
    for name in meta.authors.iter_mut().chain(&mut meta.outlet).chain(&mut meta.place) {
        name.retain(|c| c != FILLER);
    }
    meta.identity = identity(front.as_ref());
    meta.status = hints.status.unwrap_or_else(|| status::status(text, &blocks, front.as_ref()));
    if meta.status == Status::Embargoed {
        meta.identity.embargo = status::held_until(text, &blocks, front.as_ref());
    }
    if let Some(outlet) = &hints.outlet {
        meta.outlet = Some(outlet.clone());
    }
    meta.entries = entries(text, &mut blocks, meta.published);
    (blocks, meta)
}

/// Blocks from the first that are looked at for what is known of the article.
fn head(page: &Page<'_>, blocks: &[Block]) -> u32 {
    let place = blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Paragraph).nth(PLACE - 1);
    // The headline may have become a block of its own, and what follows the first paragraph is looked at for a byline.
    (place.map_or(blocks.len(), |p| p.0) + 1).max(page.body + 4) as u32
}

struct Page<'t> {
    text: &'t str,
    /// What bylines and date lines say, by block.
    lines: Vec<(usize, byline::Line)>,
    /// The first block that is a paragraph of the article itself.
    body: usize,
}

/// The first block that reads as running text.
fn first_paragraph(text: &str, blocks: &[Block]) -> usize {
    let runs = |b: &Block| {
        let t = b.span.of(text);
        let ends = t.trim_end_matches(['"', '”', '’', '\'', ')', '*', '_']).ends_with(['.', '!', '?', '…', ':']);
        matches!(b.kind, BlockKind::Paragraph | BlockKind::BlockQuote)
            && (ends && t.len() >= 70 || t.len() > 300)
            && byline::line(t, true).is_none()
    };
    blocks.iter().take(HEAD).position(runs).unwrap_or(blocks.len().min(HEAD))
}

impl Page<'_> {
    fn read_lines(&mut self, blocks: &[Block], emphasised: &[bool]) {
        if blocks.len() < 2 {
            return;
        }
        for (i, b) in blocks.iter().enumerate() {
            let head = i <= self.body;
            let foot = i + FOOT >= blocks.len();
            let t = b.span.of(self.text);
            // The first paragraph was asked by itself.
            if !head && !foot
                || i == self.body && i < HEAD
                || t.len() > byline::LONGEST
                || !matches!(b.kind, BlockKind::Paragraph | BlockKind::Caption)
            {
                continue;
            }
            // At the foot only what says that it was published or reported, or is set in emphasis.
            let told = || {
                let lower = t.to_lowercase();
                ["publish", "updated", "reporting by", "posted"].iter().any(|w| lower.contains(w))
            };
            let caption = b.kind == BlockKind::Caption && !emphasised.get(i).copied().unwrap_or(false);
            if (head && !caption || told())
                && let Some(line) = byline::line(t, head && b.kind == BlockKind::Paragraph)
            {
                self.lines.push((i, line));
            }
        }
    }

    fn is_line(&self, block: usize) -> bool {
        self.lines.binary_search_by_key(&block, |l| l.0).is_ok()
    }

    /// The name of a paper on a line of its own under the headline («The City Ledger»), where neither date nor byline follows.
    fn outlet_line(&mut self, blocks: &[Block]) {
        let Some(i) = blocks.iter().take(HEAD).position(|b| b.kind == BlockKind::Headline).map(|i| i + 1) else {
            return;
        };
        let Some(b) = blocks.get(i).filter(|b| b.kind == BlockKind::Paragraph && i + 1 < blocks.len()) else { return };
        let name = byline::plain(b.span.of(self.text));
        if !self.is_line(i) && byline::is_paper(name) {
            let line = byline::Line { outlet: Some(name.to_owned()), ..byline::Line::default() };
            let at = self.lines.partition_point(|l| l.0 < i);
            self.lines.insert(at, (i, line));
        }
    }

    /// Marks bylines, and names next to them («Mark Stone», «Court Reporter»).
    fn mark(&mut self, blocks: &mut [Block]) {
        for &(i, _) in &self.lines {
            if matches!(blocks[i].kind, BlockKind::Paragraph | BlockKind::Caption) {
                blocks[i].kind = BlockKind::Byline;
            }
        }
        for i in 0..self.body.min(blocks.len()) {
            let near = i.checked_sub(1).is_some_and(|p| self.is_line(p)) || self.is_line(i + 1);
            let t = byline::plain(blocks[i].span.of(self.text));
            let short = t.split_whitespace().count() <= 4;
            if blocks[i].kind == BlockKind::Paragraph && near && short && byline::is_name(t) {
                blocks[i].kind = BlockKind::Byline;
                let mut line = byline::Line::default();
                if byline::is_outlet(t) || t.starts_with("The ") {
                    line.outlet = Some(t.to_owned());
                } else if i > 0 && !self.is_line(i - 1) {
                    line.authors.push(t.split(" in ").next().unwrap_or(t).to_owned());
                }
                let at = self.lines.partition_point(|l| l.0 < i);
                self.lines.insert(at, (i, line));
            }
        }
    }

    /// Whether headings must be known by their look, because the format has none.
    fn headings_by_look(&self, blocks: &[Block]) -> bool {
        blocks.len() > 3 && !blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_)))
    }
}

/// Finds the headline: a heading at the head, a title in the front matter, or the first short line without a stop.
fn headline(page: &Page<'_>, blocks: &mut Vec<Block>, front: Option<&FrontMatter>, meta: &mut Metadata) {
    let top = |b: &Block| b.kind == BlockKind::Heading(1);
    let heading = blocks.iter().take(HEAD).position(top).or_else(|| {
        let first = blocks.iter().position(|b| matches!(b.kind, BlockKind::Heading(_)))?;
        let title = front.is_some_and(|f| f.get(front::TITLE).is_some());
        (first <= 1 && first < page.body.max(1) && !title).then_some(first)
    });
    if let Some(i) = heading {
        return choose(page, blocks, i, meta);
    }
    let title = front.and_then(|f| f.get(front::TITLE));
    if let Some(i) = title.and_then(|t| blocks.iter().take(3).position(|b| b.span.of(page.text) == t)) {
        return choose(page, blocks, i, meta);
    }
    if let Some(f) = front.filter(|f| !f.span.is_empty()) {
        let title = f.get(front::TITLE).and_then(|t| f.span_of(page.text, t));
        if let Some(span) = title {
            meta.headline = Some(span);
            blocks.insert(0, Block::new(span, BlockKind::Headline));
        }
        return;
    }
    if blocks.len() < 2 {
        return;
    }
    let candidate = |i: usize| {
        let t = byline::plain(blocks[i].span.of(page.text));
        blocks[i].kind == BlockKind::Paragraph
            && !page.is_line(i)
            && t.len() <= 200
            && !t.ends_with(['.', ',', ';', ':'])
            && !slug(t)
            && status::by_line(t).is_none()
    };
    let found: Vec<usize> = (0..page.body.min(blocks.len())).filter(|&i| candidate(i)).collect();
    let name = |i: usize| byline::plain(blocks[i].span.of(page.text)).split('|').next().unwrap_or_default().trim();
    let words = |i: usize| name(i).split_whitespace().count();
    // Names of papers, places and pages stand above many headlines and are shorter.
    let best = found.iter().copied().find(|&i| words(i) >= 4 && !byline::is_outlet(name(i)));
    if let Some(i) = best.or_else(|| found.first().copied()) {
        let masthead = |k: usize| {
            byline::is_outlet(name(k))
                || k == 0 && byline::is_name(name(k)) && !KICKERS.contains(&name(k).to_lowercase().as_str())
        };
        let above: Vec<usize> = found.iter().copied().filter(|&k| k < i).collect();
        meta.outlet = above.iter().copied().find(|&k| masthead(k)).map(|k| name(k).to_owned());
        for k in above {
            blocks[k].kind = BlockKind::Byline;
        }
        choose(page, blocks, i, meta);
    }
}

/// Names of pages and genres above a headline.
const KICKERS: &[&str] = &[
    "analysis",
    "comment",
    "opinion",
    "news",
    "sport",
    "business",
    "politics",
    "world",
    "culture",
    "feature",
    "exclusive",
    "editorial",
    "explainer",
    "live",
    "breaking",
    "review",
    "obituary",
    "interview",
    "letters",
    "local news",
    "health",
];

/// A wire story's slug: «KS Measles, 2nd Ld-Writethru».
fn slug(line: &str) -> bool {
    ["Writethru", "Ld-", "Vol. ", "1st Ld", "2nd Ld", "Eds:", "EDS:"].iter().any(|s| line.contains(s))
}

fn choose(page: &Page<'_>, blocks: &mut [Block], i: usize, meta: &mut Metadata) {
    meta.headline = Some(blocks[i].span);
    blocks[i].kind = BlockKind::Headline;
    let next = i + 1;
    let last = blocks.len().saturating_sub(1);
    let Some(b) = blocks.get_mut(next) else { return };
    let len = b.span.len();
    let before_byline =
        page.is_line(next + 1) && next <= page.body && next + 1 < last && dateline(b.span.of(page.text)).is_none();
    let fits = b.kind == BlockKind::Paragraph && !page.is_line(next) && (30..=350).contains(&len);
    if fits && (next < page.body || before_byline) {
        b.kind = BlockKind::Standfirst;
    }
}

/// Bytes of a heading at most.
const LONGEST_HEADING: u32 = 90;

/// Headings of plain text: short lines without a stop between paragraphs.
fn headings(text: &str, blocks: &mut [Block]) {
    let long = |b: &Block| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::BlockQuote | BlockKind::ListItem) && b.span.len() >= 70
    };
    for i in 1..blocks.len().saturating_sub(1) {
        // Most blocks are too long, and need not be looked at closer.
        if blocks[i].kind != BlockKind::Paragraph || blocks[i].span.is_empty() || blocks[i].span.len() > LONGEST_HEADING
        {
            continue;
        }
        let t = blocks[i].span.of(text);
        let words = t.split_whitespace().count();
        let capital = t.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let stop = t.ends_with(['.', '!', ',', ';', ':', '”', '"', '’', '…', ')']);
        let question = t.ends_with('?');
        if words <= 12
            && (!question || words >= 3)
            && capital
            && !stop
            && !t.contains('\n')
            && (long(&blocks[i - 1]) || blocks[i - 1].kind != BlockKind::Paragraph)
            && long(&blocks[i + 1])
        {
            blocks[i].kind = BlockKind::Heading(2);
        }
    }
}

/// Gives each block the heading it stands under.
fn sections(blocks: &mut [Block]) {
    let mut current = None;
    for (i, b) in blocks.iter_mut().enumerate() {
        if let BlockKind::Heading(_) = b.kind {
            current = Some(i as u32);
        } else if b.kind != BlockKind::Headline {
            b.section = current;
        }
    }
}

/// Authors, outlet and place.
fn names(page: &Page<'_>, front: Option<&FrontMatter>, place: Option<&Dateline>, meta: &mut Metadata) {
    if let Some(f) = front {
        meta.authors = f.all(front::AUTHOR).into_iter().map(str::to_owned).collect();
        meta.outlet = f.get(front::OUTLET).map(str::to_owned).or_else(|| meta.outlet.take());
        meta.place = f.get(front::PLACE).filter(|p| stamps(p, false).is_empty()).map(str::to_owned);
    }
    for (_, line) in &page.lines {
        if meta.authors.is_empty() {
            meta.authors.clone_from(&line.authors);
        }
        if meta.outlet.is_none() {
            meta.outlet.clone_from(&line.outlet);
        }
    }
    if let Some(place) = place {
        meta.place = meta.place.take().or_else(|| place.place.clone());
        meta.outlet = meta.outlet.take().or_else(|| place.outlet.clone());
    }
    if meta.outlet.is_none() {
        meta.outlet = copyright(page.text);
    }
}

/// The owner in a copyright line: «© 2025 Harbour Post».
fn copyright(text: &str) -> Option<String> {
    let at = text.rfind('©')?;
    let line = text[at..].lines().next()?.trim_start_matches('©').trim();
    let name =
        line.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '-' || c == '–' || c == ',');
    let name = name.split(['.', ',', '|', ';']).next()?.trim();
    byline::is_name(name).then(|| name.to_owned())
}

/// The date of publication, from the strongest source that has one; whether there is none for want of a year, and whether
/// the whole text was searched for one.
fn published(
    page: &Page<'_>,
    blocks: &[Block],
    front: Option<&FrontMatter>,
    place: Option<&Dateline>,
    hints: &Hints,
) -> (Option<Published>, bool, bool) {
    if let Some((date, time, from)) = hints.date {
        return (Some(Published { date, time, from }), false, false);
    }
    let text = page.text;
    let stated = front.and_then(front_stamp);
    // All else is for articles whose front matter has no date or one without its year.
    if let Some(s) = stated
        && let Some(date) = s.date()
    {
        return (Some(Published { date, time: s.time, from: DateSource::FrontMatter }), false, false);
    }
    let file = hints.path.as_deref().and_then(file_name_stamp);
    let captions =
        || blocks.iter().filter(|b| b.kind == BlockKind::Caption).flat_map(|b| stamps(b.span.of(text), false));
    let mut lines: Vec<Stamp> = page.lines.iter().filter_map(|l| l.1.stamp).collect();
    lines.extend(labelled(text, blocks));
    lines.extend(blocks.iter().filter(|b| b.kind == BlockKind::Headline).filter_map(|b| in_headline(b.span.of(text))));
    let place = place.and_then(|p| p.stamp);
    // Most dates have their year, and the text need not be searched for one.
    let searched = Cell::new(false);
    let years = LazyCell::new(|| {
        searched.set(true);
        let known = stated.iter().chain(&lines).chain(&place).chain(&file).copied().chain(captions());
        let body = blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).map(|b| b.span.of(text));
        Years::new(text, body, known, &hints.near)
    });
    let at = |from: DateSource| {
        let years = &years;
        move |s: &Stamp| {
            let date = if s.year.is_some() { s.date()? } else { years.date(s)? };
            Some(Published { date, time: s.time, from })
        }
    };
    let found = stated
        .iter()
        .find_map(at(DateSource::FrontMatter))
        .or_else(|| lines.iter().chain(&place).find_map(at(DateSource::Dateline)))
        .or_else(|| file.iter().find_map(at(DateSource::FileName)))
        .or_else(|| captions().find_map(|s| at(DateSource::Caption)(&s).filter(|_| s.year.is_some())));
    let lacks_year =
        found.is_none() && stated.iter().chain(&lines).chain(&place).chain(&file).any(|s| s.year.is_none());
    (found, lacks_year, searched.get())
}

fn front_stamp(front: &FrontMatter) -> Option<Stamp> {
    // «20250314T164000Z», as NITF has it, reads like a file name.
    let read = |value: &str| stamps(value, false).into_iter().next().or_else(|| stamps(value, true).into_iter().next());
    // «edition: morning» dates nothing.
    front.each(front::DATE).chain(front.each(&[front::RELEASED])).find_map(read)
}

/// A date that opens the first paragraph after a label: «date 2024-03-24 As workers …».
fn labelled(text: &str, blocks: &[Block]) -> Option<Stamp> {
    let t = blocks.first()?.span.of(text);
    let cut = t.char_indices().nth(60).map_or(t.len(), |c| c.0);
    let first = t[..cut].split_whitespace().next()?.trim_end_matches(':').to_lowercase();
    let label = ["date", "dated", "published", "updated", "posted"].contains(&first.as_str());
    let stamp = *stamps(&t[..cut], false).first()?;
    (label && stamp.year.is_some() && (stamp.span.start as usize) < first.len() + 6).then_some(stamp)
}

/// A date at the end of a headline, set off: «Bulletin No. 7 — Wed. Aug. 13, 6 p.m.», «Briefing — week of 17 March 2025».
fn in_headline(headline: &str) -> Option<Stamp> {
    let (_, last) = [" — ", " – ", " | ", " - ", ": ", " · "]
        .iter()
        .filter_map(|s| headline.rsplit_once(s))
        .min_by_key(|p| p.1.len())?;
    byline::dated(last).filter(|d| d.1.is_none()).map(|d| d.0)
}
