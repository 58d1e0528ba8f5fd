"""Use cases of decks: see, rename, share, hand over, download and delete what one brought in."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.bank.document import ArticleFacts, Bank, FactBase
from quizapp.bank.emit import emit_article, emit_list
from quizapp.bank.slug import slug
from quizapp.bank.terms import OWN_PREFIX
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.decks import deck_leaving, deck_media
from quizapp.services.decks.deck_build import deck_of
from quizapp.services.decks.deck_draft import edition_for, head_of, kept_in, language_of
from quizapp.services.decks.deck_media import MediaCount
from quizapp.services.decks.deck_taking import write_edition
from quizapp.services.publishing.publishing_write import DeckOf
from quizapp.services.workspace import workspace_files
from quizapp.store.bank import content_queries
from quizapp.store.bank.studio_queries import lock_documents
from quizapp.store.decks import deck_queries, deck_removal
from quizapp.store.decks.deck_queries import DeckLine, ImportLine, ShareLine, TopicLine
from quizapp.store.engine import reading, writing
from quizapp.store.study import memory_queries
from quizapp.store.tables.decks import Deck
from quizapp.store.tables.people import AuditEntry

_TITLE_MAX: Final = 200
_IN_A_FILE: Final = 1000
"""Facts in one file of a bank: well below what its reader takes."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""In the packed files, so that the same deck gives the same bytes."""


@dataclass(frozen=True, slots=True)
class DeckView:
    """A deck as its page shows it; shares, imports and the rest are its owner's alone.

    Attributes:
        set_id: of all its cards. zone: of the person's clock.
        topics: that can be studied by themselves.
        media: pictures and sounds that it has.
    """

    line: DeckLine
    set_id: int | None
    topics: tuple[TopicLine, ...]
    shares: tuple[ShareLine, ...]
    imports: tuple[ImportLine, ...]
    zone: str
    media: MediaCount


@dataclass(frozen=True, slots=True)
class Deletion:
    """What goes with a deck.

    Attributes:
        cards: that are no longer asked. reviews: of its owner that stay in the log.
        others: other people who have answered a card of it.
    """

    line: DeckLine
    cards: int
    reviews: int
    others: int
    classes: tuple[str, ...]


def list_decks(*, user_id: int) -> tuple[DeckLine, ...]:
    """Return the decks that the person sees, their own first."""
    with reading() as session:
        return deck_queries.list_visible(session, user_id=user_id)


def get_deck(*, user_id: int, article_id: str) -> DeckView:
    """Return a deck that the person sees.

    Raises:
        NotFoundError: there is none such for them.
    """
    with reading() as session:
        line = deck_queries.get_visible(session, article_id, user_id=user_id)
        set_id = deck_queries.find_whole_set(session, article_id)
        learner = memory_queries.find_learner(session, user_id)
        zone = learner.zone if learner else "UTC"
        topics = deck_queries.list_topics(session, article_id, user_id=user_id)
        media = deck_media.count_in_deck(session, article_id)
        if not line.is_mine:
            return DeckView(line, set_id, topics, (), (), zone, media)
        return DeckView(
            line,
            set_id,
            topics,
            deck_queries.list_shares(session, article_id, user_id=user_id),
            deck_queries.list_imports(session, article_id),
            zone,
            media,
        )


def get_own_title(*, user_id: int, article_id: str) -> str:
    """Return the title of a deck of the person's own.

    Raises:
        NotFoundError: it is not theirs.
    """
    with reading() as session:
        return deck_queries.get_own(session, article_id, user_id=user_id).title


def is_own(*, user_id: int, article_id: str) -> bool:
    """Return whether a document is a deck of the person's own."""
    if not article_id.startswith(OWN_PREFIX):
        return False
    with reading() as session:
        return any(
            each.article_id == article_id
            for each in deck_queries.list_own(session, user_id=user_id)
        )


def rename(*, user_id: int, article_id: str, title: str, now: datetime) -> None:
    """Give a deck another title.

    Raises:
        InputError: the title is empty or too long. NotFoundError: it is not theirs.
    """
    name = " ".join(title.split())
    if not name or len(name) > _TITLE_MAX:
        raise InputError("A title has 1 to {most} characters.", most=_TITLE_MAX, field="title")
    with writing() as session:
        lock_documents(session)
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        deck.title, deck.changed_at = name, now
        language = language_of(session, user_id)
        notes = [kept_in(row) for row in deck_queries.notes_as_rows(session, article_id)]
        edition = edition_for(head_of(deck, language), notes)
        write_edition(session, edition, DeckOf(article_id, user_id), now=now)


def share(*, user_id: int, article_id: str, class_id: int, now: datetime) -> bool:
    """Share a deck with a class that its owner teaches; return False when it was already.

    Raises:
        NotFoundError: the deck is not theirs, or they do not teach such a class.
    """
    with writing() as session:
        deck_queries.get_own(session, article_id, user_id=user_id)
        _taught(session, article_id, user_id, class_id)
        done = deck_queries.put_share(session, article_id, class_id=class_id, now=now)
        session.add(_audit("deck.share", article_id, by=user_id, now=now, class_id=class_id))
        return done


def unshare(*, user_id: int, article_id: str, class_id: int, now: datetime) -> bool:
    """Take a share back: its members no longer see the deck, and are no longer asked about it.

    Raises:
        NotFoundError: the deck is not theirs.
    """
    with writing() as session:
        deck_queries.get_own(session, article_id, user_id=user_id)
        done = deck_queries.drop_share(session, article_id, class_id=class_id)
        session.flush()
        deck_leaving.leave_unseen(session, now=now, article_ids=(article_id,))
        session.add(_audit("deck.unshare", article_id, by=user_id, now=now, class_id=class_id))
        return done


