"""How near at hand each thing that an article speaks of is to a pronoun: agreement and syntax."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from quizapp.drafting.antecedents.animacy import (
    HAPPENINGS,
    OF_HAPPENINGS,
    Sort,
    may_be_he,
    minds,
    owned_sort,
)
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE
from quizapp.drafting.antecedents.referents import LESSER_SUBJECT, SUBJECT, Referent
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token, VerbGroup

PLURAL: Final = frozenset({"they", "them", "their"})
_NEAR: Final = 100
"""What a sentence counts beside the place in it; each sentence further back halves the whole.
Source: Lappin and Leass (1994), section 2.1.4."""
_PARALLEL: Final = 35
"""For a subject that takes up a subject; their weight for parallel roles."""
_RULING: Final = 80
"""For the subject of the clause that the pronoun's own hangs on: "the hall, since it opened"."""
_FOUND_BY_PAPER: Final = 60
_FAR_THINGS: Final = 1
_FAR_PERSONS: Final = 2
"""Sentences back."""
FINDING: Final = word_set("find show suggest conclude estimate reveal indicate note report say")
"""What a paper does as well as somebody."""


@dataclass(slots=True)
class Chain:
    """One thing with all that took it up.

    Attributes:
        brought: what brought it in; its key is that of the entity that the thing is, or "".
        sentence: number of the sentence that brought it in.
        taken: number of a sentence -> where the thing is spoken of in it.
        told: the numbers of sentences with the phrases that speak of it by a noun, in order.
        nouns: what it is said to be, with the modifiers.
        gender: "m" or "f" where a noun, a name or a pronoun told, else "".
        unknown: a pronoun that was left open brought it in.
    """

    brought: Referent
    sentence: int
    taken: dict[int, list[Referent]] = field(default_factory=dict)
    told: list[tuple[int, Referent]] = field(default_factory=list)
    nouns: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    gender: str = ""
    unknown: bool = False

    @property
    def key(self) -> str:
        """Return the key of the entity that the thing is, or ""."""
        return self.brought.key

    def take(self, referent: Referent, number: int) -> None:
        """Enter that a sentence speaks of the thing."""
        self.taken.setdefault(number, []).append(referent)
        self.nouns.extend(each for each in referent.also if each not in self.nouns)
        self.gender = self.gender or referent.gender


def _is_bare(sentence: Sentence, verb: VerbGroup) -> bool:
    """Return whether a clause has a verb that only "let" and "make" are followed by."""
    alone = verb.first == verb.head and not (verb.modal or verb.shared)
    return alone and sentence.tokens[verb.head].tag == "VB"


