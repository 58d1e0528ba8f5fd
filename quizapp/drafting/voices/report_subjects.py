"""Who speaks by the grammar: the subject of the verb, whatever stands between the two."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase
from quizapp.drafting.syntax.subjects import Ground, Subject

_DASHES: Final = frozenset({"–", "—", "-"})
_ARTICLE_NOUN: Final = 2
"""Words of "the company"."""


def by_grammar(ground: Ground, index: int, found: Subject | None) -> Subject | None:
    """Return the subject of the verb at ``index``; ``found`` where that is the one already.

    "Economists at the University of Lorn doubt": walking left from the verb meets the university
    first, which says nothing.
    """
    clause = next(
        (each for each in ground.sentence.clauses if each.verb and each.verb.head == index), None
    )
    if clause is None:
        clause = next(
            (
                each
                for each in ground.sentence.clauses
                if each.kind is ClauseKind.MAIN and each.verb is None and each.first <= index
            ),
            None,
        )
    if clause is None or clause.subject is None or clause.kind is ClauseKind.RELATIVE:
        return found
    phrase = clause.subject
    head = phrase.core_end if phrase.core_end > phrase.first else phrase.end
    owned = _belonging(ground, phrase, index)
    if owned is not None:
        return owned
    if phrase.first > index or (found is not None and not _hangs(ground, clause, found, head)):
        return found
    if found is not None and _headed(ground, phrase, found):
        return found
    person = _presented(ground, clause)
    if person is not None:
        return person
    key = _key(ground, phrase, head)
    return Subject(key, phrase.first, phrase.end, ground.sentence.words(phrase.first, phrase.end))


def _headed(ground: Ground, phrase: Phrase, found: Subject) -> bool:
    """Return whether one dash parts a heading from who speaks: "Myths - Holt wrote"."""
    between = ground.tokens[phrase.end : found.first]
    return phrase.first == 0 and sum(each.text in _DASHES for each in between) == 1


def _hangs(ground: Ground, clause: Clause, found: Subject, head: int) -> bool:
    """Return whether what stands before the verb only hangs on the subject, behind its head."""
    phrase = clause.subject
    if phrase is None or phrase.members or found.first < head:
        return False
    if ground.tokens[found.first - 1].tag == "IN":
        return True
    return not found.key and any(
        each.subject == phrase
        and each.index != clause.index
        and each.first <= found.first < each.end
        and each.kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE, ClauseKind.APPOSITION}
        for each in ground.sentence.clauses
    )


def _key(ground: Ground, phrase: Phrase, head: int) -> str:
    """Return the key of the entity that a phrase names, up to its head, or ""."""
    first = ground.tokens[phrase.first]
    if head - phrase.first <= _ARTICLE_NOUN and first.start in ground.antecedents:
        pointing = first.tag == "PRP" or first.low == "the"
        return ground.antecedents[first.start] if pointing else ""
    mention = ground.ending(head - 1)
    if mention is None:
        return ""
    before = ground.tokens[phrase.first : ground.index_at(mention.start)]
    person = ground.kinds.get(mention.entity) is EntityKind.PERSON
    bare = all(each.low == "the" for each in before)
    titled = person and not any(each.tag in {"POS", "IN", "CC"} for each in before)
    return ground.speaks(mention) if bare or titled else ""


def _belonging(ground: Ground, phrase: Phrase, index: int) -> Subject | None:
    """Return the person of "the bureau's Clara Reed says", whom the parser takes for a body."""
    at = index - 1
    while at > phrase.first and ground.tokens[at].tag in {"RB", "MD", "VBZ", "VBD", "VBP"}:
        at -= 1
    mention = ground.ending(at)
    if mention is None or ground.kinds.get(mention.entity) is not EntityKind.PERSON:
        return None
    begin = ground.index_at(mention.start)
    if begin <= phrase.first or ground.tokens[begin - 1].tag != "POS":
        return None
    return Subject(mention.entity, begin, at + 1, mention.text)


def _presented(ground: Ground, clause: Clause) -> Subject | None:
    """Return the person of "its author, Hana Weiss of the institute, says"."""
    for each in ground.sentence.clauses:
        if each.kind is not ClauseKind.APPOSITION or each.subject != clause.subject:
            continue
        if not each.objects or each.subject is None:
            continue
        thing = each.objects[0]
        mention = ground.ending(max(thing.core_end, thing.first + 1) - 1)
        if mention is not None and ground.kinds.get(mention.entity) is EntityKind.PERSON:
            return Subject(mention.entity, each.subject.first, each.end, mention.text)
    return None
