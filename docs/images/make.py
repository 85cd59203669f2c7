"""Draw the README's picture: the range chart of one cluster of `seeds/`. Run from the top: `python docs/images/make.py`."""

from __future__ import annotations

from pathlib import Path

import reconcile as rc
from reconcile.report import chart

TOP = Path(__file__).parent.parent.parent
PICTURE = Path(__file__).parent / "range-chart.svg"
TITLE = "Benghazi, 2 June 2014"


def drawn(result: rc.Result) -> str:
    """The chart of the cluster of that place and day."""
    (cluster,) = (one for one in result.clusters if one.title.startswith(TITLE))
    return chart(cluster, result.claims)


if __name__ == "__main__":
    PICTURE.write_text(drawn(rc.reconcile(TOP / "seeds")), "utf-8")
    print(f"wrote {PICTURE.relative_to(TOP)}")
