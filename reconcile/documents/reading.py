"""Reading reports from files, folders, texts or values, with one problem named for each thing that cannot be used."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from reconcile.documents.blocks import structured
from reconcile.documents.dating import date_document
from reconcile.documents.frontmatter import with_front_matter
from reconcile.documents.metadata import with_metadata
from reconcile.model import Document, InputError, Problem
from reconcile.model.errors import grouped

SUFFIXES = (".txt", ".text", ".md", ".markdown")
MARKDOWN = (".md", ".markdown")
IGNORED = frozenset({"readme.md", "readme.txt", "readme.markdown", "license.txt", "license.md"})
MAX_BYTES = 5_000_000
MAX_FILES = 100_000
LOOKED_FOR = f"text files ({', '.join('*' + suffix for suffix in SUFFIXES)})"
Source = str | Path | Mapping[str, str] | Document | Iterable[str | Path | Document]


@attrs.frozen(repr=False)
class Reading:
    """What was read, sorted by id, and what could not be."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        return f"<Reading: {len(self.documents)} documents, {len(self.problems)} problems>"


SAVE_AS_TEXT = "save it as plain text (.txt) or Markdown (.md)"
_CLAIMS = "a table of claims is a .jsonl or .csv file, for `report` and `compare`"
# What people hand over that is no plain text, and what to do with it.
OTHER_FORMATS = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".html", ".htm", ".xml", ".eml"), SAVE_AS_TEXT),
    **dict.fromkeys((".json", ".jsonl", ".csv", ".tsv", ".xls", ".xlsx", ".ods", ".parquet"), _CLAIMS),
}


