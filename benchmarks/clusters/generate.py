"""Reports of made-up events, with the events they truly tell of: a seeded generator whose noise stands in settings.toml.

Each event has a place, a day, a kind, an actor, victims and counts, and is told by several reports (sizes with a heavy
tail); each report spells, paraphrases, shifts, bounds or leaves out. Names are made of syllables or are general words of
the field. Needs numpy and pandas alone, so that every system's own environment makes the same table from the same seed.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

SETTINGS = tomllib.loads(Path(__file__).with_name("settings.toml").read_text("utf-8"))
LEVELS = ("low", "medium", "high", "tail")
REGIMES = ("sparse", "dense")
COLUMNS = (
    "id", "place", "day", "event", "actor", "population", "killed_low", "killed_high", "injured_low", "injured_high"
)  # fmt: skip

EVENTS = (
    ("car bomb", "VBIED", "vehicle-borne bomb", "explosives-laden car"),
    ("air strike", "aerial bombardment", "bombing raid", "warplanes hit"),
    ("shelling", "artillery fire", "mortar rounds", "rocket barrage"),
    ("suicide attack", "suicide bomber", "man wearing an explosive vest"),
    ("ambush", "convoy attacked", "patrol came under fire"),
    ("armed clash", "firefight", "heavy fighting", "gun battle"),
    ("kidnapping", "abduction", "hostages taken"),
    ("roadside bomb", "IED", "improvised explosive device", "planted explosives"),
    ("shooting", "gunmen opened fire", "shot by gunmen"),
    ("execution", "summary killing", "beheading"),
    ("drone strike", "UAV attack", "unmanned aircraft"),
    ("landmine", "mine explosion", "unexploded shell"),
)
VICTIMS = (
    ("civilians", "residents", "local people", "non-combatants"),
    ("soldiers", "troops", "army personnel", "servicemen"),
    ("police", "police officers", "policemen", "members of the security forces"),
    ("militants", "insurgents", "extremist fighters", "gunmen"),
    ("women and children", "family members", "a family"),
    ("worshippers", "people at prayer", "the faithful"),
    ("pupils", "schoolchildren", "students"),
    ("aid workers", "humanitarian staff", "relief workers"),
    ("journalists", "reporters", "a television crew"),
    ("officials", "government employees", "civil servants"),
    ("villagers", "farmers", "herders"),
    ("tribal fighters", "local militia", "pro-government militiamen"),
)
UNKNOWN_ACTORS = ("unknown gunmen", "unidentified attackers", "no group claimed responsibility")
ONSETS = ("b", "d", "dh", "f", "g", "gh", "h", "j", "k", "kh", "l", "m", "n", "q", "r", "s", "sh", "t", "th", "w", "y", "z")
VOWELS = ("a", "a", "a", "i", "u", "aa", "ee", "ou", "ai")
CODAS = ("", "", "", "n", "r", "l", "m", "s", "d", "b", "h", "t")
NOUNS = ("Brigade", "Front", "Movement", "Army", "Battalion", "Council", "Shield", "Martyrs", "Banner", "Resistance")
# What two hands write for one sound.
SPELLINGS = (("kh", "h"), ("q", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "ch"), ("ou", "u"), ("ee", "i"), ("aa", "a"),
             ("ai", "ay"), ("j", "dj"), ("u", "o"), ("w", "ou"), ("i", "e"))  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _word(random: np.random.Generator, syllables: int) -> str:
    parts = []
    for number in range(syllables):
        parts.append(ONSETS[random.integers(len(ONSETS))] + VOWELS[random.integers(len(VOWELS))])
        if number == syllables - 1 or random.random() < 0.25:
            parts.append(CODAS[random.integers(len(CODAS))])
    return "".join(parts)


def _respelled(name: str, random: np.random.Generator) -> str:
    """The name in another hand: one to three sounds exchanged, an article put before it or left out."""
    plain = name.lower()
    for _ in range(1 + int(random.integers(3))):
        here = [pair for pair in SPELLINGS if pair[0] in plain]
        if here:
            old, new = here[random.integers(len(here))]
            plain = plain.replace(old, new, 1)
    title = " ".join(word[:1].upper() + word[1:] for word in plain.split())
    if random.random() < 0.2:
        return title.removeprefix("Al-") if title.startswith("Al-") else f"Al-{title}"
    return title


def _names(count: int, random: np.random.Generator) -> list[list[str]]:
    """Made-up places, each with the spellings it goes by; the first is the usual one."""
    found: dict[str, list[str]] = {}
    while len(found) < count:
        name = _word(random, 2 + int(random.random() < 0.5)).capitalize()
        if name not in found:
            found[name] = [name, *dict.fromkeys(_respelled(name, random) for _ in range(3))]
    return list(found.values())


def _actors(count: int, random: np.random.Generator) -> list[list[str]]:
    """Unknown attackers first; then groups with initials and short forms, and persons with titles and initials."""
    found: dict[str, list[str]] = {UNKNOWN_ACTORS[0]: list(UNKNOWN_ACTORS)}
    while len(found) < count:
        if random.random() < 0.7:
            first, noun = _word(random, 2).capitalize(), NOUNS[random.integers(len(NOUNS))]
            second = _word(random, 2).capitalize()
            full = f"{first} {second} {noun}"
            others = [f"{first[0]}{second[0]}{noun[0]}", _respelled(full, random), f"{noun} of {first} {second}"]
        else:
            given, family = _word(random, 2).capitalize(), _word(random, 3).capitalize()
            full = f"{given} {family}"
            others = [f"{given[0]}. {family}", f"{family}, {given}", _respelled(full, random), f"General {family}"]
        found.setdefault(full, [full, *dict.fromkeys(others)])
    return list(found.values())


def _zipf(count: int, exponent: float, size: int, random: np.random.Generator) -> np.ndarray:
    shares = np.cumsum(1.0 / np.arange(1, count + 1) ** exponent)
    return np.searchsorted(shares / shares[-1], random.random(size), side="right").clip(0, count - 1)


def _typo(name: str, kind: int, at: float, letter: int) -> str:
    i = min(int(at * len(name)), len(name) - 1)
    if kind == 0:
        return name[:i] + name[i + 1 :]
    if kind == 1:
        return name[:i] + LETTERS[letter] + name[i:]
    if kind == 2:
        return name[:i] + LETTERS[letter] + name[i + 1 :]
    return name[: max(i - 1, 0)] + name[i : i + 1] + name[max(i - 1, 0) : i] + name[i + 1 :]


def _told(choices: list[list[str]], true: np.ndarray, noise: dict[str, float], random: np.random.Generator) -> np.ndarray:
    """The value each report gives, of the entity it means: usual form, another form, a typo, another entity, nothing."""
    size = len(true)
    draw = random.random(size)
    other = draw < noise["other"]
    entity = np.where(other, random.integers(0, len(choices), size), true)
    widths = np.array([len(forms) for forms in choices])
    flat = np.array([form for forms in choices for form in forms], dtype=object)
    starts = np.concatenate([[0], np.cumsum(widths)[:-1]])
    respelled = random.random(size) < noise.get("synonym", noise.get("spelling", 0.0))
    form = np.where(respelled & (widths[entity] > 1), 1 + (random.random(size) * (widths[entity] - 1)).astype(int), 0)
    told = flat[starts[entity] + form]
    slips = np.flatnonzero(random.random(size) < noise["typo"])
    kinds, spots, letters = random.integers(0, 4, size), random.random(size), random.integers(0, 26, size)
    for i in slips:
        told[i] = _typo(told[i], kinds[i], spots[i], letters[i])
    told[random.random(size) < noise["missing"]] = None
    return told


def _counts(true: np.ndarray, noise: dict[str, float], random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Bounds each report gives: the count, another count nearby, "at least" or "up to", or nothing."""
    size = len(true)
    kind = random.random(size)
    span = np.maximum(1, np.round(true * 0.3)).astype(int)
    shift = 1 + (random.random(size) * span).astype(int)
    sign = np.where(random.random(size) < 0.6, -1, 1)
    off = kind < noise["off"]
    value = np.maximum(np.where(off, true + sign * shift, true), 0).astype(float)
    low, high = value.copy(), value.copy()
    bound = (kind >= noise["off"]) & (kind < noise["off"] + noise["bound"])
    least = bound & (random.random(size) < 0.8)
    low[least] = np.maximum(true[least] - (random.random(size)[least] < 0.5), 0)
    high[least] = np.inf
    most = bound & ~least
    low[most] = 0
    missing = random.random(size) < noise["missing"]
    low[missing] = high[missing] = np.nan
    return low, high


