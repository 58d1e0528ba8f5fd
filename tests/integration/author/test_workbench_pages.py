"""The workbench, its passages and its head: judged by forms and by scripts, nothing lost."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.bank.terms import JsonObject
from quizapp.services.editing import editing
from quizapp.store.engine import writing
from quizapp.store.tables.studio import DraftArticle, DraftRow
from quizapp.web.author.bench_rows import MOST_CARDS, Row, parts_of
from quizapp.web.author.passage_page import MOST
from quizapp.web.compression import gzip_size
from tests.integration.author.conftest import TOKEN, Author, Bank
from tests.security.pages import read_page

WORK = "/studio/work/engines"
TURING = "Alan Turing said that a machine could learn as a child does."
HOPPER = "Grace Hopper wrote the first compiler in 1952."


def fact(number: int, *, year: str = "1941") -> JsonObject:
    """Return a draft fact of the first passage."""
    return {
        "id": f"engines-{number}",
        "type": "event",
        "passage": 1,
        "evidence": "Konrad Zuse built the Z3 in 1941.",
        "status": "stated",
        "statement": f"Konrad Zuse built engine number {number} in {year}.",
        "explanation": "It ran on relays.",
        "topics": ["machines"],
        "slots": {"what": f"Konrad Zuse built engine number {number}", "when": year},
    }


@pytest.fixture
def drafts(app: Flask, now: datetime) -> list[int]:
    """Return the ids of four drafts; the last one is held back, the third is not sound."""
    facts = [fact(1), fact(2), {**fact(3), "evidence": "Zuse built nothing."}, fact(4)]
    with app.app_context(), writing() as session:
        rows = [
            DraftRow(
                article_id="engines",
                position=place,
                state="proposed",
                held="the year is far away" if place == 3 else "",
                confidence=0.75,
                origin="rules",
                fact=each,
                entities=[],
                version=1,
                changed_at=now,
            )
            for place, each in enumerate(facts)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def send(author: Author, path: str, **fields: str) -> TestResponse:
    """Send a form of the workbench."""
    return author.client.post(path, data={"csrf_token": _token(author), **fields})


def press(author: Author, path: str, *, version: str) -> TestResponse:
    """Judge a draft as the page's script does."""
    data = {"csrf_token": _token(author), "version": version}
    return author.client.post(path, data=data, headers={"Accept": "application/json"})


def seen(app: Flask, bank: Bank, number: int) -> str:
    """Return the digest of a passage as it is now."""
    with app.app_context():
        return editing.open_article(bank.folder, "engines").passages[number - 1].digest


def test_the_workbench_shows_passages_facts_and_drafts(author: Author, drafts: list[int]) -> None:
    page = author.see(WORK)
    assert read_page(page).faults == []
    assert "0 of 3</strong> judged" in page
    assert "Show held-back drafts (1)" in page
    assert "<mark>Charles Babbage drew his first engine in 1822.</mark>" in page
    assert f'id="draft-{drafts[0]}"' in page
    assert f'id="draft-{drafts[3]}"' not in page
    assert "likely right" in page
    assert "<dt>When</dt><dd>1941</dd>" in page
    assert page.index("<dt>What happened</dt>") < page.index("<dt>When</dt>")
    held = author.see(f"{WORK}?held=yes")
    assert "Held back: the year is far away" in held
    assert "Hide held-back drafts" in held


@pytest.mark.parametrize(
    ("slots", "shown"),
    [
        ({"when": "1941-05-12"}, "12 May 1941"),
        ({"when": "1940/1949", "when_label": "the 1940s"}, "the 1940s"),
        ({"when": "some day"}, "some day"),
        ({"when": "1941-13"}, "13 1941"),
    ],
)
def test_a_time_of_a_draft_is_told_as_people_say_it(
    app: Flask, author: Author, drafts: list[int], slots: dict[str, str], shown: str
) -> None:
    with app.app_context(), writing() as session:
        row = session.get_one(DraftRow, drafts[0])
        row.fact = {**row.fact, "slots": {**dict(fact(1)["slots"]), **slots}}
    page = author.see(WORK)
    card = page[page.index(f'id="draft-{drafts[0]}"') : page.index(f'id="draft-{drafts[1]}"')]
    assert card.count("<dt>When") == 1
    assert f"<dt>When</dt><dd>{shown}</dd>" in card


