"""Names as tool tips. Qt guesses whether a tool tip is markup, and a file may have any name."""

import html


def plain_tip(*lines: str) -> str:
    """A tool tip that says *lines* as they are, but for empty ones."""
    return f"<span>{'<br>'.join(html.escape(line) for line in lines if line)}</span>"
