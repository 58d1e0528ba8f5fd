"""Which entities the phrases of a sentence stand for: names, pronouns, names in apposition."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import Mention, MentionKind

_NAMING: Final = frozenset({"call", "name", "dub", "term", "know"})


class Namer:
    """Tells which entities the phrases of one sentence stand for."""

    def __init__(
        self, page: Page, sentence: Sentence, swaps: Mapping[int, tuple[int, str]] | None = None
    ) -> None:
        """Take the sentence; ``swaps`` is start of a run of characters -> its end, other words."""
        self.page = page
        self.sentence = sentence
        self._swaps = swaps or {}
        self._presented: dict[tuple[int, int], Named] = {}
        self._quotes = {each.start: each for each in page.mentions if each.quote is not None}
        self._entities = [
            each
            for each in page.mentions
            if each.kind is MentionKind.ENTITY
            and each.entity in page.entities
            and sentence.start <= each.start < sentence.end
        ]
        self._presented = dict(self._presentations())

    def mention_at(self, token: Token) -> Mention | None:
        """Return the entity mention that the token lies in."""
        for each in self._entities:
            if each.start <= token.start < each.end:
                return each
        return None

    def entity_of(  # noqa: PLR0911 - a ladder of cases, the surest first
        self, phrase: Phrase | None
    ) -> Named | None:
        """Return the entity that a whole phrase stands for: a name, its pronoun, "the company"."""
        if phrase is None or phrase.members:
            return None
        tokens = self.sentence.tokens
        first = tokens[phrase.first]
        length = phrase.end - phrase.first
        pointing = (length == 1 and first.tag == "PRP") or (length == 2 and first.low == "the")  # noqa: PLR2004 - "the company"
        presented = self._presented.get((phrase.first, phrase.end))
        if presented is not None:
            return presented
        if first.start in self.page.antecedents and pointing:
            return self.page.entities.get(self.page.antecedents[first.start])
        last = tokens[phrase.end - 1]
        mention = self.mention_at(last)
        if mention is None or mention.end != last.end:
            return None
        before = [each for each in tokens[phrase.first : phrase.end] if each.end <= mention.start]
        words = [each for each in before if each.low not in {"the", ","}]
        if not words:
            return self.page.entities[mention.entity]
        named = self.page.entities[mention.entity]
        plain = all(each.tag[:2] in {"JJ", "NN", "PO", "DT", "PR"} for each in words)
        if named.kind is EntityKind.PERSON and plain and words[-1].tag != "POS":
            return named
        return None

    def presented(self, phrase: Phrase) -> bool:
        """Return whether a name in apposition follows the phrase."""
        return (phrase.first, phrase.end) in self._presented

    def _presentations(self) -> Iterator[tuple[tuple[int, int], Named]]:
        """Yield phrases that a name in apposition follows: "the mayor, Anna Bauer"."""
        for clause in self.sentence.clauses:
            called = self._called(clause)
            if called is not None and clause.subject is not None:
                yield (clause.subject.first, clause.subject.end), called
            if (
                clause.kind is not ClauseKind.APPOSITION
                or clause.subject is None
                or not clause.objects
            ):
                continue
            thing, who = clause.objects[0], clause.subject
            core = replace(thing, end=max(thing.core_end, thing.first + 1))
            named = self.entity_of(core)
            if named is None or self.entity_of(who) is not None:
                continue
            # A body or a paper may be what speaks: "her memoir, The Salt Road, claims".
            speaks = named.kind in ACTORS | {EntityKind.WORK}
            if named.kind is EntityKind.PERSON or (not speaks and self._is_one(who)):
                yield (who.first, who.end), named

    def _is_one(self, phrase: Phrase) -> bool:
        """Return whether a phrase means one certain thing: "the barrier", "its first book"."""
        tokens = self.sentence.tokens
        opening = tokens[phrase.first]
        certain = opening.low == "the" or opening.tag == "PRP$"
        return certain and tokens[phrase.head].tag == "NN" and not phrase.members

    def _called(self, clause: Clause) -> Named | None:
        """Return the entity in "a robot called AntBot" or "her unit, known as Section Nine"."""
        verb, subject = clause.verb, clause.subject
        if clause.kind is not ClauseKind.PARTICIPLE or verb is None or subject is None:
            return None
        if verb.lemma not in _NAMING or subject.members:
            return None
        beside = verb.first == subject.end + 1 and self.sentence.tokens[subject.end].text == ","
        new = self.sentence.tokens[subject.first].low in {"a", "an"}
        if not (beside and self._is_one(subject)) and not (new and subject.end == verb.first):
            return None
        behind = [*clause.objects, *(each for each in clause.adverbials if each.prep == "as")]
        return self.entity_of(replace(behind[0], prep="")) if len(behind) == 1 else None