def test_an_accepted_draft_leads_on_to_the_next(author: Author, drafts: list[int]) -> None:
    answer = send(author, f"{WORK}/drafts/{drafts[0]}/accept", version="1")
    assert answer.location == f"{WORK}#draft-{drafts[1]}"
    page = author.see(WORK)
    assert "1 of 3</strong> judged" in page
    assert 'id="fact-engines-1"' in page


def test_the_choice_of_what_is_shown_is_kept(author: Author, drafts: list[int]) -> None:
    path = f"{WORK}/drafts/{drafts[0]}/reject"
    answer = send(author, path, version="1", show="to-judge", held="yes")
    assert answer.location == f"{WORK}?show=to-judge&held=yes#draft-{drafts[1]}"
    assert f'id="draft-{drafts[0]}"' not in author.see(f"{WORK}?show=to-judge&held=yes")
    assert f'id="draft-{drafts[0]}"' in author.see(f"{WORK}?show=rejected")


def test_a_script_gets_the_card_the_place_and_the_progress(
    author: Author, drafts: list[int]
) -> None:
    path = f"{WORK}/drafts/{drafts[0]}"
    told = press(author, f"{path}/accept", version="1").get_json()
    assert told["said"] == "Accepted."
    assert 'data-state="accepted"' in told["card"]
    assert "3 facts, 2 drafts to judge" in told["cell"]
    assert "1 of 3" in told["progress"]
    again = press(author, f"{path}/accept", version="1")
    assert again.status_code == 200, "the same press twice counts once"
    taken = press(author, f"{path}/undo", version="2").get_json()
    assert 'data-state="proposed"' in taken["card"]
    assert "0 of 3" in taken["progress"]


def test_a_press_on_an_old_page_shows_what_others_decided(
    author: Author, drafts: list[int]
) -> None:
    path = f"{WORK}/drafts/{drafts[0]}"
    send(author, f"{path}/reject", version="1")
    answer = press(author, f"{path}/accept", version="1")
    assert answer.status_code == 409
    assert 'data-state="rejected"' in answer.get_json()["card"]
    assert "rejected now" in answer.get_json()["said"]
    by_form = send(author, f"{path}/accept", version="1")
    assert by_form.location == f"{WORK}#draft-{drafts[0]}"
    assert "rejected now" in author.see(WORK)


def test_an_unsound_draft_is_not_accepted_and_says_why(
    app: Flask, author: Author, bank: Bank, drafts: list[int]
) -> None:
    assert "the evidence is not an exact run" in author.see(WORK)
    answer = press(author, f"{WORK}/drafts/{drafts[2]}/accept", version="1")
    assert answer.status_code == 400
    assert "Edit it first" in answer.get_json()["said"]
    with app.app_context():
        assert len(editing.open_article(bank.folder, "engines").facts) == 4


def test_a_draft_of_another_article_is_none(author: Author, drafts: list[int]) -> None:
    place = send(author, "/studio/new", way="empty", title="Other", **_source()).location
    answer = send(author, f"{place}/drafts/{drafts[0]}/accept", version="1")
    assert answer.status_code == 404


def test_saving_a_passage_asks_before_an_anchor_is_lost(
    app: Flask, author: Author, bank: Bank
) -> None:
    fields = {"text": f"{TURING} Others did more.", "heading": "", "seen": seen(app, bank, 2)}
    asked = send(author, f"{WORK}/passages/2", **fields)
    assert asked.status_code == 200
    assert "1 fact would lose its anchor" in asked.text
    assert HOPPER in asked.text
    assert "Others did more." in asked.text
    assert "Others did more." not in author.see(f"{WORK}/passages")

    assert send(author, f"{WORK}/passages/2", sure="yes", **fields).status_code == 303
    page = author.see(WORK)
    assert "1 fact lost its anchor" in page
    assert "From disk, changed in the browser." in page


