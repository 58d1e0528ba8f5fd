"""What a pronoun itself brings into an article: the one it stands for again, or nobody known."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.antecedents.animacy import Sort, sort_of_kind
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE, NEUTER
from quizapp.drafting.antecedents.readings import PLURAL
from quizapp.drafting.antecedents.referents import (
    LESSER_SUBJECT,
    NESTED,
    OBJECT,
    SUBJECT,
    Referent,
)
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token

_SUBJECTS: Final = {ClauseKind.MAIN: SUBJECT}


def place_of(token: Token, sentence: Sentence) -> int:
    """Return the place of a pronoun in its sentence."""
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None:
            continue
        if subject.first == token.index == subject.head:
            return _SUBJECTS.get(clause.kind, LESSER_SUBJECT)
        if subject.first <= token.index < subject.end:
            return NESTED
    return NESTED if token.tag == "PRP$" else OBJECT


def left_open(token: Token) -> Referent:
    """Return what a pronoun brings in that was left open: it may be anything that agrees."""
    person = token.low in MALE | FEMALE
    return Referent(
        start=token.start,
        first=token.index,
        end=token.index + 1,
        head=token.index,
        clause=-1,
        place=SUBJECT,
        many=token.low in PLURAL,
        several=False,
        sort=Sort.BODY if token.low in NEUTER else Sort.PERSON,
        gender=("m" if token.low in MALE else "f") if person else "",
        key="",
        noun=token.low,
        modifiers=frozenset(),
        definite=True,
    )


def standing_for(who: ArticleEntity, token: Token, sentence: Sentence) -> Referent:
    """Return what a pronoun brings in that stands for an entity."""
    return replace(
        left_open(token),
        place=place_of(token, sentence),
        many=False,
        sort=sort_of_kind(who.kind),
        gender=who.gender,
        key=who.key,
        noun=who.name,
    )


def named_behind(token: Token, sentence: Sentence, referents: Sequence[Referent]) -> frozenset[str]:
    """Return the keys that a subject's own clause names behind it: "she saw Reed" is not Reed.

    What a relative clause or one with "when" names may be the subject again.
    """
    own = sentence.innermost(token.index)
    if own is None or own.subject is None or own.subject.first != token.index:
        return frozenset()
    inside = {own.index} | {
        each.index
        for each in sentence.clauses
        if each.parent == own.index and each.kind in {ClauseKind.THAT, ClauseKind.INFINITIVE}
    }
    found = set()
    for each in referents:
        if each.key and each.head > token.index:
            clause = sentence.innermost(each.head)
            if clause is not None and clause.index in inside:
                found.add(each.key)
    return frozenset(found)
