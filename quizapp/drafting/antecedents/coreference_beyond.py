"""Whom a pronoun takes up beyond its own sentence: the one person or thing that can be meant."""

from collections.abc import Mapping, Sequence

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.coreference_fits import between, candidates, fits
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import ChunkKind, ClauseKind, Sentence, Token
from quizapp.drafting.shapes.spans import Mention


def carried(
    token: Token,
    earlier: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    topics: frozenset[str],
) -> str:
    """Return the person whom an article is about, where a passage opens with "she".

    Nobody else of that kind may have been named in the passage before.
    """
    if token.low not in MALE | FEMALE or not earlier:
        return ""
    last = [each for each in earlier if each.passage == earlier[-1].passage]
    about = {key for key in topics if key in entities and fits(entities[key], token.low)}
    near = candidates(last, token.low, entities)
    return next(iter(about)) if len(about) == 1 and near <= about else ""


def only_person(
    token: Token, seen: Sequence[Mention], entities: Mapping[str, ArticleEntity]
) -> str:
    """Return the only one named so far who is "she", where the last passage leaves no doubt."""
    gender = "f" if token.low in FEMALE else "m" if token.low in MALE else ""
    if not gender or not seen:
        return ""
    known = {
        each.entity
        for each in seen
        if each.entity in entities
        and entities[each.entity].kind is EntityKind.PERSON
        and entities[each.entity].gender == gender
    }
    near = {each.entity for each in seen if each.passage >= seen[-1].passage - 1}
    unsure = any(
        entities[key].kind is EntityKind.PERSON and not entities[key].gender
        for key in near
        if key in entities
    )
    return next(iter(known)) if len(known) == 1 and known <= near and not unsure else ""


def reporter(
    token: Token,
    sentence: Sentence,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    found: Mapping[int, str],
) -> str:
    """Return who says that "she" or "it" did something, where that one alone fits.

    "The bureau says that it was never asked": a subject right below a verb of saying takes up
    whoever says it, unless another body or person stands between.
    """
    by_index = {each.index: each for each in sentence.clauses}
    own = next(
        (
            each
            for each in sentence.clauses
            if each.kind is ClauseKind.THAT
            and each.subject is not None
            and each.subject.first == token.index
            and each.subject.head == token.index
        ),
        None,
    )
    outer = by_index.get(own.parent) if own is not None else None
    if outer is None or outer.verb is None or outer.subject is None or outer.subject.members:
        return ""
    if outer.verb.lemma not in REPORTING or outer.verb.passive or len(outer.objects) > 0:
        return ""
    start, end = sentence.span(outer.subject.first, outer.subject.end)
    keys = {each.entity for each in named if each.end == end and start <= each.start}
    if start in found:
        keys.add(found[start])
    keys = {key for key in keys if key in entities and fits(entities[key], token.low)}
    others = candidates(between(named, end, token.start), token.low, entities) - keys
    return next(iter(keys)) if len(keys) == 1 and not others else ""


def alone_in(before: Sentence, named: Sequence[Mention], key: str) -> bool:
    """Return whether a name is the one single thing that a sentence is about.

    "Success came with the Echo, a hearing aid": neither a plural nor a bare "success" is "it".
    """
    mains = [x for x in before.clauses if x.kind is ClauseKind.MAIN and x.verb is not None]
    if len(mains) != 1 or mains[0].subject is None or mains[0].subject.members:
        return False
    clause = mains[0]
    held = False
    for phrase in (clause.subject, *clause.objects, *clause.adverbials):
        if phrase is None or phrase.kind is not ChunkKind.NOUN:
            continue
        head = before.tokens[phrase.head]
        if any(m.entity == key and m.start <= head.start < m.end for m in named):
            held = held or phrase.prep in {"", "with", "into", "to"}
            continue
        bare = phrase.first == phrase.head and head.tag == "NN"
        if not bare and head.tag in {"NN", "NNP"} and phrase.prep in {"", "with", "into", "to"}:
            return False
    return held