def test_an_edit_of_a_passage_that_another_changed_is_kept_on_the_page(
    app: Flask, author: Author, bank: Bank
) -> None:
    old = seen(app, bank, 1)
    now = "Charles Babbage drew his first engine in 1822. Konrad Zuse built the Z3 in 1941."
    send(author, f"{WORK}/passages/1", text=f"{now} So they say.", heading="", seen=old)
    answer = send(author, f"{WORK}/passages/1", text=f"{now} My words.", heading="", seen=old)
    assert answer.status_code == 409
    assert "changed by somebody else" in answer.text
    assert "My words." in answer.text


def test_passages_are_split_merged_dropped_and_added(
    app: Flask, author: Author, bank: Bank
) -> None:
    def texts() -> list[str]:
        with app.app_context():
            return [each.text for each in editing.open_article(bank.folder, "engines").passages]

    path = f"{WORK}/passages"
    cut = send(author, f"{path}/2/split", after="a machine could", seen=seen(app, bank, 2))
    assert cut.status_code == 400
    assert "cut the words that a fact rests on" in cut.text
    missing = send(author, f"{path}/2/split", after="no such words", seen=seen(app, bank, 2))
    assert "These words are not in the passage" in missing.text

    send(author, f"{path}/2/split", after="as a child does.", seen=seen(app, bank, 2))
    assert texts()[1:] == [TURING, HOPPER]
    send(author, f"{path}/2", text=TURING, heading="Turing", seen=seen(app, bank, 2))
    send(author, f"{path}/2/heading", to="3", seen=seen(app, bank, 2))
    assert 'value="Turing"' in author.see(path)
    send(author, f"{path}/2/merge", seen=seen(app, bank, 2))
    assert texts()[1:] == [f"{TURING} {HOPPER}"]
    send(author, path, text="A third one.\r\n\r\nA fourth one.")
    assert texts()[2:] == ["A third one.", "A fourth one."]
    asked = send(author, f"{path}/2/drop", seen=seen(app, bank, 2))
    assert "2 facts would lose their anchor" in asked.text
    send(author, f"{path}/4/drop", seen=seen(app, bank, 4))
    assert len(texts()) == 3


def test_the_passages_of_a_long_article_come_in_parts(author: Author) -> None:
    send(author, f"{WORK}/passages", text="\n\n".join(f"Passage about {n}." for n in range(40)))
    first = author.see(f"{WORK}/passages")
    assert first.count("data-passage-form") == MOST
    assert f'href="{WORK}/passages?at={MOST + 1}"' in first
    rest = author.see(f"{WORK}/passages?at=42")
    assert rest.count("data-passage-form") == 42 - MOST
    assert 'id="passage-42"' in rest
    assert 'id="passage-42"' in author.see(f"{WORK}/passages?at=999")


def test_merging_does_not_throw_away_what_was_typed(app: Flask, author: Author, bank: Bank) -> None:
    answer = send(
        author, f"{WORK}/passages/1/merge", text="Typed, not saved.", seen=seen(app, bank, 1)
    )
    assert answer.status_code == 400
    assert "Save what you have typed here first" in answer.text
    assert "Typed, not saved." in answer.text


def test_a_line_that_was_left_out_comes_back(app: Flask, author: Author, now: datetime) -> None:
    dropped = [{"line": 7, "why": "asks for money", "text": "Give us a coin.", "after": 1}]
    with app.app_context(), writing() as session:
        session.add(
            DraftArticle(
                article_id="engines", title="E", language="en", dropped=dropped, created_at=now
            )
        )
    page = author.see(f"{WORK}/passages")
    assert "Line 7: asks for money" in page
    assert read_page(page).faults == []
    send(author, f"{WORK}/passages/restore", line="7")
    after = author.see(f"{WORK}/passages")
    assert "restored</span>" in after
    assert "Give us a coin.</textarea>" in after


