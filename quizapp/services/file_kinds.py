"""Which file is made for which order: the part of ``file_making`` that knows the files."""

from datetime import datetime
from typing import IO, assert_never

from quizapp.services import deck_filing, everything_saving, set_taking, taking_told
from quizapp.services.exporting import Export
from quizapp.services.file_making import Order, Result


def make(order: Order, file: IO[bytes], *, now: datetime) -> Result:
    """Write the file that an order asks for.

    Raises:
        NotFoundError: what it is about is not there for its person any more.
        InputError: the format is not known, or holds nothing of it.
    """
    match order.kind:
        case "everything":
            counts = everything_saving.write(file, user_id=order.user_id, now=now)
            name = everything_saving.file_name(now)
            return Result(name, "application/zip", counts.model_dump())
        case "deck_file":
            name, data = deck_filing.take_along(
                user_id=order.user_id, article_id=order.thing, with_answers=order.memory
            )
            file.write(data)
            return Result(name, "application/json")
        case "deck":
            export = deck_filing.take_to(
                user_id=order.user_id,
                article_id=order.thing,
                format_name=order.program,
                with_memory=order.memory,
                now=now,
            )
            return _exported(export, order, file)
        case "set":
            export = set_taking.take_set(
                user_id=order.user_id,
                set_id=int(order.thing),
                format_name=order.program,
                with_memory=order.memory,
                now=now,
            )
            return _exported(export, order, file)
        case _:
            assert_never(order.kind)


def _exported(export: Export, order: Order, file: IO[bytes]) -> Result:
    file.write(export.data)
    told = taking_told.to_json(taking_told.told_of(export, order.program))
    return Result(export.file_name, export.media, told)
