"""Everything of a person taken up by an account without answers: looked at first, then all of it.

A file waits as a row, as files with decks do, and a process works on it (``import_jobs``). What is
stored is stored in one transaction; bytes of media come before it, and nothing refers to them.
"""

from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.formats.own.everything_codec import EVERYTHING, from_json, joined, to_json
from quizapp.formats.own.everything_file import Everything
from quizapp.services.decks import deck_media
from quizapp.services.decks.deck_draft import Progress, silent
from quizapp.services.decks.deck_reading import plain_name
from quizapp.services.decks.deck_taking import put_new_deck, still_holds
from quizapp.services.files import memory_file
from quizapp.services.files.everything_account import Choice, Moved, choose, is_here, put_account
from quizapp.services.files.everything_draft import DeckDraft, Draft, draft_of
from quizapp.services.files.everything_preview import EverythingPreview, preview_from, preview_of
from quizapp.services.processes.import_child import AT_LEISURE_S, MAX_BYTES, read_everything
from quizapp.services.processes.uncollected import uncollected
from quizapp.store.bank.studio_queries import lock_documents
from quizapp.store.base import EPOCH
from quizapp.store.decks import deck_queries, import_queries
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.people import memory_file_queries
from quizapp.store.tables.decks import Deck, DeckImport
from quizapp.store.tables.people import AuditEntry

STORING: Final = translatable("Storing everything")
NOT_NEW: Final = translatable(
    "This account has answers or decks of its own. Everything of yours is taken up by an account "
    "without any: make a new account and send the file there, or bring single decks in here."
)
_NONE: Final = translatable("No such file waits to be taken up.")
_LARGE_S: Final = 600.0
"""Seconds by the clock for a file of hundreds of megabytes."""
_TRIES: Final = 2
"""Times that it is worked out before the lock is taken; then it is worked out under it."""


class _ChangedError(Exception):
    """What the draft was made from is no longer so."""


def check_size(size: int) -> None:
    """Refuse a file of so many bytes before anything is done with it.

    Raises:
        InputError: it is empty, or larger than a file may be.
    """
    if size > MAX_BYTES:
        raise InputError("A file may have at most 100 MB. Nothing was stored.", field="file")
    if not size:
        raise InputError("Choose a file of everything first.", field="file")


def need_new(*, user_id: int) -> None:
    """See that an account can take everything up.

    Raises:
        ConflictError: it has answers or decks of its own.
    """
    with reading() as session:
        _need_new(session, user_id)


def stage(*, user_id: int, data: bytes, name: str, now: datetime, large: bool = False) -> int:
    """Read a file and keep it until its person says yes; return the number of that.

    A file that waited before is forgotten: one waits at a time.

    Args:
        large: whether it may be larger than what a page takes: of who runs the site.

    Raises:
        InputError: the file cannot be used. BusyError: too many are read at this moment.
        ConflictError: the account has answers or decks of its own.
    """
    if not large:
        check_size(len(data))
    with writing() as session:
        row = DeckImport(
            user_id=user_id,
            source_name=plain_name(name),
            format=EVERYTHING,
            made_at=now,
            with_reviews=True,
            state=import_queries.FAILED,
        )
        number = deck_queries.let_one_wait(session, row)
    with uncollected():
        found, told = read(data, user_id=user_id, now=now, large=large)
        with writing() as session:
            keep(session, number, found, told, user_id=user_id)
            import_queries.put_state(session, number, state=import_queries.READ)
    return number


