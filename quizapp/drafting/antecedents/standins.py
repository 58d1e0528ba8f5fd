"""What pronouns stand for beyond what is certain: the subject that a passage goes on about."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.animacy import HAPPENINGS, OF_HAPPENINGS, Sort, owned_sort
from quizapp.drafting.antecedents.coreference import is_empty_it
from quizapp.drafting.antecedents.coreference_words import OF_NOTHING
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.telling.telling import Teller

_LONGEST: Final = 9
_SINGULAR: Final = frozenset({"it", "its"})
_PLURAL: Final = frozenset({"they", "their", "them"})
_PERSONS: Final = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_TIMES: Final = word_set(
    "year month week day decade century hour minute second time night morning spring summer"
    " autumn winter moment per cent percent number folk people man woman person boy girl child"
    " one none each dollar euro pound franc crown yen cent kilometre metre mile tonne litre degree"
    " price share number success failure"
)
"""Nouns that "it" hardly ever takes up."""
_TELLING: Final = frozenset(
    {ClauseKind.MAIN, ClauseKind.RELATIVE, ClauseKind.CAUSE, ClauseKind.TIME, ClauseKind.CONTRAST}
    | {ClauseKind.PARTICIPLE, ClauseKind.INFINITIVE}
)


@dataclass(slots=True)
class Standins:
    """What was found.

    Attributes:
        words: start of a pronoun -> words for the thing without a name that it stands for.
        keys: start of a pronoun -> key of the entity that it stands for.
    """

    words: dict[int, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a pronoun may take up: an entity, or words; and whether it is many."""

    words: str
    named: Named | None
    plural: bool
    gender: str = ""
    happening: bool = False


def find_standins(
    page: Page, genders: dict[str, str], *, settled: Collection[int] = ()
) -> Standins:
    """Return what the pronouns that nothing else explains stand for, where that is plain.

    A pronoun that is a subject takes up the subject before it; where that one does not agree, the
    only object that does. Other pronouns take up the only thing that agrees.

    Args:
        page: the passage, with the antecedents that are certain.
        genders: of the persons, by key.
        settled: starts of pronouns that are to stay without.
    """
    found = Standins()
    reader = _Reader(page, genders, found, {*page.standins, *settled})
    before: Sentence | None = None
    for sentence in page.sentences:
        reader.read(sentence, before)
        before = sentence
    return found


