"""Frames of attribution in one parsed sentence: where the words stand that say who holds or tells what.

Each reader looks at one token as the head of a cue and gives the tokens of source, cue and content, or nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from reconcile.prose.forms import noun_forms, verb_forms
from reconcile.prose.syntax import RELATIVE, brought_by, child
from reconcile.vocab import table

Parts = tuple[set[int], set[int], set[int]]
Rows = Mapping[str, tuple[tuple[str, ...], ...]]
OPENING, CLOSING = ("“", '"', "``", "‘"), ("”", '"', "''")
_MARKS = (",", "”", '"', "''", "—", "–", "--", "?", "!")
_OBJECTS = ("dobj", "obj", "oprd", "xcomp")


@functools.cache
def _verbs(frame: str) -> Rows:
    """Forms of the first word of each cue of a frame, with the words that follow it."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in table("reporting")[frame]:
        first, *rest = phrase.split()
        for form in verb_forms(first):
            found.setdefault(form, set()).add(tuple(rest))
    return {form: tuple(sorted(rows, key=lambda row: (-len(row), row))) for form, rows in found.items()}


@functools.cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("reporting")[name])


@functools.cache
def _nouns(name: str) -> frozenset[str]:
    return frozenset(form for noun in table("reporting")[name] for form in noun_forms(noun))


@functools.cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(form for verb in table("reporting")[name] for form in verb_forms(verb))


def _row(frame: str, tokens: Any, token: Any) -> tuple[str, ...] | None:
    for rest in _verbs(frame).get(token.lower_, ()):
        if tuple(t.lower_ for t in tokens[token.i + 1 : token.i + 1 + len(rest)]) == rest:
            return rest
    return None


def _subtree(token: Any, *without: Any) -> set[int]:
    inside = {t.i for t in token.subtree}
    for other in without:
        inside -= {t.i for t in other.subtree}
    return inside


