"""The studio: an author walks from an article to its facts, publishes, goes back, and answers."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError, NotFoundError, TooManyError
from quizapp.services.editing.authoring import mark_evidence
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.services.questions import reports
from quizapp.store.engine import reading, writing
from quizapp.store.log.log_form import stored_form
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow
from quizapp.store.tables.memory import Report, ReviewLog
from tests.integration.author.conftest import PASSWORD, TOKEN, Author, Bank
from tests.integration.publishing.conftest import Learner
from tests.integration.publishing.small_bank import (
    DROPPING,
    FACTS_FILE,
    FILES,
    HALF_WRITTEN,
    KEY_CHANGED,
    REWORDED,
    edited,
    without_fact,
)
from tests.log_rows import stored_log

BABBAGE = "babbage-drew:when"
ZUSE = "zuse-built:when"


def mcq_of(key: str) -> tuple[int, int]:
    """Return card id and question id of a card's current multiple choice."""
    with reading() as session:
        row = session.execute(
            select(CardRow.id, QuestionRow.id)
            .join(QuestionRow, QuestionRow.card_id == CardRow.id)
            .where(CardRow.key == key, QuestionRow.type == "mcq", QuestionRow.current)
            .limit(1)
        ).one()
    return row[0], row[1]


def report(app: Flask, learner: Learner, now: datetime, *, text: str = "1823 is meant") -> int:
    """Let the learner answer a question as studying stores it, and report it."""
    with app.app_context():
        card, question = mcq_of(BABBAGE)
        with writing() as session:
            (row,) = (each for each in stored_log(session) if each.card_id == card)
            row.question_id, row.variant, row.response = question, "abc", {"option": 0}
            stored = session.scalars(select(ReviewLog).where(ReviewLog.card_id == card)).one()
            stored.rest = stored_form(row)[-1]
        return reports.create_report(
            user_id=learner.id,
            card_id=card,
            question_id=question,
            reason="also-right",
            text=text,
            now=now,
        )


def test_before_the_first_publish_every_page_says_what_to_do(author: Author) -> None:
    assert "Nothing is published yet" in author.see("/studio/")
    assert "No revisions" in author.see("/studio/revisions")
    assert "No open reports" in author.see("/studio/reports")
    assert "Nothing resolved yet" in author.see("/studio/reports?show=resolved")
    assert "4" in author.see("/studio/plan")
    page = author.follow(author.send("/studio/plan", note="The first one"))
    assert "Published as revision 1." in page
    assert "The first one" in page
    assert "Engines that compute" in author.see("/studio/")


@pytest.mark.usefixtures("published")
def test_an_article_shows_its_passages_with_the_evidence_of_its_facts(author: Author) -> None:
    page = author.see("/studio/articles/engines")
    for fact in ("babbage-drew", "zuse-built", "turing-said", "hopper-wrote"):
        assert f'href="#fact-{fact}"' in page
        assert f'id="fact-{fact}"' in page
    assert "2 of 2 passages" in page
    assert "<mark>Konrad Zuse built the Z3 in 1941.</mark>" in page


@pytest.mark.usefixtures("published")
def test_facts_are_narrowed_by_type_and_status(author: Author) -> None:
    page = author.see("/studio/articles/engines?type=claim&status=attributed")
    assert 'id="fact-turing-said"' in page
    assert 'id="fact-zuse-built"' not in page
    assert "<mark>Konrad" not in page
    assert "No such facts" in author.see("/studio/articles/engines?type=claim&status=stated")


@pytest.mark.usefixtures("published")
def test_a_fact_shows_each_form_with_its_key(author: Author) -> None:
    page = author.see("/studio/facts/zuse-built")
    for form in ("Multiple choice", "True or false", "Cloze", "Typed", "Flashcard"):
        assert f"<strong>{form}</strong>" in page
    rights = re.findall(r'<li class="right">.*?</span>([^<]+?) <span', page)
    assert "1941" in rights
    assert "near distractors" in page
    assert "engines/facts.yaml:14" in page


@pytest.mark.usefixtures("published")
def test_a_dropped_question_shows_its_reason(author: Author, bank: Bank) -> None:
    bank.write(DROPPING)
    author.send("/studio/plan")
    page = author.see("/studio/facts/turing-said")
    assert "1 question dropped" in page
    assert "Multiple choice, near: option" in page
    assert "(all-or-none)" in page
    assert "1 dropped" in author.see("/studio/articles/engines")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "path",
    ["articles/none", "facts/none", "revisions/9", "revisions/9/back", "reports/9"],
)
def test_what_is_not_there_is_a_page_that_says_so(author: Author, path: str) -> None:
    author.see(f"/studio/{path}", status=404)