def test_the_head_is_changed_with_its_topics(app: Flask, author: Author, bank: Bank) -> None:
    path = f"{WORK}/head"
    with app.app_context():
        digest = editing.open_article(bank.folder, "engines").digest
    fields = {
        **_source(),
        "title": "Engines",
        "seen": digest,
        "topic-plans": "Plans on paper",
        "topic-machines": "Machines",
        "without": "machines",
        "new-topic": "Later years",
    }
    assert send(author, path, **fields).status_code == 303
    with app.app_context():
        work = editing.open_article(bank.folder, "engines")
    assert work.title == "Engines"
    assert work.topics == {
        "plans": "Plans on paper",
        "machines": "Machines",
        "later-years": "Later years",
    }, "a topic that facts have is not removed"
    stale = send(author, path, **fields)
    assert stale.status_code == 409
    assert "changed by somebody else" in stale.text
    fields |= {"seen": work.digest, "without": "later-years", "topic-later-years": ""}
    fields["new-topic"] = ""
    assert send(author, path, **fields).status_code == 303
    assert "Later years" not in author.see(path)


def test_a_head_that_cannot_be_keeps_what_was_typed(author: Author) -> None:
    answer = send(
        author, f"{WORK}/head", **{**_source(), "licence": "", "title": "T", "topic-plans": ""}
    )
    assert answer.status_code == 400
    assert "under which licence" in answer.text
    assert "Write the title of the topic" in answer.text
    assert 'value="The Lake Courier"' in answer.text


def test_a_row_with_too_many_cards_is_shown_in_parts() -> None:
    facts: Any = (object(),) * (MOST_CARDS + 5)
    row = Row(1, "", is_caption=False, runs=(), drafts=(), facts=facts, nothing="")
    assert [[each.cards for each in part] for part in parts_of([row, row])] == [
        [MOST_CARDS],
        [5],
        [MOST_CARDS],
        [5],
    ]


def test_a_long_article_opens_in_parts_that_weigh_little(
    app: Flask, author: Author, now: datetime
) -> None:
    with app.app_context(), writing() as session:
        for number in range(300):
            session.add(
                DraftRow(
                    article_id="engines",
                    position=number,
                    state="proposed",
                    confidence=0.75,
                    origin="rules",
                    fact=fact(number, year=str(1600 + number)),
                    entities=[],
                    version=1,
                    changed_at=now,
                )
            )
    page = author.see(WORK)
    assert page.count("data-draft=") == MOST_CARDS
    assert "Later passages" in page
    assert gzip_size(page.encode()) < 15_000
    assert author.see(f"{WORK}?part=4").count("data-draft=") == MOST_CARDS
    assert 'id="passage-2"' in author.see(f"{WORK}?part=999")


def test_drafts_are_made_by_a_plain_form_and_a_refusal_is_told(author: Author) -> None:
    assert send(author, f"{WORK}/draft").location == WORK
    assert "draft" in author.see(WORK)
    place = send(author, "/studio/new", way="empty", title="Empty", **_source()).location
    send(author, f"{place}/draft")
    assert "no passages yet: there is nothing to draft from" in author.see(place)


def test_a_model_that_is_not_set_is_neither_offered_nor_asked(author: Author) -> None:
    assert "Ask the model" not in author.see(WORK)
    assert send(author, f"{WORK}/draft", by="model").location == WORK
    assert 'class="notice bad"' in author.see(WORK)


def _token(author: Author) -> str:
    found = TOKEN.search(author.see("/studio/new"))
    assert found
    return found[1]


def _source() -> dict[str, str]:
    return {"publication": "The Lake Courier", "licence": "CC0 1.0", "language": "en"}
