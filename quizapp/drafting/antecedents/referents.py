"""What the noun phrases of a sentence speak of, each with its place in the sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.animacy import Sort, is_several, sort_of, sort_of_kind
from quizapp.drafting.antecedents.coreference_fits import entities_in
from quizapp.drafting.antecedents.genders import told_gender
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import (
    Chunk,
    ChunkKind,
    Clause,
    ClauseKind,
    Phrase,
    Sentence,
    Token,
)
from quizapp.drafting.shapes.spans import Mention, MentionKind

SUBJECT: Final = 80
LESSER_SUBJECT: Final = 65
AGENT: Final = 60
OBJECT: Final = 50
OBLIQUE: Final = 40
NESTED: Final = 20
PLACED: Final = 5
"""How much a place in the sentence counts: after S. Lappin and H. J. Leass, An algorithm for
pronominal anaphora resolution (Computational Linguistics 20, 1994), table 1, where a subject has
80, an object 50, and what is inside another phrase loses 80; ours are nearer to one another."""

_PLACING: Final = frozenset({"in", "at", "near", "from", "outside", "across", "to", "off"})
_NEVER: Final = word_set(
    "year month week day decade century hour minute second time night morning spring summer"
    " autumn winter moment per cent percent number none each dollar euro pound franc crown yen cent"
    " kilometre metre mile tonne ton litre degree half third quarter part rest lot way kind sort"
    " success failure dawn dusk noon midnight thing breadth length width height"
)
"""Nouns that no pronoun takes up as a rule."""
_NOBODY: Final = frozenset({"no", "any", "such", "each", "every", "another"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that a phrase speaks of.

    Attributes:
        start: first character of its phrase in the passage.
        first: index of the first token.
        end: one past the index of the last token.
        head: index of the noun.
        clause: index of the innermost clause in which it has a part, or -1.
        place: what its part in the sentence counts.
        many: it is several.
        several: one body of several people.
        sort: what it can be.
        gender: "m", "f" or "".
        key: of the entity that it is, or "".
        noun: lemma of the noun.
        modifiers: the other words of its phrase, without articles, in small letters.
        definite: it is told as known: "the dam".
            chosen: a list of several, told as one.
        also: nouns, with their modifiers, that the sentence says it is: "X, a line", "X is a line".
    """

    start: int
    first: int
    end: int
    head: int
    clause: int
    place: int
    many: bool
    several: bool
    sort: Sort
    gender: str
    key: str
    noun: str
    modifiers: frozenset[str]
    definite: bool
    chosen: bool = False
    also: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a phrase in a clause; ``one`` is one of a list."""

    phrase: Phrase
    clause: Clause
    place: int
    one: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a passage, and what is known of "the company".

    Attributes:
        unclear: names that two people bear, so that it is not known whose they are.
    """

    mentions: tuple[Mention, ...]
    unclear: tuple[Mention, ...]
    entities: Mapping[str, ArticleEntity]
    antecedents: Mapping[int, str]

    def of(self, first: Token, head: Token) -> ArticleEntity | None:
        """Return the entity of a phrase by its first word and its noun, or None."""
        for each in self.mentions:
            if each.start <= head.start < each.end:
                return self.entities.get(each.entity)
        if first.low == "the" and head.index == first.index + 1:
            return self.entities.get(self.antecedents.get(first.start, ""))
        return None

    def is_unclear(self, head: Token) -> bool:
        """Return whether a noun is a surname that two people bear, at least one of them surely."""
        return any(each.start <= head.start < each.end for each in self.unclear) and any(
            each.kind is EntityKind.PERSON and each.gender and each.name.split()[-1] == head.text
            for each in self.entities.values()
        )


def find_referents(
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    entities: Mapping[str, ArticleEntity],
    antecedents: Mapping[int, str],
) -> list[Referent]:
    """Return what the sentence speaks of by nouns, in its order.

    Args:
        mentions: of the passage.
        entities: of the article, by key.
        antecedents: start of "the company" -> key of the entity that it is known to be.
    """
    parts = _parts(sentence)
    unclear = [each for each in mentions if each.kind is MentionKind.ENTITY and not each.entity]
    named = _Names(tuple(entities_in(mentions)), tuple(unclear), entities, antecedents)
    found: dict[int, Referent] = {}
    for chunk in sentence.chunks:
        head = sentence.tokens[chunk.head]
        if chunk.kind is not ChunkKind.NOUN or head.tag[:2] != "NN" or len(head.text) == 1:
            continue
        if _is_title(sentence, chunk.head, named) and not _is_named_in(sentence, chunk, named):
            continue
        part = parts.get(chunk.head) or _part_of_title(sentence, chunk.first, parts, named)
        of_name = parts.get(_name_in(sentence, chunk, named))
        if of_name is not None and of_name.clause.kind is ClauseKind.RELATIVE:
            part = of_name  # "the poet Elise Moe, who wrote"
        clause = part.clause.index if part is not None else -1
        end = part.phrase.end if part is not None and not part.phrase.members else chunk.end
        at = part.phrase.head if part is of_name and part is not None else chunk.head
        phrase = Phrase(chunk.first, max(end, chunk.end), at, ChunkKind.NOUN)
        place = part.place if part is not None else NESTED
        made = _referent(sentence, phrase, (clause, place), named)
        alone = part is None or not part.one or made.sort is Sort.PERSON
        found[chunk.head] = made if alone else replace(made, place=min(made.place, NESTED))
        for owner in _owners(sentence, chunk.first, chunk.head):
            made = _referent(sentence, owner, (clause, NESTED), named)
            # "The club's fall was quick. It went down": either may be meant.
            owns = made.sort is not Sort.PERSON and place >= LESSER_SUBJECT
            found[owner.head] = replace(made, place=place) if owns else made
    for part in parts.values():
        if part.phrase.members:
            found[part.phrase.end] = _listed(sentence, part)
    usable = [each for each in found.values() if each.key or not _is_idle(sentence, each)]
    lowered = (_lowered(each, usable) for each in usable)
    return sorted(_presented(sentence, lowered), key=lambda each: (each.start, each.end))


