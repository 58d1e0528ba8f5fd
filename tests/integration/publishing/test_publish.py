"""Publishing: one transaction, only what differs, and nothing of a learner's is lost."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.errors import BankErrors, ConflictError, NotFoundError
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import LogEntry, replay
from quizapp.services.publishing import publishing_edition
from quizapp.services.publishing.publishing import (
    Published,
    plan_files,
    plan_rollback,
    publish_files,
    rollback,
)
from quizapp.services.publishing.publishing_plan import PublishPlan
from quizapp.services.study import searching
from quizapp.services.workspace import document_digests
from quizapp.store.base import Base, core_table
from quizapp.store.engine import db, reading
from quizapp.store.tables.content import (
    Blob,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    Revision,
    SetCard,
)
from quizapp.store.tables.memory import CardState
from tests.integration.publishing.conftest import Learner
from tests.integration.publishing.small_bank import (
    FACTS_FILE,
    FILES,
    HALF_WRITTEN,
    KEY_CHANGED,
    REWORDED,
    edited,
    without_fact,
)
from tests.integration.study.world import counted_statements

BABBAGE = "babbage-drew:when"
ZUSE = "zuse-built:when"
LATER = timedelta(hours=1)


def changes_of(plan: PublishPlan) -> dict[str, str]:
    """Return card -> change, without those that only get other options."""
    return {
        card.card: str(card.change)
        for fact in plan.facts
        for card in fact.cards
        if str(card.change) != "other options"
    }


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_the_first_publish_puts_everything_in_place(published: int) -> None:
    edition = publishing_edition.edition_of(FILES)
    with reading() as session:
        assert session.scalar(select(func.max(Revision.id))) == published
        assert set(session.scalars(select(FactRow.id))) == set(edition.facts)
        assert set(session.scalars(select(CardRow.key))) == set(edition.cards)
        assert session.scalar(select(func.count()).select_from(PassageRow)) == 2
        stored = session.execute(select(QuestionRow.key, QuestionRow.content)).all()
        assert dict(stored) == dict(edition.contents)
        sets = dict(session.execute(select(QuestionSet.key, QuestionSet.id)).all())
        assert set(sets) == {"article:engines", "topic:engines/plans", "topic:engines/machines"}
        keys = session.scalars(
            select(CardRow.key)
            .join(SetCard, SetCard.card_id == CardRow.id)
            .where(SetCard.set_id == sets["topic:engines/plans"])
            .order_by(SetCard.position)
        )
        assert list(keys) == [BABBAGE, "hopper-wrote:when"]


@pytest.mark.usefixtures("published")
def test_publishing_keeps_the_index_of_the_search(now: datetime) -> None:
    assert searching.index_differences() == 0
    publish_files(REWORDED, now=now + LATER, by=None)
    assert searching.index_differences() == 0
    with reading() as session:
        words = session.scalars(select(PassageRow.text)).first()
    assert words
    somebody = Learner("search", now=now)
    found = searching.search(user_id=somebody.id, query=" ".join(words.split()[:3]), now=now)
    assert found.passages


@pytest.mark.usefixtures("published")
def test_publishing_the_same_bank_again_writes_nothing(now: datetime) -> None:
    with counted_statements() as sent:
        done = publish_files(FILES, now=now + LATER, by=None)
    assert not done.written
    assert {each.split(maxsplit=1)[0].upper() for each in sent} == {"SELECT"}


@pytest.mark.usefixtures("published")
def test_other_code_that_makes_the_same_of_the_bank_is_noted_once(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("publishing.publishing", "workspace.document_digests"):
        monkeypatch.setattr(f"quizapp.services.{module}.generator_hash", lambda: "another")
    before = publish_files(FILES, now=now + LATER, by=None)
    assert before.plan is not None, "compared with what serves"
    assert not before.written
    with counted_statements() as sent:
        again = publish_files(FILES, now=now + LATER, by=None)
    assert again == Published(before.revision, written=False, plan=None), "taken as known"
    assert {each.split(maxsplit=1)[0].upper() for each in sent} == {"SELECT"}


def test_rewording_keeps_progress(learner: Learner, now: datetime) -> None:
    before = learner.state(ZUSE).stability_days
    assert changes_of(plan_files(REWORDED)) == {ZUSE: "reworded"}
    done = publish_files(REWORDED, now=now + LATER, by=None)
    assert done.plan is not None
    assert done.plan.relearners == 0
    assert learner.state(ZUSE).stability_days == before
    assert learner.state(ZUSE).reps == 1
    assert [entry.kind for entry in learner.log()] == ["learn", "learn"]


def test_a_version_that_was_seen_stays_as_it_was(learner: Learner, now: datetime) -> None:
    del learner
    publish_files(REWORDED, now=now + LATER, by=None)
    with reading() as session:
        rows = session.execute(
            select(QuestionRow.current, QuestionRow.content)
            .join(CardRow, CardRow.id == QuestionRow.card_id)
            .where(CardRow.key == ZUSE, QuestionRow.type == "flashcard")
        )
        words = {current: content["explanation"] for current, content in rows}
    assert "relays" in str(words[False])
    assert words[True] == "It worked with telephone relays."


def test_a_changed_key_asks_for_relearning_and_the_plan_says_so_before(
    learner: Learner, now: datetime
) -> None:
    plan = plan_files(KEY_CHANGED)
    assert changes_of(plan)[BABBAGE] == "key changed"
    card = next(card for fact in plan.facts for card in fact.cards if card.card == BABBAGE)
    assert (card.before, card.after, card.learners, card.reviews) == ("1822", "1823", 1, 1)
    assert (plan.rekeyed, plan.relearners) == ((BABBAGE,), 1)
    zuse = learner.state(ZUSE).stability_days
    publish_files(KEY_CHANGED, now=now + LATER, by=None)
    state = learner.state(BABBAGE)
    assert (state.stage, state.reps, state.stability_days, state.due_day) == ("new", 0, None, None)
    assert learner.state(ZUSE).stability_days == zuse
    assert [entry.kind for entry in learner.log()] == ["learn", "learn", "manual"]


def test_a_replay_of_the_log_gives_the_memory_after_a_changed_key(
    learner: Learner, now: datetime
) -> None:
    publish_files(KEY_CHANGED, now=now + LATER, by=None)
    entries = [
        LogEntry(
            seq=row.seq,
            card_id=row.card_id,
            kind=Kind(row.kind),
            rating=None if row.rating is None else Rating(row.rating),
            study_day=row.study_day,
            answered_at=row.answered_at,
            utc_offset_min=row.utc_offset_min,
            rollover_hour=row.rollover_hour,
            interval_days=row.interval_days,
            due_day=row.due_day,
            due_at=row.due_at,
        )
        for row in learner.log()
    ]
    memories = replay(entries)
    for key in (BABBAGE, ZUSE):
        state = learner.state(key)
        memory = memories[state.card_id]
        assert {name: getattr(state, name) for name in memory._fields} == {
            name: getattr(memory, name) for name in memory._fields
        }


def test_a_retired_fact_keeps_its_memory_and_comes_back(learner: Learner, now: datetime) -> None:
    card = learner.state(ZUSE).card_id
    assert changes_of(plan_files(without_fact("zuse-built"))) == {ZUSE: "retired"}
    revision = publish_files(without_fact("zuse-built"), now=now + LATER, by=None).revision
    with reading() as session:
        row = session.get_one(CardRow, card)
        assert row.retired_in == revision
        current = select(QuestionRow.id).where(QuestionRow.card_id == card, QuestionRow.current)
        assert session.scalars(current).all() == []
        assert session.scalars(select(SetCard).where(SetCard.card_id == card)).all() == []
    assert changes_of(plan_files(FILES)) == {ZUSE: "returning"}
    publish_files(FILES, now=now + 2 * LATER, by=None)
    with reading() as session:
        assert session.get_one(CardRow, card).retired_in is None
        assert session.scalars(current).all() != []
    assert learner.state(ZUSE).reps == 1


def test_a_card_that_returns_with_another_key_is_asked_anew(
    learner: Learner, now: datetime
) -> None:
    publish_files(without_fact("babbage-drew"), now=now + LATER, by=None)
    plan = plan_files(KEY_CHANGED)
    assert changes_of(plan)[BABBAGE] == "key changed"
    publish_files(KEY_CHANGED, now=now + 2 * LATER, by=None)
    assert learner.state(BABBAGE).stage == "new"


@pytest.mark.usefixtures("published")
def test_a_topic_without_cards_is_retired_and_comes_back(now: datetime) -> None:
    moved = {
        **FILES,
        FACTS_FILE: FILES[FACTS_FILE].replace("- plans", "- machines"),
    }
    publish_files(moved, now=now + LATER, by=None)
    wanted = select(QuestionSet.retired_at).where(QuestionSet.key == "topic:engines/plans")
    with reading() as session:
        assert session.scalar(wanted) == now + LATER
    publish_files(FILES, now=now + 2 * LATER, by=None)
    with reading() as session:
        assert session.scalar(wanted) is None


@pytest.mark.usefixtures("published")
def test_an_id_that_was_another_type_is_refused_at_its_place(now: datetime) -> None:
    publish_files(without_fact("zuse-built"), now=now + LATER, by=None)
    event_start = FILES[FACTS_FILE].index("  - id: zuse-built")
    event_end = FILES[FACTS_FILE].index("  - id: turing-said")
    claim = FILES[FACTS_FILE][event_end : FILES[FACTS_FILE].index("  - id: hopper-wrote")]
    reused = (
        FILES[FACTS_FILE][:event_start]
        + claim.replace("turing-said", "zuse-built")
        + FILES[FACTS_FILE][FILES[FACTS_FILE].index("  - id: hopper-wrote") :]
    )
    before = everything()
    with pytest.raises(BankErrors, match=r"engines/facts\.yaml:14:5: .*never used"):
        publish_files({**FILES, FACTS_FILE: reused}, now=now + LATER, by=None)
    assert everything() == before


def test_a_half_written_file_leaves_the_published_bank_serving(
    learner: Learner, now: datetime
) -> None:
    del learner
    before = everything()
    with pytest.raises(BankErrors, match=r"engines/facts\.yaml:14:5: facts\[1\]\.slots"):
        publish_files(HALF_WRITTEN, now=now + LATER, by=None)
    assert everything() == before


def test_a_failure_in_mid_write_leaves_nothing_behind(
    learner: Learner, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    del learner
    before = everything()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("the disk broke")

    monkeypatch.setattr("quizapp.services.publishing.publishing.ask_anew", fail)
    with pytest.raises(OSError, match="broke"):
        publish_files(KEY_CHANGED, now=now + LATER, by=None)
    assert everything() == before


@pytest.mark.usefixtures("published")
def test_only_the_plan_that_was_shown_is_published(now: datetime) -> None:
    plan = plan_files(REWORDED)
    with pytest.raises(ConflictError, match="Nothing was published"):
        publish_files(KEY_CHANGED, now=now + LATER, by=None, expected=plan.token)
    done = publish_files(REWORDED, now=now + LATER, by=None, expected=plan.token)
    assert done.written
    with pytest.raises(ConflictError, match="Nothing was published"):
        publish_files(REWORDED, now=now + 2 * LATER, by=None, expected=plan.token)


def test_a_rollback_restores_what_was_published(
    learner: Learner, published: int, now: datetime
) -> None:
    def current() -> set[tuple[str, str]]:
        with reading() as session:
            query = select(QuestionRow.key, QuestionRow.version).where(QuestionRow.current)
            return set(session.execute(query))

    before = current()
    publish_files(KEY_CHANGED, now=now + LATER, by=None)
    learner.at, learner.seq = now + LATER, 3
    assert current() != before
    plan = plan_rollback(published)
    assert changes_of(plan)[BABBAGE] == "key changed"
    done = rollback(published, now=now + 2 * LATER, by=None, expected=plan.token)
    assert done.revision == published + 2
    assert current() == before
    with reading() as session:
        row = session.get_one(Revision, done.revision)
        assert row.note == f"Back to revision {published}"
        assert row.bank_hash == document_digests.bank_hash(FILES)
        assert session.scalar(select(func.count()).select_from(Blob)) == 5
    with pytest.raises(NotFoundError):
        rollback(99, now=now + 2 * LATER, by=None)


@pytest.mark.usefixtures("published")
def test_a_changed_entity_name_rewords_without_relearning(now: datetime) -> None:
    renamed = {path: text.replace("Alan Turing", "Alan M. Turing") for path, text in FILES.items()}
    plan = plan_files(renamed)
    assert "key changed" not in changes_of(plan).values()
    assert changes_of(plan)["turing-said:speaker"] == "reworded"
    assert publish_files(renamed, now=now + LATER, by=None).written


@pytest.mark.usefixtures("published")
def test_a_comment_makes_a_revision_and_changes_no_card(now: datetime) -> None:
    files = edited("facts:\n", "# Checked in spring.\nfacts:\n")
    plan = plan_files(files)
    assert not plan.unchanged
    assert plan.facts == ()
    assert publish_files(files, now=now + LATER, by=None).written


def test_a_suspended_card_stays_suspended_when_its_key_changes(
    learner: Learner, now: datetime, database: Flask
) -> None:
    del database
    card = learner.state(BABBAGE).card_id
    with db.engine.begin() as connection:
        connection.execute(
            update(core_table(CardState))
            .where(core_table(CardState).c.card_id == card)
            .values(suspended=True)
        )
    publish_files(KEY_CHANGED, now=now + LATER, by=None)
    assert learner.state(BABBAGE).suspended
