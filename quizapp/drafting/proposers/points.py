"""What is said, put so that it is no copy: other orders, the passive voice, other frames."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.proposers.points_bound import bound_in
from quizapp.drafting.proposers.said_words import clauses_said
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling import plain
from quizapp.drafting.telling.rephrase import backshifted, own_words
from quizapp.drafting.telling.sequenced import sequenced
from quizapp.drafting.telling.telling import Telling, small, tell
from quizapp.drafting.voices.sayings import Saying

Frame = Callable[[Sequence[str]], str]
"""Makes a statement of a point."""
MADE: Final = {
    "promised": "promise",
    "pledged": "pledge",
    "vowed": "vow",
    "demanded": "demand",
    "proposed": "proposal",
    "recommended": "recommendation",
    "hoped": "hope",
    "feared": "fear",
    "expected": "expectation",
    "predicted": "prediction",
    "forecast": "forecast",
    "decided": "decision",
    "ruled": "ruling",
    "doubted": "doubt",
    "denied": "denial",
    "asked": "request",
    "urged": "appeal",
    "swore": "oath",
    "worried": "worry",
}
"""Verbs for which "according to" would say something else -> the noun that says as much."""
_POINTING: Final = re.compile(
    r"\b(?!(?-i:US|IT)\b)"
    r"(?:he|she|they|him|them|we|us|i|it|this|these|those|himself|herself)\b",
    re.IGNORECASE,
)
_NO_TURN: Final = re.compile(r"\b(?:than|itself|himself|herself|themselves)\b")
_STAYS: Final = re.compile(
    r"(?:in addition|besides|unlike|like|apart|instead|rather|with|without|given|for|if)\b",
    re.IGNORECASE,
)
"""What opens a clause and would mean something else at its end."""
_ASIDE: Final = re.compile(r", (?:which|who|whose|where)\b[^,]*, ")
_MANNER: Final = re.compile(r"(?:with|without|by|as|than|unless|despite)\b")
_CONDITION: Final = re.compile(r"\b(?:if|unless|have|like|rather)\b")
_PAST: Final = re.compile(r"\b(?:was|were|had|did)\b")
_WOULD: Final = re.compile(r"\bwould\b")
_ACCORDING: Final = re.compile(r"(?:In [^,]*, a|A)ccording to ")
_SHARE: Final = 0.8
"""Of the words of a point, what has to be left for it to be the whole of it."""
_LONGEST: Final = 32
_LOOSE: Final = re.compile(r" following |, [a-z]+ing\b")
"""What a place or a time behind it belongs to as well: "following a raid in Lorn"."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SHORTEST: Final = 3
_JOINING: Final = frozenset({"and", "but"})


def in_own_words(
    passage: str, points: Sequence[str], frames: Sequence[Frame], kept: Sequence[str]
) -> tuple[str, ...] | None:
    """Return statement and point in the first wording that copies no run of nine words.

    Args:
        passage: the text that the point comes from.
        points: wordings of the point, the best first.
        frames: make a statement of a point, the best first.
        kept: names and the like that must stay as they are.
    """
    whole = len(points[0].split())
    full = [each for each in points if len(each.split()) >= _SHARE * whole]
    less = [each for each in points if len(each.split()) < _SHARE * whole]
    made = _plainly(passage, full, frames, kept) or _reworded(passage, full, frames, kept)
    for each in sorted(less, key=lambda one: -len(one.split())):
        # The less is left out the better, reworded or not.
        made = made or _plainly(passage, [each], frames, kept)
        made = made or _reworded(passage, [each], frames, kept)
    return made


def _plainly(
    passage: str, points: Sequence[str], frames: Sequence[Frame], kept: Sequence[str]
) -> tuple[str, ...] | None:
    for point in points:
        for frame in frames:
            statement = frame([point])
            copied = max(_run(each, passage, kept) for each in (statement, point))
            if copied < plain.COPIED_WORDS:
                return statement, point
    return None


def _run(text: str, passage: str, names: Sequence[str] = ()) -> int:
    """Return the longest run in common, whether a hyphen joins words or parts them.

    Args:
        names: what has no other words: each counts as one word.
    """
    apart = plain.longest_run(
        text.replace("-", " "), passage.replace("-", " "), names=[_parted(each) for each in names]
    )
    return max(plain.longest_run(text, passage, names=names), apart)


def _parted(name: str) -> str:
    return name.replace("-", " ")


