"""The seed reports and their gold claims are what seeds/README.md says they are."""

import collections
import datetime
import json
import os
import pathlib
import re

import pytest

SEEDS = pathlib.Path(__file__).resolve().parent.parent / "seeds"
OUTLETS = {
    "1-benghazi-offensive.md": ("Al Alam", "AP", datetime.date(2015, 2, 8)),
    "2-lithi-retaken.md": ("Gulf Times", "AFP", datetime.date(2016, 2, 24)),
    "3-militias-claim-city.md": ("Al Jazeera America", "AP", datetime.date(2014, 7, 31)),
    "4-clashes-hospitals.md": ("CNN", None, datetime.date(2014, 6, 2)),
    "5-qawarsha-sector.md": ("Arab News", "AFP", datetime.date(2016, 11, 17)),
}
ONE, TWO, THREE, FOUR, FIVE = OUTLETS
HEADLINE = "Haftar camp proclaims a Benghazi victory"
RUN = 10
WORD = re.compile(r"[^\W_]+")


def read(name):
    """Text of a seed file, decoded without newline translation, so that offsets are the file's own."""
    return (SEEDS / name).read_bytes().decode("utf-8")


def split(name):
    """Front matter and body of a report."""
    _, front, body = read(name).split("---\n", 2)
    return front, body


def paragraphs(name):
    """Paragraphs of a report's body, headings included."""
    return [p for p in split(name)[1].strip().split("\n\n") if p]


def gold():
    """Gold claims, in file order."""
    return [json.loads(line) for line in read("gold.jsonl").splitlines()]


def runs(text):
    """Every run of RUN words in a row, in lower case."""
    words = [w.lower() for w in WORD.findall(text)]
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def days(window):
    """Every day a window names, with pairs opened."""
    for end in window:
        yield from (end if isinstance(end, list) else [end])


def test_the_five_reports_are_there_and_no_other():
    assert {p.name for p in SEEDS.glob("*.md")} == {*OUTLETS, "README.md"}


