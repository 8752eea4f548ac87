"""The server with pytest-lsp, as different clients with their recorded capabilities, in the three encodings."""
import asyncio
import os
import shutil
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from columns import at, place

ARTICLES = Path(__file__).parents[2] / "editors" / "articles"
CONFLICT = "figure-conflict"


def offering(*encodings):
    return lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(
            position_encodings=[lsp.PositionEncodingKind(each) for each in encodings] or None
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(
                version_support=True, related_information=True
            ),
            code_action=lsp.CodeActionClientCapabilities(
                code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                    code_action_kind=lsp.ClientCodeActionKindOptions(value_set=[lsp.CodeActionKind.QuickFix])
                )
            ),
        ),
    )


# What the client says of itself, and the encoding that must come of it.
CLIENTS = {
    "says-nothing": (offering(), "utf-16"),
    "utf-16": (offering("utf-16"), "utf-16"),
    "utf-8": (offering("utf-8"), "utf-8"),
    "utf-32": (offering("utf-32"), "utf-32"),
    "neovim-0.11": (client_capabilities("neovim"), None),
    "vscode-1.65": (client_capabilities("visual-studio-code"), "utf-16"),
    "emacs-29": (client_capabilities("emacs"), None),
}


@pytest_lsp.fixture(params=CLIENTS, config=ClientServerConfig(server_command=[os.environ["COPYDESK"], "lsp"]))
async def client(request, lsp_client: LanguageClient, tmp_path):
    capabilities, wanted = CLIENTS[request.param]

    # pytest-lsp says what these clients can do, but does not itself take registrations or ask again.
    for asked in ("client/registerCapability", "workspace/semanticTokens/refresh", "workspace/codeLens/refresh",
                  "workspace/inlayHint/refresh", "workspace/diagnostic/refresh"):
        if asked not in lsp_client.protocol.fm.features:
            lsp_client.feature(asked)(lambda *_: None)
    lsp_client.folder = tmp_path / "articles"
    shutil.copytree(ARTICLES, lsp_client.folder)
    folder = lsp_client.folder.as_uri()
    started = await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=capabilities,
            process_id=os.getpid(),
            root_uri=folder,
            workspace_folders=[lsp.WorkspaceFolder(uri=folder, name="articles")],
            initialization_options={"marks": "off"},
        )
    )
    encoding = started.capabilities.position_encoding or "utf-16"
    lsp_client.encoding = getattr(encoding, "value", encoding)
    assert wanted in (None, lsp_client.encoding)
    yield
    await lsp_client.shutdown_session()


class Draft:
    """An article open in the client."""

    def __init__(self, client, name, language):
        path = client.folder / name
        self.client, self.uri, self.version = client, path.as_uri(), 1
        self.text = path.read_text(encoding="utf-8")
        item = lsp.TextDocumentItem(uri=self.uri, language_id=language, version=1, text=self.text)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    @property
    def identifier(self):
        return lsp.TextDocumentIdentifier(uri=self.uri)

    def range(self, words):
        line, start, end = place(self.text, words, self.client.encoding)
        return lsp.Range(start=lsp.Position(line=line, character=start), end=lsp.Position(line=line, character=end))

    def replace(self, words, by):
        """An edit as an editor sends it: the range alone."""
        self.version += 1
        change = lsp.TextDocumentContentChangePartial(range=self.range(words), text=by)
        document = lsp.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
        )
        self.text = self.text.replace(words, by, 1)

    def now(self):
        return [d for d in self.client.diagnostics.get(self.uri, []) if d.code == CONFLICT]

    async def conflicts(self, wanted):
        """Waits until the article's conflicts stand on these words, in this order."""
        spots = [place(self.text, words, self.client.encoding) for words in wanted]
        for _ in range(20 * int(os.environ.get("PATIENCE", 60))):
            found = sorted(at(d.range) for d in self.now())
            if found == spots:
                return self.now()
            await asyncio.sleep(0.05)
        raise AssertionError(f"conflicts at {found}, not at {spots}: {self.client.diagnostics.get(self.uri)}")


def text_of(hover):
    return hover.contents.value if isinstance(hover.contents, lsp.MarkupContent) else str(hover.contents)


@pytest.mark.asyncio
async def test_conflict_with_an_article_on_disk(client: LanguageClient):
    draft = Draft(client, "draft.md", "markdown")
    [finding] = await draft.conflicts(["11"])
    assert finding.severity == lsp.DiagnosticSeverity.Warning
    assert "14" in finding.message
    wire = client.folder / "wire.txt"
    if finding.related_information is not None:
        text = wire.read_text(encoding="utf-8")
        places = [at(r.location.range) for r in finding.related_information if r.location.uri == wire.as_uri()]
        assert place(text, "14", client.encoding) in places


@pytest.mark.asyncio
async def test_hover_says_what_the_other_article_says(client: LanguageClient):
    draft = Draft(client, "draft.md", "markdown")
    await draft.conflicts(["11"])
    params = lsp.HoverParams(text_document=draft.identifier, position=draft.range("11").start)
    hover = await client.text_document_hover_async(params)
    assert "14" in text_of(hover) and "Northern Wire" in text_of(hover)
    assert at(hover.range) == at(draft.range("11"))


@pytest.mark.asyncio
async def test_edits_before_the_mark_move_it(client: LanguageClient):
    draft = Draft(client, "draft.md", "markdown")
    await draft.conflicts(["11"])
    draft.replace("Cafe\u0301 Na\u00efve", "\U0001f469\u200d\U0001f692 Cafe\u0301 Na\u00efve")
    draft.replace("too", "to\u0308o")
    await draft.conflicts(["11"])
    draft.replace("11 people", "14 people")
    await draft.conflicts([])


@pytest.mark.asyncio
async def test_two_drafts_that_are_not_saved(client: LanguageClient):
    draft, wire = Draft(client, "draft.md", "markdown"), Draft(client, "wire.txt", "plaintext")
    await draft.conflicts(["11"])
    wire.replace("kills 14", "kills 11")
    wire.replace("killed 14", "killed 11")
    await draft.conflicts([])
    draft.replace("11 people", "12 people")
    await draft.conflicts(["12"])


@pytest.mark.asyncio
async def test_the_other_value_by_code_action(client: LanguageClient):
    draft = Draft(client, "draft.md", "markdown")
    findings = await draft.conflicts(["11"])
    params = lsp.CodeActionParams(
        text_document=draft.identifier,
        range=draft.range("11"),
        context=lsp.CodeActionContext(diagnostics=findings),
    )
    actions = await client.text_document_code_action_async(params)
    titles = [action.title for action in actions or []]
    assert any("14" in title for title in titles), titles
    assert not any(getattr(action, "is_preferred", False) for action in actions)
