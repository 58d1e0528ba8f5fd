"""Whether "he said" has one who can be meant, or two: then whose words they are is not sure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.hearsay_words import BODIES, PAPERS
from quizapp.drafting.lexis.lexicon import gender_of
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.shapes.spans import FoundQuote, Mention
from quizapp.drafting.voices.sayings import Saying

GENDERS: Final = {"he": "m", "she": "f"}
_FAR: Final = 2
"""Sentences back to one without a name who spoke, where nobody did in between."""
_OPENING: Final = frozenset({"a", "an", "the", "one", "another", "his", "her", "their"})


def with_doubts(
    sayings: Iterable[Saying],
    sentences: Sequence[Sentence],
    *,
    names: Sequence[Mention],
    quotes: Sequence[FoundQuote],
    entities: Mapping[str, Named],
) -> Iterator[Saying]:
    """Yield the sayings, those unsure whose pronoun could as well be another person.

    One who has just spoken goes on speaking, whoever else was named; but somebody without a name
    who has just spoken may go on as well.

    Args:
        sayings: of one passage, in its order.
        sentences: of the passage.
        names: of entities in the passage.
        quotes: of the passage; who is named inside one is nobody's rival.
        entities: of the article, by key.
    """
    outside = [
        each for each in names if not any(one.start <= each.start < one.end for one in quotes)
    ]
    before: list[Saying] = []
    for each in sayings:
        gender = GENDERS.get(each.source.casefold(), "")
        told = each
        if gender and each.speaker in entities:
            last = _last(before, each)
            known = _gender(entities[each.speaker]) == gender
            goes_on = known and _goes_on(before, last, each)
            alone = goes_on or not _rivals(each, sentences, outside, entities, gender)
            spoke = last or _last(before, each, far=_FAR)
            told = replace(each, sure=alone and not _is_unnamed(spoke, each))
        yield told
        before.append(told)


def _goes_on(before: Sequence[Saying], last: Saying | None, saying: Saying) -> bool:
    """Return whether the one who spoke last, for certain, is the one whom the pronoun takes up."""
    return last is not None and any(
        each.speaker == saying.speaker == last.speaker and each.sure
        for each in before
        if each.sentence == last.sentence
    )


def _last(before: Sequence[Saying], saying: Saying, *, far: int = 1) -> Saying | None:
    """Return what was said last, in the sentence before or earlier in the same one.

    Quotations of which nobody says whose they are do not part the two.
    """
    near, reached = None, saying.sentence
    for each in sorted(before, key=lambda one: (one.sentence, one.frame_start), reverse=True):
        if each.frame_end > saying.frame_start or each.frame_start == saying.frame_start:
            continue
        if reached - each.sentence > far:
            break
        if each.speaker or each.source:
            near = each
            break
        reached = each.sentence
    return near


def _rivals(
    saying: Saying,
    sentences: Sequence[Sentence],
    names: Sequence[Mention],
    entities: Mapping[str, Named],
    gender: str,
) -> set[str]:
    """Return the other persons that the pronoun fits: of its sentence and the one before."""
    start = next(
        (each.start for each in sentences if each.index >= saying.sentence - 1), saying.frame_start
    )
    return {
        each.entity
        for each in names
        if start <= each.start < saying.frame_start
        and not saying.start <= each.start < saying.end
        and each.entity != saying.speaker
        and each.entity in entities
        and _may_be_person(entities[each.entity])
        and _gender(entities[each.entity]) in {"", gender}
    }


def _may_be_person(named: Named) -> bool:
    """Return whether it is a person, or a bare name that is only guessed to be a body's."""
    guessed = named.kind is EntityKind.ORGANISATION and not (named.sure or named.word)
    return named.kind is EntityKind.PERSON or guessed


def _is_unnamed(last: Saying | None, saying: Saying) -> bool:
    """Return whether one without a name spoke last: "a guard who knew Eik testified that"."""
    if last is None or last.speaker == saying.speaker:
        return False
    words = last.source.casefold().split()
    if len(words) < 2 or set(words) & (BODIES | PAPERS):  # noqa: PLR2004 - "he" is nobody new
        return False
    return words[0] in _OPENING or last.source[:1].isupper()


def _gender(named: Named) -> str:
    return named.gender or gender_of(named.name.split()[0])
