"""The evaluation judges gold as gold, and plainly wrong drafts as wrong."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from quizapp.bank.load import load_bank
from quizapp.bank.terms import JsonObject
from tests.evaluation.drafting_run import Run
from tests.evaluation.figures import Evaluated, evaluate
from tests.evaluation.gold import ROOT, SETS, GoldArticle, Item, Name, list_articles, read_gold
from tests.evaluation.judge import Judged, Verdict, judge
from tests.evaluation.matching import CORE
from tests.evaluation.wording_faults import dangling

ARTICLES: Final = [(group, each) for group in SETS for each in list_articles(group)]
NEWS: Final = "marrick-fold-dam"


def _documents(group: str, article_id: str) -> tuple[list[JsonObject], list[JsonObject]]:
    bank = load_bank(ROOT / group / article_id)
    facts = [each.model_dump(mode="json", exclude_none=True) for each in bank.facts()]
    entities = [each.model_dump(mode="json", exclude_none=True) for each in bank.entities.values()]
    return facts, entities


def _evaluate(
    facts: list[JsonObject], entities: list[JsonObject], article: GoldArticle
) -> Evaluated:
    drafts = tuple({"fact": each, "confidence": 1.0, "held": ""} for each in facts)
    return evaluate(article, Run(tuple(entities), drafts, 0.1, 50.0))


@pytest.mark.parametrize(("group", "article_id"), ARTICLES)
def test_gold_as_drafts_is_found_and_acceptable(group: str, article_id: str) -> None:
    facts, entities = _documents(group, article_id)
    article = read_gold(group, article_id)
    done = _evaluate(facts, entities, article)
    figures = done.figures
    assert figures.typed == figures.untyped == figures.same_status == figures.gold >= 30
    assert figures.as_fact == figures.wrong_speaker == 0
    assert not done.missed
    # In dev each gold fact is worded as the judge wants it; elsewhere one in eight may be worded
    # freely, as nobody rewords what is kept when the judge learns to see more.
    allowed = 0 if group == "dev" else figures.gold // 8
    wrong = {
        each.item.id: dict(each.faults) or each.verdict
        for each in done.judged
        if each.verdict is not Verdict.ACCEPTABLE
    }
    assert len(wrong) <= allowed, wrong


@pytest.mark.parametrize(("group", "article_id"), ARTICLES)
def test_what_an_author_would_accept_has_the_slots_that_are_compared(
    group: str, article_id: str
) -> None:
    article = read_gold(group, article_id)
    assert article.frames
    assert len(article.also) >= len(article.texts)
    wanting = [
        each
        for each in article.also
        if each.passage not in article.texts or not {*CORE[each.type]} <= {*each.slots}
    ]
    assert not wanting


def test_there_are_articles_to_improve_on_and_others_aside() -> None:
    assert [len(list_articles(each)) for each in SETS] == [22, 6]


@pytest.fixture(scope="module")
def news() -> GoldArticle:
    return read_gold("dev", NEWS)


@pytest.fixture(scope="module")
def documents() -> tuple[list[JsonObject], list[JsonObject]]:
    return _documents("dev", NEWS)


Documents = tuple[list[JsonObject], list[JsonObject]]


def _changed(documents: Documents, fact_id: str, **changes: Any) -> JsonObject:
    fact = next(each for each in documents[0] if each["id"] == fact_id)
    slots = changes.pop("slots", {})
    return {**fact, **changes, "slots": {**fact["slots"], **slots}}


def _judged(documents: Documents, news: GoldArticle, fact: JsonObject) -> Judged:
    found = judge(fact, entities=documents[1], article=news)
    assert found is not None
    return found


def _wrong() -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield (
        "stated",
        "mf-spillway",
        {
            "type": "event",
            "status": "stated",
            "statement": "The spillway was too small for the rainfall in 2019.",
            "slots": {"what": "the spillway was too small for the rainfall", "when": "2019"},
        },
    )
    yield (
        "speaker",
        "mf-less",
        {
            "slots": {"speaker": "lorna-fife"},
            "statement": 'Lorna Fife said that "Every regulator in the country was being asked to '
            'do more with less".',
        },
    )
    yield "status", "mf-fair", {"status": "stated"}
    yield "evidence", "mf-fair", {"evidence": "Ms Fife called the findings painful but fair"}
    yield (
        "number",
        "mf-pages",
        {
            "statement": "The report of the public inquiry has 421 pages.",
            "slots": {"value": 421.0},
        },
    )
    yield (
        "date",
        "mf-completed",
        {
            "statement": "The Marrick Fold dam was completed in 1912.",
            "slots": {"when": "1912"},
        },
    )
    yield (
        "dangling",
        "mf-resigned",
        {
            "statement": "He resigned in June 2021.",
            "slots": {"what": "he resigned"},
        },
    )
    yield (
        "ungrammatical",
        "mf-completed",
        {
            "statement": "The dam, an earth embankment completed in 1911.",
            "slots": {"what": "the dam, an earth embankment completed"},
        },
    )
    yield (
        "ungrammatical",
        "mf-school",
        {
            "statement": "The school closed and fewer than half of the families who in July 2023.",
            "slots": {"what": "the school closed and fewer than half of the families who"},
        },
    )
    yield "answer", "mf-board", {"statement": "The inquiry proposed the Dam Safety Board."}
    yield (
        "copy",
        "mf-regrets",
        {
            "statement": "Calder Vale Holdings, which had always acted on the advice it was given, "
            'said that it "regrets the tragedy deeply".',
        },
    )
    yield (
        "slot",
        "mf-owner",
        {
            "statement": "Rivers Alive owned the Marrick Fold dam.",
            "slots": {"actor": "rivers-alive"},
        },
    )
    yield (
        "lost",
        "mf-spillway",
        {
            "statement": "Meera Lindqvist argued that the spillway was small for such rainfall.",
            "slots": {"point": "the spillway was small for such rainfall"},
        },
    )
    yield "invalid", "mf-resigned", {"slots": {"who": ["nobody-known"]}}


@pytest.mark.parametrize(("reason", "fact_id", "changes"), list(_wrong()))
def test_a_wrong_draft_is_rejected_for_its_fault(
    news: GoldArticle, documents: Documents, reason: str, fact_id: str, changes: dict[str, Any]
) -> None:
    fact = _changed(documents, fact_id, **dict(changes))
    if "type" in changes:
        fact["slots"] = changes["slots"]
    judged = _judged(documents, news, fact)
    assert judged.verdict is Verdict.REJECTED
    assert reason in judged.faults


def test_a_sound_draft_that_no_author_listed_needs_an_edit(
    news: GoldArticle, documents: Documents
) -> None:
    fact = _changed(
        documents,
        "mf-dead",
        passage=6,
        evidence="a section some forty metres wide gave way",
        statement="A section of 40 metres gave way.",
    )
    fact["type"] = "cause"
    fact["slots"] = {"cause": "a section of 40 metres", "effect": "gave way"}
    judged = _judged(documents, news, fact)
    assert judged.verdict is Verdict.EDIT
    assert not judged.found


def test_a_fact_that_the_author_lists_beside_gold_is_acceptable(
    news: GoldArticle, documents: Documents
) -> None:
    fact = _changed(
        documents,
        "mf-completed",
        id="other",
        passage=8,
        evidence="a method introduced by the UWA in 2016",
        statement="The UWA introduced the scheme in 2016.",
    )
    fact["slots"] = {"what": "the UWA introduced the traffic-light scheme", "when": "2016"}
    fact["statement"] = "The UWA introduced the traffic-light scheme in 2016."
    judged = _judged(documents, news, fact)
    assert judged.verdict is Verdict.ACCEPTABLE
    assert not judged.found


@pytest.mark.parametrize(
    ("status", "statement", "refused"),
    [
        ("stated", "The report of the public inquiry has 412 pages.", False),
        ("attributed", "The inquiry filled 412 pages.", True),
        ("attributed", "According to the inquiry, its report has 412 pages.", False),
    ],
)
def test_what_the_check_of_a_bank_refuses_is_rejected(
    news: GoldArticle, documents: Documents, status: str, statement: str, *, refused: bool
) -> None:
    fact = _changed(documents, "mf-pages", status=status, statement=statement)
    assert ("bank" in _judged(documents, news, fact).faults) is refused


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The government of the day found the proposal for a safety body too dear.", Verdict.EDIT),
        ("The government of the day had other plans.", Verdict.REJECTED),
    ],
)
def test_a_clause_told_in_other_words_needs_an_edit(
    news: GoldArticle, documents: Documents, statement: str, verdict: Verdict
) -> None:
    judged = _judged(documents, news, _changed(documents, "mf-earlier", statement=statement))
    assert judged.verdict is verdict
    assert "answer" in (judged.edits if verdict is Verdict.EDIT else judged.faults)


def test_a_name_of_an_earlier_passage_is_no_stranger(
    news: GoldArticle, documents: Documents
) -> None:
    earlier = _changed(documents, "mf-board", slots={"term": "university-of-hexley"})
    assert "slot" not in _judged(documents, news, earlier).faults


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The Merrow Tuner sold 340 copies.", Verdict.ACCEPTABLE),
        ("A total of 340 copies were sold.", Verdict.EDIT),
    ],
)
def test_what_is_allowed_beside_gold_is_told_with_its_name(
    statement: str, verdict: Verdict
) -> None:
    facts, entities = _documents("dev", "merrow-instruments")
    fact = next(each for each in facts if each["type"] == "quantity" and each["passage"] == 3)
    slots = {"what": "the copies of the Merrow Tuner that were sold", "value": 340.0}
    told = {**fact, "statement": statement, "evidence": "340 copies were sold"}
    told["slots"] = {**slots, "unit": "copies"}
    article = read_gold("dev", "merrow-instruments")
    found = judge(told, entities=entities, article=replace(article, gold=()))
    assert found is not None
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("fact_id", "changes"),
    [
        (
            "mf-completed",
            {
                "statement": "The dam was completed in 1911.",
                "slots": {"what": "the dam was completed"},
            },
        ),
        ("mf-gareth-role", {"statement": "Gareth Pruett was the environment secretary."}),
    ],
)
def test_a_find_that_names_too_little_needs_an_edit(
    news: GoldArticle, documents: Documents, fact_id: str, changes: dict[str, Any]
) -> None:
    judged = _judged(documents, news, _changed(documents, fact_id, **dict(changes)))
    assert judged.found == (fact_id,)
    assert judged.verdict is Verdict.EDIT


@pytest.mark.parametrize(
    "statement",
    [
        "In 1911, the Marrick Fold dam was new.",
        "In June 2021, the head of the authority resigned.",
        'Simon Achterberg called the savings "hard, and no more than that".',
    ],
)
def test_a_sound_sentence_is_grammatical(
    news: GoldArticle, documents: Documents, statement: str
) -> None:
    fact = _changed(documents, "mf-completed", statement=statement)
    assert "ungrammatical" not in _judged(documents, news, fact).faults


def test_no_fact_at_all_is_no_judgement(news: GoldArticle) -> None:
    assert judge({"type": "poem"}, entities=[], article=news) is None


def test_nothing_found_is_counted_as_missed(news: GoldArticle) -> None:
    done = _evaluate([], [], news)
    assert len(done.missed) == done.figures.gold
    assert done.figures.typed == done.figures.shown == 0


@pytest.mark.parametrize(
    ("statement", "pronoun"),
    [
        ("Francis I founded the harbour in 1517.", ""),
        ("The founder of the harbour was Francis I.", ""),
        ("King Otto I founded the harbour.", ""),
        ("Otto I of Saxony founded the harbour.", ""),
        ("The harbour was Otto I's idea.", ""),
        ("The harbour was closed in World War I.", ""),
        ("The founder was the man I met.", "I"),
        ("In Rome I saw the harbour.", "I"),
        ("Francis I founded the harbour that I saw.", "I"),
    ],
)
def test_the_first_of_a_name_is_no_pronoun(statement: str, pronoun: str) -> None:
    names = {"francis": Name("Francis I", ("Francis I of France",))}
    item = Item("a", "event", 1, "stated", {"what": "the harbour opened"}, names, statement)
    assert dangling(item) == (f'"{pronoun}" in "{statement}"' if pronoun else "")
