//! What is agreed with the client after `initialized`: watching files, and settings.

use copydesk::article::Format;
use serde_json::{Value, json};
use tower_lsp::{
    Client,
    ls_types::{ConfigurationItem, MessageType, Registration},
};

use super::{article_text, state::State};

/// Files whose changes matter.
fn watched() -> [String; 2] {
    let articles: Vec<&str> = Format::EXTENSIONS.iter().map(|e| e.0).collect();
    [format!("**/*.{{{}}}", articles.join(",")), "**/copydesk.{toml,stet}".to_owned()]
}

pub async fn register(state: &State, client: &Client) {
    let session = state.now().session.clone();
    let mut wanted = Vec::new();
    if session.watches {
        let watchers: Vec<Value> = watched().iter().map(|glob| json!({"globPattern": glob})).collect();
        wanted.push(Registration {
            id: "copydesk-watch".into(),
            method: "workspace/didChangeWatchedFiles".into(),
            register_options: Some(json!({"watchers": watchers})),
        });
    }
    if session.registers_configuration {
        wanted.push(Registration {
            id: "copydesk-configuration".into(),
            method: "workspace/didChangeConfiguration".into(),
            register_options: Some(json!({"section": "copydesk"})),
        });
    }
    if session.documents {
        wanted.push(Registration {
            id: "copydesk-articles".into(),
            method: article_text::METHOD.into(),
            register_options: Some(json!({"schemes": [article_text::SCHEME]})),
        });
    }
    if wanted.is_empty() {
        return;
    }
    if let Err(error) = client.register_capability(wanted).await {
        tracing::warn!(%error, "the client takes no registrations");
    }
}

/// Asks the client for the settings, where it answers that.
pub async fn pull(state: &State, client: &Client) {
    if !state.now().session.configuration {
        return;
    }
    let item = ConfigurationItem { scope_uri: None, section: Some("copydesk".into()) };
    match client.configuration(vec![item]).await {
        Ok(answers) => take(state, client, answers.first().unwrap_or(&Value::Null)).await,
        Err(error) => tracing::warn!(%error, "the client gives no settings"),
    }
}

/// Puts settings into force and says what of them is not understood.
pub async fn take(state: &State, client: &Client, given: &Value) {
    let before = state.now().settings.clone();
    let mut settings = before.clone();
    let wrong = settings.update(given);
    if settings != before {
        state.update(|world| world.settings = settings);
    }
    for message in wrong {
        client.show_message(MessageType::WARNING, message).await;
    }
}
