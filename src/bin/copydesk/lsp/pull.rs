use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

use super::{diagnostics::diagnostics, state::World};

/// Diagnostics for a client that asks for them. A closed document has none.
pub fn answer(world: &World, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
    let open = world.desk.get(params.text_document.uri.as_str());
    let items = open.map(|o| diagnostics(world, o)).unwrap_or_default();
    let result_id = result_id(&items);
    DocumentDiagnosticReportResult::Report(if params.previous_result_id.as_ref() == Some(&result_id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
        })
    })
}

/// The same for the same diagnostics, whatever was edited in between.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    for d in items {
        serde_json::to_string(d).unwrap_or_default().hash(&mut hasher);
    }
    format!("{:016x}-{}", hasher.finish(), items.len())
}
