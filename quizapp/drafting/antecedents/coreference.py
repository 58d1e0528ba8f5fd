"""What "she", "it" and "the company" stand for, where that is beyond doubt."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.coreference_beyond import alone_in, carried, only_person, reporter
from quizapp.drafting.antecedents.coreference_fits import (
    between,
    candidates,
    entities_in,
    fits,
    subject_of,
)
from quizapp.drafting.antecedents.coreference_words import (
    BODIES,
    FEMALE,
    FIRM,
    GENERAL,
    MALE,
    NEUTER,
    NOUNS,
    THE_NOUN,
)
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token
from quizapp.drafting.shapes.spans import Mention

_LASTING: Final = re.compile(
    r"(?:will|would|may|might|could|can|has|had) (?:take|taken|took) (?:\S+ ){0,5}"
    r"(?:hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|long|time)\b"
)
"""What follows an "it" that stands for nothing: "it will take several days"."""


def is_pronoun(token: Token) -> bool:
    """Return whether the word stands for something named elsewhere."""
    return token.low in MALE | FEMALE | NEUTER


def find_antecedents(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    topics: frozenset[str],
    earlier: Sequence[Mention] = (),
) -> dict[int, str]:
    """Return start of each pronoun or "the" -> key of the one entity it stands for.

    Args:
        sentences: of one passage.
        mentions: of the passage.
        entities: of the article, by key.
        topics: keys of what the article is about, for nouns like "the company" alone.
        earlier: mentions of the passages before, for "the firm" and for a passage that opens
            with "she".
    """
    found: dict[int, str] = {}
    named = entities_in(mentions)
    outside = [each for each in named if not _is_quoted(each, mentions)]
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1] if index else None
        for token in sentence.tokens:
            key = ""
            if is_pronoun(token):
                quoted = _is_quoted(token, mentions)
                # Whom somebody's own words name does not speak them: "“Moss lied,” he said".
                seen = outside if not quoted and _says(token, sentence) else named
                key = _pronoun(token, sentence, before, seen, entities, found)
                here = between(seen, sentences[0].start, token.start)
                if not quoted:  # there it may be anybody
                    if not key and not candidates(here, token.low, entities):
                        key = carried(token, entities_in(earlier), entities, topics)
                    key = key or only_person(token, [*entities_in(earlier), *here], entities)
                key = key or reporter(token, sentence, named, entities, found)
            elif token.low == "they" and _says(token, sentence):
                key = _they(token, sentence, before, named, entities, found)
            elif token.low == "the":
                key = _noun(token, sentence, sentences[:index], named, entities, topics)
                if key and _is_by_the_way(token, sentence, before, (key, named, earlier), entities):
                    key = ""
                key = key or _by_last_word(
                    token, sentence, [*entities_in(earlier), *named], entities
                )
                key = key or _only_firm(token, sentence, [*entities_in(earlier), *named], entities)
                key = key or _body_before(token, sentence, before, named, entities, found)
            if key:
                found[token.start] = key
    return found


def _is_quoted(one: Token | Mention, mentions: Sequence[Mention]) -> bool:
    return any(each.quote is not None and each.start <= one.start < each.end for each in mentions)


def _is_by_the_way(
    token: Token,
    sentence: Sentence,
    before: Sentence | None,
    case: tuple[str, Sequence[Mention], Sequence[Mention]],
    entities: Mapping[str, ArticleEntity],
) -> bool:
    """Return whether "the bridge" may be one named in an earlier passage, not the one just named.

    So it is where the one just named is neither what the sentence before is about nor the only one.
    """
    key, named, earlier = case
    word = sentence.tokens[token.index + 1].low
    others = candidates(entities_in(earlier), word, entities) - {key}
    known = any(each.entity == key for each in entities_in(earlier))
    if not others or known or word in GENERAL:
        return False
    here = subject_of(sentence, named, {})
    return key not in {here, subject_of(before, named, {}) if before is not None else ""}


def _pronoun(  # noqa: PLR0911, PLR0917 - it looks at the whole passage, the nearest first
    token: Token,
    sentence: Sentence,
    before: Sentence | None,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    found: Mapping[int, str],
) -> str:
    if token.low == "it" and is_empty_it(token, sentence):
        return ""
    seen = between(named, sentence.start, token.start)
    if token.low in NEUTER:
        seen = [each for each in seen if not _in_aside(each, token, sentence)]
    resolved = {
        found[t.start] for t in sentence.tokens if t.start < token.start and t.start in found
    }
    here = candidates(seen, token.low, entities) | {
        key for key in resolved if key in entities and fits(entities[key], token.low)
    }
    if len(here) == 1:
        only = next(iter(here))
        return "" if token.low == "it" and _other_subject(token, sentence, named, only) else only
    if here or before is None:
        return ""
    earlier = candidates(between(named, before.start, before.end), token.low, entities) | {
        found[t.start]
        for t in before.tokens
        if t.start in found and fits(entities[found[t.start]], token.low)
    }
    if len(earlier) == 1:
        only = next(iter(earlier))
        if token.low not in NEUTER:
            return only
        # "It" may also mean a thing without a name: only the subject before is safe, or the
        # one object where the subject is a person.
        if subject_of(before, named, found) == only:
            return only
        opens = token.index == 0
        if opens and _object_of_person(before, named, entities, found):
            return only
        return only if alone_in(before, named, only) else ""
    if token.low not in NEUTER or _says(token, sentence):
        return ""
    subject = subject_of(before, named, found)
    return subject if subject in earlier and token.index == 0 else ""


def _in_aside(mention: Mention, token: Token, sentence: Sentence) -> bool:
    """Return whether a name stands in an aside that the pronoun is no part of.

    "Her nephew, a programmer at the university, believes it could": the university cannot.
    """
    return any(
        each.aside
        and sentence.tokens[each.first].start <= mention.start
        and mention.end <= sentence.tokens[each.end - 1].end
        and not each.first <= token.index < each.end
        for each in sentence.clauses
    )


def _object_of_person(
    before: Sentence,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    found: Mapping[int, str],
) -> bool:
    """Return whether the sentence before tells of a person and one thing: "Berg leads the X."."""
    subject = entities.get(subject_of(before, named, found))
    mains = [each for each in before.clauses if each.verb is not None]
    if subject is None or subject.kind is not EntityKind.PERSON or len(mains) != 1:
        return False
    things = [*mains[0].objects, *mains[0].adverbials]
    return len(things) == 1 and not things[0].members


def _other_subject(token: Token, sentence: Sentence, named: Sequence[Mention], key: str) -> bool:
    """Return whether "it" goes on about a thing without a name: "a trial by the firm ...; it"."""
    clauses = [each for each in sentence.clauses if each.kind is ClauseKind.MAIN and each.verb]
    if not any(each.subject and each.subject.first == token.index for each in clauses):
        return False
    for clause in reversed(clauses):
        subject = clause.subject
        if subject is None or subject.end > token.index:
            continue
        head = sentence.tokens[subject.head]
        if head.tag != "NN" or subject.members:
            return False
        inside = any(m.entity == key and m.start <= head.start < m.end for m in named)
        return not inside and head.low not in NOUNS
    return False


def _bare_noun(token: Token, sentence: Sentence) -> str:
    """Return the noun of "the company" alone, or ""."""
    following = sentence.tokens[token.index + 1 : token.index + 3]
    if not following or following[0].tag != "NN":
        return ""
    more = len(following) > 1 and (
        following[1].tag.startswith(("NN", "CD")) or following[1].low in {"of", "that", "which"}
    )
    return "" if more or _is_told_apart(following[-1], sentence) else following[0].low


def _is_told_apart(behind: Token, sentence: Sentence) -> bool:
    """Return whether a place tells which one: "the firm in Turku" may be another."""
    ahead = sentence.tokens[behind.index + 1 : behind.index + 2]
    return behind.low in {"in", "at", "from"} and bool(ahead) and ahead[0].tag.startswith("NNP")


def _by_last_word(
    token: Token,
    sentence: Sentence,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
) -> str:
    """Return the one body so far that "the bureau" or "the ministry" is the kind word of."""
    noun = _bare_noun(token, sentence)
    if not noun or noun in NOUNS:
        return ""
    inside = [each for each in named if each.passage < sentence.passage or each.end <= token.start]
    found = {
        each.entity
        for each in inside
        if each.entity in entities and noun in _kind_words(entities[each.entity])
    }
    return next(iter(found)) if len(found) == 1 else ""


def _kind_words(entity: ArticleEntity) -> frozenset[str]:
    """Return "bureau" of the Marine Safety Bureau, "ministry" of the Ministry of Infrastructure."""
    words = entity.name.casefold().split()
    if entity.kind is not EntityKind.ORGANISATION or len(words) < THE_NOUN or not entity.sure:
        return frozenset()
    ends = {words[-1]} if "of" not in words else {words[words.index("of") - 1]}
    return frozenset(ends)


def _only_firm(
    token: Token,
    sentence: Sentence,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
) -> str:
    """Return the only company that the article has named so far, for "the firm"."""
    if _bare_noun(token, sentence) not in {"company", "firm"}:
        return ""
    inside = [each for each in named if each.passage < sentence.passage or each.end <= token.start]
    firms = {
        each.entity
        for each in inside
        if each.entity in entities
        and entities[each.entity].kind is EntityKind.ORGANISATION
        and FIRM.search(entities[each.entity].name)
    }
    return next(iter(firms)) if len(firms) == 1 else ""


def _body_before(  # noqa: PLR0917 - it looks at the whole passage, the nearest first
    token: Token,
    sentence: Sentence,
    before: Sentence | None,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    found: Mapping[int, str],
) -> str:
    """Return the body that the sentence before is about, for "the charity" that opens the next."""
    if before is None or token.index != 0 or _bare_noun(token, sentence) not in BODIES:
        return ""
    subject = subject_of(before, named, found)
    bodies = {
        each.entity
        for each in between(named, before.start, before.end)
        if each.entity in entities and entities[each.entity].kind is EntityKind.ORGANISATION
    }
    return subject if bodies == {subject} else ""


def _they(  # noqa: PLR0917 - it looks at the whole passage, the nearest first
    token: Token,
    sentence: Sentence,
    before: Sentence | None,
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    found: Mapping[int, str],
) -> str:
    """Return the body of several that says more: "The authors agree. They add that"."""
    here = [t for t in sentence.tokens if t.start < token.start]
    if any(each.tag in {"NNS", "NNPS"} for each in here if each.start not in found):
        again = {found[each.start] for each in here if each.low == "they" and each.start in found}
        return again.pop() if len(again) == 1 else ""
    subject = subject_of(before, named, found) if before is not None else ""
    entity = entities.get(subject)
    several = entity is not None and entity.name[:1].islower() and entity.name.endswith("s")
    return subject if several else ""


def _says(token: Token, sentence: Sentence) -> bool:
    """Return whether a verb of speech follows: whose words they are must be beyond doubt."""
    following = sentence.tokens[token.index + 1 : token.index + 4]
    return any(each.lemma in REPORTING for each in following)


def is_empty_it(token: Token, sentence: Sentence) -> bool:
    """Return whether "it" stands for nothing: "it is clear that", "it took years"."""
    rest = sentence.tokens[token.index + 1 : token.index + 10]
    following = " ".join(each.low for each in rest)
    if following.startswith(("took ", "takes ", "seems ", "seemed ", "appears ", "appeared ")):
        return True
    if _LASTING.match(following):
        return True
    be = following.startswith(("is ", "was ", "would be ", "has been ", "will be "))
    return be and any(each.low in {"that", "to", "who"} for each in rest[1:6])


def _noun(  # noqa: PLR0911, PLR0917 - it looks at the whole passage, the nearest first
    token: Token,
    sentence: Sentence,
    earlier: Sequence[Sentence],
    named: Sequence[Mention],
    entities: Mapping[str, ArticleEntity],
    topics: frozenset[str],
) -> str:
    following = sentence.tokens[token.index + 1 : token.index + 3]
    if not following or following[0].low not in NOUNS:
        return ""
    if len(following) > 1 and (
        following[1].tag.startswith(("NN", "CD"))
        or following[1].low == "of"
        or _is_told_apart(following[1], sentence)
    ):
        return ""
    word = following[0].low
    start = earlier[0].start if earlier else sentence.start
    near = earlier[-1].start if earlier else sentence.start
    close = candidates(between(named, near, token.start), word, entities)
    if len(close) == 1:
        return next(iter(close))
    about = {key for key in topics if key in entities and fits(entities[key], word)}
    if close:
        both = close & about
        return next(iter(both)) if len(both) == 1 and word in GENERAL else ""
    whole = candidates(between(named, start, token.start), word, entities)
    if len(whole) == 1:
        return next(iter(whole))
    if word in GENERAL and len(about) == 1:
        return next(iter(about))
    return next(iter(about)) if not whole and len(about) == 1 else ""
