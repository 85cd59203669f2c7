"""Who says what within a sentence: the cue, its source and its content; and pronouns that stand for a source.

The tree of the parser gives source and content; the surface gives what it is weak at: names set off by commas, and the
day on which something was said.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

import attrs

from reconcile.model import Source
from reconcile.prose.forms import noun_forms, verb_forms
from reconcile.prose.roles import is_person
from reconcile.vocab import table

SINGULAR, PLURAL = frozenset({"he", "she", "him", "her"}), frozenset({"they", "them"})
# A name of a source longer than this is no name.
MAX_NAME = 160


@attrs.frozen(eq=False)
class Speech:
    """One act of saying: the tokens of the cue, of the source (None: none named) and of the content, all as indices.

    name: the source in words, None for a pronoun that is still to be resolved. pronoun: that pronoun. verb: the base
    form of the cue. through: a further source between the outlet and this one ("told the agency").
    """

    cue: int
    verb: str
    content: frozenset[int]
    source: tuple[int, int] | None
    name: str | None
    pronoun: str | None = None
    anonymous: bool = False
    organisation: str | None = None
    through: str | None = None
    plural: bool = False


@functools.cache
def _say() -> dict[str, str]:
    return {form: verb for verb in table("cues")["speech"]["say"] for form in verb_forms(verb)}


@functools.cache
def _list(name: str, key: str) -> frozenset[str]:
    return frozenset(table("cues")[name][key])


@functools.cache
def surface() -> re.Pattern[str]:
    """A cheap pattern: a sentence without a match has no source."""
    words = sorted(_say(), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(words)}|according\s+to|citing)\b", re.IGNORECASE)


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency or broadcaster."""
    bare = name.removeprefix("the ").removeprefix("The ")
    return name in _list("agencies", "names") or bare in _list("agencies", "names")


def _phrase(tokens: Any, head: Any) -> tuple[int, int]:
    """First and last token of a source's noun phrase without relative clauses and without what follows a comma."""
    first = head.left_edge.i
    last = head.i
    for child in head.children:
        if (child.i > head.i and child.dep_ in ("prep", "case", "flat", "cc", "conj", "nummod") and child.i == last + 1) or (
            child.dep_ in ("prep", "conj", "cc") and child.i > head.i and not _comma_between(tokens, last, child.i)
        ):
            if child.dep_ == "conj" and tokens[child.i].pos_ not in ("NOUN", "PROPN"):
                break
            if child.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in child.children):
                break
            edge = _without_clauses(tokens, child)
            last = max(last, edge)
        elif child.i > head.i and child.dep_ in ("relcl", "acl", "advcl", "punct"):
            break
    for i in range(first, head.i):
        if tokens[i].text == "," and tokens[i].head.i == head.i and not any(t.dep_ == "conj" for t in head.subtree):
            # "The envoy, John Smith" with the name as head: all of it.
            break
    return first, last


def _comma_between(tokens: Any, a: int, b: int) -> bool:
    return any(tokens[i].text in (",", "(", "—", "--") for i in range(a + 1, b))


def _without_clauses(tokens: Any, node: Any) -> int:
    last: int = node.i
    for token in node.subtree:
        if token.i < node.i:
            continue
        if token.dep_ in ("relcl", "acl", "advcl") or token.text in (",", "(", "--", "—"):
            break
        last = max(last, token.i)
    return last


def _edge(node: Any) -> int:
    last: int = node.i
    for token in node.subtree:
        if token.i > node.i and (token.dep_ in ("relcl", "acl", "advcl") or token.text == ","):
            break
        last = max(last, token.i)
    return last


def _text(tokens: Any, first: int, last: int) -> str:
    return " ".join(tokens[first : last + 1].text.split())[:MAX_NAME].strip(" ,")


def _named(tokens: Any, first: int, last: int) -> bool:
    return any(
        token.pos_ == "PROPN" and (token.ent_type_ in ("PERSON", "") or token.text[:1].isupper())
        for token in tokens[first : last + 1]
    )