def _is_idle(sentence: Sentence, referent: Referent) -> bool:
    """Return whether no pronoun takes a thing up: a time, a measure, "no driver", "any house"."""
    return referent.noun in _NEVER or sentence.tokens[referent.first].low in _NOBODY


def _lowered(one: Referent, others: list[Referent]) -> Referent:
    """Return a referent inside the phrase of another, "the sheets" of its plates, as less."""
    inside = any(
        each.first <= one.first and one.end <= each.end and each.head < one.head
        for each in others
        if not each.chosen
    )
    return replace(one, place=min(one.place, NESTED)) if inside else one


def _parts(sentence: Sentence) -> dict[int, _Part]:
    """Return index of a noun -> the part that it has in a clause; the greatest where it has two."""
    found: dict[int, _Part] = {}
    for clause in sentence.clauses:
        for phrase, place in _placed(sentence, clause):
            members = (Phrase(first, end, end - 1, ChunkKind.NOUN) for first, end in phrase.members)
            for each in (*members, phrase):
                known = found.get(each.head)
                if known is None or known.place < place or each.members:
                    found[each.head] = _Part(each, clause, place, one=each is not phrase)
    return found


def _placed(sentence: Sentence, clause: Clause) -> Iterator[tuple[Phrase, int]]:
    if clause.verb is None:
        return
    if clause.subject is not None and clause.subject.first >= 0:
        main = clause.kind is ClauseKind.MAIN
        yield clause.subject, SUBJECT if main else LESSER_SUBJECT
    told = clause.verb.lemma in {"be", "become", "remain"} and not clause.verb.passive
    for each in clause.objects:
        # What a subject is said to be is the subject again, and no other thing.
        yield each, NESTED if told else OBJECT
    for each in clause.adverbials:
        if each.kind is ChunkKind.NOUN:
            main = clause.kind is ClauseKind.MAIN
            agent = main and clause.verb.passive and each.prep == "by"
            hangs = sentence.tokens[each.above].tag[:2] == "NN" if each.above >= 0 else False
            yield each, AGENT if agent else NESTED if hangs else OBLIQUE


def _referent(
    sentence: Sentence,
    phrase: Phrase,
    part: tuple[int, int],
    named: _Names,
) -> Referent:
    tokens = sentence.tokens
    head = tokens[phrase.head]
    entity = named.of(tokens[phrase.first], head)
    if entity is None and _is_named_in(sentence, phrase, named):
        entity = named.of(tokens[phrase.first], tokens[phrase.head + 1])
    inside = tokens[phrase.first : phrase.head]
    place = part[1]
    before = tokens[phrase.first - 1].low if phrase.first else ""
    if entity is not None and entity.kind in {EntityKind.PLACE, EntityKind.COUNTRY}:
        place = PLACED if before in _PLACING else place
    common = entity is None
    return Referent(
        start=tokens[phrase.first].start,
        first=phrase.first,
        end=phrase.end,
        head=phrase.head,
        clause=part[0],
        place=place,
        many=head.tag == "NNS" if common else _is_many(sentence, phrase, head),
        several=common and is_several(inside, head),
        sort=_sort(sentence, head, entity, named),
        gender=told_gender(head.lemma) if entity is None else entity.gender,
        key=entity.key if entity is not None else "",
        noun=head.lemma,
        modifiers=frozenset(each.low for each in inside if each.tag not in {"DT", "PRP$"}),
        definite=bool(inside) and (inside[0].low in _DEFINITE or inside[0].tag == "PRP$"),
    )


def _sort(sentence: Sentence, head: Token, entity: ArticleEntity | None, named: _Names) -> Sort:
    if entity is not None:
        return sort_of_kind(entity.kind)
    return Sort.PERSON if named.is_unclear(head) else sort_of(sentence, head)


