"""How well found clusters are the true ones: pairwise and B-cubed precision, recall and F1, from counts alone."""

from __future__ import annotations

from typing import Any

import numpy as np


def scores(found: Any, gold: Any) -> dict[str, float]:
    """Pairwise and B-cubed scores of clusters, given as one label a row, against the true labels.

    >>> scores([1, 1, 2, 3], [1, 1, 1, 2])["pair_f1"], round(scores([1, 1, 2, 3], [1, 1, 1, 2])["b3_f1"], 3)
    (0.5, 0.833)
    """
    _, own = np.unique(np.asarray(found), return_inverse=True)
    _, true = np.unique(np.asarray(gold), return_inverse=True)
    n = len(own)
    sizes, wanted = np.bincount(own), np.bincount(true)
    cells, shared = np.unique(own.astype(np.int64) * len(wanted) + true, return_counts=True)

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1.0) / 2).sum())

    right = pairs(shared)
    p, r = right / max(1.0, pairs(sizes)), right / max(1.0, pairs(wanted))
    squares = shared.astype(float) ** 2
    bp = float((squares / sizes[cells // len(wanted)]).sum()) / n
    br = float((squares / wanted[cells % len(wanted)]).sum()) / n
    return {
        "pair_p": p,
        "pair_r": r,
        "pair_f1": 2 * p * r / (p + r) if p + r else 0.0,
        "b3_p": bp,
        "b3_r": br,
        "b3_f1": 2 * bp * br / (bp + br),
        "largest": int(sizes.max()),
    }
