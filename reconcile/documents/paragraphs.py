"""The layout of a text: its paragraphs, as spans of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
LINE = re.compile(r"[^\r\n]+")
ENDINGS = (".", "!", "?", "”", '"', "…", ":", ")", "’", "'", "]")
# A line of running text that was wrapped by hand is about this long, and about as long as its fellows.
WRAPPED = (40, 110)


def stripped(text: str, start: int, end: int) -> Span | None:
    """A span without the white space at its ends; None where nothing else is in it."""
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return None
    left = start + len(piece) - len(piece.lstrip())
    return left, left + len(bare)


def lines(text: str, start: int = 0) -> Iterator[Span]:
    """The lines that hold something, without the white space at their ends. Any of LF, CRLF and CR ends a line."""
    for found in LINE.finditer(text, start):
        span = stripped(text, *found.span())
        if span is not None:
            yield span


def _is_wrapped(text: str, run: list[Span]) -> bool:
    """Whether the lines of a run are one paragraph that was wrapped by hand."""
    lengths = [end - start for start, end in run]
    longest = max(lengths)
    if len(run) < 2 or not WRAPPED[0] <= longest <= WRAPPED[1]:
        return False
    filled = all(length >= 0.6 * longest for length in lengths[:-1])
    inside = sum(not text[start:end].endswith(ENDINGS) for start, end in run[:-1])
    return filled and 2 * inside > len(run) - 1 and text[run[-1][0] : run[-1][1]].endswith(ENDINGS)


def _is_wrapped_text(text: str, runs: list[list[Span]]) -> bool:
    """Whether all lines of a text were wrapped by hand: none is long, and most that go on are filled."""
    inner = [span for run in runs for span in run[:-1]]
    if len(inner) < 4 or any(end - start > WRAPPED[1] for run in runs for start, end in run):
        return False
    filled = sum(end - start >= WRAPPED[0] for start, end in inner)
    unended = sum(not text[start:end].endswith(ENDINGS) for start, end in inner)
    return filled >= 0.8 * len(inner) and unended >= 0.5 * len(inner)


def paragraphs(text: str, start: int = 0, *, markdown: bool = False) -> tuple[Span, ...]:
    """The paragraphs of a text from an offset on, in order.

    Blank lines part paragraphs. Lines without a blank line between them are paragraphs of their own, as web pages are
    saved, unless they are plainly one text wrapped by hand; in Markdown they are always one, but for headings.

    >>> text = "Headline\\n\\nFirst paragraph.\\nSecond paragraph.\\n"
    >>> [text[a:b] for a, b in paragraphs(text)]
    ['Headline', 'First paragraph.', 'Second paragraph.']
    """
    runs: list[list[Span]] = []
    for span in lines(text, start):
        heading = markdown and text.startswith("#", span[0])
        after_heading = markdown and bool(runs) and text.startswith("#", runs[-1][0][0])
        if not runs or heading or after_heading or _blank_line(text, runs[-1][-1][1], span[0]):
            runs.append([])
        runs[-1].append(span)
    joined = markdown or _is_wrapped_text(text, runs)
    found: list[Span] = []
    for run in runs:
        if joined or _is_wrapped(text, run):
            found.append((run[0][0], run[-1][1]))
        else:
            found.extend(run)
    return tuple(found)


def _blank_line(text: str, start: int, end: int) -> bool:
    gap = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1