class _Reader:
    """Goes through the sentences of one passage."""

    def __init__(
        self, page: Page, genders: dict[str, str], found: Standins, settled: set[int]
    ) -> None:
        self.page = page
        self.settled = settled
        self.genders = genders
        self.found = found
        self._tellers: dict[int, Teller] = {}

    def read(self, sentence: Sentence, before: Sentence | None) -> None:
        for token in sentence.tokens:
            low = token.low
            if low not in _SINGULAR | _PLURAL and low not in _PERSONS:
                continue
            if token.start in self.page.antecedents or self._quoted(token):
                continue
            if token.start in self.settled:
                continue
            if low == "it" and is_empty_it(token, sentence):
                continue
            thing = self._taken_up(token, sentence, before)
            if thing is not None and thing.named is not None:
                self.found.keys[token.start] = thing.named.key
            elif thing is not None:
                self._put(token, thing.words)

    def _put(self, token: Token, words: str) -> None:
        if words.split(maxsplit=1)[0].casefold() not in OF_NOTHING:
            self.found.words[token.start] = words

    def _quoted(self, token: Token) -> bool:
        return any(
            each.quote is not None and each.start <= token.start < each.end
            for each in self.page.mentions
        )

    def _taken_up(self, token: Token, sentence: Sentence, before: Sentence | None) -> _Thing | None:
        own = sentence.innermost(token.index)
        if own is None or own.kind not in _TELLING:
            return None
        if owned_sort(token, sentence) is Sort.PERSON:
            return None  # "Their leader" is that of people, who have been looked for before.
        subject = own.subject is not None and own.subject.first == token.index
        earlier = [
            each
            for each in sentence.clauses
            if each.kind is ClauseKind.MAIN
            and each.verb is not None
            and each.index != own.index
            and each.verb.head < token.index
        ]
        if not subject and own.subject is not None and own.subject.end <= token.index:
            # "Its" and "them" behind a subject may mean that one too: too many to choose from.
            return self._only(token, sentence, [*earlier, own], before)
        if earlier:
            return self._centre(token, sentence, earlier)
        if before is None:
            return None
        return self._centre(token, before, _mains(before))

    def _centre(self, token: Token, sentence: Sentence, clauses: Sequence[Clause]) -> _Thing | None:
        """Return the one subject of the clauses that agrees, else the one object."""
        subjects = list(self._things(sentence, [each.subject for each in clauses], token))
        own = self._sentence_of(token).innermost(token.index)
        lemma = own.verb.lemma if own is not None and own.verb is not None else ""
        if lemma and lemma not in OF_HAPPENINGS and token.tag == "PRP":
            lasting = [each for each in subjects if not each.happening]
            if subjects and not lasting:
                return None
            subjects = lasting
        names = {each.words for each in subjects}
        if len(names) == 1:
            return subjects[0]
        if names or token.low in _PERSONS or not clauses:
            return None
        objects = list(self._things(sentence, clauses[-1].objects, token))
        return objects[0] if len({each.words for each in objects}) == 1 else None

    def _only(
        self, token: Token, sentence: Sentence, clauses: Sequence[Clause], before: Sentence | None
    ) -> _Thing | None:
        """Return the only thing named so far that agrees."""
        if token.tag == "PRP$":
            return None
        found = [
            each
            for clause in clauses
            for each in self._things(
                sentence,
                [one for one in _parts(clause) if one.end <= token.index],
                token,
            )
        ]
        acting = list(self._things(sentence, [clauses[-1].subject], token)) if clauses else []
        if acting and {each.words for each in found} == {each.words for each in acting}:
            return None  # "it" behind a verb is never that verb's own subject
        if not found and before is not None:
            found = [
                each
                for clause in _mains(before)
                for each in self._things(before, list(_parts(clause)), token)
            ]
        return found[0] if len({each.words for each in found}) == 1 else None

    def _things(
        self, sentence: Sentence, phrases: Sequence[Phrase | None], token: Token
    ) -> Iterator[_Thing]:
        teller = self._teller(sentence)
        for phrase in phrases:
            if phrase is None or phrase.kind is not ChunkKind.NOUN:
                continue
            thing = self._thing(teller, phrase)
            if thing is not None and self._agrees(thing, token.low):
                yield thing

    def _teller(self, sentence: Sentence) -> Teller:
        if sentence.index not in self._tellers:
            self._tellers[sentence.index] = Teller(self.page, sentence)
        return self._tellers[sentence.index]

    def _thing(self, teller: Teller, phrase: Phrase) -> _Thing | None:
        head = teller.sentence.tokens[phrase.head]
        if head.tag == "PRP":
            return self._said(head)
        if _is_owned(teller.sentence, phrase):
            return None
        named = teller.entity_of(phrase)
        plural = head.tag in {"NNS", "NNPS"} or bool(phrase.members)
        if named is not None:
            many = plural and not head.tag.startswith("NNP")
            return _Thing(named.phrase, named, many or _has_plural_verb(teller.sentence, phrase))
        common = head.tag.startswith("NN") and not phrase.members
        person = kind_of_noun(head.lemma) is EntityKind.PERSON and not plural
        if head.lemma in _TIMES or person or not (common or plural):
            return None
        words = teller.phrase(phrase)
        if not words or len(words.split()) > _LONGEST:
            return None
        return _Thing(words, None, plural, happening=head.lemma in HAPPENINGS)

    def _sentence_of(self, token: Token) -> Sentence:
        return next(each for each in self.page.sentences if each.start <= token.start < each.end)

    def _said(self, pronoun: Token) -> _Thing | None:
        """Return what a pronoun before stands for."""
        key = self.page.antecedents.get(pronoun.start) or self.found.keys.get(pronoun.start)
        named = self.page.entities.get(key) if key else None
        if named is not None:
            return _Thing(named.phrase, named, plural=False)
        words = self.found.words.get(pronoun.start) or self.page.standins.get(pronoun.start)
        return _Thing(words, None, pronoun.low in _PLURAL) if words else None

    def _agrees(self, thing: _Thing, word: str) -> bool:
        person = thing.named is not None and thing.named.kind is EntityKind.PERSON
        if word in _PERSONS:
            gender = self.genders.get(thing.named.key, "") if thing.named is not None else ""
            return person and gender in {"", _PERSONS[word]}
        if word in _PLURAL:
            return thing.plural or (word != "their" and _is_body(thing))
        return not person and not thing.plural


_BODIES: Final = word_set(
    "team group crew family police union committee board government council public staff jury"
    " company firm couple band army commission panel duo trio party parliament"
)


def _opening(words: str) -> str:
    return words.split(maxsplit=1)[0].casefold()


def _is_body(thing: _Thing) -> bool:
    """Return whether it is one of several people: "the team ... they"."""
    plain = thing.named is None or thing.named.name[:1].islower()
    return plain and thing.words.split()[-1].casefold() in _BODIES


def _is_owned(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether a thing is somebody's, who may as well be meant.

    "Its jet is high. It erupts": the geyser does. "The club's fall was quick. It went down": the
    club did.
    """
    inside = sentence.tokens[phrase.first : phrase.head]
    owned = any(b.tag == "POS" and a.tag in {"NN", "NNP"} for a, b in pairwise(inside))
    return owned or sentence.tokens[phrase.first].tag == "PRP$"


def _has_plural_verb(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether a name is told of as many: "Stenmoor Rovers are a club. They were formed"."""
    return any(
        each.subject == phrase
        and each.verb is not None
        and sentence.tokens[each.verb.first].low in {"are", "were", "have"}
        for each in sentence.clauses
    )


def _mains(sentence: Sentence) -> list[Clause]:
    return [
        each for each in sentence.clauses if each.kind is ClauseKind.MAIN and each.verb is not None
    ]


def _parts(clause: Clause) -> Iterator[Phrase]:
    if clause.subject is not None:
        yield clause.subject
    yield from clause.objects