class Reading:
    """Weighs chains for one pronoun.

    Attributes:
        acts: it is the subject of its clause.
        minds: only somebody, or a paper, can do what it does.
        finds: a paper can.
        misread: the parser sees no subject in its that-clause, so that nothing there is sure.
    """

    def __init__(self, token: Token, sentence: Sentence, number: int) -> None:
        self.token, self.number = token, number
        own = sentence.innermost(token.index)
        subject = own.subject if own is not None else None
        self.acts = subject is not None and subject.first == token.index == subject.head
        self.minds = self.acts and own is not None and minds(own)
        said = own is not None and own.kind is ClauseKind.THAT
        self.misread = said and subject is None
        verb = own.verb if own is not None else None
        self.finds = self.minds and verb is not None and verb.lemma in FINDING
        outer = next(
            (each for each in sentence.clauses if own is not None and each.index == own.parent),
            None,
        )
        self._sentence = sentence
        self._verb = verb.lemma if verb is not None and self.acts else ""
        self._owned = owned_sort(token, sentence)
        self._judged = not self.acts and own is not None and minds(own)
        # What a subject does to itself is told with "itself"; "a pact that it signed" is not it.
        beside = (subject, *own.objects) if own is not None else ()
        self._beside = frozenset(
            each.head for each in beside if each is not None and each.head != token.index
        )
        ruling = outer.subject if outer is not None and self.acts else None
        if ruling is not None and verb is not None and _is_bare(sentence, verb):
            # "The firm let it decay": what a firm lets itself do is told with "itself" too.
            self._beside |= {ruling.head}
            ruling = None
        if said and verb is not None:
            # "The paper replied that it had been a riot": who says so is no riot.
            ruling = None if verb.lemma == "be" else ruling
        self._ruling = ruling.head if ruling is not None else -1

    def strange(self, chain: Chain) -> bool:
        """Return whether a chain cannot be told of so, though nothing else is nearer at hand.

        No fire loses money; and what somebody calls or praises may be all that was told.
        """
        happening = chain.brought.noun in HAPPENINGS and self._verb not in OF_HAPPENINGS
        if self._verb:
            return happening
        return self.token.low == "it" and self._judged

    def weight(self, chain: Chain) -> float:
        """Return how near at hand a chain is; 0 where it cannot be meant."""
        return self.nearness(chain) if self._agrees(chain) else 0

    def nearness(self, chain: Chain) -> float:
        """Return the same for a chain that need not agree."""
        person = chain.brought.sort is Sort.PERSON and not chain.brought.many
        far = _FAR_PERSONS if person else _FAR_THINGS
        weights = dict(self._weights(chain))
        if not weights or min(weights) > far:
            return 0
        total = sum(weights.values())
        if self.rules(chain):
            total += _RULING
        if self.finds and chain.brought.sort is Sort.PAPER:
            total += _FOUND_BY_PAPER
        return total

    def rules(self, chain: Chain) -> bool:
        """Return whether a chain is the subject of the clause that the pronoun's own hangs on."""
        return self._stands_at(chain, self._ruling)

    def _weights(self, chain: Chain) -> Iterator[tuple[int, float]]:
        """Yield how many sentences back a chain is spoken of, and what that counts."""
        for number in chain.taken:
            back = self.number - number
            place = self._place(chain, number)
            if place:
                same = self.acts and back <= 1 and place in {SUBJECT, LESSER_SUBJECT}
                yield back, (_NEAR + place + (_PARALLEL if same else 0)) / 2**back

    def _place(self, chain: Chain, number: int) -> int:
        """Return the best place of a chain in a sentence, before the pronoun; or 0."""
        taken = chain.taken[number]
        if number == self.number:
            if self.token.tag != "PRP$" and any(each.head in self._beside for each in taken):
                return 0
            taken = [each for each in taken if self._may_mean(each)]
        return max((each.place for each in taken), default=0)

    def _may_mean(self, referent: Referent) -> bool:
        """Return whether a phrase of the pronoun's sentence comes before it, and may be it.

        The pronoun stands neither in the phrase nor rules its clause: "Under red light it fell".
        """
        at = self.token.index
        if referent.head >= at or referent.first <= at < referent.end:
            return False
        clause = next((x for x in self._sentence.clauses if x.index == referent.clause), None)
        ruler = clause.subject if clause is not None else None
        return ruler is None or ruler.first != at or self.token.tag == "PRP$"

    def _stands_at(self, chain: Chain, head: int) -> bool:
        """Return whether the noun at an index of the pronoun's sentence speaks of a chain."""
        return any(each.head == head for each in chain.taken.get(self.number, ()))

    def _agrees(self, chain: Chain) -> bool:
        brought, low = chain.brought, self.token.low
        if low in MALE or low in FEMALE:
            gender = "m" if low in MALE else "f"
            person = brought.sort is Sort.PERSON and not brought.many and not brought.several
            # "Justice" without an article is no judge.
            bare = brought.first == brought.head and not brought.modifiers
            known = bool(chain.key or chain.gender) or brought.noun[:1].isupper()
            somebody = known or (may_be_he(brought.noun) and not bare)
            return person and somebody and chain.gender in {"", gender}
        if self.minds and brought.sort is Sort.THING:
            return False
        if self._owned is Sort.PERSON and not chain.key and brought.sort is Sort.THING:
            return False  # "Its secretary" is that of a body.
        if low in PLURAL:
            return brought.many or (brought.several and low == "they")
        return not brought.many and brought.sort is not Sort.PERSON
