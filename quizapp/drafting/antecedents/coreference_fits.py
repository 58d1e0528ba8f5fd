"""Which names a pronoun or "the company" may stand for, by what kind of thing they name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.coreference_words import (
    FEMALE,
    FIRM,
    GENERAL,
    MALE,
    NEUTER,
    NO_FIRM,
    NOUNS,
    THE_NOUN,
)
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.spans import Mention, MentionKind


def entities_in(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the names among mentions."""
    return [each for each in mentions if each.kind is MentionKind.ENTITY and each.entity]


_SAYING: Final = 40
"""Characters of words in quotation marks that say something, and not only what a thing is."""


def is_said(start: int, mentions: Iterable[Mention]) -> bool:
    """Return whether a place is in what somebody says: who is named there is no "he" outside."""
    return any(
        each.quote is not None
        and each.start <= start < each.end
        and each.end - each.start > _SAYING
        for each in mentions
    )


def fits(  # noqa: PLR0911 - a case for each kind of word
    entity: ArticleEntity, word: str
) -> bool:
    """Return whether a pronoun or noun in small letters may stand for an entity."""
    person = entity.kind is EntityKind.PERSON
    if word in MALE:
        return person and entity.gender != "f"
    if word in FEMALE:
        return person and entity.gender != "m"
    if word in NEUTER:
        return not person
    kinds = NOUNS.get(word)
    if kinds is None or entity.kind not in kinds:
        return False
    if word in f"{entity.name} {entity.role}".casefold().split():
        return True
    if entity.name[:1].islower():
        return False  # "the inquiry" is no company, whatever else is named
    if word in {"company", "firm"}:
        return not NO_FIRM.search(entity.name)
    if word in {"agency", "body", "organisation", "organization", "group"}:
        return not FIRM.search(entity.name)
    return word in GENERAL


def candidates(
    seen: Sequence[Mention], word: str, entities: Mapping[str, ArticleEntity]
) -> set[str]:
    """Return keys of the names seen that a word may stand for."""
    return {
        each.entity
        for each in seen
        if each.entity in entities and fits(entities[each.entity], word)
    }


def subject_of(sentence: Sentence, mentions: Sequence[Mention], found: Mapping[int, str]) -> str:
    """Return the entity that is the whole subject of the sentence's first clause, or ""."""
    for clause in sentence.clauses:
        if clause.subject is None or clause.parent >= 0:
            continue
        if clause.subject.members:
            return ""
        start, end = sentence.span(clause.subject.first, clause.subject.end)
        pronoun = sentence.tokens[clause.subject.first]
        if (
            start in found
            and clause.subject.end - clause.subject.first <= THE_NOUN
            and pronoun.tag != "PRP$"
        ):
            return found[start]
        for each in entities_in(mentions):
            if each.end == end and each.start >= start:
                return each.entity
        return ""
    return ""


def between(named: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the names that lie wholly between two characters."""
    return [each for each in named if start <= each.start and each.end <= end]
