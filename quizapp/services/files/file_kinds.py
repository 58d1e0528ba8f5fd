"""Which file is made for which order: the part of ``file_making`` that knows the files."""

from datetime import datetime
from typing import IO, Final, assert_never

from quizapp.services.decks import deck_filing
from quizapp.services.exports import set_taking
from quizapp.services.exports.exporting import Export
from quizapp.services.files import everything_saving, memory_file, taking_told
from quizapp.services.files.file_making import Order, Result
from quizapp.services.people import privacy

_ZIP: Final = "application/zip"


def make(order: Order, file: IO[bytes], *, now: datetime) -> Result:
    """Write the file that an order asks for.

    Raises:
        NotFoundError: what it is about is not there for its person any more.
        InputError: the format is not known, or holds nothing of it.
    """
    who = order.user_id
    match order.kind:
        case "everything":
            counts = everything_saving.write(file, user_id=who, now=now)
            result = Result(everything_saving.file_name(now), _ZIP, counts.model_dump())
        case "memory":
            memory_file.write(file, user_id=who, now=now)
            result = Result(memory_file.file_name(now), "application/gzip")
        case "data":
            privacy.write_packed(file, user_id=who, now=now)
            result = Result(privacy.file_name(now, suffix=".zip"), _ZIP)
        case "media":
            privacy.write_media(file, user_id=who)
            result = Result(privacy.media_file_name(now), _ZIP)
        case "deck_file":
            name, data = deck_filing.take_along(
                user_id=who, article_id=order.thing, with_answers=order.memory
            )
            file.write(data)
            result = Result(name, "application/json")
        case "deck" | "set":
            result = _exported(_export(order, now=now), order, file)
        case _:
            assert_never(order.kind)
    return result


def _export(order: Order, *, now: datetime) -> Export:
    """Return a deck or a set for another program."""
    if order.kind == "deck":
        return deck_filing.take_to(
            user_id=order.user_id,
            article_id=order.thing,
            format_name=order.program,
            with_memory=order.memory,
            now=now,
        )
    return set_taking.take_set(
        user_id=order.user_id,
        set_id=int(order.thing),
        format_name=order.program,
        with_memory=order.memory,
        now=now,
    )


def _exported(export: Export, order: Order, file: IO[bytes]) -> Result:
    file.write(export.data)
    told = taking_told.to_json(taking_told.told_of(export, order.program))
    return Result(export.file_name, export.media, told)
