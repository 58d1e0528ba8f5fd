"""Which of the things that an article speaks of a pronoun takes up: by agreement, syntax, salience.

Every noun phrase counts, whether it has a name or not: "The landowner refused. He feared" is not
about the surveyor with a name of the passage before.
"""

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.antecedents.animacy import (
    Sort,
    may_be_he,
)
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE
from quizapp.drafting.antecedents.readings import PLURAL, Chain, Reading
from quizapp.drafting.antecedents.referents import LESSER_SUBJECT, SUBJECT, Referent
from quizapp.drafting.shapes.analysis import Sentence, Token

_AHEAD: Final = 1.25
"""How many times the next one's weight the one that is meant must have."""
_TORN: Final = 1.05
_LEAST_HERE: Final = 140
"""Weight that a thing needs in the pronoun's sentence: that of an object."""
_LEAST_BEFORE: Final = 75
"""The same in the sentence before."""
_LEAST_OF_OWNER: Final = 80
"""The same for "its": that of a subject."""


class Discourse:
    """What an article has spoken of so far."""

    def __init__(self) -> None:
        """Begin with nothing told; ``barred`` are keys that the pronoun read now cannot mean."""
        self.chains: list[Chain] = []
        self.barred: frozenset[str] = frozenset()

    def enter(self, referent: Referent, number: int) -> Chain:
        """Return the chain that a noun phrase goes on with, or begins."""
        chain = next(
            (each for each in reversed(self.chains) if _same(each, referent, number)), None
        )
        if chain is None:
            chain = Chain(referent, number)
            self.chains.append(chain)
        chain.take(referent, number)
        chain.told.append((number, referent))
        return chain

    def enter_unknown(self, referent: Referent, number: int) -> None:
        """Enter a pronoun that was left open: the next one may go on with what it means."""
        chain = Chain(referent, number, told=[(number, referent)], unknown=True)
        self.chains.append(chain)
        chain.take(referent, number)

    def forget_unknown(self) -> None:
        """Begin a passage: a pronoun in it goes on with none that was left open before."""
        self.chains = [each for each in self.chains if not each.unknown]

    def find(self, key: str) -> Chain | None:
        """Return the chain of an entity, or None."""
        return next((each for each in self.chains if each.key == key), None)

    def meant(self, token: Token, sentence: Sentence, number: int) -> Chain | None:
        """Return what a pronoun stands for, where one thing leaves all others behind; or None.

        Args:
            token: the pronoun.
            sentence: that it stands in.
            number: of the sentence in the article; passages are a number apart.
        """
        reading = Reading(token, sentence, number)
        weighed = self._weighed(reading)
        if not weighed or reading.misread:
            return None
        best, chain = weighed[0]
        ahead = 1 if reading.rules(chain) else _AHEAD
        if len(weighed) > 1 and best < ahead * weighed[1][0]:
            return None
        if chain.brought.several and _is_of_many_persons(weighed):
            return None  # "The panel found ten men guilty. They": one body, or the men?
        near = self._is_near(chain, best, token, number)
        return chain if near and not reading.strange(chain) else None

    def fitting(self, token: Token, sentence: Sentence, number: int) -> list[Chain]:
        """Return all that a pronoun may stand for, the nearest first."""
        return [each for _, each in self._weighed(Reading(token, sentence, number))]

    def is_torn(self, token: Token, sentence: Sentence, number: int) -> bool:
        """Return whether two things are as near as each other, so that no rule can tell."""
        weighed = self._weighed(Reading(token, sentence, number))
        if weighed and weighed[0][1].brought.several and _is_of_many_persons(weighed):
            return True
        things = [each.brought.sort is not Sort.PERSON for _, each in weighed[:2]]
        return things == [True, True] and weighed[0][0] < _TORN * weighed[1][0]

    def is_behind(self, token: Token, sentence: Sentence, number: int) -> bool:
        """Return whether what was spoken of most is not what the sentence before is about.

        "The boat passed. The Herald printed a poem about it. It was founded in 1788."
        """
        weighed = self._weighed(Reading(token, sentence, number))
        best = [
            max((x.place for x in each.taken.get(number - 1, ())), default=0) for _, each in weighed
        ]
        here = bool(weighed) and number in weighed[0][1].taken
        return bool(best) and not here and 0 < best[0] < SUBJECT and max(best) >= SUBJECT

    def is_led_by_somebody(
        self, token: Token, sentence: Sentence, number: int, meant: Chain
    ) -> bool:
        """Return whether a noun that may be somebody is nearer than the one meant by "he".

        A bomber is no thing and a computer nobody; where either is the subject, it may be "he".
        """
        if token.low not in MALE | FEMALE:
            return False
        reading = Reading(token, sentence, number)
        weight = reading.nearness(meant)
        gender = "m" if token.low in MALE else "f"
        return any(
            each.brought.sort is Sort.THING
            and not each.brought.many
            and not each.key
            and each.gender in {"", gender}
            and may_be_he(each.brought.noun)
            and any(x.place >= LESSER_SUBJECT for one in each.taken.values() for x in one)
            and reading.nearness(each) > weight
            for each in self.chains
        )

    def is_another_near(self, token: Token, number: int, *, opening: int, key: str) -> bool:
        """Return whether anybody but the one of that key may be "he" here.

        Args:
            token: the pronoun.
            number: of its sentence.
            opening: number that stands before the passage's first sentence.
            key: of the person whose life the article tells.
        """
        gender = "m" if token.low in MALE else "f"
        near = {number, number - 1, *({number - 2} if number - 1 == opening else ())}
        return any(
            each.brought.sort is Sort.PERSON
            and not each.brought.many
            and each.gender in {"", gender}
            and each.key != key
            and not near.isdisjoint(each.taken)
            for each in self.chains
        )

    def _weighed(self, reading: "Reading") -> list[tuple[float, Chain]]:
        """Return what may be meant with its weight, the nearest first."""
        return sorted(
            (
                (weight, each)
                for each in self.chains
                if (not each.key or each.key not in self.barred)
                and (weight := reading.weight(each)) > 0
            ),
            key=lambda pair: -pair[0],
        )

    def _is_near(self, chain: Chain, weight: float, token: Token, number: int) -> bool:
        """Return whether what leaves all others behind is near enough to be meant at all."""
        person = chain.brought.sort is Sort.PERSON
        if person and not chain.brought.many:
            return True
        if token.low in PLURAL and not person and self._pair_before(number):
            return False
        before = _LEAST_BEFORE if token.tag == "PRP" else _LEAST_OF_OWNER
        return weight >= (_LEAST_HERE if number in chain.taken else before)

    def _pair_before(self, number: int) -> bool:
        """Return whether two persons may be "they": "She met Julius Kemp; they married"."""
        persons = [
            each
            for each in self.chains
            if each.brought.sort is Sort.PERSON
            and not each.brought.many
            and (number in each.taken or number - 1 in each.taken)
        ]
        return len(persons) > 1


def _is_of_many_persons(weighed: Sequence[tuple[float, Chain]]) -> bool:
    """Return whether several people are among what may be meant."""
    return any(each.brought.many and each.brought.sort is Sort.PERSON for _, each in weighed)


def _same(chain: Chain, referent: Referent, number: int) -> bool:
    """Return whether a noun phrase takes up a chain: the same name, or noun and modifiers."""
    if referent.key:
        return chain.key == referent.key
    brought = chain.brought
    if brought.many is not referent.many:
        return False
    if referent.definite and any(
        noun == referent.noun and referent.modifiers <= modifiers for noun, modifiers in chain.nouns
    ):
        return True
    if chain.key or brought.noun != referent.noun or brought.chosen is not referent.chosen:
        return False
    if not referent.definite:
        return chain.sentence == number and brought.modifiers == referent.modifiers
    return referent.modifiers <= brought.modifiers