def parts_of(sentence: Sentence, saying: Saying) -> Iterator[Saying]:
    """Yield the clauses that "and" joins in what is said, each with its own subject, as sayings."""
    tokens = sentence.tokens
    inside = [
        each
        for each in sentence.clauses
        if each.verb is not None
        and each.subject is not None
        and each.kind in {ClauseKind.THAT, ClauseKind.MAIN}
        and saying.start <= tokens[each.subject.first].start
        and tokens[each.verb.head].end <= saying.end
        and not saying.frame_start <= tokens[each.verb.head].start < saying.frame_end
    ]
    beside = [each for each in inside if each.parent == inside[0].parent]
    if len(beside) < 2:  # noqa: PLR2004 - there is nothing to part
        return
    joined = all(
        {tokens[each.first].low, tokens[each.first - 1].low} & _JOINING for each in beside[1:]
    )
    if not joined:
        return
    for each, after in zip(beside, [*beside[1:], None], strict=True):
        first, end = each.first, min(each.end, after.first if after else len(tokens))
        while first < end and tokens[first].low in {"that", "and", "but", ","}:
            first += 1
        while end > first and tokens[end - 1].low in {"and", "but", "or", ",", "."}:
            end -= 1
        if each.subject is not None and first <= each.subject.first < end:
            start, stop = sentence.span(first, end)
            yield replace(saying, start=max(start, saying.start), end=min(stop, saying.end))


def without_asides(point: str) -> Iterator[str]:
    """Yield a point without a relative clause between commas."""
    less = _ASIDE.sub(" ", point)
    if less != point:
        yield less


def _reworded(
    passage: str, points: Sequence[str], frames: Sequence[Frame], kept: Sequence[str]
) -> tuple[str, ...] | None:
    for point in points:
        for each in (point, _willing(point), backshifted(point), sequenced(point)):
            for frame in frames:
                found = own_words([each], passage, frame=frame, kept=kept) if each else None
                if found is None or _run(found[0], passage) >= plain.COPIED_WORDS:
                    continue
                # "Feared that it will" has two times; "according to him, it will" is as he said it.
                if each == point or " will " not in each or _ACCORDING.match(found[0]):
                    return found
    return None


def _willing(point: str) -> str:
    """Return "it will go" for "it would go", as it was said, or "" where there is none."""
    if _CONDITION.search(point) or _PAST.search(point):
        return ""
    changed = _WOULD.sub("will", point, count=1)
    return changed if changed != point else ""


def other_points(page: Page, sentence: Sentence, saying: Saying) -> Iterator[str]:
    """Yield other wordings of what is said: its time first, the voice turned, ends left out."""
    if saying.quote is not None or saying.start <= saying.frame_start < saying.end:
        return
    speaker = page.entities.get(saying.speaker)
    if speaker is not None and bound_in(page, sentence, saying, speaker):
        return  # what a pronoun of the speaker says is told as it stands
    clause = _outer(sentence, saying)
    told = tell(page, sentence, clause) if clause is not None else None
    written = page.text[saying.start : saying.end]
    subject = clause.subject if clause is not None else None
    there = subject is not None and sentence.tokens[subject.first].tag == "EX"
    if (
        told is None
        or there
        or _LOOSE.search(written)
        or _NO_TURN.search(written)
        or _STAYS.match(written)
    ):
        return
    for each in _tellings(told):
        when, place = each.when_text, each.place_text
        verb = each.verb.split()[-1] if each.verb else ""
        if each.place is not None and written.rfind(each.place.name) < written.find(verb):
            return  # "war in Germany did harm": the place belongs to the subject
        for parts in ((when, each.clause_text, place), (place, each.clause_text, when)):
            text = small(" ".join(part for part in parts if part).strip(" .,;:"), page)
            names = (speaker.name, *speaker.aliases) if speaker is not None else ()
            named = any(name in text for name in names)
            few = _SHORTEST <= len(text.split()) <= _LONGEST
            if few and not named and not _POINTING.search(text):
                yield text


def _tellings(told: Telling | None) -> Iterator[Telling]:
    seen = 0
    # Who a view is of is told whole: what hangs on the subject stays.
    if told is not None:
        told = replace(told, core="", shorts=tuple(_dispensable(told)))
    while told is not None and seen < 6:  # noqa: PLR2004 - no clause has more ends to leave out
        yield told
        told = told.shorter()
        seen += 1


def _dispensable(told: Telling) -> Iterator[str]:
    """Yield the shorter predicates that keep how: "left port with one of two radars off"."""
    for each in told.shorts:
        if _MANNER.match(told.predicate[len(each) :].strip()):
            return
        yield each


def _outer(sentence: Sentence, saying: Saying) -> Clause | None:
    """Return the clause that takes up what is said, verbs within it being of inner ones."""
    inside = clauses_said(sentence, saying)
    indexes = {each.index for each in inside}
    outer = [each for each in inside if each.parent not in indexes]
    whole = len(outer) == 1 and outer[0].kind in {ClauseKind.MAIN, ClauseKind.THAT}
    return outer[0] if whole and not _is_told_before(sentence, saying, outer[0]) else None


def _is_told_before(sentence: Sentence, saying: Saying, clause: Clause) -> bool:
    """Return whether the words begin before the clause: "the port Holt uses", "a third of A and B".

    A verb stands before its subject, no comma between, or the parser took half a list for it.
    """
    first = clause.subject.first if clause.subject is not None else 0
    before = [each for each in sentence.tokens[:first] if each.start >= saying.start]
    if len(before) > 1 and before[-1].tag == "CC":
        return True
    commas = [each.index for each in before if each.text == ","]
    begin = commas[-1] if commas else -1
    return any(each.tag in _FINITE and each.index > begin for each in before)