def source_of(tokens: Any, head: Any) -> tuple[tuple[int, int], str, bool, str | None]:
    """A source's tokens, its name with the title or name set off by commas, whether it is anonymous, its organisation."""
    inner = next((c for c in head.children if c.dep_ == "appos" and is_person(c.lower_) and c.i > head.i), None)
    if (
        inner is not None
        and (head.ent_type_ != "PERSON" or (head.i and tokens[head.left_edge.i - 1].text == ","))
        and tokens[head.i + 1].text == ","
        and not _comma_between(tokens, inner.i, min(_edge(inner) + 2, len(tokens)))
    ):
        # "At the clinic, a doctor said": no comma closes it, so the second noun is the one who speaks.
        head = inner
    first, last = _phrase(tokens, head)
    name = _text(tokens, first, last)
    head_named = head.pos_ == "PROPN"
    beside: str | None = None
    end = last
    after = last + 1
    if after + 1 < len(tokens) and tokens[after].text == ",":
        stop = after + 1
        while stop < len(tokens) and tokens[stop].text not in (",", ";", ".", "(", "—", "--", "”", '"') and stop - after < 14:
            stop += 1
        piece = tokens[after + 1 : stop]
        verbs = any(token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP") for token in piece)
        closes = stop >= len(tokens) or tokens[stop].text in (",", ".", "”", '"')
        if len(piece) and not verbs and closes:
            starts_name = piece[0].pos_ == "PROPN" and piece[0].text[:1].isupper()
            role = any(is_person(token.lower_) for token in piece) and piece[0].pos_ in ("DET", "NOUN", "ADJ", "PRON", "PROPN")
            if (
                not head_named
                and starts_name
                and len(piece) <= 7
                and all(t.pos_ in ("PROPN", "PUNCT", "PART", "ADP", "X", "NOUN") for t in piece)
            ):
                beside, end = _text(tokens, after + 1, stop - 1), stop - 1
                name = f"{beside}, {name}"
                head_named = True
            elif (head_named and piece[0].lower_ in ("of", "from", "with") and len(piece) > 1) or (
                head_named and role and piece[0].lower_ not in ("who", "which", "and", "but", "one")
            ):
                end = stop - 1
                name = f"{name}, {_text(tokens, after + 1, stop - 1)}"
    elif head_named and first < head.i:
        # "The US envoy, John Smith," parsed with the name as head: role first, name last.
        pieces = [piece.strip() for piece in name.split(",")]
        if len(pieces) == 2 and all(pieces):
            name = f"{pieces[1]}, {pieces[0]}"
    word = head.lower_
    anonymous = not head_named and word in _list("anonymous", "words")
    organisation = None
    match = re.search(r"\b(?:for|of|with|from|at)\s+(.{2,80})$", name)
    if match:
        organisation = match[1].split(",")[0].strip()
    return (first, end), name, anonymous, organisation


def _subject(token: Any, depth: int = 5) -> Any | None:
    """The subject of a verb, through conjunctions, participles and relative pronouns."""
    node = token
    for _ in range(depth):
        own = [child for child in node.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if own:
            subject = own[-1] if node.i == token.i else own[0]
            if subject.lower_ in ("who", "which", "that") and node.dep_ in ("relcl", "acl"):
                return node.head
            return subject
        if node.dep_ in ("acl", "relcl"):
            return node.head
        if node.dep_ in ("advcl", "conj", "xcomp", "pcomp", "prep", "dep", "ccomp") and node.head.i != node.i:
            node = node.head
            continue
        return None
    return None


def _content(token: Any, source: Any | None, skip: Sequence[Any] = ()) -> frozenset[int]:
    """The tokens a cue governs: its subtree without the source and without clauses joined to it that have a subject."""
    inside = {t.i for t in token.subtree}
    inside.discard(token.i)
    if source is not None:
        inside -= {t.i for t in source.subtree if t.i < token.i or source.i > token.i} if source.i in inside else set()
    for child in token.children:
        if child in skip:
            inside -= {t.i for t in child.subtree}
        if child.dep_ == "conj" and (any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in child.children)):
            if not _goes_on(token, child):
                inside -= {t.i for t in child.subtree}
        elif child.dep_ == "advcl" and child.i > token.i and child.lower_ in _say():
            pass
    return frozenset(inside)


def _goes_on(token: Any, clause: Any) -> bool:
    """Whether a clause joined by "and" goes on with what is said: a figure after a figure ("and 23 are missing")."""
    joined = [c.lower_ for c in token.children if c.dep_ == "cc" and c.i < clause.i]
    if joined[-1:] not in ([], ["and"]) or any(t.lower_ in _say() and t.pos_ == "VERB" for t in clause.subtree):
        return False
    own = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if own is None or not any(t.like_num and t.ent_type_ not in ("DATE", "TIME") for t in own.subtree):
        return False
    complement = next((c for c in token.children if c.dep_ == "ccomp" and c.i > token.i), None)
    return complement is not None and any(t.like_num and t.ent_type_ not in ("DATE", "TIME") for t in complement.subtree)


def _set_off(tokens: Any, token: Any) -> Any | None:
    """The speaker of ", the mayor, Ann Lee, told reporters." where the parser hangs him on what he speaks of."""
    if token.dep_ != "conj" or token.i < 4 or tokens[token.i - 1].text != ",":
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass", "cc") for c in token.children):
        return None
    node = tokens[token.i - 2]
    while node.dep_ in ("compound", "flat") and node.head.i != node.i:
        node = node.head
    if node.dep_ != "appos" or not is_person(node.head.lower_) or tokens[node.head.left_edge.i - 1].text != ",":
        return None
    return node.head if node.pos_ == "PROPN" else None


def _closes(tokens: Any, token: Any, subject: Any) -> bool:
    """Whether ", the mayor, Ann Lee, said on Tuesday." closes a sentence that the parser joins it to."""
    before = subject.left_edge.i - 1
    if before < 3 or tokens[before].text not in (",", "”", '"') or subject.i > token.i or token.dep_ not in ("conj", "ROOT"):
        return False
    if any(c.dep_ == "cc" and token.head.i < c.i < token.i for c in token.head.children):
        return False
    return all(t.head.i >= token.i or t.i == token.i for t in tokens[token.i :]) and len(tokens) - token.i < 12


def speeches_of(tokens: Any) -> tuple[Speech, ...]:
    """All acts of saying in a parsed sentence, left to right."""
    found: list[Speech] = []
    for token in tokens:
        speech = _by_verb(tokens, token) or _by_according(tokens, token)
        if speech is not None:
            found.append(speech)
    return (*found, *_gapped(tokens, found))


def _gapped(tokens: Any, found: Sequence[Speech]) -> list[Speech]:
    """ "The mayor put the toll at ten, the army at twelve": the second speaker, whose verb is left out."""
    made: list[Speech] = []
    for speech in [one for one in found if one.verb in _list("speech", "with_object")]:
        for at in range(speech.cue + 3, len(tokens) - 1):
            head = tokens[at - 1]
            if tokens[at].lower_ != "at" or not any(t.like_num for t in tokens[at + 1 : at + 5]):
                continue
            if head.pos_ not in ("NOUN", "PROPN") or not _can_speak(head):
                continue
            first = at - 1
            while first > 0 and tokens[first - 1].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART"):
                first -= 1
            if tokens[first - 1].text != "," and tokens[first - 1].lower_ not in ("and", "while", "but"):
                continue
            last = at + 1
            while last < len(tokens) and tokens[last].text not in (",", ";", ".") and last - at < 12:
                last += 1
            content = frozenset(range(at, last))
            made.append(Speech(at, speech.verb, content, (first, at - 1), _text(tokens, first, at - 1)))
    return made


def _by_verb(tokens: Any, token: Any) -> Speech | None:
    verb = _say().get(token.lower_) or _by_what_is_told(token)
    if verb is None or token.pos_ not in ("VERB", "AUX"):
        return None
    if verb == "show" and not any(child.dep_ == "ccomp" for child in token.children):
        return None
    clauses = [child for child in token.children if child.dep_ in ("ccomp", "parataxis")]
    quoted = any(t.text in ("“", '"', "”", "''", "``") for t in token.subtree)
    objects = [child for child in token.children if child.dep_ in ("dobj", "obj")]
    if verb == "claim" and any(child.lower_ in ("responsibility", "life", "lives") for child in objects):
        return None
    infinitive = verb in _list("speech", "claim_infinitive") and any(child.dep_ == "xcomp" for child in token.children)
    carries = verb in _list("speech", "with_object") and bool(objects)
    carries = carries or _carries_figure(token, verb) or _by_what_is_told(token) is not None
    of_figure = any(child.lower_ == "of" and child.dep_ == "prep" for child in token.children) and verb == "speak"
    parenthetical = (
        token.dep_ in ("parataxis", "ccomp", "advcl", "conj") and not clauses and not objects and not carries and not of_figure
    )
    parenthetical = parenthetical and not any(child.dep_ == "mark" and child.lower_ in SET_BESIDE for child in token.children)
    told = verb in ("tell", "inform", "advise", "speak") and (
        clauses or quoted or objects or any(c.lower_ == "of" for c in token.children)
    )
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
    subject = _set_off(tokens, token) or _subject(token)
    if subject is not None and token.dep_ == "conj" and any(c.dep_ == "nummod" for c in subject.children):
        # "Police said ten had died but later put the figure at eight": police did, and not the ten.
        subject = next((s for v in token.ancestors if v.lower_ in _say() and (s := _subject(v)) is not None), subject)
    if passive and verb not in ("quote", "cite", "hear"):
        agent = next(
            (grand for child in token.children if child.dep_ == "agent" for grand in child.children if grand.dep_ == "pobj"),
            None,
        )
        if agent is None:
            return None
        subject = agent
    through = None
    if verb in ("quote", "cite"):
        return _quoting(tokens, token, verb, subject, objects, passive)
    if verb in ("see", "witness", "hear") and not (subject is not None and subject.lower_ in _list("anonymous", "words")):
        return None
    if verb in ("see", "witness", "hear"):
        carries = True
    tail = token.dep_ == "ROOT" and not clauses and not objects and subject is not None and _closes(tokens, token, subject)
    if not (clauses or quoted or infinitive or carries or parenthetical or told or tail):
        return None
    if subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "X", "NUM"):
        return None
    if subject.pos_ in ("NOUN", "ADJ", "NUM") and not _can_speak(subject):
        return None
    if subject.lower_ in ("it", "that", "this", "which", "what", "there", "i", "we", "you") and subject.lower_ not in (
        "it",
        "we",
        "i",
    ):
        return None
    if told:
        for child in objects + [c for c in token.children if c.dep_ == "dative"]:
            name = _text(tokens, child.left_edge.i, child.i)
            if is_agency(name):
                through = name
    content = _content(token, subject)
    if parenthetical and not clauses and token.head.i != token.i and token.dep_ != "conj":
        # "..., police said, ...": the clause around it is the content.
        content = frozenset(t.i for t in token.head.subtree) - {t.i for t in token.subtree}
        content |= frozenset({token.head.i})
    elif tail or (
        (parenthetical or (told and not carries and not of_figure)) and not clauses and _closes(tokens, token, subject)
    ):
        content = frozenset(range(subject.left_edge.i))
    return _speech(tokens, token, verb, content, subject, through)


