// VS Code shows a warning's message above every hover: what the server's hover repeats of it is left out.
import * as vscode from "vscode";

/** The hover without the paragraphs that stand above it as messages of warnings. */
export function withoutRepeats(
  hover: vscode.Hover | null | undefined,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Hover | null | undefined {
  const messages = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, range }) => source === "copydesk" && range.contains(position))
    .map(({ message }) => plain(message));
  if (!hover || messages.length === 0) return hover;
  const contents = hover.contents.map((content) => {
    if (!(content instanceof vscode.MarkdownString)) return content;
    const paragraphs = content.value.split(/\n{2,}/).filter((paragraph) => !messages.includes(plain(paragraph)));
    const rest = new vscode.MarkdownString(paragraphs.join("\n\n"), content.supportThemeIcons);
    rest.isTrusted = content.isTrusted;
    rest.baseUri = content.baseUri;
    return rest;
  });
  return new vscode.Hover(contents, hover.range);
}

function plain(markdown: string): string {
  return markdown.replace(/\\([\\`*_{}[\]<>#|~&])/g, "$1").trim();
}
