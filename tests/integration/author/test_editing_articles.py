"""Articles, passages and entities in the works."""

from datetime import datetime

import pytest

from quizapp.bank.parse import parse_bank
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import CleanArticle, CleanPassage, DroppedLine, PassageKind
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.editing import editing
from quizapp.services.editing.editing import FieldErrors, StaleError
from quizapp.services.workspace import workspace
from quizapp.store.engine import reading, writing
from quizapp.store.tables.studio import DraftRow
from tests.integration.author.conftest import Bank
from tests.integration.author.works import (
    ENGINES,
    audit_actions,
    fact_of,
    passage_of,
    working,
)
from tests.integration.publishing.small_bank import ARTICLE, ENTITIES
from tests.integration.publishing.small_bank import FACTS as FACTS_TEXT

pytestmark = pytest.mark.usefixtures("database")
CLEAN = CleanArticle(
    title="A harbour for Lindau",
    language="en",
    passages=(
        CleanPassage(1, "The town of Lindau opened its harbour in 1856.", line=3),
        CleanPassage(2, "A lion of stone guards it.", heading="The lion", line=7),
        CleanPassage(3, "The lion at dusk.", kind=PassageKind.CAPTION, line=8),
    ),
    dropped=(DroppedLine(1, "a menu", "Home News"), DroppedLine(5, "repeats", "The lake is deep.")),
)
HEAD: JsonObject = {"source": {"publication": "Our own example", "licence": "CC0-1.0"}}


def make(bank: Bank, now: datetime) -> str:
    """Make the article of the tests."""
    return editing.create_article(
        bank.folder, CLEAN, head=HEAD, now=now, by=None, source_name="lindau.txt"
    )


def test_an_article_made_in_the_browser_is_a_document_like_any_other(
    bank: Bank, now: datetime
) -> None:
    article = make(bank, now)
    assert article == "a-harbour-for-lindau"
    assert make(bank, now) == "a-harbour-for-lindau-2"
    bench = editing.open_article(bank.folder, article)
    assert [(each.number, each.heading) for each in bench.passages] == [
        (1, ""),
        (2, "The lion"),
        (3, "Caption"),
    ]
    assert (bench.origin, bench.in_browser, bench.problems) == ("browser", True, ())
    parse_bank(workspace.working_files(bank.folder).files)
    works = {each.id: each for each in editing.list_works(bank.folder)}
    assert works[article].changed
    assert not works[ENGINES].changed
    assert audit_actions() == ["bank.create_article", "bank.create_article"]


def test_an_empty_article_says_what_it_lacks(bank: Bank, now: datetime) -> None:
    with pytest.raises(InputError):
        editing.create_article(bank.folder, None, head={}, now=now, by=None)
    article = editing.create_article(bank.folder, None, head={"title": "Öl"}, now=now, by=None)
    assert article == "ol"
    bench = editing.open_article(bank.folder, article)
    assert len(bench.problems) == 2
    editing.add_passage(bank.folder, article, text=" One  passage. ", heading="", now=now, by=None)
    head = {**bench.head, **HEAD}
    editing.save_head(bank.folder, article, head, expected=bench.digest, now=now, by=None)
    bench = editing.open_article(bank.folder, article)
    assert bench.problems == ()
    assert bench.passages[0].text == "One passage."


def test_a_passage_that_is_too_long_is_parted_between_sentences(bank: Bank, now: datetime) -> None:
    long = " ".join(f"This is sentence number {n}." for n in range(300))
    clean = CleanArticle("Long", "en", (CleanPassage(1, long), CleanPassage(2, "End.")), ())
    article = editing.create_article(bank.folder, clean, head=HEAD, now=now, by=None)
    texts = [each.text for each in editing.open_article(bank.folder, article).passages]
    assert " ".join(texts) == f"{long} End."
    assert all(len(text) <= 4000 and text.endswith(".") for text in texts)


def test_a_head_is_saved_alone_and_refused_by_field(bank: Bank, now: datetime) -> None:
    bench = editing.open_article(bank.folder, ENGINES)
    wrong = {**bench.head, "language": "English", "source": {"publication": "x"}}
    with pytest.raises(FieldErrors) as caught:
        editing.save_head(bank.folder, ENGINES, wrong, expected=bench.digest, now=now, by=None)
    assert set(caught.value.fields) == {"language", "source.licence"}
    head = {**bench.head, "title": "Engines: a history"}
    digest = editing.save_head(bank.folder, ENGINES, head, expected=bench.digest, now=now, by=None)
    text = working(bank.folder, "engines/article.yaml")
    assert text == ARTICLE.replace("Engines that compute", "'Engines: a history'")
    assert editing.open_article(bank.folder, ENGINES).digest == digest
    with pytest.raises(StaleError):
        editing.save_head(bank.folder, ENGINES, head, expected=bench.digest, now=now, by=None)


