"""Who holds a place, and how much of it, and whether the text says that it is so (R25, R26).

What is tried, planned or fought for is no control: a verb or a "to" above the verb of holding takes the claim away.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

import attrs

from reconcile.model import Control
from reconcile.model.claims import Degree
from reconcile.prose.forms import any_of, noun_forms, verb_forms
from reconcile.prose.parsed import text_of
from reconcile.prose.places import NAME
from reconcile.prose.roles import is_person
from reconcile.vocab import table


@attrs.frozen(eq=False)
class Holding:
    """One statement of control: the value, the place in words, the token of the verb, the first and last token.

    stance: set where the words themselves are not a plain statement ("the extent was not clear"). actor_token: the
    actor's head, None where none is named. state: whether it is said to be so, not to have come about.
    """

    value: Control
    place: str | None
    at: int
    tokens: tuple[int, int]
    stance: str | None = None
    actor_token: int | None = None
    state: bool = False
    open_start: bool = False


@functools.cache
def _rows() -> Mapping[str, Any]:
    return table("control")


@functools.cache
def _verbs(name: str) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for phrase in _rows()[name]:
        words = phrase.split()
        for form in verb_forms(words[0]):
            found.setdefault(form, []).append((phrase, tuple(words[1:])))
    return {form: tuple(sorted(rows, key=lambda row: (-len(row[1]), row))) for form, rows in found.items()}


@functools.cache
def surface() -> re.Pattern[str]:
    """A cheap pattern: a sentence without a match says nothing of control."""
    words = [*_verbs("take"), *_verbs("falls"), "control", "controls", "controlled", "held", "hands", "stronghold"]
    words += [form for noun in _rows()["nouns"] for form in noun_forms(noun)]
    return re.compile(rf"\b(?:{any_of(words)})\b", re.IGNORECASE)


@functools.cache
def _degrees() -> tuple[tuple[Degree, re.Pattern[str]], ...]:
    order: tuple[Degree, ...] = ("contested", "most", "partial", "full")
    return tuple((name, re.compile(rf"\b(?:{any_of(_rows()['degree'][name])})\b", re.IGNORECASE)) for name in order)


@functools.cache
def _contests() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = _rows()["contests"]
    votes, arms = (re.compile(rf"\b(?:{any_of(rows[name])})\b", re.IGNORECASE) for name in ("votes", "arms"))
    return votes, arms


@functools.lru_cache(maxsize=64)
def is_contest(text: str) -> bool:
    """Whether a text tells of votes or matches and not of arms, so that who "captured" a place does not hold it.

    >>> is_contest("The senator captured Ruritania in the primary, with 40 delegates. Voters turned out."), is_contest("Troops took it.")
    (True, False)
    """
    votes, arms = _contests()
    told = len(votes.findall(text[:50_000]))
    return told >= 3 and told > len(arms.findall(text[:50_000]))


def degree_of(words: str, default: Degree = "full") -> Degree:
    """How much of a place the words say is held.

    >>> degree_of("took control of large portions of the city"), degree_of("seized the port")
    ('partial', 'full')
    """
    return next((name for name, pattern in _degrees() if pattern.search(words)), default)


def _is_place(token: Any, *, named: bool) -> bool:
    """Whether a noun is a place that can be held: a name of one, or a kind of place."""
    if token.ent_type_ in ("DATE", "TIME", "PERSON", "EVENT", "WORK_OF_ART", "MONEY", "PERCENT") or is_person(token.lower_):
        return False
    phrase = token.doc[token.left_edge.i : token.right_edge.i + 1]
    near = [t for t in phrase if t.i <= token.i + 4]
    if any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in near):
        return token.ent_type_ in ("GPE", "LOC", "FAC") or token.lower_ in _kinds() or not token.lower_.endswith("ers")
    if token.lower_ in _kinds():
        return not named or any(t.pos_ == "PROPN" for t in near)
    return False


def _known(token: Any, known: frozenset[str], *, sure: bool) -> bool:
    """Whether a name that the parser knows not is a place: by the rest of the document, or by a verb that takes only places."""
    if token.pos_ != "PROPN" or token.ent_type_ in ("DATE", "TIME", "EVENT"):
        return False
    name = token.doc[max(token.left_edge.i, token.i - 3) : token.i + 1].text
    return sure or any(name.endswith(one) for one in known)


@functools.cache
def _kinds() -> frozenset[str]:
    roles = table("roles")
    words = [*roles["parts"], *roles["whole"], *roles["sites"]]
    return frozenset(form for word in words for form in noun_forms(word.split()[-1])) | {
        "most",
        "portions",
        "parts",
        "pockets",
        "swathes",
        "swaths",
        "half",
        "land",
        "ground",
        "capital",
    }


def _deep(token: Any) -> Any:
    """The place noun under "most of", "portions of", "pockets of"."""
    node = token
    for _ in range(3):
        if node.lower_ in (
            "most",
            "portions",
            "portion",
            "parts",
            "part",
            "pockets",
            "pocket",
            "swathes",
            "swaths",
            "half",
            "much",
            "all",
            "third",
            "quarter",
            "areas",
            "sections",
            "control",
            "some",
            "number",
        ):
            inner = next(
                (
                    g
                    for c in node.children
                    if c.dep_ == "prep" and c.lower_ in ("of", "over")
                    for g in c.children
                    if g.dep_ == "pobj"
                ),
                None,
            )
            if inner is not None:
                node = inner
                continue
        return node
    return node


_UNNAMED = frozenset(
    {"area", "district", "neighbourhood", "neighborhood", "sector", "part", "quarter", "suburb", "zone", "section"}
)


def part_of_city(token: Any) -> str | None:
    """The town of which an unnamed part is held ("a key district in the centre of Rivertown"); None where a name is given.

    Who holds an unnamed part of a town holds the town in part, and nothing more is known of it.
    """
    node, doc = token, token.doc
    bare = node.lower_ if node.lower_ in _UNNAMED else node.lower_.removesuffix("s")
    if bare not in _UNNAMED or any(t.pos_ == "PROPN" for t in doc[node.left_edge.i : node.i]):
        return None
    for child in node.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in") and child.i > node.i:
            span = doc[child.i : child.right_edge.i + 1]
            match = re.match(
                rf"(?:of|in)[ ](?:(?:the|an?)[ ])?(?:[a-z-]+[ ]){{0,3}}?(?:of[ ])?(?:the[ ])?(?:[a-z-]+[ ]){{0,3}}?(?P<name>{NAME})",
                span.text,
            )
            if match is not None and (child.lower_ == "in" or _says_part(node)):
                return match["name"]
    return None


def _says_part(node: Any) -> bool:
    """Whether "district of Rivertown" is a part and no name: it is introduced, or one of several."""
    before = {t.lower_ for t in node.doc[node.left_edge.i : node.i]}
    return bool(before & {"a", "an", "another", "several", "some"}) or node.tag_ == "NNS"


def place_words(token: Any) -> str:
    """The place in words: the name under "area of", else the noun with what stands before it."""
    node = _deep(token)
    doc = node.doc
    if node.lower_ in (
        "area",
        "district",
        "city",
        "town",
        "neighbourhood",
        "neighborhood",
        "village",
        "sector",
        "province",
        "part",
        "region",
        "state",
    ):
        inner = next(
            (g for c in node.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None
        )
        if inner is not None and inner.pos_ == "PROPN":
            node = inner
    appositive = next((c for c in node.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if appositive is not None and node.pos_ != "PROPN":
        node = appositive
    first = node.i
    while (
        first > 0
        and doc[first - 1].i >= node.left_edge.i
        and (
            doc[first - 1].pos_ in ("PROPN", "ADJ", "NOUN", "CCONJ")
            or doc[first - 1].text == "-"
            or doc[first - 1].tag_ in ("HYPH", "VBN")
        )
    ):
        first -= 1
    if node.pos_ == "PROPN" and node.lower_ not in _kinds():
        # A name: leave off what is no part of it.
        while (
            first < node.i
            and doc[first].pos_ in ("ADJ", "NOUN", "CCONJ")
            and not doc[first].text[:1].isupper()
            and doc[first].text.casefold() not in ("al", "el")
        ):
            first += 1
    last = node.i
    if node.i + 1 < len(doc) and doc[node.i + 1].lower_ in _kinds() and doc[node.i + 1].head.i == node.i:
        last = node.i + 1
    return " ".join(doc[first : last + 1].text.split())


def realis(token: Any) -> bool:
    """Whether a verb is said to have happened or to hold, and is not under trying, planning or fighting for it."""
    node = token
    for _ in range(5):
        has_to = any(child.lower_ == "to" and child.dep_ == "aux" for child in node.children)
        head = node.head
        if any(child.dep_ == "neg" for child in node.children):
            return False
        if any(child.tag_ == "MD" for child in node.children):
            return False
        if node.dep_ in ("xcomp", "ccomp") and head.i != node.i:
            base = _base(head.lower_)
            if base in _rows()["irrealis"]:
                return False
            if has_to and base not in _rows()["realis"]:
                return False
            if has_to:
                node = head
                continue
            return True
        if has_to and node.dep_ != "ROOT" and not (node.dep_ == "conj" and _under_claim(node)):
            return False
        if node.dep_ == "pcomp":
            return head.lower_ in ("after", "by", "since", "with", "of") and _base(head.head.lower_) not in _rows()["irrealis"]
        if node.dep_ in ("conj",) and head.i != node.i:
            node = head
            continue
        return True
    return True


def _under_claim(node: Any) -> bool:
    return _base(node.head.head.lower_) in _rows()["realis"]


@functools.cache
def _bases() -> Mapping[str, str]:
    return {form: verb for name in ("irrealis", "realis") for verb in _rows()[name] for form in verb_forms(verb)}


def _base(word: str) -> str:
    return _bases().get(word, word)


def _subject(token: Any) -> Any | None:
    node = token
    for _ in range(5):
        own = [c for c in node.children if c.dep_ in ("nsubj", "nsubjpass")]
        if own:
            subject = own[0]
            if subject.lower_ in ("who", "which", "that") and node.dep_ in ("relcl", "acl"):
                return node.head
            return subject
        if node.dep_ in ("acl", "relcl"):
            return _last_conjunct(node.head, node.i)
        if node.dep_ in ("xcomp", "conj", "advcl", "pcomp", "prep") and node.head.i != node.i:
            node = node.head
            continue
        return None
    return None


def _last_conjunct(noun: Any, before: int) -> Any:
    """Of "troops and rebels holding the town", the noun next to the participle."""
    node = noun
    for _ in range(4):
        following = next((c for c in node.children if c.dep_ == "conj" and c.i < before and c.pos_ in ("NOUN", "PROPN")), None)
        if following is None:
            break
        node = following
    return node


def _agent(token: Any) -> Any | None:
    return next(
        (g for c in token.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"),
        None,
    )


def actor_words(token: Any | None) -> str | None:
    """The holder in words, without relative clauses."""
    if token is None or token.lower_ in ("it", "this", "that"):
        return None
    doc = token.doc
    first, last = token.left_edge.i, token.i
    for child in token.children:
        if child.i > token.i and child.dep_ == "prep" and child.lower_ in ("of", "from", "including") and child.i == last + 1:
            last = child.right_edge.i
            stop = next((t.i for t in doc[child.i : last + 1] if t.text == "," or t.dep_ in ("relcl", "acl")), None)
            last = (stop - 1) if stop is not None else last
    if token.i - first > 12:
        first = token.i
    return " ".join(doc[first : last + 1].text.split()) or None


def holdings_of(tokens: Any, known: frozenset[str] = frozenset()) -> tuple[Holding, ...]:
    """All statements of control in a parsed sentence, left to right. `known` are the place names of the document."""
    found: dict[int, Holding] = {}
    for token in tokens:
        for reader in (_by_control, _by_verb, _by_noun, _by_state, _by_rest, _by_extent):
            holding = _by_verb(tokens, token, known) if reader is _by_verb else reader(tokens, token)
            if holding is not None and holding.at not in found:
                found[holding.at] = holding
                break
    return tuple(found[at] for at in sorted(found))


def _by_rest(tokens: Any, token: Any) -> Holding | None:
    """ "the airport appeared to be all that they held", "the port is the only place they control"."""
    if token.dep_ not in ("relcl", "ccomp") or token.lower_ not in verb_forms("control") | verb_forms("hold"):
        return None
    head = token.head
    if head.lower_ not in ("all", "place", "part", "town", "city", "area", "district", "stronghold"):
        return None
    if head.lower_ != "all" and not any(c.lower_ in ("only", "last") for c in head.children):
        return None
    verb = head.head
    if head.dep_ not in ("attr", "oprd", "dobj") or verb.lower_ not in (
        "be",
        "is",
        "was",
        "are",
        "were",
        "remains",
        "remained",
    ):
        return None
    place, actor = _subject(verb), next((c for c in token.children if c.dep_ == "nsubj"), None)
    if place is None or actor is None or not _is_place(_deep(place), named=False):
        return None
    return Holding(
        Control(actor_words(actor), "full"),
        place_words(place),
        token.i,
        (place.left_edge.i, token.i),
        None,
        actor.i,
        True,
    )


def _by_extent(tokens: Any, token: Any) -> Holding | None:
    """ "how much of the city the rebels controlled was not clear": nobody commits to it (R26)."""
    if token.lower_ not in verb_forms("control") | verb_forms("hold") or token.pos_ != "VERB":
        return None
    match = re.search(r"\b(?:how much|what part|which parts?|the extent|whether)\b", text_of(tokens), re.IGNORECASE)
    unclear = re.search(r"\b(?:not (?:immediately )?clear|unclear|not known|uncertain)\b", text_of(tokens))
    if match is None or unclear is None or match.start() > token.idx:
        return None
    start = tokens.char_span(match.start(), match.end(), alignment_mode="expand").start
    if tokens[start].i > token.i:
        return None
    place = next((t for t in tokens[start : token.i] if t.dep_ == "pobj" and t.head.lower_ == "of"), None) or _object(
        tokens, token, 0
    )
    if place is None:
        return None
    actor = _subject(token)
    if actor is not None and actor.i == place.i:
        actor = None
    return Holding(
        Control(actor_words(actor), "contested"),
        place_words(place),
        token.i,
        (start, max(token.i, place.i)),
        "uncommitted",
        None if actor is None else actor.i,
        True,
    )


def _by_verb(tokens: Any, token: Any, known: frozenset[str] = frozenset()) -> Holding | None:
    rows = _verbs("take").get(token.lower_)
    if rows is None or token.pos_ not in ("VERB", "ADJ", "NOUN"):
        return None
    if token.pos_ == "NOUN" and not any(child.dep_ in ("nsubjpass", "agent", "auxpass", "nsubj") for child in token.children):
        return None
    after = [t.lower_ for t in tokens[token.i + 1 : token.i + 4]]
    row = next((r for r in rows if not r[1] or tuple(after[: len(r[1])]) == r[1]), None)
    if row is None or not realis(token):
        return None
    phrase = row[0]
    weak, named = phrase in _rows()["weak"], phrase in _rows()["named_only"]
    passive = [c for c in token.children if c.dep_ == "nsubjpass"]
    if passive or (token.tag_ == "VBN" and token.dep_ in ("relcl", "acl")):
        if not passive:
            return None
        place, actor = passive[0], _agent(token)
        if place.lower_ in ("that", "which", "it", "who"):
            return None
        if (
            weak
            and actor is None
            and not any(t.dep_ == "advmod" and t.lower_ in _rows()["degree"]["full"] for t in token.children)
            and phrase not in ("secure",)
        ):
            return None
    else:
        place = _object(tokens, token, len(row[1]))
        actor = _subject(token)
    if place is None or (place.i > token.i and place.lower_ == "control"):
        return None
    core = _deep(place)
    conjuncts = [core, *(c for c in core.children if c.dep_ == "conj")]
    if not any(_is_place(c, named=named) or _known(c, known, sure=phrase in _rows()["places_only"]) for c in conjuncts):
        return None
    if actor is not None and actor.ent_type_ in ("DATE", "TIME", "CARDINAL", "PERCENT"):
        return None
    if actor is None and phrase not in ("liberate", "recapture", "retake", "overrun", "secure", "capture", "seize"):
        return None
    first, last = _extent(tokens, token, place, passive=bool(passive))
    words = tokens[max(0, min(first, token.i - 3)) : last + 1].text
    city = part_of_city(core)
    perfect = any(c.lower_ in ("has", "have") and c.dep_ in ("aux", "auxpass") for c in token.children)
    state = phrase in (
        "hold",
        "control",
        "hold onto",
        "hold on to",
        "cling to",
        "rule",
        "run",
        "dominate",
        "occupy",
        "retain",
        "keep",
    )
    return Holding(
        Control(actor_words(actor), degree_of(words) if city is None else "partial"),
        place_words(place) if city is None else city,
        token.i,
        (first, last),
        None,
        None if actor is None else actor.i,
        state,
        perfect and state,
    )


def _object(tokens: Any, token: Any, skip: int) -> Any | None:
    for child in token.children:
        if child.dep_ in ("dobj", "obj") and child.i > token.i:
            return child
    for child in token.children:
        if child.dep_ == "prep" and child.i > token.i and skip:
            inner = next((g for g in child.children if g.dep_ == "pobj"), None)
            if inner is not None:
                return inner
    if skip:
        at = token.i + skip
        if at + 1 < len(tokens):
            head = tokens[at + 1]
            while head.head.i > head.i and head.dep_ in ("det", "amod", "compound", "poss", "nmod"):
                head = head.head
            return head if head.pos_ in ("NOUN", "PROPN") else None
    return None


def _extent(tokens: Any, token: Any, place: Any, *, passive: bool) -> tuple[int, int]:
    if passive:
        agent = _agent(token)
        aux = [c.i for c in token.children if c.dep_ in ("aux", "auxpass")]
        return min([place.i if place.i > token.i - 8 else token.i, *aux]), max(
            token.i, _edge(agent) if agent is not None else token.i
        )
    first = token.i
    for child in token.children:
        if child.dep_ == "advmod" and child.i == token.i - 1:
            first = child.i
    return first, max(token.i, _edge(place))


def _edge(node: Any) -> int:
    last: int = node.i
    for token in node.subtree:
        if token.i > node.i and (token.dep_ in ("relcl", "acl", "advcl") or token.text in (",", ";")):
            break
        last = max(last, token.i)
    return last


def _by_control(tokens: Any, token: Any) -> Holding | None:
    """ "took control of", "is in control of", "control of the city remains divided", "the extent of their control"."""
    if token.lower_ not in ("control", "hands", "hold") or token.pos_ != "NOUN":
        return None
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "over", "in", "on")), None)
    place = next((g for g in of.children if g.dep_ == "pobj"), None) if of is not None else None
    head = token.head
    if (
        of is None
        and token.i + 1 < len(tokens)
        and tokens[token.i + 1].lower_ in ("of", "over")
        and tokens[token.i + 1].head.i in (token.i, head.i)
    ):
        # "take control of": the parser may hang "of" on the verb.
        place = next((g for g in tokens[token.i + 1].children if g.dep_ == "pobj"), None)
    window = tokens[max(0, token.i - 6) : token.i + 1].text
    if token.lower_ == "hands":
        return _in_hands(tokens, token)
    if place is None:
        return _under(tokens, token)
    core = _deep(place)
    if not _is_place(core, named=False) and core.pos_ != "PROPN":
        return None
    first, last = token.i, _edge(place)
    words = tokens[max(0, token.i - 4) : last + 1].text
    subject_of = head if token.dep_ in ("nsubj", "nsubjpass") else None
    if subject_of is not None:
        pieces = tokens[token.i : min(len(tokens), subject_of.right_edge.i + 1)].text
        if any(word in pieces for word in _rows()["degree"]["contested"]):
            between = next(
                (
                    g
                    for t in subject_of.subtree
                    if t.lower_ in ("between", "among", "by")
                    for g in t.children
                    if g.dep_ == "pobj"
                ),
                None,
            )
            end = _edge(between) if between is not None else subject_of.i
            return Holding(
                Control(actor_words(between), "contested"),
                place_words(place),
                token.i,
                (first, max(end, last)),
                None,
                None if between is None else between.i,
                True,
            )
        return None
    poss = next((c for c in token.children if c.dep_ == "poss"), None)
    if token.dep_ == "pobj" and head.head.lower_ in ("extent", "degree", "level"):
        clause = head.head.head
        unclear = re.search(
            r"\b(?:not clear|unclear|not known|uncertain|in doubt)\b", tokens[head.head.i : min(len(tokens), clause.i + 6)].text
        )
        return Holding(
            Control(actor_words(poss), "contested"),
            place_words(place),
            token.i,
            (head.head.left_edge.i, last),
            "uncommitted" if unclear else None,
            None if poss is None else poss.i,
            True,
        )
    verbs = {form for verb in _rows()["with_control"] for form in verb_forms(verb)}
    lost = {form for verb in _rows()["lose"] for form in verb_forms(verb)}
    if token.dep_ in ("dobj", "obj") and head.lower_ in verbs | lost | {"has", "have", "had"}:
        if not realis(head):
            return None
        actor = _subject(head)
        degree = "none" if head.lower_ in lost else degree_of(words)
        return Holding(
            Control(actor_words(actor), degree),
            place_words(place),
            head.i,
            (head.i, last),
            None,
            None if actor is None else actor.i,
            head.lower_ in ("has", "have", "had", "retain", "retains"),
        )
    if head.lower_ == "in" and head.head.pos_ in ("AUX", "VERB"):
        if not realis(head.head):
            return None
        actor = _subject(head.head)
        return Holding(
            Control(actor_words(actor), degree_of(window + words)),
            place_words(place),
            token.i,
            (head.i, last),
            None,
            None if actor is None else actor.i,
            True,
        )
    if poss is not None and token.dep_ not in ("pobj",):
        return None
    return None


def _in_hands(tokens: Any, token: Any) -> Holding | None:
    """ "has been in the hands of the rebels"."""
    if token.head.lower_ not in ("in", "into"):
        return None
    if (stated := _appositive(tokens, token)) is not None:
        return stated
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    actor = next((g for g in of.children if g.dep_ == "pobj"), None) if of is not None else None
    adjective = next((c for c in token.children if c.dep_ in ("amod", "compound", "poss") and c.i < token.i), None)
    verb = token.head.head
    place = _subject(verb) if verb.pos_ in ("AUX", "VERB") else (verb if verb.pos_ in ("NOUN", "PROPN") else None)
    if place is None or (actor is None and adjective is None) or not _is_place(_deep(place), named=False):
        return None
    name = actor_words(actor) if actor is not None else adjective.text if adjective is not None else None
    last = _edge(actor) if actor is not None else token.i
    return Holding(
        Control(name, degree_of(tokens[place.left_edge.i : token.i].text)),
        place_words(place),
        token.i,
        (max(place.i, token.i - 8), last),
        None,
        None,
        True,
        True,
    )


def _appositive(tokens: Any, token: Any) -> Holding | None:
    """ "the village, one of the last still in rebel hands": told of the name before it."""
    adjective = next((c for c in token.children if c.dep_ in ("amod", "compound", "poss") and c.i < token.i), None)
    match = re.search(
        rf"(?P<name>{NAME}),[ ](?P<rest>(?:one of )?the (?:last|only|few|remaining)[^,]{{0,80}})$",
        text_of(tokens)[: token.idx + len(token.text)],
    )
    if adjective is None or match is None:
        return None
    first = tokens.char_span(match.start("rest"), match.end("rest"), alignment_mode="expand").start
    actor = adjective.text if adjective.text.endswith("s") else adjective.text + "s"
    return Holding(Control(actor, "full"), match["name"], token.i, (first, token.i), None, adjective.i, True)


def _under(tokens: Any, token: Any) -> Holding | None:
    """ "the town is now under rebel control", "has come under their control"."""
    if token.lower_ != "control" or token.head.lower_ != "under":
        return None
    verb = token.head.head
    if verb.pos_ not in ("AUX", "VERB") or not realis(verb) or _base(verb.lower_) in _rows()["irrealis"]:
        return None
    if verb.lower_ not in (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "remain",
        "remains",
        "remained",
        "come",
        "came",
        "comes",
        "fell",
        "fallen",
    ):
        return None
    place = _subject(verb)
    if place is None:
        return None
    owner = next(
        (
            c
            for c in token.children
            if c.dep_ in ("amod", "compound", "poss") and c.i < token.i and c.lower_ not in _rows()["degree"]["full"]
        ),
        None,
    )
    of = next(
        (g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None
    )
    actor = of if of is not None else owner
    if actor is None:
        return None
    if not _is_place(_deep(place), named=False) and not (place.pos_ == "PROPN" and is_person(actor.lower_)):
        return None
    first = min(place.left_edge.i, token.i)
    last = _edge(of) if of is not None else token.i
    name = actor_words(of) if of is not None else owner.text if owner is not None else None
    return Holding(
        Control(name, degree_of(tokens[first : last + 1].text)),
        place_words(place),
        token.i,
        (max(first, token.i - 14), last),
        None,
        actor.i,
        True,
    )


def _by_noun(tokens: Any, token: Any) -> Holding | None:
    """ "a takeover of the capital by militias"."""
    nouns = {form for noun in _rows()["nouns"] for form in noun_forms(noun)}
    if token.pos_ != "NOUN" or token.lower_ not in nouns:
        return None
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    place = next((g for g in of.children if g.dep_ == "pobj"), None) if of is not None else None
    if place is None or not _is_place(_deep(place), named=token.lower_ == "fall"):
        return None
    if token.head.pos_ == "VERB" and _base(token.head.lower_) in _rows()["irrealis"]:
        return None
    agent = next((g for t in token.subtree if t.lower_ == "by" for g in t.children if g.dep_ == "pobj"), None)
    if agent is None:
        agent = _by_near(tokens, _edge(place)) or next((c for c in token.children if c.dep_ == "poss"), None)
    if agent is not None and agent.pos_ == "PRON":
        return None
    return Holding(
        Control(actor_words(agent), degree_of(token.doc[max(0, token.i - 2) : place.i + 1].text)),
        place_words(place),
        token.i,
        (token.i, max(_edge(place), token.i)),
        None,
        None if agent is None else agent.i,
        False,
        True,
    )


def _by_near(tokens: Any, i: int) -> Any | None:
    """The agent after "by", where the parser hangs it elsewhere."""
    for at in range(i + 1, min(len(tokens), i + 6)):
        if tokens[at].lower_ == "by":
            return next((g for g in tokens[at].children if g.dep_ == "pobj"), None)
        if tokens[at].pos_ not in ("PUNCT", "PROPN", "NOUN", "DET", "ADJ"):
            return None
    return None


_HELD = re.compile(r"^([A-Za-z]+)-(?:held|controlled|run|occupied)$")


def _by_state(tokens: Any, token: Any) -> Holding | None:
    """ "one of the last jihadist-held districts": the holder in a compound, told of a place in apposition."""
    if token.lower_ not in ("held", "controlled", "occupied") or token.i < 2 or tokens[token.i - 1].text != "-":
        fallen = _verbs("falls").get(token.lower_)
        return _fell(tokens, token) if fallen and token.pos_ == "VERB" else None
    noun = token
    while noun.head.i > noun.i and noun.dep_ in ("amod", "compound", "nmod"):
        noun = noun.head
    if noun.lower_ not in _kinds():
        return None
    node = noun
    for _ in range(3):
        if node.dep_ in ("pobj", "prep") and node.head.i != node.i and node.head.pos_ in ("ADP", "NUM", "NOUN", "PROPN"):
            node = node.head
        else:
            break
    place = node.head if node.dep_ == "appos" and node.head.pos_ == "PROPN" else None
    if place is None:
        before = [t for t in tokens[max(0, node.left_edge.i - 6) : node.left_edge.i] if t.pos_ == "PROPN"]
        place = (
            before[0]
            if before and node.dep_ in ("appos", "dobj", "npadvmod", "conj", "nmod", "dep", "ROOT", "attr") and node.i != noun.i
            else None
        )
    if place is None:
        return None
    actor = tokens[token.i - 2]
    return Holding(
        Control(actor.text + ("s" if not actor.text.endswith("s") else ""), "full"),
        place_words(place),
        token.i,
        (node.left_edge.i, _edge(noun)),
        None,
        actor.i,
        True,
    )


def _fell(tokens: Any, token: Any) -> Holding | None:
    after = [t.lower_ for t in tokens[token.i + 1 : token.i + 3]]
    if not after or after[0] not in ("to", "into"):
        return None
    place = _subject(token)
    actor = next(
        (g for c in token.children if c.dep_ == "prep" and c.lower_ in ("to", "into") for g in c.children if g.dep_ == "pobj"),
        None,
    )
    if actor is not None and actor.lower_ == "hands":
        of = next((g for c in actor.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"), None)
        actor = of
    if place is None or actor is None or not realis(token):
        return None
    # A name that falls to people is a place, whatever the parser takes it for.
    if not _is_place(_deep(place), named=False) and not (place.pos_ == "PROPN" and is_person(actor.lower_)):
        return None
    if actor.lower_ in ("disrepair", "ruin", "ruins", "ground", "death", "pieces", "chaos") or actor.ent_type_ in (
        "PERCENT",
        "MONEY",
        "CARDINAL",
        "DATE",
    ):
        return None
    return Holding(
        Control(actor_words(actor), degree_of(tokens[place.left_edge.i : actor.i].text)),
        place_words(place),
        token.i,
        (max(place.i, token.i - 12), _edge(actor)),
        None,
        actor.i,
    )