def test_the_plan_says_what_is_asked_anew_before_it_happens(
    author: Author, app: Flask, bank: Bank, learner: Learner
) -> None:
    bank.write(KEY_CHANGED)
    page = author.see("/studio/plan")
    assert "1 card changes its key: 1 learner to be asked anew." in page
    assert "<del>1822</del> → <ins>1823</ins>" in page
    assert "1 learner, 1 review" in page
    with app.app_context():
        assert learner.state(BABBAGE).reps == 1
    assert "Published as revision 2." in author.follow(author.send("/studio/plan"))
    with app.app_context():
        assert learner.state(BABBAGE).stage == "new"
        assert learner.state(ZUSE).reps == 1
    assert "Nothing to publish" in author.see("/studio/plan")


def test_a_rewording_is_published_without_harm(
    author: Author, app: Flask, bank: Bank, learner: Learner
) -> None:
    bank.write(REWORDED)
    page = author.see("/studio/plan")
    assert "Nobody has to learn anything anew" in page
    assert "It worked with telephone relays." in page
    author.send("/studio/plan", note="Which relays")
    with app.app_context():
        assert learner.state(ZUSE).reps == 1
        assert [entry.kind for entry in learner.log()] == ["learn", "learn"]


def test_a_half_written_file_is_shown_with_its_place_and_nothing_is_published(
    author: Author, app: Flask, bank: Bank, learner: Learner
) -> None:
    del learner
    bank.write(REWORDED)
    shown = author.see("/studio/plan")
    bank.write(HALF_WRITTEN)
    page = author.see("/studio/plan")
    assert "stay as they are published: 3 problems" in page
    assert "Nothing that can be published" in page
    assert "engines/facts.yaml:14:5" in page
    assert 'name="token"' not in page
    found = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    token = re.search(r'name="token" value="([^"]+)"', shown)
    assert found
    assert token
    answer = author.client.post("/studio/plan", data={"csrf_token": found[1], "token": token[1]})
    assert answer.status_code == 409
    assert "/studio/work/engines/facts/" in answer.text
    assert "engines/facts.yaml:14:5" in answer.text
    assert "Konrad Zuse built the Z3" in author.see("/studio/articles/engines")
    with app.app_context(), reading() as session:
        assert session.get_one(FactRow, "zuse-built").explanation == "It ran on relays."


@pytest.mark.usefixtures("published")
def test_files_that_changed_after_the_plan_are_not_published(author: Author, bank: Bank) -> None:
    bank.write(REWORDED)
    page = author.see("/studio/plan")
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    bank.write(KEY_CHANGED)
    answer = author.send("/studio/plan", expect=409, token=token[1])
    assert "Nothing was published" in answer.text
    author.send("/studio/plan", expect=409, token="")
    assert "Revision 2" not in author.see("/studio/revisions")


def test_a_retired_fact_leaves_the_studio_and_its_old_address_is_gone(
    author: Author, app: Flask, bank: Bank, learner: Learner
) -> None:
    bank.write(without_fact("zuse-built"))
    assert "retired" in author.see("/studio/plan")
    author.send("/studio/plan")
    author.see("/studio/facts/zuse-built", status=404)
    with app.app_context():
        assert learner.state(ZUSE).reps == 1


@pytest.mark.usefixtures("published")
def test_an_author_goes_back_to_an_earlier_revision(author: Author, bank: Bank) -> None:
    bank.write(edited("It ran on relays.", "It used 2 600 relays."))
    author.send("/studio/plan", note="How many relays")
    page = author.see("/studio/revisions/2")
    assert "-    explanation: It ran on relays." in page
    assert "+    explanation: It used 2 600 relays." in page
    assert "reworded" in author.see("/studio/revisions/1/back")
    page = author.follow(author.send("/studio/revisions/1/back"))
    assert "Revision 1 serves again, as revision 3." in page
    assert "Back to revision 1" in page
    assert "It ran on relays." in author.see("/studio/facts/zuse-built")
    assert "Nothing to publish" in author.see("/studio/revisions/1/back")