def test_a_fact_whose_evidence_was_edited_away_is_kept_with_its_anchor_lost(
    bank: Bank, now: datetime
) -> None:
    seen = passage_of(bank.folder, 1)
    text = seen.text.replace("Konrad Zuse built the Z3 in 1941", "Konrad Zuse built a Z3 in 1941")
    editing.edit_passage(
        bank.folder, ENGINES, 1, text=text, heading="", expected=seen.digest, now=now, by=None
    )
    lost = fact_of(bank.folder, "zuse-built")
    assert lost.anchor_lost
    assert lost.json["evidence"] == "Konrad Zuse built the Z3 in 1941."
    assert lost.suggestion == "Konrad Zuse built a Z3 in 1941."
    assert lost.problems
    assert not fact_of(bank.folder, "babbage-drew").anchor_lost
    assert working(bank.folder) == FACTS_TEXT
    with pytest.raises(StaleError):
        editing.drop_passage(bank.folder, ENGINES, 1, expected=seen.digest, now=now, by=None)


def test_splitting_and_merging_take_the_facts_and_drafts_along(bank: Bank, now: datetime) -> None:
    with writing() as session:
        fact = {"id": "d", "passage": 2, "evidence": "wrote the first compiler"}
        session.add(
            DraftRow(article_id=ENGINES, position=1, confidence=0.5, fact=fact, changed_at=now)
        )
    before = {fact.id: fact.passage for fact in editing.open_article(bank.folder, ENGINES).facts}
    seen = passage_of(bank.folder, 1)
    at = seen.text.index("Konrad")
    editing.split_passage(bank.folder, ENGINES, 1, at=at, expected=seen.digest, now=now, by=None)
    bench = editing.open_article(bank.folder, ENGINES)
    assert [each.number for each in bench.passages] == [1, 2, 3]
    assert [fact.passage for fact in bench.facts] == [1, 2, 3, 3]
    assert not any(fact.anchor_lost or fact.problems for fact in bench.facts)
    assert _draft_passages() == [3]
    editing.merge_passage(
        bank.folder, ENGINES, 1, expected=bench.passages[0].digest, now=now, by=None
    )
    bench = editing.open_article(bank.folder, ENGINES)
    assert {fact.id: fact.passage for fact in bench.facts} == before
    assert bench.passages[0].text == seen.text
    assert _draft_passages() == [2]
    assert workspace.working_files(bank.folder).origins["engines/facts.yaml"] == "disk"
    with pytest.raises(InputError):
        editing.merge_passage(
            bank.folder, ENGINES, 2, expected=bench.passages[1].digest, now=now, by=None
        )


def test_facts_of_a_dropped_passage_stay_and_the_last_passage_cannot_go(
    bank: Bank, now: datetime
) -> None:
    first = passage_of(bank.folder, 1)
    editing.drop_passage(bank.folder, ENGINES, 1, expected=first.digest, now=now, by=None)
    bench = editing.open_article(bank.folder, ENGINES)
    assert [(fact.passage, fact.anchor_lost) for fact in bench.facts] == [
        (1, True),
        (1, True),
        (1, False),
        (1, False),
    ]
    with pytest.raises(InputError):
        editing.drop_passage(
            bank.folder, ENGINES, 1, expected=bench.passages[0].digest, now=now, by=None
        )


def test_a_restored_line_comes_back_at_its_place_once(bank: Bank, now: datetime) -> None:
    article = make(bank, now)
    editing.restore_line(bank.folder, article, 5, now=now, by=None)
    bench = editing.open_article(bank.folder, article)
    assert [each.text for each in bench.passages][:2] == [
        "The town of Lindau opened its harbour in 1856.",
        "The lake is deep.",
    ]
    assert [each.restored for each in bench.dropped] == [False, True]
    with pytest.raises(NotFoundError):
        editing.restore_line(bank.folder, article, 5, now=now, by=None)


