"""Use cases of publishing: plan it, do it in one transaction, take it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.errors import BankErrors, ConflictError, NotFoundError, Problem
from quizapp.services.publishing.publishing_edition import Edition, edition_of
from quizapp.services.publishing.publishing_loss import refuse_loss
from quizapp.services.publishing.publishing_plan import PublishPlan, make_plan
from quizapp.services.publishing.publishing_relearn import ask_anew
from quizapp.services.publishing.publishing_working import (
    WorkingPlan,
    note_published,
    note_rollback,
    select,
)
from quizapp.services.publishing.publishing_write import Difference, difference, write
from quizapp.services.workspace.document_digests import bank_hash, generator_hash, is_known
from quizapp.services.workspace.workspace_files import (
    forget_what_is_on_disk,
    serving_files,
    working_files,
)
from quizapp.store.bank import content_queries, revision_queries, search_queries
from quizapp.store.bank.content_queries import PublishedContent
from quizapp.store.bank.studio_queries import lock_documents
from quizapp.store.engine import reading, writing
from quizapp.store.study.enrolling import enrol_new_cards
from quizapp.store.tables.people import AuditEntry


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did.

    Attributes:
        revision: the revision that serves now.
        written: False when nothing differed and nothing was written.
        plan: what changed; None when the files were known to be those that serve.
    """

    revision: int
    written: bool
    plan: PublishPlan | None


def plan_files(files: Mapping[str, str]) -> PublishPlan:
    """Return what publishing these files would change; nothing is written.

    Raises:
        BankErrors: the files are not a bank; holds every problem of every file.
    """
    edition = edition_of(files)
    with reading() as session:
        return _draft(session, edition).plan


def plan_folder(folder: Path) -> PublishPlan:
    """Return what publishing the bank in that folder would change; nothing is written.

    What was published from the browser lies over the folder's files, as in ``publish_folder``.
    """
    return plan_files(serving_files(folder))


def plan_working(folder: Path, *, articles: frozenset[str] | None) -> WorkingPlan:
    """Return what publishing articles in the works would change; nothing is written.

    Args:
        folder: of the bank.
        articles: ids of those that differ; None for every one without problems. The others go
            on serving as they are, so that an unfinished one is in nobody's way.

    Raises:
        BankErrors: a file of the disk cannot be read.
    """
    copy = working_files(folder)
    chosen = select(copy, articles=articles, published=_serving_revision())
    plan: PublishPlan | None = None
    problems: tuple[Problem, ...] = ()
    try:
        plan = plan_files(chosen.files)
    except BankErrors as errors:
        problems = errors.problems
    return WorkingPlan(plan, problems, chosen.choices, chosen.shared, copy.conflicts, chosen.left)


def publish_files(
    files: Mapping[str, str],
    *,
    now: datetime,
    by: int | None,
    note: str = "",
    expected: str | None = None,
    processes: int = 1,
) -> Published:
    """Publish these files in one transaction; a revision of them is kept.

    Files are read and questions made before the transaction: it only compares and writes.

    Args:
        files: path -> text of a whole bank.
        now: when it is published.
        by: id of the author; None for the program itself.
        note: what the author says about it.
        expected: ``PublishPlan.token`` of the plan that was shown; None publishes whatever.
        processes: that make the questions of a large bank at once; more than one only in a process
            that answers no requests.

    Raises:
        BankErrors: the files are not a bank; what is published goes on serving.
        ConflictError: the files or what is published are no longer those of the plan.
        ConfigurationError: one of the processes was ended from outside.
    """
    return _publish(
        files, now=now, by=by, note=note, expected=expected, also=None, processes=processes
    )


def publish_folder(
    folder: Path,
    *,
    now: datetime,
    by: int | None,
    note: str = "",
    expected: str | None = None,
    processes: int = 1,
) -> Published:
    """Publish the bank in that folder: ``publish_files`` of its files.

    What was published from the browser lies over them, so that it is not retired.
    """
    forget_what_is_on_disk(folder)
    return publish_files(
        serving_files(folder), now=now, by=by, note=note, expected=expected, processes=processes
    )


def publish_unasked(folder: Path, *, now: datetime, processes: int) -> Published:
    """Publish the bank in that folder as ``publish_folder`` does, where nobody sees the plan.

    Raises:
        HeldBackError: it would retire much of what learners know; what is published serves.
        BankErrors, ConfigurationError: as ``publish_files``.
    """
    forget_what_is_on_disk(folder)
    return _publish(
        serving_files(folder),
        now=now,
        by=None,
        note="",
        expected=None,
        also=None,
        processes=processes,
        check=lambda session, draft: refuse_loss(session, draft.plan, draft.published),
    )


def publish_working(
    folder: Path,
    *,
    articles: frozenset[str] | None,
    expected: str | None,
    note: str,
    now: datetime,
    by: int | None,
) -> Published:
    """Publish articles in the works over what serves, with the entities that they name.

    Args:
        folder: of the bank.
        articles: as in ``plan_working``.
        expected: ``PublishPlan.token`` of the plan that was shown; None publishes whatever.
        note: what the author says about it.
        now: when it is published.
        by: id of the author.

    Raises:
        BankErrors: a chosen article has problems; what is published goes on serving.
        ConflictError: the files or what is published are no longer those of the plan.
    """
    copy = working_files(folder)
    chosen = select(copy, articles=articles, published=_serving_revision())

    def note_it(session: Session) -> None:
        note_published(session, chosen.texts, copy=copy, now=now, by=by)

    return _publish(chosen.files, now=now, by=by, note=note, expected=expected, also=note_it)


