"""The lines of a text, and which of them belong to an entry."""

from __future__ import annotations

from wxbrand_codegen.document.yaml_editor.positions import BREAK, Entry, Item


def start_of(entry: Entry | Item) -> int:
    """Return where an entry of a block begins: its key or its dash."""
    return entry.key.start if isinstance(entry, Entry) else entry.separator - 1


def own_end(text: str, entry: Entry | Item, column: int) -> int:
    """Return the end of the last line of an entry of a block; comments after it that are indented deeper belong to it."""
    end = end_of_line(text, entry.end)
    position = end
    while (following := BREAK.match(text, position)) is not None:
        position = end_of_line(text, following.end())
        line = text[following.end() : position]
        content = line.lstrip(" ")
        if content.strip() and not (content.startswith("#") and len(line) - len(content) > column):
            break
        if content.strip():
            end = position
    return end


def comments_above(text: str, start: int, column: int) -> int:
    """Return where the comments directly above a line begin that are indented as it is, else `start`."""
    begin = start_of_line(text, start)
    if text[begin:start].strip(" "):
        return start
    found = start
    while begin > 0:
        above = start_of_line(text, break_before(text, begin))
        line = text[above:begin]
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) != column:
            break
        found = begin = above
    return found


def start_of_line(text: str, position: int) -> int:
    """Return where the line of a position begins."""
    return max((text.rfind(each, 0, position) for each in "\n\r\x85\u2028\u2029"), default=-1) + 1


def end_of_line(text: str, position: int) -> int:
    """Return where the line of a position ends, before its break."""
    found = BREAK.search(text, position)
    return found.start() if found else len(text)


def break_before(text: str, line_start: int) -> int:
    """Return where the line break before a line begins; the start of the text if there is none."""
    if text[:line_start].endswith("\r\n"):
        return line_start - 2
    return max(line_start - 1, 0)


def column_of(text: str, position: int) -> int:
    """Return the number of characters before a position on its line."""
    return position - start_of_line(text, position)


def newline_of(text: str) -> str:
    """Return the line break of a text: its first one."""
    found = BREAK.search(text)
    return found[0] if found else "\n"


def skip_blanks(text: str, position: int) -> int:
    """Return the position of the next character that is neither a blank nor a line break."""
    while position < len(text) and text[position] in " \t\n\r\x85\u2028\u2029":
        position += 1
    return position
