"""The front matter of a Markdown file: a YAML block between two lines of three dashes, at the very top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from reconcile.model import Day, Document, InputError, Limit, Problem
from reconcile.model.windows import as_date

OPENING = re.compile(r"---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
MAX_LENGTH = 20_000
KEYS = ("outlet", "agency", "place", "title")


def front_matter_end(text: str) -> int:
    """The offset at which the front matter ends, 0 where there is none.

    >>> front_matter_end("---\\noutlet: Daily Herald\\n---\\nSix died."), front_matter_end("Six died.")
    (28, 0)
    """
    opened = OPENING.match(text)
    closed = CLOSING.search(text, opened.end(), opened.end() + MAX_LENGTH) if opened else None
    return closed.end() if closed else 0


def front_matter(text: str, where: str) -> tuple[Mapping[str, Any], list[Problem]]:
    """The keys of the front matter; empty, with a problem, where it cannot be read. `where` names the file."""
    opened, end = OPENING.match(text), front_matter_end(text)
    if not opened or not end:
        return {}, []
    import yaml

    source = text[opened.end() : end].rstrip("\r\n .-")
    # An alias can make a small file stand for an enormous value, and none is needed here.
    if re.search(r"(?:^|[\s\[{,:-])[&*][\w-]", source):
        return {}, [
            Problem(f"{where}, front matter", "uses YAML anchors or aliases, which are not read", "write the values out")
        ]
    try:
        data = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = " ".join(str(error).split())[:160]
        return {}, [Problem(f"{where}, front matter", f"is not valid YAML: {line}", "mend it or remove the block")]
    if data is None:
        return {}, []
    if not isinstance(data, dict):
        return {}, [Problem(f"{where}, front matter", "is not a list of keys and values", "write lines such as 'outlet: name'")]
    return {str(key): value for key, value in data.items()}, []


def _text(value: object) -> str | None:
    return " ".join(str(value).split()) or None if isinstance(value, (str, int, float)) else None


def with_front_matter(document: Document, where: str) -> tuple[Document, list[Problem]]:
    """The document with what its front matter says, where nothing said so before.

    `restates` holds the outlet, agency and day of the report that the text retells; without it the keys are the
    document's own. A day in it is a limit with the reason "front matter".
    """
    data, problems = front_matter(document.text, where)
    if not data:
        return document, problems
    restated = data.get("restates")
    known = {**data, **restated} if isinstance(restated, Mapping) else data
    values: dict[str, Any] = {key: getattr(document, key) or _text(known.get(key)) for key in KEYS}
    limits = document.limits
    if known.get("published") is not None:
        try:
            day = Day.of(as_date(known["published"]))
        except InputError as error:
            problems.append(Problem(f"{where}, front matter, published", str(error), "write an ISO day such as 2015-02-08"))
        else:
            limits = (*limits, Limit(day, "front matter"))
    retold = _text(restated.get("outlet")) if isinstance(restated, Mapping) else None
    return attrs.evolve(document, **values, limits=limits, retold_from=document.retold_from or retold), problems
