"""How long `import reconcile` takes, and that it stays light.

    python benchmarks/imports.py

Prints the median of nine fresh processes in seconds beside that of an empty interpreter, and fails where a heavy
library is loaded (that is a fact and not a timing).
"""

import statistics
import subprocess
import sys
import time

HEAVY = ("pandas", "numpy", "scipy", "networkx", "spacy", "matplotlib", "pyspark")
RUNS = 9


def median_seconds(code: str) -> float:
    """Wall seconds of a fresh interpreter that runs `code`, the median of `RUNS`."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    code = f"import sys, reconcile; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    empty, whole = median_seconds("pass"), median_seconds("import reconcile")
    print(f"{'':24}{'median s':>10}\n{'empty interpreter':24}{empty:10.3f}\n{'import reconcile':24}{whole:10.3f}")
    print(f"{'difference (aim 0.35)':24}{whole - empty:10.3f}")
    if loaded:
        sys.exit(f"import reconcile loads {', '.join(loaded)}: load them on first use")


if __name__ == "__main__":
    main()
