"""Columns in the three encodings, worked out here on purpose by other means than the server's."""

WIDTHS = {
    "utf-8": lambda text: len(text.encode("utf-8")),
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "utf-32": len,
}


def place(text, words, encoding):
    """(line, start, end) of the first `words` in `text`, which stand on one line."""
    index = text.index(words)
    line = text.count("\n", 0, index)
    before = text[text.rfind("\n", 0, index) + 1 : index]
    start = WIDTHS[encoding](before)
    return line, start, start + WIDTHS[encoding](words)


def at(range_):
    """A range of lsprotocol's on one line, as `place` has it."""
    assert range_.start.line == range_.end.line, range_
    return range_.start.line, range_.start.character, range_.end.character
