use copydesk::{
    base::Encoding,
    corpus::{self, Config},
};
use tower_lsp::ls_types::{ClientCapabilities, InitializeParams, MarkupKind};

use super::{
    convert,
    settings::{Delivery, Marks, Settings},
};

/// What was agreed with the client at `initialize`.
#[derive(Clone, Debug, Default)]
pub struct Session {
    pub encoding: Encoding,
    pub related_information: bool,
    pub code_description: bool,
    pub markdown: bool,
    pub semantic_tokens: bool,
    pub nested_symbols: bool,
    pub pull: bool,
    pub refresh_tokens: bool,
    pub refresh_lenses: bool,
    pub refresh_hints: bool,
    pub progress: bool,
    /// The client watches files for the server when asked to.
    pub watches: bool,
    /// The client answers `workspace/configuration`, and lets itself be asked to tell changes.
    pub configuration: bool,
    pub registers_configuration: bool,
    pub show_document: bool,
    pub resolves_edits: bool,
    pub action_literals: bool,
    /// The client shows documents that the server has the text of (LSP 3.18).
    pub documents: bool,
}

impl Session {
    pub fn new(params: &InitializeParams) -> Self {
        let c: &ClientCapabilities = &params.capabilities;
        let text = c.text_document.clone().unwrap_or_default();
        let workspace = c.workspace.clone().unwrap_or_default();
        let window = c.window.clone().unwrap_or_default();
        let publish = text.publish_diagnostics.unwrap_or_default();
        let offered = c.general.as_ref().and_then(|g| g.position_encodings.as_deref());
        let formats = text.hover.and_then(|h| h.content_format).unwrap_or_default();
        let refresh_diagnostics = workspace.diagnostics.is_some_and(|d| d.refresh_support == Some(true));
        let action = text.code_action.unwrap_or_default();
        let resolvable = action.resolve_support.map(|r| r.properties).unwrap_or_default();
        Session {
            encoding: convert::negotiate(offered),
            related_information: publish.related_information == Some(true),
            code_description: publish.code_description_support == Some(true),
            // The order is the client's order of preference.
            markdown: formats.first() == Some(&MarkupKind::Markdown),
            semantic_tokens: text.semantic_tokens.is_some(),
            nested_symbols: text.document_symbol.is_some_and(|s| s.hierarchical_document_symbol_support == Some(true)),
            pull: text.diagnostic.is_some() && refresh_diagnostics,
            refresh_tokens: workspace.semantic_tokens.is_some_and(|s| s.refresh_support == Some(true)),
            refresh_lenses: workspace.code_lens.is_some_and(|s| s.refresh_support == Some(true)),
            refresh_hints: workspace.inlay_hint.is_some_and(|s| s.refresh_support == Some(true)),
            progress: window.work_done_progress == Some(true),
            watches: workspace.did_change_watched_files.is_some_and(|w| w.dynamic_registration == Some(true)),
            configuration: workspace.configuration == Some(true),
            registers_configuration: workspace
                .did_change_configuration
                .is_some_and(|w| w.dynamic_registration == Some(true)),
            show_document: window.show_document.is_some_and(|s| s.support),
            resolves_edits: resolvable.iter().any(|p| p == "edit"),
            action_literals: action.code_action_literal_support.is_some(),
            // The types of LSP 3.17 do not know it: see `State::apply`.
            documents: false,
        }
    }

    /// Whether figures, dates and claims are told as hints.
    pub fn hint_marks(&self, settings: &Settings, config: &Config) -> bool {
        match marks(settings, config) {
            Marks::Hints | Marks::Both => true,
            Marks::Auto => !self.semantic_tokens,
            Marks::Tokens | Marks::Off => false,
        }
    }

    /// Whether they are told as semantic tokens.
    pub fn token_marks(&self, settings: &Settings, config: &Config) -> bool {
        matches!(marks(settings, config), Marks::Tokens | Marks::Both | Marks::Auto)
    }

    /// Whether the client asks for diagnostics itself. Never both: most clients would show each finding twice.
    pub fn pulls(&self, settings: &Settings) -> bool {
        match settings.diagnostics {
            Delivery::Auto | Delivery::Pull => self.pull,
            Delivery::Push => false,
        }
    }
}

/// A person's own setting wins over the project's.
fn marks(settings: &Settings, config: &Config) -> Marks {
    match (settings.marks, config.marks) {
        (Marks::Auto, Some(corpus::Marks::Hints)) => Marks::Hints,
        (Marks::Auto, Some(corpus::Marks::Tokens)) => Marks::Tokens,
        (Marks::Auto, Some(corpus::Marks::Both)) => Marks::Both,
        (Marks::Auto, Some(corpus::Marks::Off)) => Marks::Off,
        (own, _) => own,
    }
}
