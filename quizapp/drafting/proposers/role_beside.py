"""Roles in apposition: "Anna Bauer, the mayor of Lindau,", "its mayor, Anna Bauer,"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.explaining.office_phrases import Office, read_office, stop_of
from quizapp.drafting.proposers.role_told import proposed
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.telling import Teller

_OPENING: Final = frozenset({",", "(", "\u2014", "\u2013"})
_CLOSING: Final = frozenset({",", ";", ":", ".", "!", "(", ")", "\u2014", "\u2013"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AND: Final = frozenset({"and", "or"})
_TITLES: Final = 2
"""Words before a name that are its titles: "Colonel", "Professor Sir"."""
_LONGEST: Final = 9
"""Words of a description before a name, looked at from its end."""


def apposed(page: Page, teller: Teller, clause: Clause) -> Iterator[Proposal]:
    """Yield the role in "Anna Bauer, the mayor of Lindau," and "its mayor, Anna Bauer,"."""
    subject, thing = clause.subject, clause.objects[0]
    if subject is None:
        return
    person, description = _person_of(teller, subject), (thing.first, clause.end)
    direct = (
        person is not None
        and person.kind is EntityKind.PERSON
        and _ends_in(teller, subject, person)
    )
    if not direct and person is not None and person.kind is EntityKind.PERSON:
        direct = teller.sentence.tokens[subject.head].tag == "PRP"  # "A chemist by training, she"
    if not direct:
        own = read_office(teller, subject.first, subject.end)
        subject = subject if own is not None else _whole(teller, clause, subject)
        core = replace(thing, end=max(thing.core_end, thing.first + 1))
        person = teller.entity_of(core)
        description = (subject.first, subject.end)
        if person is None or person.kind is not EntityKind.PERSON:
            return
    first, end = description
    if is_of_another(teller, first, end, direct=direct):
        return
    begin = clause.first if direct else first
    stop = stop_of(teller, clause, first, end)
    office = read_office(teller, first, stop, before=begin, beside=direct)
    if office is None or person is None:
        return
    span = (
        min(subject.first, thing.first),
        max(subject.end, stop_of(teller, clause, thing.first, clause.end)),
    )
    yield proposed(
        page, teller, person, office, span,
        verb=tense_of(teller.sentence, office), confidence=0.85 if direct else 0.8,
    )  # fmt: skip


def is_of_another(teller: Teller, first: int, end: int, *, direct: bool = False) -> bool:
    """Return whether a description goes on into the title of somebody else.

    "A spokesman for Forestry Minister Edda Lorn" is not her, and in "Ivo Marsh, the Forestry
    Minister Edda Lorn and others" he is no minister.
    """
    tokens = teller.sentence.tokens
    if end >= len(tokens) or teller.mention_at(tokens[end]) is None:
        return False
    last = tokens[end - 1]
    titled = last.text[:1].isupper() and teller.mention_at(last) is None
    hung = any(each.low in {"for", "to", "with"} for each in tokens[first:end])
    return titled and (direct or hung)


def _person_of(teller: Teller, phrase: Phrase) -> Named | None:
    """Return who a phrase stands for, or whose name it ends in: "her nephew Owen"."""
    person = teller.entity_of(phrase)
    if person is not None or not phrase.end:
        return person
    mention = teller.mention_at(teller.sentence.tokens[phrase.end - 1])
    return teller.page.entities.get(mention.entity) if mention is not None else None


def _ends_in(teller: Teller, phrase: Phrase, person: Named) -> bool:
    """Return whether a phrase ends in a person's name, not in "the mayor of Lorn"."""
    mention = teller.mention_at(teller.sentence.tokens[phrase.end - 1])
    return mention is not None and mention.entity == person.key


def _whole(teller: Teller, clause: Clause, subject: Phrase) -> Phrase:
    """Return "the bishop of Lorn" for "Lorn", where the parser hangs the name on the place."""
    outer = next((one for one in teller.sentence.clauses if one.index == clause.parent), None)
    if outer is None or teller.sentence.tokens[max(subject.first - 1, 0)].low != "of":
        return subject
    wider = (outer.subject, *outer.objects, *outer.adverbials)
    return next(
        (one for one in wider if one and one.first < subject.first and one.end == subject.end),
        subject,
    )