def plan_rollback(revision_id: int) -> PublishPlan:
    """Return what going back to a revision would change.

    Raises:
        NotFoundError: there is no such revision.
    """
    return plan_files(_files_of(revision_id))


def rollback(
    revision_id: int, *, now: datetime, by: int | None, expected: str | None = None
) -> Published:
    """Publish the files of an earlier revision as a new one. Nothing of the log is taken back.

    Raises:
        NotFoundError: there is no such revision.
        BankErrors: its files are no bank by the rules of today.
        ConflictError: what is published is no longer that of the plan.
    """
    files = _files_of(revision_id)
    before = _serving_revision()

    def note_it(session: Session) -> None:
        note_rollback(session, before=before, after=files, now=now, by=by)

    return _publish(
        files,
        now=now,
        by=by,
        note=f"Back to revision {revision_id}",
        expected=expected,
        also=note_it,
    )


def _publish(
    files: Mapping[str, str],
    *,
    now: datetime,
    by: int | None,
    note: str,
    expected: str | None,
    also: Callable[[Session], None] | None,
    processes: int = 1,
    check: "Callable[[Session, _Draft], None] | None" = None,
) -> Published:
    """Publish files as ``publish_files`` says.

    Args:
        also: writes in the same transaction. check: refuses what it finds wrong with the plan.
    """
    digest = bank_hash(files)
    if expected is None and also is None:
        with reading() as session:
            current = content_queries.find_current_revision(session)
        if current and is_known(current, digest):
            return Published(current.id, written=False, plan=None)
    edition = edition_of(files, processes=processes)

    def planned(session: Session) -> _Draft:
        made = _draft(session, edition)
        _check_expected(made.plan, expected)
        if check is not None:
            check(session, made)
        return made

    with reading() as session:
        draft = planned(session)
    if also is None and draft.plan.unchanged and draft.plan.current is not None:
        _note_code(draft.plan.current)
        return Published(draft.plan.current, written=False, plan=draft.plan)
    with writing() as session:
        lock_documents(session)
        if content_queries.find_current_revision(session) != draft.published.revision:
            # Another publish came between: what was compared is no longer true.
            draft = planned(session)
        if also is not None:
            also(session)
        if draft.plan.unchanged and draft.plan.current is not None:
            return Published(draft.plan.current, written=False, plan=draft.plan)
        return _write(session, edition, draft, now=now, by=by, note=note)


def _note_code(revision_id: int) -> None:
    """Note that this code too makes a revision of its files: the next start need not try it."""
    with reading() as session:
        current = content_queries.find_current_revision(session)
    if current is None or current.counts.get("generator") == generator_hash():
        return
    with writing() as session:
        revision_queries.note_count(session, revision_id, name="generator", value=generator_hash())


def _files_of(revision_id: int) -> dict[str, str]:
    """Return the files of a revision."""
    with reading() as session:
        files = revision_queries.files_of(session, revision_id)
    if files is None:
        raise NotFoundError("There is no revision {revision_id}.", revision_id=revision_id)
    return files


def _serving_revision() -> dict[str, str]:
    """Return the files of the revision that serves; none before the first publish."""
    with reading() as session:
        current = content_queries.find_current_revision(session)
        return (revision_queries.files_of(session, current.id) or {}) if current else {}


@dataclass(frozen=True, slots=True)
class _Draft:
    """An edition compared with what is published."""

    published: PublishedContent
    changes: Difference
    plan: PublishPlan


def _draft(session: Session, edition: Edition) -> _Draft:
    """Compare an edition with what is published."""
    published = content_queries.load_published(session)
    changes = difference(edition, published)
    return _Draft(published, changes, make_plan(session, edition, published, changes))


def _write(
    session: Session, edition: Edition, draft: _Draft, *, now: datetime, by: int | None, note: str
) -> Published:
    """Write a new revision and all that follows from it, inside the write transaction."""
    plan = draft.plan
    revision = content_queries.add_revision(
        session,
        now=now,
        by=by,
        note=note,
        bank_hash=edition.bank_hash,
        counts={**plan.counts, "generator": generator_hash()},
    )
    files = {path: (bank_hash({"": text}), text) for path, text in edition.bank.files.items()}
    content_queries.add_files(session, revision, files)
    write(session, edition, draft.changes, revision=revision, now=now)
    anew = [draft.published.cards[key].id for key in plan.rekeyed]
    ask_anew(session, anew, occasion=str(revision), now=now)
    # Who studies a set studies its new cards too.
    enrol_new_cards(session)
    if any((draft.changes.articles, draft.changes.passages, draft.changes.facts)):
        search_queries.rebuild(session)
    session.add(
        AuditEntry(
            at=now,
            actor_id=by,
            action="bank.publish",
            subject=f"revision:{revision}",
            detail=dict(plan.counts),
        )
    )
    return Published(revision, written=True, plan=plan)


def _check_expected(plan: PublishPlan, expected: str | None) -> None:
    """Refuse to publish something else than what was shown."""
    if expected is not None and plan.token != expected:
        raise ConflictError(
            "The files or the published bank have changed since this plan was made. "
            "Nothing was published: look at the new plan and publish that."
        )