def reports(size: int, level: str = "medium", regime: str = "sparse", seed: int = 1) -> tuple[pd.DataFrame, np.ndarray]:
    """`size` reports in the order of their ids, and the number of the event that each tells of.

    level: "low", "medium", "high" (noise), or "tail" (medium noise, names with a long tail). regime: "sparse" (as many
    events a day whatever the size) or "dense" (all within four years).
    """
    random = np.random.Generator(np.random.PCG64(seed))
    settings: dict[str, Any] = SETTINGS[level]
    world = SETTINGS["world"] | settings.get("world", {})
    noise = SETTINGS[settings["like"]] if "like" in settings else settings
    sizes = SETTINGS["sizes"]
    drawn = 1 + np.floor(sizes["scale"] * (random.random(size) ** (-1 / sizes["alpha"]) - 1)).astype(int)
    drawn = drawn.clip(1, sizes["largest"])
    events = int(np.searchsorted(np.cumsum(drawn), size)) + 1
    true = np.repeat(np.arange(events), drawn[:events])[:size]

    places, actors = _names(world["places"], random), _actors(world["actors"], random)
    days = SETTINGS["regimes"]["dense_days"] if regime == "dense" else max(1, events // SETTINGS["regimes"]["events_a_day"])
    place = _zipf(len(places), world["places_zipf"], events, random)
    actor = _zipf(len(actors), world["actors_zipf"], events, random)
    kind = _zipf(len(EVENTS), 0.5, events, random)
    victims = _zipf(len(VICTIMS), 0.7, events, random)
    day = random.integers(0, days, events)
    killed = np.floor(np.exp(random.standard_normal(events) * 1.1 + 0.8)).astype(int)
    injured = np.floor(np.exp(random.standard_normal(events) * 1.2 + 1.2)).astype(int)

    draw = random.random(size)
    shifts = noise["day"]
    late = np.zeros(size, dtype=int)
    edge = 0.0
    for by in (1, 2, 3):
        late[(draw >= edge) & (draw < edge + shifts[f"shift{by}"])] = by
        edge += shifts[f"shift{by}"]
    # A report is dated late more often than early.
    late = np.where(random.random(size) < 0.8, late, -late)
    told_day = (np.datetime64("2000-01-01") + (day[true] + late)).astype("datetime64[s]")
    told_day[random.random(size) < shifts["missing"]] = np.datetime64("NaT")
    killed_low, killed_high = _counts(killed[true], noise["killed"], random)
    injured_low, injured_high = _counts(injured[true], noise["injured"], random)
    frame = pd.DataFrame(
        {
            "place": _told(places, place[true], noise["place"], random),
            "day": told_day,
            "event": _told([list(forms) for forms in EVENTS], kind[true], noise["event"], random),
            "actor": _told(actors, actor[true], noise["actor"], random),
            "population": _told([list(forms) for forms in VICTIMS], victims[true], noise["population"], random),
            "killed_low": killed_low,
            "killed_high": killed_high,
            "injured_low": injured_low,
            "injured_high": injured_high,
        }
    )
    order = np.argsort(random.random(size), kind="stable")
    frame = frame.iloc[order].reset_index(drop=True)
    frame.insert(0, "id", [f"r{number:08d}" for number in range(size)])
    return frame, true[order]


def digest(frame: pd.DataFrame, events: np.ndarray) -> str:
    """Twelve hex digits that two environments share just where their tables are equal."""
    found = hashlib.sha256(events.astype("<i8").tobytes())
    for column in frame.columns:
        cells = frame[column].astype(object).where(frame[column].notna(), "")
        found.update("\x1f".join(map(str, cells)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:12]
