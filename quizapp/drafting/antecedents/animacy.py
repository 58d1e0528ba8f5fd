"""Whether a noun without a name is somebody, a body of people or a thing, by what it does."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.genders import told_gender
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.unnamed import MINDED, PAPERS, SHOWING, kind_without_name
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.voices.report_words import past_of


class Sort(StrEnum):
    """What may be meant by a pronoun."""

    PERSON = "person"
    BODY = "body"
    PAPER = "paper"
    THING = "thing"


_SORTS: Final = {
    EntityKind.PERSON: Sort.PERSON,
    EntityKind.ORGANISATION: Sort.BODY,
    EntityKind.COUNTRY: Sort.BODY,
    EntityKind.MOVEMENT: Sort.BODY,
    EntityKind.WORK: Sort.PAPER,
}
_DOERS: Final = re.compile(r"(?:man|woman|lord|lady|owner|keeper|master|mistress|or|ist|ian|eer)$")
_KIN: Final = word_set(
    "parent child baby cousin orphan twin heir pupil student apprentice servant guest friend"
    " stranger neighbour patron colleague rival victim leader lover master boss clerk captain"
)
_TOOLS: Final = word_set(
    "motor sensor reactor tractor factor sector mirror error terror horror floor door colour labour"
    " harbour flavour favour humour honour odour vapour armour armor corridor tutor color labor"
    " list mist fist wrist twist cyst chest career pioneer beer deer steer veneer"
)
_COLLECTIVES: Final = word_set(
    "team group crew family police union committee board government council public staff jury"
    " company firm couple band army commission panel duo trio party parliament gang guild"
)
"""One body of several people: "the team ... they"."""


HAPPENINGS: Final = word_set(
    "fire flood storm earthquake eruption explosion accident crash collapse crisis war battle"
    " strike riot march drought famine plague epidemic election vote fall rise growth decline"
    " death birth attack siege delay arrival visit meeting"
)
OF_HAPPENINGS: Final = word_set(
    "last cause kill destroy happen occur begin start end be take lead follow spread prompt damage"
    " cost injure mark bring force leave make trigger become turn come go reach spark ruin claim"
)
"""What "it" can do where it takes up a fire or a war; a fire does not employ or lose."""


def sort_of_kind(kind: EntityKind | None) -> Sort:
    """Return the sort of a named entity of that kind."""
    return _SORTS.get(kind, Sort.THING) if kind is not None else Sort.THING


def sort_of(sentence: Sentence, head: Token) -> Sort:
    """Return the sort of a common noun: by the noun itself, else by what is told of it."""
    plural = head.tag == "NNS"
    if head.lemma in PAPERS:
        return Sort.PAPER
    if told_gender(head.lemma) or head.lemma in _KIN:
        return Sort.PERSON
    kind = kind_without_name(head.low, head.lemma, plural=plural) or kind_of_noun(head.lemma)
    if kind is EntityKind.MOVEMENT:
        return Sort.PERSON
    if kind is not None:
        return sort_of_kind(kind)
    if head.lemma not in _TOOLS and _DOERS.search(head.lemma):
        return Sort.PERSON
    return _by_deeds(sentence, head)


_SOMEBODY: Final = re.compile(
    r"(?:er|or|ist|ian|eer|ee|ant|(?<!m)ent|ess|ster|mate|man|woman|lord|lady)$"
)
_SINGLE: Final = word_set(
    "suspect accused guy hostage counsel prophet hero ally god saint chief head victor native guide"
    " star idol giant monk nun thief spy cook heir cleric poet scribe chef judge sage"
)


def may_be_he(noun: str) -> bool:
    """Return whether a common noun may mean one person, whatever is told of it.

    A debate continues and a biography claims, which makes neither of them "she".
    """
    if told_gender(noun) or noun in _KIN or noun in _SINGLE:
        return True
    if kind_of_noun(noun) is not None:
        return kind_of_noun(noun) is EntityKind.PERSON
    return bool(_SOMEBODY.search(noun)) and noun not in _TOOLS and noun not in _COLLECTIVES


def _by_deeds(sentence: Sentence, head: Token) -> Sort:
    """Return what a noun is that no list has: "who" and verbs of the mind tell of somebody."""
    for clause in sentence.clauses:
        subject, verb = clause.subject, clause.verb
        if subject is None or verb is None or subject.head != head.index:
            continue
        if clause.kind is ClauseKind.RELATIVE and sentence.tokens[clause.first].low == "who":
            return Sort.PERSON
        if minds(clause) and verb.lemma not in SHOWING:
            return Sort.PERSON
    return Sort.THING


def minds(clause: Clause) -> bool:
    """Return whether only somebody, or a body of people, can be the subject of the clause."""
    verb = clause.verb
    if verb is None or verb.passive:
        return False
    ruling = verb.auxiliary or verb.lemma
    return ruling in MINDED or bool(past_of(ruling))


def is_several(words: Sequence[Token], head: Token) -> bool:
    """Return whether one noun means several people: "the team", "a group of volunteers"."""
    return head.lemma in _COLLECTIVES and all(each.low != "each" for each in words)


def owned_sort(token: Token, sentence: Sentence) -> Sort | None:
    """Return the sort of what "its" says whose it is, or None."""
    if token.tag != "PRP$":
        return None
    nouns = []
    for each in sentence.tokens[token.index + 1 :]:
        if each.tag[:2] not in {"NN", "JJ", "VB", "CD"}:
            break
        nouns.extend([each] if each.tag[:2] == "NN" else [])
    return sort_of(sentence, nouns[-1]) if nouns else None