def _is_title(sentence: Sentence, at: int, named: _Names) -> bool:
    """Return whether a noun only says what the name right behind it is: "the poet Elise Moe"."""
    if at + 1 >= len(sentence.tokens):
        return False
    following = sentence.tokens[at + 1]
    here = sentence.tokens[at]
    inside = any(each.start <= here.start < each.end for each in named.mentions)
    return not inside and any(each.start == following.start for each in named.mentions)


def _name_in(sentence: Sentence, chunk: Chunk, named: _Names) -> int:
    """Return the last token of the name that says who the noun is, or -1."""
    if not _is_named_in(sentence, chunk, named):
        return -1
    start = sentence.tokens[chunk.head + 1].start
    end = next(each.end for each in named.mentions if each.start == start)
    return max(each.index for each in sentence.tokens if each.start < end)


def _is_named_in(sentence: Sentence, phrase: Phrase | Chunk, named: _Names) -> bool:
    """Return whether a phrase ends with who the noun is: "the critic Emil Roth"."""
    if phrase.head + 1 >= phrase.end or not _is_title(sentence, phrase.head, named):
        return False
    who = named.of(sentence.tokens[phrase.first], sentence.tokens[phrase.head + 1])
    return who is not None and who.kind is EntityKind.PERSON


def _part_of_title(
    sentence: Sentence, first: int, parts: Mapping[int, _Part], named: _Names
) -> _Part | None:
    """Return the part of "the newspaper" for the name right behind it."""
    title = first > 0 and _is_title(sentence, first - 1, named)
    return parts.get(first - 1) if title else None


def _is_many(sentence: Sentence, phrase: Phrase, head: Token) -> bool:
    """Return whether a name is told of as several: "Stenmoor Rovers are a club"."""
    return head.tag in {"NNS", "NNPS"} and any(
        each.subject is not None
        and each.subject.head == phrase.head
        and each.verb is not None
        and sentence.tokens[each.verb.first].low in {"are", "were", "have"}
        for each in sentence.clauses
    )


def _owners(sentence: Sentence, first: int, head: int) -> Iterator[Phrase]:
    """Yield "the council" of "the council's lawyers"."""
    for at in range(first + 1, head):
        if sentence.tokens[at].tag == "POS" and sentence.tokens[at - 1].tag[:2] == "NN":
            yield Phrase(first, at, at - 1, ChunkKind.NOUN)


def _listed(sentence: Sentence, part: _Part) -> Referent:
    """Return a list as several together: "the farmers and the miller"."""
    tokens, phrase = sentence.tokens, part.phrase
    sorts = {sort_of(sentence, tokens[end - 1]) for _, end in phrase.members}
    return Referent(
        start=tokens[phrase.first].start,
        first=phrase.first,
        end=phrase.end,
        head=phrase.head,
        clause=part.clause.index,
        place=part.place + 1,
        many=True,
        several=False,
        sort=sorts.pop() if len(sorts) == 1 else Sort.THING,
        gender="",
        key="",
        noun=sentence.words(phrase.first, phrase.end).casefold(),
        modifiers=frozenset(),
        definite=False,
        chosen=True,
    )


def _presented(sentence: Sentence, found: Iterator[Referent]) -> Iterator[Referent]:
    """Yield the referents; what a thing is said to be is the thing itself, in the place of both.

    "A surveyor, James Ollerton" is one person, who is named, and "the railway was a line" one
    thing.
    """
    everything = tuple(found)
    heads = {each.head: each for each in everything if not each.chosen}
    for clause in sentence.clauses:
        if clause.subject is None or not clause.objects or not _is_equal(clause):
            continue
        one, other = heads.get(clause.subject.head), heads.get(clause.objects[0].head)
        if one is None or other is None or one == other:
            continue
        if one.many is not other.many or (one.key and other.key):
            continue
        known, plain = (other, one) if other.key else (one, other)
        del heads[plain.head]
        heads[known.head] = replace(
            known,
            place=max(one.place, other.place),
            clause=max(one.clause, other.clause),
            gender=known.gender or plain.gender,
            sort=_sort_of_both(known, plain),
            also=(*known.also, (plain.noun, plain.modifiers)),
        )
    yield from heads.values()
    yield from (each for each in everything if each.chosen)


def _sort_of_both(known: Referent, plain: Referent) -> Sort:
    """Return what two that are one can be: "the owner, a company" is no person."""
    if known.key:
        return known.sort
    sorts = {known.sort, plain.sort} - {Sort.THING}
    return Sort.BODY if Sort.BODY in sorts else sorts.pop() if sorts else Sort.THING


def _is_equal(clause: Clause) -> bool:
    """Return whether a clause says what its subject is: in apposition, or with "is"."""
    verb = clause.verb
    if verb is None:
        return clause.kind is ClauseKind.APPOSITION
    return verb.lemma == "be" and verb.happened and not verb.passive
