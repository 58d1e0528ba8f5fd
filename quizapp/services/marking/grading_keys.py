"""What responses to an item are worth by a corrected key, and the credits that say so. Pure.

A question version never changes, so a bad key is mended beside it: each response whose worth
differs from the key's gets a credit. Responses nobody gave yet are foreseen where they can be
counted out (options, true and false, accepted wordings).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Final

from quizapp.generation.question import (
    Choice,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import (
    ChoiceResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)
from quizapp.grading.grade import grade
from quizapp.services.quizzes.answer_credits import digest_of

_MOST_SUBSETS: Final = 8
"""Options of a multiple response whose 2^n answers are all foreseen; of more, those given."""
_ALIKE: Final = 1e-9

Worth = Callable[[Response], float]


@dataclass(frozen=True, slots=True)
class Accept:
    """Responses, by digest, are worth ``score``, 0..1."""

    digests: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Key:
    """These are the right options, by canonical index; of a true-false item 1 is True, 0 False."""

    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Responses are worth what the key of this version of the question says."""

    question_id: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Credits, by digest, are taken back."""

    digests: tuple[str, ...]


Proposal = Accept | Key | Version | TakeBack


@dataclass(frozen=True, slots=True)
class Wanted:
    """The credit a response shall have.

    Attributes:
        before, after: what it is worth, 0..1, without a teacher's own score.
        credited: whether a credit is needed; without one the key says the same.
    """

    digest: str
    response: Response
    before: float
    after: float
    credited: bool


def wanted_credits(
    interaction: Interaction,
    *,
    worth: Mapping[str, float] | Worth,
    candidates: Iterable[Response],
    held: Mapping[str, float],
    lower: bool,
) -> tuple[Wanted, ...]:
    """Return the credits that make responses worth what is asked for; unchanged ones left out.

    Args:
        worth: by digest, or what answers each response; a digest that is absent stays.
        candidates: responses given so far and those foreseen.
        held: scores of present credits, by digest.
        lower: whether a response may become worth less than it is now.
    """
    found: dict[str, Wanted] = {}
    for response in candidates:
        digest = digest_of(response)
        if digest in found:
            continue
        by_key = grade(interaction, response).score
        before = held.get(digest, by_key)
        target = worth(response) if callable(worth) else worth.get(digest, before)
        after = target if lower else max(target, before)
        if abs(after - before) > _ALIKE:
            found[digest] = Wanted(
                digest, response, before, after, credited=abs(after - by_key) > _ALIKE
            )
    return tuple(found.values())


def taken_back(
    interaction: Interaction, *, digests: Iterable[str], held: Mapping[str, tuple[Response, float]]
) -> tuple[Wanted, ...]:
    """Return what responses are worth without their credits."""
    return tuple(
        Wanted(
            digest,
            held[digest][0],
            held[digest][1],
            grade(interaction, held[digest][0]).score,
            credited=False,
        )
        for digest in digests
        if digest in held
    )


def with_key(interaction: Interaction, right: Iterable[int]) -> Worth | None:
    """Return what responses are worth when these options are right; None where there are none."""
    chosen = frozenset(right)
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            if not chosen or not chosen <= set(range(len(options))):
                return None
            marked = tuple(
                replace(option, correct=index in chosen) for index, option in enumerate(options)
            )
            corrected = replace(interaction, options=marked)
            return lambda response: grade(corrected, response).score
        case TrueFalse():
            if not chosen or not chosen <= {0, 1}:
                return None
            return lambda response: float(
                isinstance(response, TrueFalseResponse) and int(response.value) in chosen
            )
        case _:
            return None


def right_options(interaction: Interaction) -> tuple[int, ...]:
    """Return the options that the key names, as ``with_key`` reads them."""
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return tuple(index for index, option in enumerate(options) if option.correct)
        case TrueFalse(correct=correct):
            return (int(correct),)
        case _:
            return ()


def by_version(  # noqa: PLR0911 - one return per pair that can be compared
    asked: Interaction, corrected: Interaction
) -> Worth | None:
    """Return what responses to ``asked`` are worth by the key of ``corrected``.

    None where they ask something else: another interaction, another claim, other things to
    match or order, or a right option that nobody was shown.
    """
    match asked, corrected:
        case (Choice(options=shown), Choice(options=fresh)) | (
            MultipleChoice(options=shown),
            MultipleChoice(options=fresh),
        ):
            places = {option.text: index for index, option in enumerate(shown)}
            right = [option.text for option in fresh if option.correct]
            if any(text not in places for text in right):
                return None
            return with_key(asked, [places[text] for text in right])
        case TrueFalse(), TrueFalse() if asked.claim == corrected.claim:
            return with_key(asked, [int(corrected.correct)])
        case TextEntry(), TextEntry():
            return lambda response: grade(corrected, response).score
        case Matching(), Matching():
            return _by_pairs(asked, corrected)
        case Ordering(), Ordering():
            return _by_steps(asked, corrected)
        case _:
            return None


def foreseen(interaction: Interaction, corrected: Interaction | None = None) -> Iterator[Response]:
    """Return the responses that can be counted out before anybody gives them."""
    match interaction:
        case Choice(options=options):
            yield from (ChoiceResponse(index) for index in range(len(options)))
        case TrueFalse():
            yield from (TrueFalseResponse(value) for value in (True, False))
        case MultipleChoice(options=options) if len(options) <= _MOST_SUBSETS:
            places = range(len(options))
            sizes = (combinations(places, size) for size in range(len(options) + 1))
            yield from (MultipleChoiceResponse(picks) for picks in chain.from_iterable(sizes))
        case TextEntry(accept=accept):
            more = corrected.accept if isinstance(corrected, TextEntry) else ()
            yield from (TextResponse(text) for text in (*accept, *more))
        case _:
            return


def _by_pairs(asked: Matching, corrected: Matching) -> Worth | None:
    lefts = {left: index for index, (left, _) in enumerate(asked.pairs)}
    rights = {right: index for index, (_, right) in enumerate(corrected.pairs)}
    same = len(lefts) == len(rights) == len(asked.pairs) == len(corrected.pairs)
    if not same or {left for left, _ in corrected.pairs} != set(lefts):
        return None
    if {right for _, right in asked.pairs} != set(rights):
        return None

    def worth(response: Response) -> float:
        if not isinstance(response, MatchingResponse):
            return 0.0
        chosen = [response.rights[lefts[left]] for left, _ in corrected.pairs]
        moved = (None if each is None else rights[asked.pairs[each][1]] for each in chosen)
        return grade(corrected, MatchingResponse(tuple(moved))).score

    return worth


def _by_steps(asked: Ordering, corrected: Ordering) -> Worth | None:
    places = {step: index for index, step in enumerate(corrected.steps)}
    if len(places) != len(asked.steps) or set(asked.steps) != set(places):
        return None

    def worth(response: Response) -> float:
        if not isinstance(response, OrderingResponse):
            return 0.0
        order = tuple(places[asked.steps[each]] for each in response.order)
        return grade(corrected, OrderingResponse(order)).score

    return worth