# Words that set the clause of one speaker beside that of another.
SET_BESIDE = frozenset({"while", "whereas", "although", "though"})


@functools.cache
def _told() -> tuple[tuple[frozenset[str], dict[str, str]], ...]:
    """Nouns for what is told with the verbs that make them a saying: "revised the toll", "dismissed reports"."""
    speech = table("cues")["speech"]
    return tuple(
        (
            frozenset(form for noun in speech[f"{name}_nouns"] for form in noun_forms(noun)),
            {form: verb for verb in speech[f"{name}_verbs"] for form in verb_forms(verb)},
        )
        for name in ("figure", "report")
    )


def _by_what_is_told(token: Any) -> str | None:
    """The base form of a verb that is one of saying by its object alone ("corrected the toll", "rejected the claim")."""
    for nouns, verbs in _told():
        if token.lower_ in verbs and any(c.dep_ in ("dobj", "obj") and c.lower_ in nouns for c in token.children):
            return verbs[token.lower_]
    return None


def _carries_figure(token: Any, verb: str) -> bool:
    """Whether a figure is what is said: "confirmed 14 dead", "the mayor said 16"."""
    for child in token.children:
        if child.i < token.i or child.dep_ not in ("dobj", "obj", "oprd", "attr", "npadvmod", "acomp"):
            continue
        alone = child.like_num and child.ent_type_ not in ("DATE", "TIME")
        counted = any(c.dep_ in ("nummod", "nsubj") and c.like_num for c in child.children)
        if alone or (counted and verb in _list("speech", "with_object")):
            return True
    return False