@pytest.mark.parametrize("name", [*OUTLETS, "README.md", "gold.jsonl"])
def test_files_are_utf8_with_lf_and_no_bom(name):
    raw = (SEEDS / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")
    raw.decode("utf-8")


@pytest.mark.parametrize("name", OUTLETS)
def test_front_matter_names_the_original(name):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    assert read(name).startswith("---\n")
    front, _ = split(name)
    outlet, agency, published = OUTLETS[name]
    expected = {"outlet": outlet, "published": published} | ({"agency": agency} if agency else {})
    assert yaml.safe_load(front) == {"restates": expected, "place": "Benghazi"}


@pytest.mark.parametrize("name", OUTLETS)
def test_readme_names_the_original_as_retold(name):
    outlet, _, published = OUTLETS[name]
    row = next(line for line in read("README.md").splitlines() if line.startswith(f"| `{name}`"))
    assert outlet in row
    assert published.isoformat() in row
    assert f"{published:%A}" in row
    assert "retold from" in read("README.md")


def test_gold_holds_57_claims_with_unique_ids():
    ids = [g["id"] for g in gold()]
    assert len(ids) == len(set(ids)) == 57
    assert collections.Counter(i[0] for i in ids) == {
        "A": 5,
        "B": 5,
        "C": 1,
        "D": 7,
        "E": 4,
        "K": 17,
        "Q": 7,
        "S": 4,
        "O": 7,
    }
    kinds = collections.Counter(g["kind"] for g in gold())
    assert kinds == {"count": 29, "control": 17, "occurrence": 7, "distance": 4}


@pytest.mark.parametrize("claim", gold(), ids=lambda g: g["id"])
def test_gold_quote_is_the_text_at_its_span(claim):
    text = read(claim["doc"])
    start, end = claim["span"]
    assert text[start:end] == claim["quote"]
    assert start >= len(text) - len(split(claim["doc"])[1]), "a quote lies in the body, never in the front matter"
    assert "\n" not in claim["quote"]


@pytest.mark.parametrize("claim", gold(), ids=lambda g: g["id"])
def test_gold_fields_are_well_formed(claim):
    if claim["kind"] == "count":
        low, high = claim["low"], claim["high"]
        assert low is None or high is None or low <= high
    if "window" in claim:
        assert len(claim["window"]) == 2
        known = [datetime.date.fromisoformat(d) for d in days(claim["window"]) if d]
        assert known == sorted(known)
        assert all(d <= OUTLETS[claim["doc"]][2] for d in known), "nothing is dated after publication"
    if "subset_of" in claim:
        assert claim["subset_of"] in {g["id"] for g in gold()}


@pytest.mark.parametrize("claim", gold(), ids=lambda g: g["id"])
def test_gold_keys_are_in_the_readme(claim):
    explained = {k for line in read("README.md").splitlines() if line.startswith("| `") for k in re.findall(r"`(\w+)`", line)}
    assert set(claim) <= explained


@pytest.mark.parametrize("claim", gold(), ids=lambda g: g["id"])
def test_gold_speaker_is_named_in_the_report(claim):
    speaker = claim.get("attribution")
    if speaker is None or claim["id"] == "K2":  # "they" is explained in brackets
        return
    body = {w.lower() for w in WORD.findall(split(claim["doc"])[1])}
    assert {w.lower() for w in WORD.findall(speaker)} <= body


def test_report_1_has_its_traps():
    body = split(ONE)[1]
    assert "killed since Friday, Libya army rushes fresh units to Benghazi." in body
    assert "Hifter" in body
    assert "Haftar" in body
    assert "their campaign early on Saturday" in body
    captions = [p for p in paragraphs(ONE) if "December 17, 2014" in p]
    assert len(captions) == 1
    assert captions[0].endswith(" AFP")


def test_report_2_has_its_traps():
    body = split(TWO)[1]
    assert body.count("yesterday") == 4
    assert "since the start of the latest offensive" in body
    assert "At the weekend" in body
    assert not re.search(r"(?i)\b(monday|tuesday|wednesday|thursday|february)\b", body)


def test_report_3_ends_in_a_form_error():
    assert paragraphs(THREE)[-2] == "Error"
    assert "comment" in paragraphs(THREE)[-1]


def test_report_4_has_its_traps():
    body = split(FOUR)[1]
    assert "most of the casualties" in body
    assert re.search(r"\d people dead and more than 40 wounded,", body)


def test_report_5_has_its_traps():
    body = split(FIVE)[1]
    assert body.count(HEADLINE) == 4
    lines = paragraphs(FIVE)
    assert len(lines[0]) == 1
    assert ord(lines[0]) > 127
    assert [line.lstrip("# ") == HEADLINE for line in lines[1:7]] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert lines[3].endswith("(AFP)")
    assert "Ahmed al-Mesmari" in body
    assert "Ahmad Mesmari" in body


def test_only_the_fifth_report_states_its_date():
    for name, (_, _, published) in OUTLETS.items():
        body = split(name)[1]
        assert (f"{published.day} {published:%B} {published.year}" in body) == (name == FIVE)
        assert published.isoformat() not in body
    assert "Updated 17 November 2016" in paragraphs(FIVE)


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        (ONE, ["al-Leiti", "Ansar al-Shariah", "Muammar Gaddafi", "Hifter", "Haftar"]),
        (TWO, ["Lithi", "Ansar al-Sharia,", "Al Qaeda", "Muammar Gaddafi", "Haftar", "Da’esh"]),
        (THREE, ["Ansar al-Shariah", "Muammar Gaddafi", "Haftar"]),
        (
            FOUR,
            ["Ansar al Sharia", "Moammar Gadhafi", "Haftar", "al-Hijazi", "al-Zahawi", "al Qaeda"],
        ),
        (
            FIVE,
            [
                "Ansar Al-Sharia",
                "Al-Qaeda",
                "Muammar Qaddafi",
                "Haftar",
                "al-Mesmari",
                "Ali Al-Thabet",
            ],
        ),
    ],
)
def test_names_are_spelled_as_the_outlet_spells_them(name, spellings):
    body = split(name)[1]
    assert [s for s in spellings if s not in body] == []


def test_nobody_is_quoted_beyond_single_terms():
    for name in OUTLETS:
        body = split(name)[1]
        quoted = re.findall("“([^”]*)”", body) + re.findall('"([^"]*)"', body)
        assert set(quoted) <= {"great victory", "extremists"}


def test_no_run_of_ten_words_is_an_original_s():
    data = os.environ.get("RECONCILE_DATA")
    originals = sorted(pathlib.Path(data, "seeds").glob("*.txt")) if data else []
    if not originals:
        pytest.skip("RECONCILE_DATA is not set, or holds no seeds/*.txt: the original reports are not distributed")
    known = set().union(*(runs(p.read_text("utf-8")) for p in originals))
    for path in sorted(SEEDS.glob("*.*")):
        assert runs(read(path.name)) & known == set(), path.name
