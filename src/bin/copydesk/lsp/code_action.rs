use std::collections::HashMap;

use copydesk::{
    base::Span,
    desk::{Action, Deed, Open},
};
use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, TextEdit, Uri, WorkspaceEdit,
};

use super::{commands, convert, state::World};

pub fn answer(world: &World, params: &CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
    let uri = &params.text_document.uri;
    let open = world.desk.get(uri.as_str())?;
    // All are quick fixes; what asks for another kind («source.fixAll» above all) gets nothing.
    let wanted = |only: &CodeActionKind| matches!(only.as_str(), "" | "quickfix");
    if params.context.only.as_ref().is_some_and(|only| !only.iter().any(wanted)) {
        return Some(Vec::new());
    }
    let window = convert::span(open.document.analysis(), params.range, world.session.encoding);
    let out = actions(world, open, window).into_iter().enumerate().filter_map(|(i, action)| {
        let about = world.range(open, action.span);
        let told = |d: &&tower_lsp::ls_types::Diagnostic| d.range == about && d.source.as_deref() == Some("copydesk");
        let mut out = CodeAction {
            title: action.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(params.context.diagnostics.iter().filter(told).cloned().collect()),
            ..CodeAction::default()
        };
        if world.session.resolves_edits {
            let window = [window.start, window.end];
            out.data = Some(json!({"uri": uri, "revision": open.document.revision, "window": window, "action": i}));
        } else {
            fill(world, open, uri, &action, &mut out);
        }
        Some(match (world.session.action_literals, out.command.clone()) {
            // A client of before 3.8 knows commands only; an edit is then left out.
            (false, Some(command)) => CodeActionOrCommand::Command(command),
            (false, None) => return None,
            _ => CodeActionOrCommand::CodeAction(out),
        })
    });
    Some(out.collect())
}

/// Fills in what the chosen action does. One that the text has outrun comes back as it was, and does nothing.
pub fn resolve(world: &World, mut action: CodeAction) -> CodeAction {
    let Some(data) = action.data.take() else { return action };
    let number = |v: &Value| v.as_u64().and_then(|n| u32::try_from(n).ok());
    let found = || {
        let uri: Uri = data["uri"].as_str()?.parse().ok()?;
        let open = world.desk.get(uri.as_str()).filter(|o| Some(o.document.revision) == data["revision"].as_u64())?;
        let (start, end) = (number(&data["window"][0])?, number(&data["window"][1])?);
        let span = Span::new(start, end.max(start));
        let deed = actions(world, open, span).into_iter().nth(data["action"].as_u64()? as usize)?;
        Some((uri, open, deed))
    };
    if let Some((uri, open, deed)) = found() {
        fill(world, open, &uri, &deed, &mut action);
    } else {
        tracing::info!(title = action.title, "an action that the text has outrun");
    }
    action
}

fn actions(world: &World, open: &Open, window: Span) -> Vec<Action> {
    let mut all = world.desk.actions(open, window, |p| convert::short_name(&p.place, &world.folders));
    // What leads to another document needs a client that can be led.
    all.retain(|a| !matches!(a.deed, Deed::Show(_)) || world.session.show_document);
    all
}

fn fill(world: &World, open: &Open, uri: &Uri, action: &Action, out: &mut CodeAction) {
    let command = |command: &str, arguments: Vec<Value>| {
        Some(Command { title: action.title.clone(), command: command.into(), arguments: Some(arguments) })
    };
    let stet = |scope: &str| {
        let about = json!({"uri": uri, "range": world.range(open, action.span), "code": action.code, "scope": scope});
        command(commands::STET, vec![about])
    };
    match &action.deed {
        Deed::Replace(edits) => {
            let edits = edits.iter().map(|(s, new)| TextEdit { range: world.range(open, *s), new_text: new.clone() });
            let changes = HashMap::from([(uri.clone(), edits.collect())]);
            out.edit = Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        Deed::Show(passage) => {
            let place = convert::location(passage, &world.session);
            out.command = place.and_then(|p| command(commands::OPEN, vec![json!(p.uri), json!(p.range)]));
        }
        Deed::StandHere => out.command = stet("here"),
        Deed::StandEverywhere => out.command = stet("project"),
        Deed::TakeBack => out.command = stet("back"),
        Deed::Explain => out.command = command(commands::EXPLAIN, vec![json!(action.code), json!({"show": true})]),
    }
}
