"""Run every notebook from its own folder, and refuse one that was committed with outputs."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

for path in sorted(Path("notebooks").glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    if any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells):
        sys.exit(f"{path}: was committed with outputs; strip them")
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    print(f"{path}: ran {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells")