def tense_of(sentence: Sentence, office: Office) -> str:
    """Return "was" of an office that is over or told of in the past, else "is"."""
    if office.past:
        return "was"
    main = next((each.verb for each in sentence.clauses if each.verb and each.parent < 0), None)
    return "was" if main is not None and main.tense is Tense.PAST else "is"


Found = tuple[tuple[int, int], tuple[int, int], int]
"""Tokens of name and description, those of the description, and where its "then" is, or -1."""


def beside(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield the roles beside names where the parser saw no apposition."""
    teller = Teller(page, sentence)
    seen = {
        at
        for each in sentence.clauses
        if each.kind is ClauseKind.APPOSITION and each.subject is not None and each.objects
        for at in range(each.subject.first, each.objects[0].end)
    }
    for mention in page.mentions:
        inside = sentence.start <= mention.start and mention.end <= sentence.end
        person = page.entities.get(mention.entity)
        if person is None or person.kind is not EntityKind.PERSON or not inside:
            continue
        name = [t.index for t in sentence.tokens if mention.start <= t.start < mention.end]
        if not name:
            continue
        for found in (_behind(teller, name[-1] + 1), _ahead(teller, name[0], name[-1] + 1)):
            if found is None or (found[1][0] in seen and name[0] in seen):
                continue
            office = read_office(teller, *found[1], before=found[2], beside=found[1][0] > name[0])
            if office is not None:
                span = (min(found[0][0], name[0]), max(found[0][1], name[-1] + 1))
                yield proposed(
                    page, teller, person, office, span,
                    verb=tense_of(sentence, office), confidence=0.75,
                )  # fmt: skip


def _behind(teller: Teller, end: int) -> Found | None:
    """Return the description in "goes to Anna Bauer, then a clerk at the Ministry of Trade"."""
    tokens = teller.sentence.tokens
    if end + 1 >= len(tokens) or tokens[end].text not in _OPENING:
        return None
    first = end + 1
    while first < len(tokens) and tokens[first].tag == "RB":
        first += 1
    if first >= len(tokens) or tokens[first].low not in {"a", "an", "the"}:
        return None
    stop = first
    while stop < len(tokens) and tokens[stop].text not in _CLOSING and tokens[stop].low != "who":
        stop += 1
    closed = stop < len(tokens) and tokens[stop].text in _CLOSING
    if not closed or any(each.tag in _FINITE for each in tokens[first:stop]):
        return None
    listed = tokens[stop].text == "," and tokens[min(stop + 1, len(tokens) - 1)].low in _AND
    if listed and tokens[end].text == ",":
        return None  # "Anna Bauer, a nurse, and her son": two or three people
    return (end, stop), (first, stop), end + 1


def _ahead(teller: Teller, first: int, end: int) -> Found | None:
    """Return the description in "the office of the secretary of the time, Anna Bauer,"."""
    tokens = teller.sentence.tokens
    closes = end >= len(tokens) or tokens[end].text in _CLOSING or tokens[end].low == "who"
    comma = first - 1
    while comma > 0 and tokens[comma].tag in {"NNP", "NNPS"} and first - comma <= _TITLES:
        comma -= 1
    if not closes or comma < 1 or tokens[comma].text != ",":
        return None
    for begin in range(comma - 1, max(comma - _LONGEST, -1), -1):
        token = tokens[begin]
        if token.tag[:2] not in {"NN", "JJ", "DT", "PR", "PO"} and token.low != "of":
            return None
        owned = begin + 1 < comma and tokens[begin + 1].tag == "POS"
        if not (token.low in {"the", "a", "an"} or token.tag == "PRP$" or owned):
            continue
        if read_office(teller, begin, comma) is not None:
            return (begin, end), (begin, comma), -1
    return None