def test_an_article_taken_away_is_gone_with_its_drafts_and_comes_back_from_disk(
    bank: Bank, now: datetime
) -> None:
    article = make(bank, now)
    for each in (article, ENGINES):
        editing.remove_article(bank.folder, each, now=now, by=None)
        with pytest.raises(NotFoundError):
            editing.open_article(bank.folder, each)
    copy = workspace.working_files(bank.folder)
    assert copy.origins["engines/article.yaml"] == "removed"
    assert f"{article}/article.yaml" not in copy.origins
    for path in ("engines/article.yaml", "engines/facts.yaml"):
        workspace.discard(bank.folder, path, now=now, by=None)
    assert len(editing.open_article(bank.folder, ENGINES).facts) == 4
    assert audit_actions()[1:] == ["bank.remove_article"] * 2 + ["bank.discard"] * 2


def test_entities_are_found_by_any_of_their_words(bank: Bank) -> None:
    found = editing.list_entities(bank.folder, kind="person", text="English m")
    assert [each.id for each in found] == ["ada-lovelace", "alan-turing"]
    assert editing.list_entities(bank.folder, kind="country") == ()
    assert editing.get_entity(bank.folder, "alan-turing").uses == 1
    assert editing.facts_naming(bank.folder, "alan-turing")[0][0] == "turing-said"


def test_an_entity_is_saved_in_its_file_and_refused_by_field(bank: Bank, now: datetime) -> None:
    seen = editing.get_entity(bank.folder, "konrad-zuse")
    wrong = {**seen.json, "kind": "persn", "part_of": "konrad-zuse"}
    with pytest.raises(FieldErrors) as caught:
        editing.save_entity(bank.folder, wrong, expected=seen.digest, now=now, by=None)
    assert "kind" in caught.value.fields
    new = {**seen.json, "aliases": ["Zuse"]}
    digest = editing.save_entity(bank.folder, new, expected=seen.digest, now=now, by=None)
    assert working(bank.folder, "entities.yaml") == ENTITIES.replace(
        "name: Konrad Zuse\n    kind: person\n",
        "name: Konrad Zuse\n    kind: person\n    aliases:\n      - Zuse\n",
    )
    assert editing.get_entity(bank.folder, "konrad-zuse").digest == digest
    with pytest.raises(StaleError):
        editing.save_entity(bank.folder, new, expected=seen.digest, now=now, by=None)


def test_a_new_entity_goes_to_the_file_of_its_article(bank: Bank, now: datetime) -> None:
    article = make(bank, now)
    entity: JsonObject = {"id": "lindau", "name": "Lindau", "kind": "place"}
    editing.save_entity(bank.folder, entity, expected="", now=now, by=None, article_id=article)
    assert editing.get_entity(bank.folder, "lindau").file == f"{article}/entities.yaml"
    shared: JsonObject = {"id": "bern", "name": "Bern", "kind": "place"}
    editing.save_entity(bank.folder, shared, expected="", now=now, by=None)
    assert editing.get_entity(bank.folder, "bern").file == "entities.yaml"
    twin: JsonObject = {"id": "linda", "name": "Lindau", "kind": "place"}
    with pytest.raises(FieldErrors) as caught:
        editing.save_entity(bank.folder, twin, expected="", now=now, by=None)
    assert caught.value.fields


def test_merging_makes_every_fact_name_the_one_that_stays(bank: Bank, now: datetime) -> None:
    twin: JsonObject = {"id": "turing", "name": "A. M. Turing", "kind": "person"}
    editing.save_entity(bank.folder, twin, expected="", now=now, by=None)
    changed = editing.merge_entities(
        bank.folder, keep="turing", gone="alan-turing", now=now, by=None
    )
    assert changed == ("turing-said",)
    assert fact_of(bank.folder, "turing-said").json["slots"]["speaker"] == "turing"
    kept = editing.get_entity(bank.folder, "turing")
    assert kept.aliases == ("Alan Turing",)
    with pytest.raises(NotFoundError):
        editing.get_entity(bank.folder, "alan-turing")
    parse_bank(workspace.working_files(bank.folder).files)
    with pytest.raises(ConflictError):
        editing.remove_entity(bank.folder, "turing", expected=kept.digest, now=now, by=None)
    assert audit_actions() == ["bank.merge_entities"]


def _draft_passages() -> list[object]:
    with reading() as session:
        return [row.fact["passage"] for row in session.query(DraftRow).all()]