def _can_speak(subject: Any) -> bool:
    """Whether a common noun is a person, a body that speaks, or a text."""
    words = [subject, *(child for child in subject.children if child.dep_ == "conj")]
    return any(
        is_person(word.lower_)
        or word.lower_ in _list("anonymous", "words")
        or word.lower_ in _list("speech", "organs")
        or word.ent_type_ in ("ORG", "PERSON", "GPE", "NORP")
        for word in words
    )


def _speech(tokens: Any, token: Any, verb: str, content: frozenset[int], subject: Any, through: str | None) -> Speech:
    word = subject.lower_
    if word in SINGULAR | PLURAL | {"it", "we", "i"}:
        return Speech(token.i, verb, content, (subject.i, subject.i), None, word, through=through, plural=word in PLURAL)
    span, name, anonymous, organisation = source_of(tokens, subject)
    plural = subject.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in subject.children)
    return Speech(
        token.i, verb, content - set(range(span[0], span[1] + 1)), span, name, None, anonymous, organisation, through, plural
    )


def _quoting(tokens: Any, token: Any, verb: str, subject: Any, objects: list[Any], passive: bool) -> Speech | None:
    """ "the agency quoted a medic as saying", "a medic was quoted as saying by the agency"."""
    if passive:
        subject = next((child for child in token.children if child.dep_ == "nsubjpass"), None)
        if subject is None:
            return None
        agent = next((g for c in token.subtree if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"), None)
        return _speech(
            tokens, token, verb, _content(token, subject), subject, source_of(tokens, agent)[1] if agent is not None else None
        )
    if not objects:
        return None
    through = source_of(tokens, subject)[1] if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
    content = _content(token, objects[0])
    if token.tag_ == "VBG":
        # "the ministry, citing local officials, said ...": what the whole sentence says.
        content = frozenset(range(len(tokens))) - {t.i for t in token.subtree}
        through = None
    return _speech(tokens, token, verb, content, objects[0], through)


def _by_according(tokens: Any, token: Any) -> Speech | None:
    if token.lower_ != "according" or token.i + 2 >= len(tokens) or tokens[token.i + 1].lower_ != "to":
        return None
    to = tokens[token.i + 1]
    target = next((child for child in to.children if child.dep_ in ("pobj", "pcomp")), None)
    if target is None:
        target = next((t for t in tokens[token.i + 2 :] if t.pos_ in ("NOUN", "PROPN")), None)
    if target is None:
        return None
    head = token.head
    inside = frozenset(t.i for t in head.subtree) if head.i != token.i else frozenset(range(len(tokens)))
    # A clause joined by "but" has a voice of its own.
    for child in head.children:
        if child.dep_ == "conj" and child.i > token.i and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in child.children):
            inside -= {t.i for t in child.subtree}
    node = head
    while (
        node.dep_
        in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "prep",
            "conj",
            "acl",
            "relcl",
            "appos",
            "advcl",
            "xcomp",
            "ccomp",
            "pcomp",
            "npadvmod",
            "agent",
            "advmod",
            "attr",
        )
        and node.head.i != node.i
    ):
        # It closes a sentence and covers it, wherever the parser hangs it.
        if node.dep_ == "ccomp" and node.head.lower_ in _say():
            break
        node = node.head
        inside |= frozenset(t.i for t in node.subtree if t.i <= token.i)
    span, name, anonymous, organisation = source_of(tokens, target)
    inside -= set(range(token.i, span[1] + 1))
    plural = target.tag_ in ("NNS", "NNPS")
    return Speech(token.i, "according", inside, span, name, None, anonymous, organisation, None, plural)


def speaking(speeches: Sequence[Speech], at: int) -> Speech | None:
    """The innermost speech whose content holds the token `at`."""
    around = [speech for speech in speeches if at in speech.content]
    return min(around, key=lambda speech: (len(speech.content), abs(speech.cue - at))) if around else None


def as_source(speech: Speech, name: str) -> Source:
    """The source of a speech as an element of a chain."""
    return Source(name, "speaker", organisation=speech.organisation, anonymous=speech.anonymous)
