"""Use cases of taking a set to another program: what a format can hold, and the file."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.slug import slug
from quizapp.errors import InputError, NotFoundError
from quizapp.formats import exchange
from quizapp.formats.exchange import Format, Item, Package
from quizapp.formats.registry import FORMATS
from quizapp.generation import codec
from quizapp.generation.question import Question, QuestionType
from quizapp.generation.selection import select
from quizapp.generation.showing import needs_media
from quizapp.services.exports.export_cards import list_cards, without_card
from quizapp.services.exports.memory_along import Along, OwnMemory
from quizapp.store.bank import export_queries
from quizapp.store.bank.export_queries import QuestionOfSet
from quizapp.store.decks import media_queries
from quizapp.store.engine import reading
from quizapp.store.study import set_queries
from quizapp.store.tables.content import QuestionSet

LEVELS: Final = ("near", "far", "both")
_CARDS: Final = frozenset({"flashcard"})
_NAME_MAX: Final = 60
MOST_MEDIA_BYTES: Final = 60_000_000
"""Of the pictures and sounds of one file: they are held in memory while it is written."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to take along.

    Attributes:
        format: name of one of the formats.
        forms: question types; those that a card has none of fall away. Formats of cards take
            flashcards whatever is chosen, and what is typed of a card that has none, if it is
            chosen.
        level: near, far or both: how close the wrong options are.
        one_per_fact: a fair choice of one question for each fact instead of all of them.
    """

    format: str
    forms: frozenset[QuestionType]
    level: str
    one_per_fact: bool


@dataclass(frozen=True, slots=True)
class Export:
    """A file of a set.

    Attributes:
        make: writes the file: who only looks at what is in it need not wait for that.
        counts: how many questions of each form are in the file.
        left_out: the stems of those that the format cannot hold, with their form; for a format of
            cards, those of cards that have no flashcard.
        along: how much of a person's memory is in the file; None for new cards.
        in_quiz: cards left out because a quiz of the person asks their fact.
    """

    title: str
    file_name: str
    media: str
    make: Callable[[], bytes] = field(repr=False, compare=False)
    counts: Mapping[QuestionType, int]
    left_out: tuple[tuple[QuestionType, str], ...]
    along: Along | None = None
    in_quiz: int = 0

    @property
    def data(self) -> bytes:
        """Return the bytes of the file."""
        return self.make()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a file is made from: a set and its questions.

    Attributes:
        key: names the set for ever.
        in_quiz: how many of its cards are not among them because a quiz asks their fact.
    """

    set_id: int
    key: str
    title: str
    found: tuple[QuestionOfSet, ...]
    in_quiz: int = 0


def is_of_cards(form: Format) -> bool:
    """Return whether a format holds cards with two sides and no other questions."""
    return form.kinds <= _CARDS


def list_sets() -> tuple[tuple[int, str, str, str], ...]:
    """Return (number, key, kind, title) of every set, for the operator."""
    with reading() as session:
        return tuple(
            (row.id, row.key or "", row.kind, row.title)
            for row in export_queries.list_sets(session)
        )


def export_set(*, set_id: int, user_id: int | None, choice: ExportChoice, now: datetime) -> Export:
    """Return a set as a file of another program, with its keys and nobody's memory.

    Args:
        user_id: a teacher, who may take published sets and their own; None for the operator.

    Raises:
        NotFoundError: there is no such set for this person.
        InputError: the format is not known, or nothing is left to write.
    """
    with reading() as session:
        ground = read_ground(session, set_id=set_id, user_id=user_id)
    return export_ground(ground, user_id=user_id, choice=choice, now=now)


def get_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        InputError: it is not known.
    """
    form = FORMATS.get(name)
    if form is None:
        raise InputError(
            "{name!r} is no format; choose from {formats}.",
            name=name,
            formats=", ".join(FORMATS),
            field="format",
        )
    return form


def read_ground(session: Session, *, set_id: int, user_id: int | None) -> Ground:
    """Return a set that a person sees, or the operator, with its questions.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    row = _set(session, set_id=set_id, user_id=user_id)
    found = export_queries.list_questions(session, set_id)
    return Ground(row.id, row.key or f"set:{row.id}", row.title, found)


