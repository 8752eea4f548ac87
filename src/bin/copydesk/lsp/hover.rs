use std::cmp::Ordering;

use copydesk::{
    compare::Verdict,
    desk::{self, Hover as Known, Passage, Row},
    fact::Standing,
};
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::{convert, state::World};

pub fn answer(world: &World, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let open = world.desk.get(at.text_document.uri.as_str())?;
    let analysis = open.document.analysis();
    let encoding = world.session.encoding;
    let offset = convert::offset(analysis, at.position, encoding)?;
    let known = world.desk.hover(open, offset)?;
    let (kind, value) = if world.session.markdown {
        (MarkupKind::Markdown, markdown(world, open.document.article, &known))
    } else {
        (MarkupKind::PlainText, plain(world, &known))
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(convert::range(analysis.text(), &analysis.lines, known.span, encoding)),
    })
}

/// How a verdict is worded for the passage at hand.
pub fn verdict(v: Verdict) -> &'static str {
    match v {
        Verdict::Conflict => "Conflict",
        Verdict::Superseded => "Outdated",
        Verdict::Compatible => "Fits",
        Verdict::Agree => "Same",
        Verdict::Unresolved => "Differs",
    }
}

/// How another passage stands to the one at hand.
fn standing(row: &Row) -> &'static str {
    match (row.verdict, row.order) {
        _ if row.stands => "Let stand",
        _ if row.doubtful => "Perhaps",
        (Verdict::Superseded, Some(Ordering::Greater)) => "Newer",
        (Verdict::Superseded, Some(Ordering::Less)) => "Older",
        // Of one day, nobody knows which came first.
        (Verdict::Superseded, _) => "Differs",
        (v, _) => verdict(v),
    }
}

/// What stands before all else, where it calls for a person's eye.
fn heading(known: &Known) -> Option<&'static str> {
    let newer = |r: &Row| r.verdict == Verdict::Superseded && r.order == Some(Ordering::Greater);
    match known.verdict? {
        Verdict::Conflict => Some(verdict(Verdict::Conflict)),
        Verdict::Superseded if known.rows.iter().any(newer) => Some(verdict(Verdict::Superseded)),
        Verdict::Superseded => Some("Perhaps outdated"),
        _ => None,
    }
}

/// Why the passages are taken for one fact: a sentence each.
fn why(known: &Known) -> Option<String> {
    (!known.because.is_empty()).then(|| format!("Why: {}.", known.because.join(". ")))
}

fn markdown(world: &World, own: u32, known: &Known) -> String {
    let mut out = match heading(known) {
        Some(heading) => format!("**{heading}** · {}", escaped(&known.what)),
        None => format!("**{}**", escaped(&known.what)),
    };
    for (_, _, message) in &known.messages {
        out.push_str("\n\n");
        out.push_str(&escaped(message));
    }
    for why in &known.stands {
        out.push_str(&format!("\n\n**Let stand:** {}", escaped(why)));
    }
    if !known.rows.is_empty() {
        let elsewhere = known.rows.iter().any(|r| r.passage.article != own);
        let said = if elsewhere { "Other articles say" } else { "The article says too" };
        out.push_str(&format!("\n\n| | {said} | Article | Date |\n|---|---|---|---|\n"));
        for row in &known.rows {
            let name = convert::short_name(&row.passage.place, &world.folders);
            let line = convert::location(&row.passage, &world.session);
            let article = match line {
                Some(l) => format!("[{}]({}#L{})", escaped(&name), l.uri.as_str(), l.range.start.line + 1),
                None => escaped(&name),
            };
            let outlet = row.passage.outlet.as_deref().map(|o| format!("{}, ", escaped(o))).unwrap_or_default();
            let date = row.passage.published.map(|p| p.0.strftime("%-d %b %Y").to_string()).unwrap_or_default();
            let words = in_place(&row.passage);
            let current = row.passage.standing == Standing::Current;
            let stands = if current { String::new() } else { format!(", {}", row.passage.standing.name()) };
            out.push_str(&format!("| {} | {words} | {outlet}{article}{stands} | {date} |\n", standing(row)));
        }
        if known.more > 0 {
            out.push_str(&format!("\n… and {} more.\n", known.more));
        }
    }
    if let Some(why) = why(known) {
        out.push_str(&format!("\n\n{}", escaped(&why)));
    }
    if let Some(remedy) = &known.remedy {
        out.push_str(&format!("\n\nTo settle it: {}", escaped(remedy)));
    }
    out
}

/// Characters of a sentence that are shown on either side of a passage.
const BESIDE: usize = 32;

/// A passage's words; few of them in their sentence, so that it can be told what they are of.
fn in_place(passage: &Passage) -> String {
    let words = escaped(&desk::shortened(&passage.words(), 80));
    if words.len() > BESIDE {
        return words;
    }
    let (before, after) = passage.beside(BESIDE);
    format!("{}**{words}**{}", escaped(&before), escaped(&after))
}

fn plain(world: &World, known: &Known) -> String {
    let mut out = match heading(known) {
        Some(heading) => format!("{heading}: {}", known.what),
        None => known.what.clone(),
    };
    for (_, _, message) in &known.messages {
        out.push('\n');
        out.push_str(message);
    }
    for why in &known.stands {
        out.push_str(&format!("\nLet stand: {why}"));
    }
    for row in &known.rows {
        let name = convert::short_name(&row.passage.place, &world.folders);
        let words = desk::shortened(&row.passage.words(), 80);
        out.push_str(&format!("\n{}: {words} ({})", standing(row), desk::byline(&row.passage, &name)));
    }
    if known.more > 0 {
        out.push_str(&format!("\n… and {} more.", known.more));
    }
    if let Some(why) = why(known) {
        out.push_str(&format!("\n{why}"));
    }
    if let Some(remedy) = &known.remedy {
        out.push_str(&format!("\nTo settle it: {remedy}"));
    }
    out
}

/// Text with everything that Markdown would take for its own escaped, on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
