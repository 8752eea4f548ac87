//! `copydesk.stet`: a person's decision that a finding may stand, written down, or taken back.

use std::sync::Arc;

use copydesk::{
    base::Span,
    corpus::{LEDGER_FILE, ledger},
    desk::Open,
};
use serde_json::{Value, json};
use tower_lsp::{
    Client,
    jsonrpc::{Error, Result},
    ls_types::{MessageActionItem, MessageType, Range},
};

use super::{
    convert,
    librarian::Job,
    state::{State, World},
};

/// Reasons to let something stand that are offered when none was given.
const REASONS: &[&str] = &[
    "Checked with the source",
    "The other article is wrong or out of date",
    "Not the same fact",
    "Sources differ, and the text says so",
];

/// Writes down that a finding is to stand, after asking for the reason where none came along (`scope` `here` or
/// `project`), or takes that back (`back`). Whether something was written.
pub async fn execute(state: &Arc<State>, world: &World, client: &Client, about: &Value) -> Result<Option<Value>> {
    let wrong = |what: &str| Error::invalid_params(format!("{what} is missing"));
    let uri = about["uri"].as_str().ok_or_else(|| wrong("the article’s URI"))?;
    let code = about["code"].as_str().ok_or_else(|| wrong("the code of the finding"))?;
    let range: Range = serde_json::from_value(about["range"].clone()).map_err(|_| wrong("the range"))?;
    let open = world.desk.get(uri).ok_or_else(|| Error::invalid_params("the article is not open"))?;
    let span = convert::span(open.document.analysis(), range, world.session.encoding);
    let house = &open.document.house;
    let Some(root) = &house.root else { return unsaved(client).await };
    let path = root.join(LEDGER_FILE);
    let written = if about["scope"] == json!("back") {
        let entries = decisions(world, open, code, span);
        if entries.is_empty() {
            return Ok(Some(Value::Bool(false)));
        }
        ledger::withdraw(&path, &entries)
    } else {
        let everywhere = about["scope"] == json!("project");
        let article = open.document.path.as_deref().and_then(|p| house.name(p));
        if !everywhere && article.is_none() {
            return unsaved(client).await;
        }
        let reason = match about["reason"].as_str() {
            Some(reason) => reason.to_owned(),
            None => match asked(client).await {
                Some(reason) => reason,
                // Thought better of it.
                None => return Ok(Some(Value::Bool(false))),
            },
        };
        ledger::record(&path, &entries(world, open, code, span, if everywhere { None } else { article }, &reason))
    };
    match written {
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

async fn unsaved(client: &Client) -> Result<Option<Value>> {
    client.show_message(MessageType::WARNING, "Save the article first: a decision is kept under its name.").await;
    Ok(Some(Value::Bool(false)))
}

async fn asked(client: &Client) -> Option<String> {
    let items = REASONS.iter().map(|&r| MessageActionItem { title: r.into(), properties: Default::default() });
    let asked = client.show_message_request(MessageType::INFO, "Why may it stand?", Some(items.collect())).await;
    Some(asked.ok()??.title)
}

/// The decision about a finding: for one article, also where it says the same a second time, as headline and text do.
fn entries(
    world: &World,
    open: &Open,
    code: &str,
    span: Span,
    article: Option<String>,
    reason: &str,
) -> Vec<ledger::Entry> {
    let analysis = open.document.analysis();
    let who = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
    let signed = format!("{} {who}", jiff::Zoned::now().date()).trim().to_owned();
    let entry = |passage| ledger::Entry {
        code: code.to_owned(),
        passage,
        article: article.clone(),
        reason: reason.to_owned(),
        signed: signed.clone(),
    };
    if article.is_none() {
        return vec![entry(analysis.decided(code, span))];
    }
    let mut spans: Vec<Span> = world.desk.settled_with(open, code, span).iter().map(|f| f.span).collect();
    spans.push(span);
    spans.into_iter().map(|s| entry(analysis.sentence(s))).collect()
}

/// The decisions that let a finding stand, and what was decided with it.
fn decisions(world: &World, open: &Open, code: &str, span: Span) -> Vec<ledger::Entry> {
    let house = &open.document.house;
    let article = open.document.path.as_deref().and_then(|p| house.name(p));
    let stating = open.document.analysis().stating();
    let found = world.desk.settled_with(open, code, span);
    found.iter().filter_map(|f| house.decision(f, article.as_deref(), stating)).cloned().collect()
}
