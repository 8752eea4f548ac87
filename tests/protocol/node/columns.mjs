// Columns in the three encodings, worked out here on purpose by other means than the server's.

const widths = {
  "utf-8": (text) => Buffer.byteLength(text, "utf8"),
  "utf-16": (text) => text.length,
  "utf-32": (text) => [...text].length,
};

/** The range of the first `words` in `text`, which stand on one line. */
export function rangeOf(text, words, encoding) {
  const index = text.indexOf(words);
  if (index < 0) throw new Error(`no «${words}» in the text`);
  const line = text.slice(0, index).split("\n").length - 1;
  const start = widths[encoding](text.slice(text.lastIndexOf("\n", index - 1) + 1, index));
  return { start: { line, character: start }, end: { line, character: start + widths[encoding](words) } };
}