def read(
    data: bytes, *, user_id: int, now: datetime, large: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read a file; return all of it and its preview as JSON values. Its media are stored.

    Args:
        large: as ``stage`` says.

    Raises:
        InputError: the file cannot be used. BusyError: too many are read at this moment.
        ConflictError: the account has answers or decks of its own.
    """
    need_new(user_id=user_id)
    found = read_everything(data, within_s=_LARGE_S if large else AT_LEISURE_S, large=large)
    try:
        draft = draft_of(found, user_id=user_id, opened=reading, now=now, tell=silent)
        with reading() as session:
            told = preview_of(session, found, draft, _foreseen(session, found, draft))
        deck_media.keep(joined(found, found.spool), user_id=user_id, now=now)
    finally:
        if found.spool is not None:
            found.spool.close()
    return to_json(found), told


def keep(
    session: Session,
    import_id: int,
    found: dict[str, Any],
    told: dict[str, Any],
    *,
    user_id: int,
) -> None:
    """Let a file that was read wait for a yes, inside the caller's transaction.

    Args:
        found: all of it. told: its preview, both as ``read`` returned them.
    """
    lock_for(session, user_id)
    import_queries.put_kept(session, import_id, incoming=found, report={"preview": told})
    whole = joined(from_json(found))
    deck_media.let_wait(session, whole, user_id=user_id, import_id=import_id)


def preview(*, user_id: int, import_id: int, with_sample: bool = True) -> EverythingPreview:
    """Return what taking up a file that waits would bring, or of one that was taken up, brought.

    Raises:
        NotFoundError: there is no such file of theirs.
    """
    with reading() as session:
        told = import_queries.find_report(session, import_id, user_id=user_id, kind=EVERYTHING)
    if told is None or "preview" not in told:
        raise NotFoundError(_NONE)
    return preview_from(told["preview"], with_sample=with_sample)


def take_up(
    *, user_id: int, import_id: int, now: datetime, tell: Progress = silent
) -> EverythingPreview:
    """Take up a file that waits: all of it, or nothing; return what it brought.

    Args:
        now: when. tell: is told how far it is, outside of any transaction.

    Raises:
        NotFoundError: no such file of theirs waits.
        ConflictError: the account has answers or decks of its own, or nothing is published yet.
    """
    with uncollected():
        with reading() as session:
            row = deck_queries.find_waiting(session, import_id, user_id=user_id)
            if row is None or row.format != EVERYTHING or row.incoming is None:
                raise NotFoundError(_NONE)
            found = from_json(dict(row.incoming))
        need_new(user_id=user_id)
        _take_up(found, user_id=user_id, import_id=import_id, now=now, tell=tell)
    return preview(user_id=user_id, import_id=import_id, with_sample=False)


def _take_up(
    found: Everything, *, user_id: int, import_id: int, now: datetime, tell: Progress
) -> None:
    for _ in range(_TRIES):
        draft = draft_of(found, user_id=user_id, opened=reading, now=now, tell=tell)
        tell(STORING, 0, 0)
        try:
            with writing() as session:
                _lock(session, user_id)
                _write(session, found, draft, import_id=import_id, now=now)
        except _ChangedError:
            continue  # Somebody published, or brought a deck in, while it was worked out.
        else:
            return
    with writing() as session:
        _lock(session, user_id)
        draft = draft_of(
            found, user_id=user_id, opened=lambda: nullcontext(session), now=now, tell=silent
        )
        _write(session, found, draft, import_id=import_id, now=now)


def _lock(session: Session, user_id: int) -> None:
    lock_documents(session)
    lock_for(session, user_id)


def _write(
    session: Session, found: Everything, draft: Draft, *, import_id: int, now: datetime
) -> None:
    user_id = draft.user_id
    if not deck_queries.is_waiting(session, import_id, user_id=user_id):
        raise NotFoundError(_NONE)
    _need_new(session, user_id)
    if not still_holds(session, revision=draft.revision, first_card=draft.first_card):
        raise _ChangedError
    for deck in draft.decks:
        _put_deck(session, deck, draft, now=now)
    _number_questions(session, draft)
    sets = memory_file_queries.sets_by_key(session, draft.fitted.sets).values()
    memory_file.store(session, draft.fitted, draft.states, set_ids=sets, now=now)
    moved = Moved(user_id, draft.ids)
    account = found.head.account
    choice = choose(account, moved, has=partial(is_here, session, user_id=user_id))
    put_account(session, account, choice, moved, now=now)
    told = preview_of(session, found, draft, choice)
    deck_queries.note_taken(session, import_id, article_id=None, now=now, report={"preview": told})
    deck_media.end_waiting(session, user_id=user_id, import_id=import_id)
    session.add(
        AuditEntry(
            at=now,
            actor_id=user_id,
            action="account.take_up",
            subject=f"user:{user_id}",
            detail={name: told[name] for name in ("many", "notes", "entries", "cards")},
        )
    )


def _put_deck(session: Session, deck: DeckDraft, draft: Draft, *, now: datetime) -> None:
    contents = [each.content for each in deck.kept]
    put_new_deck(
        session,
        Deck(
            article_id=deck.head.article_id,
            owner_id=draft.user_id,
            title=deck.head.title,
            source_name=deck.filed.source_name,
            format=deck.filed.format,
            created_at=EPOCH + timedelta(milliseconds=deck.filed.created_at),
            changed_at=now,
        ),
        deck.edition,
        deck.changes,
        deck.rows,
        revision=draft.revision,
        now=now,
    )
    deck_media.refer(session, contents, article_id=deck.head.article_id, user_id=draft.user_id)


def _number_questions(session: Session, draft: Draft) -> None:
    """Give the entries the numbers that the questions of the decks have got."""
    numbers: dict[str, dict[tuple[str, str], int]] = {}
    for place, digest in draft.fitted.awaiting.items():
        article_id, key, version = draft.awaited[digest]
        if article_id not in numbers:
            numbers[article_id] = memory_file_queries.questions_of_deck(session, article_id)
        draft.fitted.rows[place].question_id = numbers[article_id].get((key, version))


def _need_new(session: Session, user_id: int) -> None:
    if memory_file.has_log(session, user_id) or deck_queries.list_own(session, user_id=user_id):
        raise ConflictError(NOT_NEW)


def _foreseen(session: Session, found: Everything, draft: Draft) -> Choice:
    """Return what of the account finds its place once the decks are here."""
    moved = Moved(draft.user_id, draft.ids)
    coming = {key for deck in draft.decks for key in deck.edition.sets}
    coming |= {
        f"passage:{article}/{number}@{draft.user_id}"
        for deck in draft.decks
        for article, number in deck.edition.passages
    }

    def has(key: str) -> bool:
        return key in coming or is_here(session, key, user_id=draft.user_id)

    return choose(found.head.account, moved, has=has)
