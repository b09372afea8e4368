"""Names as tool tips. Qt guesses whether a tool tip is markup, and a file may have any name."""


def plain_tip(*lines: str) -> str:
    """A tool tip that says *lines* as they are, but for empty ones."""
    return f"<span>{'<br>'.join(_escaped(line) for line in lines if line)}</span>"


def _escaped(text: str) -> str:
    # Python's own way brings a table of all entities, which the start of the window would pay for.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