def cue_of(verb: Any) -> set[int]:
    """A verb with its auxiliaries, particles and negation."""
    return {verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt"))}


def is_cue(token: Any) -> bool:
    """Whether a token is a verb that may report."""
    return token.pos_ in ("VERB", "AUX") and token.lower_ in _verbs("clause")


def source_of(verb: Any) -> set[int]:
    """The subject of a verb with its apposition, through conjunction, control and relative clauses; of a passive, "by"."""
    node = _teller(verb)
    for _ in range(4):
        if child(node, "nsubjpass") is not None:
            agents = (g for c in node.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj")
            agent = next(agents, None)
            return _subtree(agent) if agent is not None else set()
        own = [c for c in node.children if c.dep_ == "nsubj"]
        if own:
            subject = own[-1]
            if subject.lower_ in RELATIVE and node.dep_ in ("relcl", "acl"):
                before = {t.i for t in node.head.subtree if t.i < node.left_edge.i and t.dep_ != "punct"}
                return (before or {node.head.i}) | {subject.i}
            return _trimmed(subject)
        if node.dep_ == "advcl" and node.tag_ == "VBN" and child(node, "aux", "auxpass") is None:
            return set()
        if node.dep_ in ("acl", "relcl"):
            set_off = node.tag_ == "VBG" and _after_mark(node.doc, node)
            above = next((t for t in node.ancestors if t.pos_ == "VERB"), None) if set_off else None
            if above is not None and (subject := child(above, "nsubj")) is not None and subject.i < node.i:
                return _trimmed(subject)
            return {t.i for t in node.head.subtree if t.i < node.left_edge.i} or {node.head.i}
        if node.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep") or node.head.i == node.i:
            return set()
        node = node.head
    return set()


def _teller(verb: Any) -> Any:
    """The verb whose subject a verb shares: of "complained that he lied and asked why", the first of telling."""
    above = verb.head
    told = verb.dep_ == "conj" and above.dep_ == "ccomp" and is_cue(above.head) and above.head.i < above.i
    if told and above.head.tag_ == verb.tag_ and is_cue(verb) and child(verb, "nsubj", "nsubjpass") is None:
        return above.head
    return verb


def _is_done(verb: Any) -> bool:
    """Whether a verb tells of what somebody does, and not of what he would, should or is asked to do, or is said to do."""
    helped = any(c.tag_ == "MD" or (c.lower_ == "to" and c.dep_ == "aux") for c in verb.children)
    plain = verb.tag_ == "VB" and (helped or child(verb, "aux") is None)
    return not plain and verb.dep_ not in ("ccomp", "xcomp")


def _trimmed(noun: Any) -> set[int]:
    """A noun phrase without its relative clauses."""
    inside = {t.i for t in noun.subtree}
    for one in noun.children:
        if one.dep_ in ("relcl", "acl", "advcl") and one.i > noun.i:
            inside -= {t.i for t in one.subtree}
    return inside


def read(tokens: Any, quotes: list[tuple[int, int]]) -> list[Parts]:
    """All attributions of a sentence, left to right; no content for ""X said." that opens it, as what is said stands before it.

    quotes: the first and last token of each of its quotations.
    """
    found = []
    for token in tokens:
        parts = next((parts for reader in READERS if (parts := reader(tokens, token, quotes)) is not None), None)
        if parts is not None:
            found.append(parts)
    return found


def _by_clause(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "X said that ...", "..., X said", "“...,” X said"."""
    if not is_cue(token) or _row("clause", tokens, token) is None:
        return None
    source, cue = source_of(token), cue_of(token)
    complement = child(token, "ccomp")
    if complement is not None:
        if token.tag_ == "VB" and not _is_done(token) and token.dep_ in ("xcomp", "ccomp"):
            return None
        return source, cue, _with_marks(tokens, _content(tokens, complement, token) - source - cue)
    if source and token.dep_ in ("parataxis", "ccomp") and token.head.i != token.i and _after_mark(tokens, token):
        return source, cue, _subtree(token.head, token)
    inside = _in_marks(tokens, source | cue, quotes) - source - cue
    return (source, cue, inside) if inside else None


def _by_infinitive(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "X vowed to leave"."""
    if token.pos_ not in ("VERB", "AUX") or _row("infinitive", tokens, token) is None or not _is_done(token):
        return None
    complement = child(token, "xcomp")
    if complement is None or complement.i < token.i or not any(t.lower_ == "to" for t in complement.children):
        return None
    return source_of(token), cue_of(token), _content(tokens, complement, token)


def _content(tokens: Any, head: Any, cue: Any) -> set[int]:
    """The tokens under the head of a content, without what the text adds to it and without the next thing that is said."""
    inside = _subtree(head)
    for one in head.subtree:
        if one.i > max(cue.i, one.head.i) and tokens[one.left_edge.i].text not in OPENING and _leaves(tokens, one, head, cue):
            inside -= _subtree(one)
    return inside


def _leaves(tokens: Any, one: Any, head: Any, cue: Any) -> bool:
    """Whether a clause or noun within a content is the text's own again: set off as an aside, or said in turn."""
    before = tokens[one.left_edge.i - 1].text
    if one.dep_ == "relcl":
        return before in (",", "—", "–", "--", "-")
    if one.dep_ in ("advcl", "acl"):
        return before == "," and one.tag_ == "VBG" and is_cue(one)
    if one.dep_ == "conj" and one.head.i == head.i:
        return one.tag_ == cue.tag_ and is_cue(one) and child(one, "nsubj", "nsubjpass") is None
    return False


def _with_marks(tokens: Any, content: set[int]) -> set[int]:
    """The content with the marks right beside it."""
    if not content:
        return content
    first, last = min(content), max(content)
    before = {first - 1} if first > 0 and tokens[first - 1].text in OPENING else set()
    after = next((at for at in (last + 1, last + 2) if at < len(tokens) and tokens[at].text in CLOSING), last)
    return content | before | set(range(last + 1, after + 1))


def _after_mark(tokens: Any, token: Any) -> bool:
    return bool(token.left_edge.i) and tokens[token.left_edge.i - 1].text in _MARKS


def _in_marks(tokens: Any, cue: set[int], quotes: list[tuple[int, int]]) -> set[int]:
    """The words in quotation marks right before or after a cue and its source."""
    inside: set[int] = set()
    for first, last in quotes:
        gap = tokens[last + 1 : min(cue)] if last < min(cue) else tokens[max(cue) + 1 : first]
        if last - first > 3 and not cue & set(range(first, last + 1)) and len(gap) <= 12 and not any(map(is_cue, gap)):
            inside.update(range(first, last + 1))
    return inside


def _by_seeming(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "X seems to ...", "X is seen as ...", "X is expected to ...": nobody is named who thinks so."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    passive = child(token, "auxpass") is not None
    if not (token.lower_ in _forms("seeming") or (passive and token.tag_ == "VBN" and token.lower_ in _forms("held"))):
        return None
    subject = child(token, "nsubj", "nsubjpass")
    if subject is None or child(token, "agent") is not None:
        return None
    held = [c for c in token.children if c.i > token.i and (c.dep_ in ("xcomp", "oprd", "acomp", "attr", "ccomp"))]
    held += [c for c in token.children if c.i > token.i and c.dep_ == "prep" and c.lower_ in ("as", "like", "for")]
    if not held:
        return None
    content = set().union(*(_content(tokens, one, token) for one in held))
    if subject.lower_ != "it" or child(token, "ccomp") is None:
        content |= _trimmed(subject)
    return set(), cue_of(token), content


def _by_according(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "according to X"."""
    if token.lower_ != "according" or token.i + 1 >= len(tokens) or tokens[token.i + 1].lower_ != "to":
        return None
    to = tokens[token.i + 1]
    source = child(to, "pobj", "pcomp")
    if source is None:
        return None
    node = token
    for _ in range(12):
        if node.head.i == node.i or (node.dep_ in ("ccomp", "advcl", "relcl") and node.i != token.i):
            break
        node = node.head
    return _trimmed(source), {token.i, to.i}, _subtree(node, source) - {token.i, to.i}


def _by_object(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "X criticized the plan", "X called for a vote"."""
    named_so = token.tag_ == "VBN" and token.dep_ == "acl"
    if token.pos_ != "VERB" or not _is_done(token) or named_so:
        return None
    source = source_of(token)
    rest = _row("prepositional", tokens, token)
    if rest:
        at = token.i + len(rest)
        inner = child(tokens[at], "pobj", "pcomp")
        if inner is not None and source:
            return source, {*cue_of(token), *range(token.i, at + 1)}, _content(tokens, inner, token)
    if _row("object", tokens, token) is None or not source:
        return None
    held = [c for c in token.children if c.i > token.i and (c.dep_ in _OBJECTS or c.dep_ in ("prep", "attr"))]
    if not any(c.dep_ in _OBJECTS for c in held):
        return None
    content: set[int] = set()
    for one in held:
        if one.dep_ in _OBJECTS or one.lower_ in ("as", "for", "of", "that"):
            content |= _content(tokens, one, token)
    return source, cue_of(token), content


def _by_text(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "the poll shows X ahead of Y", "in the survey, most backed X": what is read in a text."""
    if token.pos_ != "VERB" or token.lower_ not in _forms("showing") or child(token, "auxpass") is not None:
        return None
    subject = child(token, "nsubj")
    held = [
        c for c in token.children if c.i > token.i and c.dep_ in (*_OBJECTS, "ccomp", "prep") and c.lower_ not in ("in", "on")
    ]
    if subject is None or not held or held[0].dep_ == "prep" or not any(t.lower_ in _nouns("texts") for t in subject.subtree):
        return None
    return source_of(token), cue_of(token), set().union(*(_content(tokens, one, token) for one in held))


def _by_passive(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "the plan was criticized by X"."""
    if token.tag_ != "VBN" or token.pos_ != "VERB" or _row("object", tokens, token) is None or not _is_done(token):
        return None
    agent = brought_by(token, "by", deps=("agent",))
    subject = child(token, "nsubjpass")
    if agent is None or subject is None:
        return None
    source, cue = _trimmed(agent), {*cue_of(token), *(c.i for c in token.children if c.dep_ == "agent")}
    held = [c for c in token.children if c.i > token.i and (c.dep_ in ("oprd", "xcomp") or c.lower_ in ("as", "for", "of"))]
    return source, cue, _trimmed(subject).union(*(_content(tokens, one, token) for one in held)) - source


def _by_noun(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "the claim that ...", "his plan to ...", "their criticism of ...", "gave her support to ..."."""
    if token.pos_ != "NOUN" or token.lower_ not in _nouns("nouns"):
        return None
    source, light = _owner(tokens, token), token.head.lower_ in _forms("makers") and token.dep_ == "dobj"
    cue = {token.i}
    if not source and light and _is_done(token.head):
        source = source_of(token.head)
        cue |= cue_of(token.head)
    clause = next((c for c in token.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > token.i), None)
    if clause is not None:
        told = any(c.lower_ in ("that", "to", "whether") and c.dep_ in ("mark", "aux") for c in clause.children)
        return (source, cue, _content(tokens, clause, token)) if told and clause.tag_ != "VBN" else None
    near = [c for c in (*token.children, *(token.head.children if light else ())) if c.dep_ == "prep" and c.i > token.i]
    brought = next((c for c in near if c.lower_ in _listed("beside")), None)
    inner = None if brought is None else child(brought, "pobj", "pcomp")
    if brought is None or inner is None or not source or token.lower_ in _nouns("topics"):
        return None
    return source, {*cue, brought.i}, _content(tokens, inner, token)


def _owner(tokens: Any, noun: Any) -> set[int]:
    """Whose claim, plan or view it is: "his", "the mayor's"."""
    owner = child(noun, "poss")
    return set() if owner is None else {i for i in _subtree(owner) if tokens[i].lower_ not in ("'s", "’s", "'", "’")}


def _by_adjective(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "X is confident that ...", "X is willing to ...", "X is critical of ..."."""
    if token.lower_ not in _listed("adjectives") or token.pos_ not in ("ADJ", "VERB"):
        return None
    verb = token.head
    if token.dep_ not in ("acomp", "attr", "oprd", "advcl") or not _is_done(verb):
        return None
    source, cue = source_of(verb), {token.i, *cue_of(verb)}
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "xcomp") and c.i > token.i), None)
    if clause is not None and source:
        return source, cue, _content(tokens, clause, token)
    brought = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in _listed("beside") and c.i > token.i), None)
    inner = None if brought is None else child(brought, "pobj", "pcomp")
    if brought is None or inner is None or not source:
        return None
    return source, {*cue, brought.i}, _content(tokens, inner, token)


def _by_aside(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "The bridge, she said, will be closed." where the parser does not see what it is set into."""
    if not is_cue(token) or token.lower_ not in _forms("saying") or child(token, "ccomp", "dobj", "xcomp") is not None:
        return None
    source = {i for i in source_of(token) if abs(i - token.i) < 15}
    if not source or child(token, "mark") is not None:
        return None
    first, last = min(source | {token.i}), max(source | {token.i})
    for one in token.children:
        if one.dep_ in ("prep", "npadvmod", "advmod", "dobj", "dative", "nsubj") and one.left_edge.i == last + 1:
            last = max(last, one.right_edge.i)
    end = last + 1
    if (
        first < 1
        or tokens[first - 1].text not in _MARKS
        or (end < len(tokens) and tokens[end].text not in (",", ".", *OPENING))
    ):
        return None
    return source, cue_of(token), set(range(len(tokens))) - set(range(first, last + 1))


def _by_tail(tokens: Any, token: Any, quotes: list[tuple[int, int]]) -> Parts | None:
    """ "X said." where a sentence opens with it."""
    if not is_cue(token) or token.lower_ not in _forms("saying"):
        return None
    source, cue = source_of(token), cue_of(token)
    return (source, cue, set()) if source and min(source | cue) <= 1 else None


# The first that finds something at a token has it.
READERS = (
    _by_seeming,
    _by_clause,
    _by_infinitive,
    _by_according,
    _by_text,
    _by_passive,
    _by_object,
    _by_noun,
    _by_adjective,
    _by_aside,
    _by_tail,
)
