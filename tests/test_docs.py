"""The documents lead where they say: every relative link exists, and the README's picture is what the seeds give."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import reconcile as rc

TOP = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize(
    "page", [*TOP.glob("*.md"), *(TOP / "docs").glob("*.md"), *(TOP / "seeds").glob("README.md")], ids=lambda page: page.name
)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_picture_is_the_chart_of_the_seeds() -> None:
    pytest.importorskip("spacy")
    make = runpy.run_path(str(TOP / "docs" / "images" / "make.py"))
    assert make["drawn"](rc.reconcile(TOP / "seeds")) == make["PICTURE"].read_text("utf-8")