def _files(folder: Path) -> Iterator[Path]:
    """The text files of a folder and of the folders in it, in order; hidden ones and links to folders are left aside."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and name.lower() not in IGNORED:
                yield Path(root, name)


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text of a file and, where its encoding had to be guessed, the name of that encoding.

    UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1252. Line ends stay as they are. Raises
    `UnicodeError` where the bytes are no text.

    >>> decoded("Zürich".encode("utf-8")), decoded("Zürich".encode("cp1252"))
    (('Zürich', None), ('Zürich', 'Windows-1252'))
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16"), None
    if b"\0" in data:
        raise UnicodeError("holds zero bytes, as text does not")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("cp1252"), "Windows-1252"


def _read_file(path: Path, name: str, problems: list[Problem]) -> Document | None:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(Problem(str(path), f"has {size:,} bytes; more than {MAX_BYTES:,} are not read", "split the file"))
            return None
        text, guessed = decoded(path.read_bytes())
    except OSError as error:
        problems.append(Problem(str(path), f"cannot be read ({error.strerror})", "check the path and its permissions"))
        return None
    except UnicodeError:
        problems.append(Problem(str(path), "is not text", "give plain text in UTF-8"))
        return None
    if guessed:
        problems.append(Problem(str(path), f"is not UTF-8; read as {guessed}", "save it as UTF-8"))
    return Document(id=name, text=text, path=str(path))


def _names(paths: list[Path], roots: Mapping[Path, Path]) -> dict[Path, str]:
    """An id for each file: its path inside the folder that was given, or its name; the whole path where two are alike."""
    names = {path: path.relative_to(roots[path]).as_posix() if path in roots else path.name for path in paths}
    counts: dict[str, int] = {}
    for name in names.values():
        counts[name] = counts.get(name, 0) + 1
    return {path: name if counts[name] == 1 else path.as_posix() for path, name in names.items()}


def _from_paths(sources: list[str | Path], problems: list[Problem]) -> list[Document]:
    paths: list[Path] = []
    roots: dict[Path, Path] = {}
    for source in sources:
        path = Path(source)
        if path.is_dir():
            files = list(_files(path))
            if not files:
                raise InputError(f"{source}: holds no reports; looked for {LOOKED_FOR}")
            if len(files) > MAX_FILES:
                raise InputError(f"{source}: holds {len(files):,} files; more than {MAX_FILES:,} are not read at once")
            others = sorted(one.name for one in path.iterdir() if OTHER_FORMATS.get(one.suffix.lower()) == SAVE_AS_TEXT)
            if others:
                named = ", ".join(others[:5]) + (f" and {len(others) - 5:,} more" if len(others) > 5 else "")
                problems.append(Problem(str(path), f"left aside, since they are no plain text: {named}", SAVE_AS_TEXT))
            paths.extend(files)
            roots.update(dict.fromkeys(files, path))
        elif path.suffix.lower() in OTHER_FORMATS:
            remedy = OTHER_FORMATS[path.suffix.lower()]
            problems.append(Problem(str(path), "is no plain text, and reports are read from plain text", remedy))
        elif path.exists():
            paths.append(path)
        else:
            raise InputError(f"{source}: no such file or folder")
    paths = list(dict.fromkeys(paths))
    names = _names(paths, roots)
    found = [_read_file(path, names[path], problems) for path in paths]
    return [document for document in found if document is not None]


def _collected(source: Any, problems: list[Problem]) -> list[Document]:
    if isinstance(source, Document):
        return [source]
    if isinstance(source, (str, Path)):
        return _from_paths([source], problems)
    if isinstance(source, Mapping):
        items = list(source.items())
        if bad := [name for name, text in items if not isinstance(name, str) or not isinstance(text, str)]:
            raise InputError(f"{bad[0]!r}: a mapping of documents maps a name to its text, both strings")
        return [Document(id=name, text=text) for name, text in items]
    if not isinstance(source, Iterable):
        raise InputError(f"{source!r} is not a source of reports: give a folder, files, a mapping of texts, or documents")
    given = list(source)
    if bad := [one for one in given if not isinstance(one, (str, Path, Document))]:
        raise InputError(f"{bad[0]!r} is not a report: a list holds paths or documents")
    read = _from_paths([one for one in given if not isinstance(one, Document)], problems)
    return [*read, *(one for one in given if isinstance(one, Document))]


def _unique(documents: list[Document], problems: list[Problem]) -> list[Document]:
    kept: dict[str, Document] = {}
    for document in documents:
        if not document.text.strip():
            problems.append(Problem(document.path or document.id, "holds no text", "leave it out"))
        elif document.id in kept:
            problems.append(Problem(document.id, "is the name of two documents; the second is left out", "rename one of them"))
        else:
            kept[document.id] = document
    return [kept[name] for name in sorted(kept)]


def read(source: Source, *, metadata: Any = None, front_matter: bool = True) -> Reading:
    """Reports with their parts marked and their days of publication, stated or limited by their own words.

    source: a folder, a file, a list of paths or of documents, or a mapping from name to text. metadata: a table of outlet,
    agency and day (see `rows_of`), which goes before what documents say of themselves. front_matter: whether that of Markdown
    files is believed; left aside, it is marked all the same, and is no part of the report.

    What cannot be used is named in `problems`. Raises `InputError` where nothing at all can be read, or a path is missing.

    >>> reading = read({"a.txt": "TUNIS, Tunisia (AP) — At least six people died on Monday, officials said."})
    >>> reading.documents[0].agency, reading.documents[0].place, reading.documents[0].published
    ('AP', 'Tunis', unknown)
    """
    problems: list[Problem] = []
    documents = _unique(_collected(source, problems), problems)
    if not documents:
        if problems:
            raise grouped(problems, "no report could be read:")
        raise InputError("no reports were given")
    if front_matter:
        pairs = [with_front_matter(document, document.path or document.id) for document in documents]
        documents = [document for document, _ in pairs]
        problems.extend(problem for _, found in pairs for problem in found)
    if metadata is not None:
        documents, found = with_metadata(documents, metadata)
        problems.extend(found)
    return Reading(tuple(date_document(marked(document)) for document in documents), tuple(problems))


def marked(document: Document) -> Document:
    """The document with its blocks, unless it has them already."""
    if document.blocks:
        return document
    return structured(document, markdown=(document.path or document.id).lower().endswith(MARKDOWN))