def export_ground(
    ground: Ground,
    *,
    user_id: int | None,
    choice: ExportChoice,
    now: datetime,
    own: OwnMemory | None = None,
) -> Export:
    """Return the questions of a set as a file.

    Args:
        own: the memory of the person who asks for the file; None for new cards.

    Raises:
        InputError: the format is not known, or nothing is left to write.
    """
    form = get_format(choice.format)
    wanted = _wanted(ground.found, form=form, choice=choice, seed=ground.key)
    items = tuple(_item(each, question) for each, question in wanted)
    files = _files(items, user_id=user_id) if form.holds_media else {}
    memories = own.memories if own and form.holds_memory else None
    package = Package(ground.key, ground.title, items, now, files, memories)
    fit, rest = exchange.sort_out(form, package)
    if not fit.items:
        raise InputError(
            "Of these questions {format} can hold none. Choose other forms.",
            format=form.title,
            field="forms",
        )
    types = {question.id: question.type for _, question in wanted}
    out = {item.key for item in rest}
    return Export(
        title=ground.title,
        file_name=f"{_file_name(ground.title)}{form.suffix}",
        media=form.media,
        make=partial(form.write, fit),
        counts=Counter(kind for name, kind in types.items() if name not in out),
        left_out=(
            *((types[item.key], item.stem) for item in rest),
            *(without_card(ground.found, wanted) if is_of_cards(form) else ()),
        ),
        along=own.along if own and memories else None,
        in_quiz=ground.in_quiz,
    )


def _set(session: Session, *, set_id: int, user_id: int | None) -> QuestionSet:
    if user_id is not None:
        return set_queries.get_visible_set(session, set_id=set_id, user_id=user_id)
    row = export_queries.find_set(session, set_id)
    if row is None:
        raise NotFoundError("There is no such set.")
    return row


def _wanted(
    found: Sequence[QuestionOfSet], *, form: Format, choice: ExportChoice, seed: str
) -> tuple[tuple[QuestionOfSet, Question], ...]:
    if is_of_cards(form):
        return tuple(list_cards(found, forms=choice.forms))
    levels = {"none", "near", "far"} if choice.level == "both" else {"none", choice.level}
    pairs = [
        (each, codec.from_json(each.content))
        for each in found
        if QuestionType(each.type) in choice.forms and each.level in levels
    ]
    if not choice.one_per_fact:
        return tuple(pairs)
    chosen = {each.id for each in select([q for _, q in pairs], count=len(pairs), seed=seed)}
    return tuple((each, question) for each, question in pairs if question.id in chosen)


def _item(row: QuestionOfSet, question: Question) -> Item:
    return Item(
        key=question.id,
        version=question.version,
        stem=question.stem,
        interaction=question.interaction,
        answer=question.answer,
        explanation=question.explanation,
        source=row.article,
        passage_number=row.passage,
        passage=row.passage_text,
        tags=(*row.topics, row.fact_type),
        asked_media=question.asked_media,
        told_media=question.told_media,
        needs_media=needs_media(question),
    )


def _files(items: Sequence[Item], *, user_id: int | None) -> dict[str, bytes]:
    """Return the bytes of what questions show, by SHA-256.

    Raises:
        InputError: it is more than one file may hold.
    """
    media = {each.file for item in items for each in (*item.asked_media, *item.told_media)}
    if not media or user_id is None:
        return {}
    found: dict[str, bytes] = {}
    size = 0
    with reading() as session:
        for name in sorted(media):
            number = media_queries.find_seen(session, name, user_id=user_id)
            if number is None:
                continue
            file = media_queries.get_file(session, number)
            size += len(file.data)
            if size > MOST_MEDIA_BYTES:
                raise InputError(
                    "The pictures and sounds of this set have more than {most} MB. Take a smaller "
                    "set.",
                    most=MOST_MEDIA_BYTES // 1_000_000,
                    field="format",
                )
            found[name] = file.data
    return found


def _file_name(title: str) -> str:
    """Return a name that every file system takes."""
    return slug(title, most=_NAME_MAX) or "set"
