"""Question versions by id, read once: their content never changes."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from quizapp.generation import codec
from quizapp.generation.question import Question
from quizapp.store.engine import Reader
from quizapp.store.study import seen_queries

MOST: Final = 4000
"""Questions kept per database: about 10 MB."""

# By engine: two applications in one process have different questions under one id.
_KEPT: Final[WeakKeyDictionary[Engine, OrderedDict[int, Question]]] = WeakKeyDictionary()


def get_questions(reader: Reader, question_ids: Iterable[int]) -> dict[int, Question]:
    """Return question versions by id; one statement for all that are not kept yet."""
    bind = reader.get_bind() if isinstance(reader, Session) else reader
    engine = bind if isinstance(bind, Engine) else bind.engine
    kept = _KEPT.get(engine)
    if kept is None:
        kept = _KEPT.setdefault(engine, OrderedDict())
    found, missing = {}, []
    for number in set(question_ids):
        question = kept.get(number)
        if question is None:
            missing.append(number)
        else:
            found[number] = question
    if missing:
        contents = seen_queries.find_contents(reader, sorted(missing))
        found |= {number: codec.from_json(content) for number, content in contents.items()}
    for number, question in found.items():
        kept[number] = question
        kept.move_to_end(number)
    while len(kept) > MOST:
        kept.popitem(last=False)
    return found
