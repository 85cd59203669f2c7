"""Everything that a text lays in somebody's mouth or mind: the spans of source, cue and content, a sentence at a time.

Where `attribution` asks who vouches for a figure, this asks for every attribution of a text, of speech, belief and intention,
so that it can be scored by itself.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from reconcile.model import Document
from reconcile.prose.engine import parse
from reconcile.prose.forms import noun_forms, verb_forms
from reconcile.prose.sentences import Sentence, sentences_of
from reconcile.vocab import table

Span = tuple[int, int]
# A quotation that is never closed is taken to end after so many characters.
MAX_QUOTE = 4_000
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
OPEN, CLOSE = '“"‘', '”"'


@attrs.frozen
class Quotation:
    """One attribution: spans in the document of its source (empty where none is named), its cue, and its content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@functools.cache
def _verbs(frame: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Forms of the first word of each cue of a frame, with the words that follow it."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in table("reporting")[frame]:
        first, *rest = phrase.split()
        for form in verb_forms(first):
            found.setdefault(form, set()).add(tuple(rest))
    return {form: tuple(sorted(rows, key=lambda row: (-len(row), row))) for form, rows in found.items()}


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset(form for noun in table("reporting")["nouns"] for form in noun_forms(noun))


@functools.cache
def _makers() -> frozenset[str]:
    return frozenset(
        form
        for verb in ("make", "have", "express", "reject", "dismiss", "deny", "repeat", "raise")
        for form in verb_forms(verb)
    ) | {"has", "had"}


@functools.cache
def _adjectives() -> frozenset[str]:
    return frozenset(table("reporting")["adjectives"])


def quotations(document: Document, model: str | None = None) -> tuple[Quotation, ...]:
    """All attributions of a document, in order of their content.

    document: its body, headlines and captions are read. model: the name of a spaCy pipeline. English only; spans are
    [start, end) in the document's text. Source: the guidelines of PolNeAR 1.0 for what counts as one.
    """
    sentences = sentences_of(document)
    quotes = quoted(document.text)
    found: list[Quotation] = []
    for sentence, tokens in parse(sentences, model):
        found.extend(one for one in _of_sentence(sentence, tokens) if not _within(one.cue, quotes))
        if (turn := _turn(sentence, document.text)) is not None:
            found.append(turn)
    return tuple(sorted(_extended(found, quotes, sentences, document.text), key=lambda one: (one.content, one.cue)))


def quoted(text: str) -> tuple[Span, ...]:
    """The spans between quotation marks, without nesting; one that is not closed in its paragraph ends with it.

    >>> text = 'He said: “One. Two.” And "three".'
    >>> [text[a:b] for a, b in quoted(text)]
    ['“One. Two.”', '"three"']
    """
    found: list[Span] = []
    start = -1
    for match in re.finditer(r"[“”\"]|''|``|\n\s*\n|\n", text):
        mark = match[0]
        if start < 0:
            if mark in ("“", '"', "''", "``"):
                start = match.start()
        elif mark in ("”", '"', "''") or mark[0] == "\n" or match.start() - start > MAX_QUOTE:
            if match.start() - start > 1:
                found.append((start, match.end() if mark[0] != "\n" else match.start()))
            start = -1
    return tuple(found)


def _within(cue: Sequence[Span], quotes: Sequence[Span]) -> bool:
    """Whether a cue stands in quotation marks: what is quoted attributes at its own risk, and the text says who quotes it."""
    return bool(cue) and any(a <= cue[0][0] and cue[-1][1] <= b for a, b in quotes)


_TURN = re.compile(r"(?P<name>(?:[A-Z][\w.’'-]*[ ]){0,3}[A-Z][\w.’'-]+)(?P<cue>:)[ ]+(?=\S)")


def _turn(sentence: Sentence, text: str) -> Quotation | None:
    """A turn of a transcript or a headline: "SMITH: We will stay."."""
    match = _TURN.match(sentence.text)
    if match is None or len(sentence.text) - match.end() < 8:
        return None
    at = sentence.start
    end = sentence.end
    if match["name"].isupper() and sentence.opening:
        line = text.find("\n", sentence.end)
        end = min(line if line > 0 else len(text), at + MAX_QUOTE)
    return Quotation(
        ((at + match.start("name"), at + match.end("name")),),
        ((at + match.start("cue"), at + match.end("cue")),),
        ((at + match.end(), end),),
    )


def _of_sentence(sentence: Sentence, tokens: Any) -> list[Quotation]:
    found: list[Quotation] = []
    for token in tokens:
        for reader in (_by_clause, _by_according, _by_object, _by_noun, _by_adjective):
            read = reader(tokens, token)
            if read is not None:
                source, cue, content = read
                spans = [_spans(tokens, sorted(part), sentence.start) for part in (source, cue, content)]
                if spans[2]:
                    found.append(Quotation(spans[0], spans[1], spans[2]))
                break
    return found


Parts = tuple[set[int], set[int], set[int]]


def _spans(tokens: Any, indices: Sequence[int], offset: int) -> tuple[Span, ...]:
    """Token indices as spans of text, joined where they are neighbours, without the marks at their edges."""
    found: list[Span] = []
    run: list[int] = []
    for i in [*indices, -9]:
        if run and i != run[-1] + 1:
            while run and tokens[run[0]].text in (",", ":", ";", ".", "-", "—", "–", "--"):
                run.pop(0)
            while run and tokens[run[-1]].text in (",", ":", ";", ".", "-", "—", "–", "--"):
                run.pop()
            if run:
                last = tokens[run[-1]]
                found.append((offset + tokens[run[0]].idx, offset + last.idx + len(last.text)))
            run = []
        run.append(i)
    return tuple(found)


def _subtree(token: Any, *without: Any) -> set[int]:
    inside = {t.i for t in token.subtree}
    for other in without:
        if other is not None:
            inside -= {t.i for t in other.subtree}
    return inside


def _source(verb: Any) -> set[int]:
    """The subject of a verb with its apposition, through conjunction, control and relative clauses; of a passive, "by"."""
    node = verb
    for _ in range(4):
        passive = any(c.dep_ == "nsubjpass" for c in node.children)
        if passive:
            agent = next((g for c in node.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
            return _subtree(agent) if agent is not None else set()
        own = [c for c in node.children if c.dep_ == "nsubj"]
        if own:
            subject = own[-1]
            if subject.lower_ in ("who", "which", "that") and node.dep_ in ("relcl", "acl"):
                return {t.i for t in node.head.subtree if t.i < node.left_edge.i and t.dep_ != "punct"} or {node.head.i}
            return _trimmed(subject)
        if node.dep_ in ("acl", "relcl"):
            return {t.i for t in node.head.subtree if t.i < node.left_edge.i} or {node.head.i}
        if node.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep") and node.head.i != node.i:
            node = node.head
            continue
        return set()
    return set()


def _trimmed(noun: Any) -> set[int]:
    """A noun phrase without its relative clauses."""
    inside = {t.i for t in noun.subtree}
    for child in noun.children:
        if child.dep_ in ("relcl", "acl", "advcl") and child.i > noun.i:
            inside -= {t.i for t in child.subtree}
    return inside


def _cue(verb: Any) -> set[int]:
    """The verb with its auxiliaries, particles and negation."""
    return {verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt"))}


def _row(table_: dict[str, tuple[tuple[str, ...], ...]], tokens: Any, token: Any) -> tuple[str, ...] | None:
    for rest in table_.get(token.lower_, ()):
        if tuple(t.lower_ for t in tokens[token.i + 1 : token.i + 1 + len(rest)]) == rest:
            return rest
    return None


def _is_verb(token: Any) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.lower_ in (_verbs("clause").keys() | _verbs("infinitive").keys())


def _by_clause(tokens: Any, token: Any) -> Parts | None:
    """ "X said that ...", "..., X said", "X vowed to ..."."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    clause, infinitive = _row(_verbs("clause"), tokens, token), _row(_verbs("infinitive"), tokens, token)
    if clause is None and infinitive is None:
        return None
    source = _source(token)
    if clause is not None:
        complement = next((c for c in token.children if c.dep_ == "ccomp"), None)
        if complement is not None:
            content = _subtree(complement)
            content -= source
            content = {i for i in content if i not in _cue(token)}
            _quote_marks(tokens, content)
            return source, _cue(token), content
        if token.dep_ in ("parataxis", "ccomp", "advcl", "conj") and token.dep_ != "conj":
            head = token.head
            set_off = token.left_edge.i > 0 and tokens[token.left_edge.i - 1].text in (",", "”", '"', "—", "–", "--", "?", "!")
            if head.i != token.i and set_off and token.dep_ in ("parataxis", "ccomp") and source:
                return source, _cue(token), _subtree(head, token)
        inside = _in_marks(tokens, token)
        if inside:
            return source, _cue(token), inside - source - _cue(token)
    if infinitive is not None:
        complement = next((c for c in token.children if c.dep_ == "xcomp"), None)
        if complement is not None and complement.i > token.i and any(t.lower_ == "to" for t in complement.children):
            return source, _cue(token), _subtree(complement)
    return None


def _quote_marks(tokens: Any, content: set[int]) -> None:
    """Take in the marks right beside the content."""
    if content:
        first, last = min(content), max(content)
        if first > 0 and tokens[first - 1].text in ("“", '"', "‘", "``"):
            content.add(first - 1)
        for at in (last + 1, last + 2):
            if at < len(tokens) and tokens[at].text in ("”", '"', "''"):
                content.update(range(last + 1, at + 1))
                break


def _in_marks(tokens: Any, verb: Any) -> set[int]:
    """The words in quotation marks beside a verb of saying that has no clause of its own."""
    inside: set[int] = set()
    opened = None
    for token in tokens:
        if token.text in ("“", '"', "``", "”", "''"):
            if opened is None and token.text not in ("”", "''"):
                opened = token.i
            elif opened is not None:
                if token.i - opened > 3:
                    inside.update(range(opened, token.i + 1))
                opened = None
    if opened is not None and len(tokens) - opened > 3:
        inside.update(range(opened, len(tokens)))
    if verb.i in inside:
        return set()
    return inside if verb.dep_ == "ROOT" or verb.head.i not in inside else set()


def _by_according(tokens: Any, token: Any) -> Parts | None:
    if token.lower_ != "according" or token.i + 1 >= len(tokens) or tokens[token.i + 1].lower_ != "to":
        return None
    to = tokens[token.i + 1]
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return None
    node = token
    for _ in range(12):
        if node.head.i == node.i or (node.dep_ in ("ccomp", "advcl", "relcl") and node.i != token.i):
            break
        node = node.head
    own = {token.i, to.i} | _subtree(source)
    return _trimmed(source), {token.i, to.i}, _subtree(node) - own


def _by_object(tokens: Any, token: Any) -> Parts | None:
    """ "X criticized the plan", "X called for a vote"."""
    if token.pos_ != "VERB":
        return None
    source = _source(token)
    rest = _row(_verbs("prepositional"), tokens, token)
    if rest is not None:
        at = token.i + len(rest)
        if at < len(tokens) and rest:
            inner = [c for c in tokens[at].children if c.dep_ in ("pobj", "pcomp")]
            if inner and source:
                return source, {*_cue(token), *range(token.i, at + 1)}, _subtree(inner[0])
    if _row(_verbs("object"), tokens, token) is None or not source:
        return None
    held = [c for c in token.children if c.dep_ in ("dobj", "obj", "oprd", "xcomp", "prep", "attr") and c.i > token.i]
    if not any(c.dep_ in ("dobj", "obj", "oprd", "xcomp") for c in held):
        return None
    content: set[int] = set()
    for child in held:
        if child.dep_ in ("dobj", "obj", "oprd", "xcomp") or child.lower_ in ("as", "for", "of", "that"):
            content |= _subtree(child)
    return source, _cue(token), content


def _by_noun(tokens: Any, token: Any) -> Parts | None:
    """ "the claim that ...", "his plan to ...", "their support of ..."."""
    if token.pos_ != "NOUN" or token.lower_ not in _nouns():
        return None
    clause = next((c for c in token.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > token.i), None)
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if clause is None:
        of = next(
            (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "for", "about", "on") and c.i > token.i), None
        )
        if of is None or owner is None:
            return None
        return _subtree(owner), {token.i}, _subtree(of)
    told = any(c.lower_ in ("that", "to", "whether") and c.dep_ in ("mark", "aux") for c in clause.children)
    if not told or clause.tag_ == "VBN":
        return None
    source = {t for t in _subtree(owner) if tokens[t].lower_ not in ("'s", "’s")} if owner is not None else set()
    if not source and token.head.lower_ in _makers():
        source = _source(token.head)
    return source, {token.i}, _subtree(clause)


def _by_adjective(tokens: Any, token: Any) -> Parts | None:
    """ "X is confident that ...", "X is willing to ..."."""
    if token.lower_ not in _adjectives() or token.dep_ not in ("acomp", "attr", "oprd") or token.pos_ != "ADJ":
        return None
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "xcomp") and c.i > token.i), None)
    if clause is None:
        return None
    source = _source(token.head)
    if not source:
        return None
    return source, {token.i, *_cue(token.head)}, _subtree(clause)


def _extended(found: Iterable[Quotation], quotes: Sequence[Span], sentences: Sequence[Sentence], text: str) -> list[Quotation]:
    """Quotations that run over several sentences: the content goes on to the closing mark, and over the sentences quoted after it."""
    result: list[Quotation] = []
    cued = {span for one in found for span in one.cue}
    for one in found:
        content = list(one.content)
        for quote in quotes:
            inside = any(quote[0] <= a and b <= quote[1] for a, b in one.cue)
            if not inside and _belongs(quote, content):
                content.append(quote)
        last = max(b for _, b in (*content, *one.cue))
        direct = any(q[0] <= a and b <= q[1] + 1 for q in quotes for a, b in content)
        if direct:
            for quote in quotes:
                gap = text[last : quote[0]]
                if quote[0] >= last and "\n" not in gap and len(gap) < 90 and _only_tail(gap, sentences, last, quote[0]):
                    if any(last <= a < quote[1] for a, _ in cued if not quote[0] <= a < quote[1]) and gap.strip(" .,;:"):
                        break
                    content.append(quote)
                    last = quote[1]
        result.append(attrs.evolve(one, content=_merged(content)))
    return list(dict.fromkeys(result))


def _belongs(quote: Span, content: Sequence[Span]) -> bool:
    """Whether a quotation is content: a good part of it is, or an end of it is."""
    shared = sum(max(0, min(b, quote[1]) - max(a, quote[0])) for a, b in content)
    return shared > 0.2 * (quote[1] - quote[0]) or any(a <= quote[0] < b or a < quote[1] <= b for a, b in content)


def _only_tail(gap: str, sentences: Sequence[Sentence], start: int, end: int) -> bool:
    """Whether nothing but the rest of the cue's own sentence stands before the next quotation."""
    return sum(1 for sentence in sentences if start <= sentence.start < end and sentence.end <= end) == 0


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