def test_a_report_arrives_with_what_was_seen_and_its_learner_hears_the_outcome(
    author: Author, app: Flask, learner: Learner, now: datetime
) -> None:
    number = report(app, learner, now)
    assert "1 open report" in author.see("/studio/")
    assert "1823 is meant" in author.see("/studio/facts/babbage-drew")
    page = author.see(f"/studio/reports/{number}")
    assert "My answer is right too" in page
    assert "The learner answered: <strong>" in page
    assert "<mark>Charles Babbage drew his first engine in 1822.</mark>" in page
    assert "as it is asked now" in page
    assert "kim" not in page
    author.send(f"/studio/reports/{number}", expect=400, outcome="Thanks")
    answer = author.send(f"/studio/reports/{number}", status="fixed", outcome="Both stand now.")
    assert "its learner sees your words" in author.follow(answer)
    assert "No open reports" in author.see("/studio/reports")
    assert "Both stand now." in author.see("/studio/reports?show=resolved")
    assert "Both stand now." in author.see(f"/studio/reports/{number}")
    with app.app_context():
        own = reports.list_own_reports(user_id=learner.id)
        assert [(each.status, each.outcome) for each in own] == [("fixed", "Both stand now.")]
        with pytest.raises(ConflictError, match="already"):
            reports.resolve_report(
                report_id=number, status="declined", outcome="No.", by=1, now=now
            )


def test_a_report_keeps_the_version_that_was_seen(
    author: Author, app: Flask, bank: Bank, learner: Learner, now: datetime
) -> None:
    number = report(app, learner, now)
    bank.write(KEY_CHANGED)
    author.send("/studio/plan")
    page = author.see(f"/studio/reports/{number}")
    assert "an earlier version" in page
    assert re.search(r'<li class="right">.*?1822', page)


def test_a_second_report_of_the_same_version_replaces_the_first(
    app: Flask, learner: Learner, now: datetime
) -> None:
    first = report(app, learner, now)
    assert report(app, learner, now + timedelta(hours=1), text="I was too quick") == first
    with app.app_context():
        assert [each.text for each in reports.list_inbox(is_open=True)] == ["I was too quick"]


def test_a_report_that_cannot_be_is_refused(app: Flask, learner: Learner, now: datetime) -> None:
    with app.app_context():
        card, question = mcq_of(BABBAGE)
        other_card, _ = mcq_of("hopper-wrote:when")

        def send(**changed: object) -> int:
            values = {
                "user_id": learner.id,
                "card_id": card,
                "question_id": question,
                "reason": "unclear",
                "text": "",
                "now": now,
                **changed,
            }
            return reports.create_report(**values)  # type: ignore[arg-type]  # wrong on purpose

        with pytest.raises(InputError):
            send(reason="because")
        with pytest.raises(InputError):
            send(reason="other", text="  ")
        with pytest.raises(InputError):
            send(text="x" * 1001)
        with pytest.raises(NotFoundError):
            send(card_id=other_card)
        with pytest.raises(NotFoundError):
            send(user_id=learner.id + 1)
        with pytest.raises(NotFoundError):
            send(question_id=10**9)
        with writing() as session:
            other = [q.id for q in session.scalars(select(QuestionRow)) if q.id != question]
            for number in range(reports.OPEN_MAX):
                session.add(
                    Report(
                        user_id=learner.id,
                        card_id=card,
                        question_id=other[number % len(other)],
                        reason="unclear",
                        text="",
                        status="open",
                        outcome="",
                        created_at=now,
                    )
                )
        with pytest.raises(TooManyError):
            send()


@pytest.mark.usefixtures("published")
def test_a_learner_is_told_nothing_of_the_studio(app: Flask, now: datetime) -> None:
    with app.app_context():
        accounts.create_user(name="Lea", password=PASSWORD, roles=(), now=now)
    client = app.test_client()
    found = TOKEN.search(client.get("/sign-in").text)
    assert found
    client.post("/sign-in", data={"name": "Lea", "password": PASSWORD, "csrf_token": found[1]})
    for path in ("", "plan", "revisions", "reports", "facts/zuse-built", "articles/engines"):
        assert client.get(f"/studio/{path}").status_code == 404


@pytest.mark.usefixtures("published")
def test_publishing_without_the_form_token_is_refused(author: Author, bank: Bank) -> None:
    bank.write(REWORDED)
    assert author.client.post("/studio/plan", data={"token": "x"}).status_code == 400
    assert "Revision 2" not in author.see("/studio/revisions")


def test_evidence_is_marked_by_the_first_fact_that_rests_on_it() -> None:
    runs = mark_evidence("one two three", [("a", "one two"), ("b", "two three"), ("c", "four")])
    assert [(run.text, run.fact) for run in runs] == [("one two", "a"), (" three", "b")]
    assert mark_evidence("", []) == ()


def test_the_studio_shows_text_as_text(
    author: Author, bank: Bank, app: Flask, now: datetime
) -> None:
    hostile = "It ran <script>alert(1)</script> on relays."
    bank.write({FACTS_FILE: FILES[FACTS_FILE].replace("It ran on relays.", hostile)})
    with app.app_context():
        publishing.publish_folder(bank.folder, now=now, by=None)
    page = author.see("/studio/facts/zuse-built")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
