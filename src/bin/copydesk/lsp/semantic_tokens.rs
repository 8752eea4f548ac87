//! Marks as semantic tokens. The legend: `figure`, `date`, `claim` (the words of a claim, cut where another mark stands
//! in them) and `speaker`; modifier `conflict` where a warning stands.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use copydesk::{
    base::{LineIndex, Span},
    desk::{MarkKind, Open},
};
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
};

use super::{convert, state::World};

pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: MarkKind::ALL.iter().map(|(_, name)| SemanticTokenType::new(name)).collect(),
        token_modifiers: vec![SemanticTokenModifier::new("conflict")],
    }
}

/// The tokens each client document was given last, by the id of that answer.
#[derive(Default)]
pub struct Given(Mutex<HashMap<String, (String, Vec<SemanticToken>)>>);

impl Given {
    /// Lets the next answers be whole.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn keep(
        &self,
        world: &World,
        uri: &str,
        tokens: &[SemanticToken],
    ) -> (Option<(String, Vec<SemanticToken>)>, String) {
        let id = format!("{}", world.desk.revision());
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|u, _| world.desk.get(u).is_some());
        let before = given.insert(uri.to_owned(), (id.clone(), tokens.to_vec()));
        (before, id)
    }
}

pub fn full(world: &World, given: &Given, params: &SemanticTokensParams) -> Option<SemanticTokensResult> {
    let uri = params.text_document.uri.as_str();
    let open = world.desk.get(uri)?;
    let data = tokens(world, open, Span::new(0, u32::MAX));
    let (_, id) = given.keep(world, uri, &data);
    Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: Some(id), data }))
}

pub fn delta(
    world: &World,
    given: &Given,
    params: &SemanticTokensDeltaParams,
) -> Option<SemanticTokensFullDeltaResult> {
    let uri = params.text_document.uri.as_str();
    let open = world.desk.get(uri)?;
    let data = tokens(world, open, Span::new(0, u32::MAX));
    let (before, id) = given.keep(world, uri, &data);
    Some(match before.filter(|(id, _)| *id == params.previous_result_id) {
        Some((_, old)) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id: Some(id),
            edits: edits(&old, &data),
        }),
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id: Some(id), data }),
    })
}

pub fn range(world: &World, params: &SemanticTokensRangeParams) -> Option<SemanticTokensRangeResult> {
    let open = world.desk.get(params.text_document.uri.as_str())?;
    let window = convert::span(open.document.analysis(), params.range, world.session.encoding);
    let data = tokens(world, open, window);
    Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data }))
}

/// The one edit that makes `new` of `old`: what lies between their common start and their common end. Offsets count
/// numbers, five to a token.
fn edits(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end = rest_old.iter().rev().zip(rest_new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&rest_old[..rest_old.len() - end], &rest_new[..rest_new.len() - end]);
    if gone.is_empty() && come.is_empty() {
        return Vec::new();
    }
    let data = (!come.is_empty()).then(|| come.to_vec());
    vec![SemanticTokensEdit { start: 5 * start as u32, delete_count: 5 * gone.len() as u32, data }]
}

fn tokens(world: &World, open: &Open, window: Span) -> Vec<SemanticToken> {
    if !world.session.token_marks(&world.settings, &open.document.house.config) {
        return Vec::new();
    }
    let analysis = open.document.analysis();
    let (text, lines, encoding) = (analysis.text(), &analysis.lines, world.session.encoding);
    let mut out = Vec::new();
    let (mut line, mut column) = (0, 0);
    for mark in world.desk.marks(open, window) {
        let kind = MarkKind::ALL.iter().position(|(k, _)| *k == mark.kind).unwrap_or_default() as u32;
        for span in by_line(text, lines, mark.span) {
            let range = convert::range(text, lines, span, encoding);
            let (at, from) = (range.start.line, range.start.character);
            out.push(SemanticToken {
                delta_line: at - line,
                delta_start: if at == line { from - column } else { from },
                length: range.end.character - from,
                token_type: kind,
                token_modifiers_bitset: u32::from(mark.conflict),
            });
            (line, column) = (at, from);
        }
    }
    out
}

/// A span cut at its line breaks, since few clients take a token of several lines.
fn by_line(text: &str, lines: &LineIndex, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    for line in lines.line_of(span.start)..=lines.line_of(span.end.saturating_sub(1).max(span.start)) {
        let Some(whole) = lines.line_span(line) else { break };
        let (start, end) = (span.start.max(whole.start), span.end.min(whole.end));
        let words = text.get(start as usize..end as usize).unwrap_or_default();
        let length = words.trim_end_matches(['\n', '\r']).len() as u32;
        if length > 0 {
            out.push(Span::new(start, start + length));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(delta_start: u32) -> SemanticToken {
        SemanticToken { delta_line: 0, delta_start, length: 1, token_type: 0, token_modifiers_bitset: 0 }
    }

    #[test]
    fn an_edit_makes_the_new_of_the_old() {
        let lists: [&[u32]; 5] = [&[], &[1, 2, 3], &[1, 9, 3], &[2, 3], &[1, 2, 3, 3]];
        for a in lists {
            for b in lists {
                let (old, new): (Vec<_>, Vec<_>) =
                    (a.iter().map(|&n| token(n)).collect(), b.iter().map(|&n| token(n)).collect());
                let mut made = old.clone();
                for e in edits(&old, &new) {
                    let (start, count) = (e.start as usize / 5, e.delete_count as usize / 5);
                    made.splice(start..start + count, e.data.unwrap_or_default());
                }
                assert_eq!(made, new, "{a:?} to {b:?}");
            }
        }
    }

    #[test]
    fn a_mark_over_lines_is_one_for_each() {
        let text = "ab\r\n\ncd";
        let spans = by_line(text, &LineIndex::new(text), Span::new(1, 6));
        assert_eq!(spans, [Span::new(1, 2), Span::new(5, 6)]);
    }
}
