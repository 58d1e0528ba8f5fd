"""Drafts of passages of our own: what is told, in whose voice, and what is left out."""

import pytest

from quizapp.bank.document import Entity
from quizapp.bank.terms import JsonObject
from quizapp.drafting.gating.gates import Checker
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import DraftSet


def _draft(*texts: str) -> DraftSet:
    return draft_facts(
        [(number, text) for number, text in enumerate(texts, start=1)],
        known={},
        article="a",
        topic="t",
    )


def _facts(*texts: str, kind: str = "") -> list[JsonObject]:
    return [each.fact for each in _draft(*texts).drafts if kind in {"", each.fact["type"]}]


def _statements(text: str, kind: str) -> list[str]:
    return [each["statement"] for each in _facts(text, kind=kind)]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("In 1991, the Soviet Union collapsed.", "The Soviet Union collapsed in 1991."),
        (
            "The harbour, which opened in 1856, was later rebuilt.",
            "The harbour opened in 1856.",
        ),
        (
            "Anna Weber was a chemist. Born in Zurich in 1887, she studied in Jena.",
            "Anna Weber was born in Zurich in 1887.",
        ),
        (
            "The yard had closed in 1982, leaving many men without work.",
            "The yard closed in 1982.",
        ),
        (
            "Simon Alden ran the agency until his resignation in June 2021.",
            "Simon Alden resigned in June 2021.",
        ),
    ],
)
def test_dated_clauses_are_events(text: str, statement: str) -> None:
    assert statement in _statements(text, "event")


@pytest.mark.parametrize(
    "text",
    [
        "The firm did not open the yard in 1990.",
        "The firm planned to open the yard in 1990.",
        "The firm would open the yard in 2040.",
        "If the firm had opened the yard in 1990, it would have failed.",
        "Did the firm open the yard in 1990?",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert [each for each in _facts(text, kind="event") if each["status"] == "stated"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber said that the yard closed in 1982.",
        "According to Anna Weber, the yard closed in 1982.",
        "The yard closed in 1982, Anna Weber said.",
        '"The yard closed in 1982," said Anna Weber.',
        "Critics argue that the yard closed in 1982.",
    ],
)
def test_what_is_only_said_is_never_stated(text: str) -> None:
    assert [each["statement"] for each in _facts(text) if each["status"] == "stated"] == []


@pytest.mark.parametrize(
    ("text", "person", "office"),
    [
        ("Ruth Okafor, the mayor of Leeds, opened the school.", "ruth-okafor", "mayor"),
        ("The mayor, Susan Hale, opened the school.", "susan-hale", "mayor"),
        ("The marine biologist Anna Weber dived here.", "anna-weber", "marine biologist"),
        (
            "Anna Weber became professor of chemistry in 1922.",
            "anna-weber",
            "professor of chemistry",
        ),
        ("Amara Lind, who chairs the Harbour Society, agreed.", "amara-lind", "chair"),
    ],
)
def test_offices_are_roles(text: str, person: str, office: str) -> None:
    found = [
        (each["slots"]["person"], each["slots"]["office"]) for each in _facts(text, kind="role")
    ]
    assert (person, office) in found


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("The Elbe Tunnel is 426 metres long.", "the length of the Elbe Tunnel", 426.0),
        ("The Elbe Tunnel cost 10.7 million marks.", "the cost of the Elbe Tunnel", 10.7),
        (
            "In 2003 the council employed 310 people.",
            "the number of people that the council employed in 2003",
            310.0,
        ),
        ("Emissions fell by 12% in 2009.", "the fall in emissions in 2009", 12.0),
        (
            "In the siege 3,000 people died of hunger.",
            "the number of people who died of hunger in the siege",
            3000.0,
        ),
        (
            "The fund, set up in 1999, sold the land for 2 million dollars.",
            "the sum for which the fund sold the land",
            2.0,
        ),
        (
            "In 1962 the US Navy kept 120 ships.",
            "the number of ships that the US Navy kept in 1962",
            120.0,
        ),
        (
            "In 2008 the cheese market was worth US$68.4 billion.",
            "the value of the cheese market in 2008",
            68.4,
        ),
    ],
)
def test_numbers_say_what_they_measure(text: str, what: str, value: float) -> None:
    found = [
        (each["slots"]["what"], each["slots"]["value"]) for each in _facts(text, kind="quantity")
    ]
    assert (what, value) in found


def test_a_list_after_including_is_not_complete() -> None:
    text = "Several countries, including Chile, Peru and Bolivia, have joined the pact."
    (fact,) = _facts(text, kind="membership")
    assert fact["slots"]["members"] == ["chile", "peru", "bolivia"]
    assert not fact["slots"]["complete"]


def test_an_act_by_somebody_is_told_with_the_actor_first() -> None:
    (fact,) = _facts("The old tower was built by Sofie Brandt.", kind="action")
    assert fact["statement"] == "Sofie Brandt built the old tower."
    assert fact["slots"] == {"actor": "sofie-brandt", "act": "built the old tower"}


def test_terms_of_a_treaty_name_it() -> None:
    text = (
        "The Treaty of Lindau was signed in 1856 by Bavaria and Austria. "
        "Under the treaty, Austria gave up its claim to the islands."
    )
    found = _facts(text, kind="agreement")
    assert [each["slots"].get("when") for each in found] == ["1856", None]
    assert found[1]["slots"]["gave"] == "its claim to the islands"


def test_steps_are_a_sequence() -> None:
    text = (
        "To make a forecast, the operator first sets the wheels, then turns the crank for an hour "
        "and finally reads the curve."
    )
    (fact,) = _facts(text, kind="sequence")
    assert [each["text"] for each in fact["slots"]["steps"]] == [
        "the operator sets the wheels",
        "the operator turns the crank for an hour",
        "the operator reads the curve",
    ]


def test_a_pronoun_that_could_be_two_persons_gives_no_draft() -> None:
    text = "Anna Weber and Clara Lind met in Jena. She founded a school in 1922."
    assert [each for each in _statements(text, "event") if "1922" in each] == []


TEXTS = (
    (
        "Anna Weber was a German chemist. In 1922 she joined the Kaiser Institute in Berlin. "
        "She discovered webium in 1925 and died in Zurich on 3 May 1950."
    ),
    (
        "The firm was founded in 1902 by Otto Klein. It moved to Hamburg in 1910 and employs 4,000 "
        "people. The museum, which opened in 1990 in a former mill, shows 300 machines."
    ),
)


def test_evidence_is_a_run_of_the_passage() -> None:
    for fact in _facts(*TEXTS):
        assert fact["evidence"] in TEXTS[fact["passage"] - 1]


def test_every_draft_passes_the_check_of_the_bank() -> None:
    found = _draft(*TEXTS)
    assert len(found.drafts) > 6
    ids = [each.fact["id"] for each in found.drafts]
    assert len(set(ids)) == len(ids)
    assert all(len(each) <= 80 and each.startswith("a-") for each in ids)
    entities = [Entity.model_validate(each, strict=False) for each in found.entities]
    checker = Checker(list(enumerate(TEXTS, start=1)), entities, "t")
    assert [checker.problem(each.fact) for each in found.drafts if each.fact["id"]] == [""] * len(
        ids
    )


def test_the_same_text_gives_the_same_drafts() -> None:
    assert _draft(*TEXTS) == _draft(*TEXTS)


def test_an_empty_article_gives_no_drafts() -> None:
    assert _draft() == DraftSet()
    assert _draft("").drafts == ()
