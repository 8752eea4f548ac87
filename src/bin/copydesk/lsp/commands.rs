//! What a client can ask for by name (`workspace/executeCommand`).

use std::sync::Arc;

use copydesk::{
    compare::{self, Verdict},
    desk::{self, GroupKind, Stated},
};
use serde_json::{Value, json};
use tower_lsp::{
    Client,
    jsonrpc::{Error, Result},
    ls_types::{ExecuteCommandParams, MessageType, Range, ShowDocumentParams, Uri},
};

use super::{
    convert,
    librarian::Job,
    state::{State, World},
    stet,
};

pub const FACTS: &str = "copydesk.facts";
pub const EXPLAIN: &str = "copydesk.explain";
pub const REINDEX: &str = "copydesk.reindex";
pub const STATUS: &str = "copydesk.status";
pub const RESTART: &str = "copydesk.restart";
pub const STET: &str = "copydesk.stet";
pub const OPEN: &str = "copydesk.open";

/// Every command.
pub const ALL: &[&str] = &[FACTS, EXPLAIN, REINDEX, STATUS, RESTART, STET, OPEN];

pub async fn execute(state: &Arc<State>, client: &Client, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let world = state.arrival();
    let arguments = params.arguments;
    let text = |i: usize| arguments.get(i).and_then(Value::as_str);
    match params.command.as_str() {
        FACTS => {
            let uri = text(0).ok_or_else(|| Error::invalid_params("the article’s URI is missing"))?.to_owned();
            let answer = tokio::task::spawn_blocking(move || facts(&world, &uri)).await;
            answer.map_err(|_| Error::internal_error())
        }
        EXPLAIN => {
            let code = text(0).ok_or_else(|| Error::invalid_params("the code of a finding is missing"))?;
            let page = explanation(code);
            let show = arguments.get(1).is_some_and(|o| o["show"] == json!(true));
            if let Some(page) = page.as_ref().filter(|_| show) {
                client.show_message(MessageType::INFO, page.trim()).await;
            }
            Ok(page.map(Value::String))
        }
        REINDEX => {
            state.librarian.send(Job::ReadAll { progress: true });
            Ok(None)
        }
        STATUS => Ok(Some(Value::String(status(&world)))),
        RESTART => {
            state.update(|world| world.desk.map(|d| d.forgotten()));
            state.librarian.send(Job::ReadAll { progress: true });
            Ok(None)
        }
        OPEN => {
            let range = arguments.get(1).cloned().and_then(|r| serde_json::from_value::<Range>(r).ok());
            let uri: Uri = text(0)
                .and_then(|u| u.parse().ok())
                .ok_or_else(|| Error::invalid_params("the URI of the passage is missing"))?;
            let place = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection: range };
            client.show_document(place).await.map(|shown| Some(Value::Bool(shown)))
        }
        STET => stet::execute(state, &world, client, arguments.first().unwrap_or(&Value::Null)).await,
        other => Err(Error::invalid_params(format!("there is no command «{other}»"))),
    }
}

/// The rule of a code in Markdown.
pub fn explanation(code: &str) -> Option<String> {
    let rule = compare::rule(code)?;
    let lines: Vec<&str> = rule.doc.lines().map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
    Some(format!("# {}\n\n{}\n", rule.code, lines.join("\n").trim()))
}

/// What is known, in one sentence.
pub fn status(world: &World) -> String {
    let (articles, open) = (world.desk.archive().len(), world.desk.open());
    let mut out = match articles {
        1 => "1 article is compared with".to_owned(),
        n => format!("{n} articles are compared with"),
    };
    let conflicts: usize = open.iter().map(|o| world.desk.counts(o).conflicts).sum();
    out.push_str(&format!(
        "; {} open, {conflicts} {} in them.",
        open.len(),
        if conflicts == 1 { "conflict" } else { "conflicts" }
    ));
    out
}

/// The article's facts for a list beside it.
fn facts(world: &World, uri: &str) -> Option<Value> {
    let open = world.desk.get(uri)?;
    let groups = world.desk.facts(open);
    let one = |s: &Stated| {
        let related = s.related.iter().filter_map(|p| {
            let location = convert::location(p, &world.session)?;
            let label = desk::byline(p, &convert::short_name(&p.place, &world.folders));
            Some(json!({"uri": location.uri, "range": location.range, "label": label,
                "text": desk::shortened(&p.words(), 160)}))
        });
        json!({"text": s.text, "value": s.value, "state": s.state.map_or("alone", Verdict::name),
            "range": world.range(open, s.span), "related": related.collect::<Vec<_>>()})
    };
    let groups = groups.iter().map(|g| {
        let kind = match g.kind {
            GroupKind::Figure => "figure",
            GroupKind::Date => "date",
            GroupKind::Claim => "claim",
        };
        json!({"kind": kind, "label": g.label, "facts": g.facts.iter().map(one).collect::<Vec<_>>()})
    });
    Some(json!({"uri": uri, "version": open.document.version, "groups": groups.collect::<Vec<_>>()}))
}
