use std::io::{self, Write};

use copydesk::{
    base::{LineIndex, Span},
    compare::Finding,
    desk::{Collection, Member},
    fact::Standing,
};
use serde_json::{Value, json};

use super::{Report, member_of};

/// One object a line.
pub fn lines(collection: &Collection, reports: &[Report]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for value in values(collection, reports) {
        writeln!(out, "{value}")?;
    }
    out.flush()
}

/// One array.
pub fn array(collection: &Collection, reports: &[Report]) -> io::Result<()> {
    let all: Vec<Value> = values(collection, reports).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &all)?;
    writeln!(out)?;
    out.flush()
}

fn values<'a>(collection: &'a Collection, reports: &'a [Report]) -> impl Iterator<Item = Value> + 'a {
    let mut points = Points::new(collection);
    reports
        .iter()
        .flat_map(|(n, fs)| fs.iter().map(move |f| (*n, f)))
        .map(move |(number, f)| finding(&mut points, number, f))
}

fn finding(points: &mut Points<'_>, number: usize, f: &Finding) -> Value {
    let own = points.place(number, f.span);
    let related: Vec<Value> = f
        .related
        .iter()
        .map(|r| {
            let there = member_of(number, r.article);
            let mut place = points.place(there, r.span);
            place["verdict"] = r.verdict.name().into();
            if r.standing != Standing::Current {
                place["standing"] = r.standing.name().into();
            }
            place["date"] = points.collection.members[there].sheet.published.map(|(d, _)| d.to_string()).into();
            place
        })
        .collect();
    let mut out = json!({"code": f.code, "severity": f.severity.name(), "verdict": f.verdict.name(), "file": own["file"],
        "start": own["start"], "end": own["end"], "text": own["text"], "message": f.message, "because": f.because,
        "related": related});
    if let Some(why) = &f.stands {
        out["stands"] = (**why).into();
    }
    out
}

/// Byte spans as code points, with each article's line index made once.
pub struct Points<'a> {
    collection: &'a Collection,
    indexes: Vec<Option<LineIndex>>,
}

impl<'a> Points<'a> {
    pub fn new(collection: &'a Collection) -> Self {
        Points { collection, indexes: vec![None; collection.members.len()] }
    }

    pub fn index(&mut self, number: usize) -> (&'a Member, &LineIndex) {
        let member = &self.collection.members[number];
        let index = self.indexes[number].get_or_insert_with(|| LineIndex::new(&member.annotated.article.text));
        (member, index)
    }

    fn place(&mut self, number: usize, span: Span) -> Value {
        let (member, index) = self.index(number);
        let text = &*member.annotated.article.text;
        json!({"file": member.name, "start": index.code_points(text, span.start),
            "end": index.code_points(text, span.end), "text": span.of(text)})
    }
}
