"""The credits that a teacher's proposal for a question comes to, and storing them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import assert_never

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.generation.response import Response
from quizapp.grading import codec
from quizapp.services.marking import regrading
from quizapp.services.marking.grading_keys import (
    Accept,
    Key,
    Proposal,
    TakeBack,
    Version,
    Wanted,
    Worth,
    by_version,
    foreseen,
    taken_back,
    wanted_credits,
    with_key,
)
from quizapp.services.marking.regrading import Material
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.store.bank import content_queries
from quizapp.store.quizzes import grading_queries
from quizapp.store.tables.assigning import AnswerCredit
from quizapp.store.tables.classes import AssignmentItem


def base_of(held: Sequence[AnswerCredit]) -> str:
    """Return a name of the credits that stand: other credits, another name."""
    plain = sorted((each.digest, each.score) for each in held)
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]


def credits_wanted(
    session: Session,
    row: AssignmentItem,
    material: Material,
    held: Sequence[AnswerCredit],
    *,
    proposal: Proposal,
    lower: bool,
) -> tuple[Wanted, ...]:
    """Return the credits that a proposal comes to."""
    interaction = material.questions[row.id].interaction
    scores = {each.digest: each.score for each in held}
    given = _given(material, row.id)
    stood = {each.digest: codec.from_json(each.response) for each in held}
    match proposal:
        case TakeBack(digests=digests):
            standing = {digest: (stood[digest], scores[digest]) for digest in stood}
            return taken_back(interaction, digests=digests, held=standing)
        case Accept(digests=digests, score=score):
            if not 0 <= score <= 1:
                raise InputError("Give 0 to {most} points.", most=f"{row.points:g}", field="points")
            known = {digest_of(each): each for each in given} | stood
            if not digests or not set(digests) <= set(known):
                raise InputError("Choose at least one answer that was given.", field="answers")
            worth: Worth = lambda response: score  # noqa: E731, ARG005 - the same for each chosen one
            candidates: Iterable[Response] = [known[digest] for digest in digests]
        case Key(right=right):
            worth = _or_refuse(
                with_key(interaction, right), "Choose at least one right option.", field="right"
            )
            candidates = chain(given, foreseen(interaction), stood.values())
        case Version(question_id=question_id):
            newer = {
                each.question_id for each in grading_queries.list_newer(session, row.question_id)
            }
            if question_id not in newer:
                raise InputError("That is no later version of this question.", field="version")
            fresh = get_questions(session, [question_id])[question_id].interaction
            worth = _or_refuse(
                by_version(interaction, fresh),
                "The corrected version asks something else; its key cannot be used here.",
                field="version",
            )
            candidates = chain(given, foreseen(interaction, fresh), stood.values())
        case _:
            assert_never(proposal)
    return wanted_credits(interaction, worth=worth, candidates=candidates, held=scores, lower=lower)


def _or_refuse(worth: Worth | None, message: str, *, field: str) -> Worth:
    if worth is None:
        raise InputError(message, field=field)
    return worth


def _given(material: Material, item_id: int) -> list[Response]:
    """Return what was answered, also in attempts that are still running."""
    question = material.questions[item_id]
    read = (regrading.canonical_of(each, question=question) for each in material.answers)
    return [each for each in read if each is not None]


def credits_after(
    credited: Mapping[tuple[int, str], float], item_id: int, wanted: Iterable[Wanted]
) -> dict[tuple[int, str], float]:
    """Return the credits as they would stand."""
    after = dict(credited)
    for each in wanted:
        after.pop((item_id, each.digest), None)
        if each.credited:
            after[item_id, each.digest] = each.after
    return after


def store_credits(
    session: Session,
    item_id: int,
    wanted: Iterable[Wanted],
    *,
    held: Sequence[AnswerCredit],
    by: int,
    now: datetime,
) -> None:
    """Store the credits that are wanted, in place of those that stood for the same responses."""
    changed = {each.digest: each for each in wanted}
    grading_queries.delete_credits(session, [each.id for each in held if each.digest in changed])
    content_queries.insert_rows(
        session,
        AnswerCredit,
        [
            {
                "item_id": item_id,
                "digest": each.digest,
                "response": codec.to_json(each.response),
                "score": each.after,
                "made_by": by,
                "made_at": now,
            }
            for each in changed.values()
            if each.credited
        ],
    )
