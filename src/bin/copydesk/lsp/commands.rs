//! What a client can ask for by name (`workspace/executeCommand`).

use std::sync::Arc;

use copydesk::{
    base::Span,
    compare::{self, Verdict},
    corpus::{LEDGER_FILE, ledger},
    desk::{self, GroupKind, Stated},
};
use serde_json::{Value, json};
use tower_lsp::{
    Client,
    jsonrpc::{Error, Result},
    ls_types::{ExecuteCommandParams, MessageActionItem, MessageType, Range, ShowDocumentParams, Uri},
};

use super::{
    convert,
    librarian::Job,
    state::{State, World},
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

/// Reasons to let something stand that are offered when none was given.
const REASONS: &[&str] = &[
    "Checked with the source",
    "The other article is wrong or out of date",
    "Not the same fact",
    "Sources differ, and the text says so",
];

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
        STET => stet(state, &world, client, arguments.first().unwrap_or(&Value::Null)).await,
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

/// Writes down that a finding is to stand, after asking for the reason where none came along.
async fn stet(state: &Arc<State>, world: &World, client: &Client, about: &Value) -> Result<Option<Value>> {
    let wrong = |what: &str| Error::invalid_params(format!("{what} is missing"));
    let uri = about["uri"].as_str().ok_or_else(|| wrong("the article’s URI"))?;
    let code = about["code"].as_str().ok_or_else(|| wrong("the code of the finding"))?;
    let range: Range = serde_json::from_value(about["range"].clone()).map_err(|_| wrong("the range"))?;
    let open = world.desk.get(uri).ok_or_else(|| Error::invalid_params("the article is not open"))?;
    let everywhere = about["scope"] == json!("project");
    let root = open.document.house.root.clone();
    let within = root.as_deref().zip(open.document.path.as_deref()).and_then(|(root, p)| p.strip_prefix(root).ok());
    let article = within.map(|p| p.to_string_lossy().replace('\\', "/"));
    let Some(root) = root.filter(|_| everywhere || article.is_some()) else {
        client.show_message(MessageType::WARNING, "Save the article first: a decision is kept under its name.").await;
        return Ok(Some(Value::Bool(false)));
    };
    let reason = match about["reason"].as_str() {
        Some(reason) => reason.to_owned(),
        None => {
            let items = REASONS.iter().map(|&r| MessageActionItem { title: r.into(), properties: Default::default() });
            let asked =
                client.show_message_request(MessageType::INFO, "Why may it stand?", Some(items.collect())).await;
            match asked {
                Ok(Some(item)) => item.title,
                // Thought better of it.
                _ => return Ok(Some(Value::Bool(false))),
            }
        }
    };
    let analysis = open.document.analysis();
    let span: Span = convert::span(analysis, range, world.session.encoding);
    let who = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
    let today = jiff::Zoned::now().date();
    let entry = ledger::Entry {
        code: code.to_owned(),
        passage: if everywhere { analysis.decided(code, span) } else { analysis.sentence(span) },
        article: if everywhere { None } else { article },
        reason,
        signed: format!("{today} {who}").trim().to_owned(),
    };
    let path = root.join(LEDGER_FILE);
    match ledger::record(&path, &entry) {
        Ok(()) => {
            state.librarian.send(Job::Changed(vec![path]));
            Ok(Some(Value::Bool(true)))
        }
        Err(error) => {
            let message = format!("{} can’t be written: {error}", path.display());
            client.show_message(MessageType::ERROR, message).await;
            Ok(Some(Value::Bool(false)))
        }
    }
}