def hand_over(*, user_id: int, article_id: str, folder: Path, now: datetime) -> str:
    """Put a copy of a deck into the authors' working copy; return the id of that article.

    The deck stays its owner's, with all memory of it.

    Raises:
        NotFoundError: it is not theirs. ConflictError: it was handed over already.
    """
    taken = {path.partition("/")[0] for path in _paths(folder)}
    with reading() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        if deck.handed_over_as:
            raise ConflictError("This deck was handed to the authors already.")
        name = _free_id(deck.title, taken)
        files = files_of(session, deck, as_id=name, language=language_of(session, user_id))
    workspace_files.check_changes(files)
    disk = workspace_files.disk_files(folder)
    with writing() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        if deck.handed_over_as:
            raise ConflictError("This deck was handed to the authors already.")
        workspace_files.write_changes(session, disk, dict(files), expected={}, now=now, by=user_id)
        deck.handed_over_as, deck.handed_over_at = name, now
        session.add(_audit("deck.hand_over", article_id, by=user_id, now=now, to=name))
    return name


def download(*, user_id: int, article_id: str) -> tuple[str, bytes]:
    """Return the name and bytes of a deck packed as a folder of bank documents.

    Raises:
        NotFoundError: it is not theirs.
    """
    with reading() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        name = _free_id(deck.title, ())
        files = files_of(session, deck, as_id=name, language=language_of(session, user_id))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return f"{name}.zip", packed.getvalue()


def owners_of_handed_over() -> dict[str, str]:
    """Return, by the bank's article that was made of a deck, the name of who handed it over."""
    with reading() as session:
        return deck_queries.owners_of_handed_over(session)


def plan_deletion(*, user_id: int, article_id: str) -> Deletion:
    """Return what goes with a deck.

    Raises:
        NotFoundError: it is not theirs.
    """
    with reading() as session:
        deck_queries.get_own(session, article_id, user_id=user_id)
        line = deck_queries.get_visible(session, article_id, user_id=user_id)
        found = deck_removal.count_work(session, article_id, user_id=user_id)
        shares = deck_queries.list_shares(session, article_id, user_id=user_id)
    return Deletion(
        line,
        found.cards,
        found.reviews,
        found.others,
        tuple(each.name for each in shares if each.shared_at is not None),
    )


def delete(*, user_id: int, article_id: str, now: datetime) -> None:
    """Delete a deck: nobody sees it or is asked about it any more.

    Entries of the log stay, so that a replay goes on giving what everybody remembers.

    Raises:
        NotFoundError: it is not theirs.
    """
    with writing() as session:
        lock_documents(session)
        deck_queries.get_own(session, article_id, user_id=user_id)
        current = content_queries.find_current_revision(session)
        if current is None:
            raise NotFoundError("There is no such deck.")
        deck_removal.retire(session, article_id, revision=current.id, now=now)
        deck_media.let_go(session, article_id, user_id=user_id)
        session.add(_audit("deck.delete", article_id, by=user_id, now=now))


def files_of(session: Session, deck: Deck, *, as_id: str, language: str) -> dict[str, str]:
    """Return a deck as documents of a bank, under another id: path -> text.

    A bank holds words alone: notes that ask or answer by a picture or sound stay behind.
    """
    notes = [kept_in(row) for row in deck_queries.notes_as_rows(session, deck.article_id)]
    prefix = len(deck.article_id)
    named = [
        replace(
            note,
            fact_id=f"{as_id}{note.fact_id[prefix:]}",
            content=replace(note.content, media=()),
        )
        for note in notes
        if deck_media.says_all_in_words(note.content)
    ]
    bank, _ = deck_of(replace(head_of(deck, language), article_id=as_id), named)
    return _documents(bank)


def _documents(bank: Bank) -> dict[str, str]:
    files: dict[str, str] = {}
    for name, each in bank.articles.items():
        article: Any = each.article.model_dump(mode="json", exclude_none=True)
        files[f"{name}/article.yaml"] = emit_article(article)
        for number, some in enumerate(_pieces(each), start=1):
            facts = [fact.model_dump(mode="json", exclude_defaults=True) for fact in some]
            files[f"{name}/facts-{number:03}.yaml"] = emit_list("facts", facts)
    return files


def _pieces(each: ArticleFacts) -> Iterable[tuple[FactBase, ...]]:
    for start in range(0, len(each.facts), _IN_A_FILE):
        yield each.facts[start : start + _IN_A_FILE]


def _paths(folder: Path) -> Iterable[str]:
    return workspace_files.working_files(folder).files


def _free_id(title: str, taken: Iterable[str]) -> str:
    """Return an id made of a title that no other article has."""
    # The facts' ids begin with it and have 17 characters more.
    base = slug(title, most=50) or "deck"
    base = base if not base.startswith(OWN_PREFIX) else f"deck-{base}"
    used, name, number = set(taken), base, 1
    while name in used:
        number += 1
        name = f"{base}-{number}"
    return name


def _taught(session: Session, article_id: str, user_id: int, class_id: int) -> None:
    known = deck_queries.list_shares(session, article_id, user_id=user_id)
    if class_id not in {each.class_id for each in known}:
        raise NotFoundError("There is no such class of yours.")


def _audit(action: str, article_id: str, *, by: int, now: datetime, **detail: object) -> AuditEntry:
    return AuditEntry(
        at=now, actor_id=by, action=action, subject=f"article:{article_id}", detail=detail
    )
