"""Whether "she" is the one whose life an article tells, or another one who is named beside her.

What a phrase with a preposition, an object or an apposition names is further from a pronoun than
the subject, and than whoever the article is about: "Taught by Eva Lang, she learned to paint".
"""

from dataclasses import dataclass, replace
from typing import Final

from quizapp.drafting.antecedents.animacy import Sort
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE
from quizapp.drafting.antecedents.readings import Chain
from quizapp.drafting.antecedents.referents import LESSER_SUBJECT, NESTED, OBJECT, OBLIQUE, SUBJECT
from quizapp.drafting.antecedents.salience import Discourse
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token

_SAYS: Final = 3
"""Words from "she" in which "later wrote" follows."""
_PASSAGE: Final = 3
"""Sentences of the passage before in which another one may have been named."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """The one whose life is told and another one, for a pronoun that fits both.

    Attributes:
        life: the one whose life is told.
        other: whom the rules for any text would take.
        sentence: of the pronoun.
        number: of the sentence in the article.
        before: number of the sentence before, be it of the passage before.
        opens: the sentence is the first of its passage.
    """

    life: Chain
    other: Chain
    sentence: Sentence
    number: int
    before: int
    opens: bool

    def meant(self, token: Token) -> Chain | None:
        """Return which of the two a pronoun means; None where both may be meant."""
        own = self.sentence.innermost(token.index)
        subject = own.subject if own is not None else None
        acts = subject is not None and subject.first <= token.index < subject.end
        if not acts and self._is_told_of_other(subject.head if subject is not None else -1):
            return self._beside_other(token)
        if self._hangs_on_other(own):
            return self.other
        here = self._place(self.other, self.number, token)
        main = own is not None and own.kind is ClauseKind.MAIN
        if here >= LESSER_SUBJECT:
            near = self._is_near_life(token)
            alone = here >= SUBJECT and not self._place(self.life, self.number, token)
            return self.other if alone or not near else None
        if here:
            return self._before_other(token, here, first=main and acts)
        return self._of_before(token)

    def is_ahead(self, token: Token) -> bool:
        """Return whether the other one is a subject right before, so that "she" may be that one."""
        here = self._place(self.other, self.number, token)
        before = 0 if self.opens else self._place(self.other, self.before, token)
        led = before > NESTED and self._place(self.life, self.before, token) == NESTED
        led = led and bool(self.other.key)  # "Work began under Ashby's foreman, Karl Reed. He"
        led |= self._is_told_last(token)
        ahead = here >= LESSER_SUBJECT or before >= SUBJECT or led
        return ahead and self.meant(token) is not self.life

    def _beside_other(self, token: Token) -> Chain | None:
        """Return whom "her" means in "Klein met her", which is not Klein, and "Klein sold her"."""
        near = self._is_near_life(token) or self.opens
        if token.tag == "PRP":
            return self.life if near else None
        return None if near else self.other

    def _before_other(self, token: Token, here: int, *, first: bool) -> Chain | None:
        """Return whom a pronoun means where a lesser place of its sentence names the other one.

        Args:
            token: the pronoun.
            here: place of the other one.
            first: the pronoun is the subject of a main clause.
        """
        life = self._place(self.life, self.number, token)
        if first and self.opens and self._place(self.other, self.before, token) >= SUBJECT:
            return None  # the passage before ended with the other one, and this one may go on so
        if first or life >= LESSER_SUBJECT:
            return self.life
        if here >= OBJECT:
            return None if life else self.other
        return self.life if self._is_near_life(token) else None

    def _of_before(self, token: Token) -> Chain | None:
        """Return whom a pronoun takes up that has neither of the two before it in its sentence."""
        other = self._place(self.other, self.before, token)
        life = self._place(self.life, self.before, token)
        ahead = life >= SUBJECT and (other < SUBJECT or self._is_last(self.life))
        if ahead and self._is_told_last(token):
            return None
        if ahead or self._place(self.life, self.number, token) > NESTED:
            return self.life
        if other >= (LESSER_SUBJECT if not life else SUBJECT):
            return None if life or self.opens else self.other
        if other > OBLIQUE or not (other or life):
            return None
        earlier = self._place(self.life, self.before - 1, token) if not self.opens else 0
        return self.life if self.opens or (earlier >= SUBJECT and not life) else None

    def _is_told_last(self, token: Token) -> bool:
        """Return whether the sentence before ends with what the other one does.

        "Ashby was a friend of Reed, who was ill. She left": either may have.
        """
        other = self._place(self.other, self.before, token)
        named = token.tag == "PRP" and bool(self.other.key)
        return named and other == LESSER_SUBJECT and not self._is_last(self.life)

    def _is_last(self, chain: Chain) -> bool:
        """Return whether one of the two is the last subject of the sentence before."""
        ends = {
            id(each): max(
                (x.head for x in each.taken.get(self.before, ()) if x.place >= LESSER_SUBJECT),
                default=-1,
            )
            for each in (self.life, self.other)
        }
        return ends[id(chain)] == max(ends.values())

    def _is_near_life(self, token: Token) -> bool:
        here = self._place(self.life, self.number, token)
        return here > 0 or self._place(self.life, self.before, token) > 0

    def _is_told_of_other(self, head: int) -> bool:
        """Return whether the noun at an index of the sentence speaks of the other one."""
        taken = self.other.taken.get(self.number, ())
        return any(each.head == head for each in taken)

    def _hangs_on_other(self, clause: Clause | None) -> bool:
        """Return whether a clause tells of the other one, or hangs in one that does so."""
        while clause is not None:
            subject = clause.subject
            inner = clause.kind is not ClauseKind.MAIN
            if inner and subject is not None and self._is_told_of_other(subject.head):
                return True
            outer = [
                x for x in self.sentence.clauses if clause is not None and x.index == clause.parent
            ]
            clause = outer[0] if outer else None
        return False

    def _place(self, chain: Chain, number: int, token: Token) -> int:
        """Return the best place of one of the two in a sentence, before the pronoun; or 0."""
        taken = chain.taken.get(number, ())
        seen = (x for x in taken if number != self.number or x.head < token.index)
        return max((each.place for each in seen), default=0)


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun in its place.

    Attributes:
        token: the pronoun.
        sentence: that it stands in.
        number: of the sentence in the article.
        opening: number that stands before the passage's first sentence.
    """

    token: Token
    sentence: Sentence
    number: int
    opening: int

    def settled(
        self, discourse: Discourse, chosen: Chain | None, told_of: ArticleEntity | None
    ) -> tuple[Chain | None, bool]:
        """Return what is meant, and whether the pronoun is to stay open.

        Args:
            discourse: what the article has spoken of so far.
            chosen: what the rules for any text take.
            told_of: the one whose life the article tells, or None.
        """
        if self.token.low not in MALE | FEMALE:
            case = (self.token, self.sentence, self.number)
            if chosen is None:
                return None, discourse.is_torn(*case)
            return chosen, self.token.low == "it" and discourse.is_behind(*case)
        fitting = [
            each
            for each in discourse.fitting(self.token, self.sentence, self.number)
            if each.brought.sort is Sort.PERSON
        ]
        life = self._life(discourse, told_of)
        if life is None:
            meant = chosen
        elif chosen is None:
            if self._says() or len(fitting) <= 1:
                return None, False
            near = {*life.taken} & {self.number, self.number - 1}
            led = any(x.place >= SUBJECT for number in near for x in life.taken[number])
            meant = self._beside_life(life, life, fitting) if led else None
            return meant, meant is None
        else:
            meant = self._beside_life(life, chosen, fitting)
        torn = chosen is not None and meant is None
        if meant is not None:
            torn = self._is_doing_so(meant) or self._may_be_said_by_another(discourse, meant)
        return meant, torn

    def _life(self, discourse: Discourse, told_of: ArticleEntity | None) -> Chain | None:
        """Return the one whose life is told, if the pronoun fits."""
        fits = told_of is not None and (
            self.token.low in (MALE if told_of.gender == "m" else FEMALE)
        )
        barred = told_of is not None and told_of.key in discourse.barred
        return discourse.find(told_of.key) if fits and told_of is not None and not barred else None

    def _beside_life(self, life: Chain, chosen: Chain, fitting: list[Chain]) -> Chain | None:
        """Return the one chosen, or the one whose life is told; None where either may be meant."""
        opens = self.number - 1 == self.opening
        before = self.number - (2 if opens else 1)
        case = Rivals(life, chosen, self.sentence, self.number, before, opens=opens)
        if chosen is not life:
            return case.meant(self.token)
        rivals = (replace(case, other=each) for each in fitting if each is not life)
        return None if any(each.is_ahead(self.token) for each in rivals) else life

    def _is_doing_so(self, chain: Chain) -> bool:
        """Return whether "him" would be who does it, told with "himself": "He sued him"."""
        clause = self.sentence.innermost(self.token.index)
        subject = clause.subject if clause is not None else None
        if subject is None or self.token.tag != "PRP":
            return False
        if subject.first <= self.token.index < subject.end:
            return False
        return any(each.head == subject.head for each in chain.taken.get(self.number, ()))

    def _may_be_said_by_another(self, discourse: Discourse, chain: Chain) -> bool:
        """Return whether "she says" opens a passage after one that names another one as well."""
        if self.number - 1 != self.opening or not self._says():
            return False
        gender = "m" if self.token.low in MALE else "f"
        return any(
            each.key
            and each is not chain
            and each.brought.sort is Sort.PERSON
            and each.gender in {"", gender}
            and any(self.opening - _PASSAGE <= number < self.opening for number in each.taken)
            for each in discourse.chains
        )

    def _says(self) -> bool:
        """Return whether "she" says something."""
        after = self.sentence.tokens[self.token.index + 1 : self.token.index + _SAYS]
        return self.token.tag == "PRP" and any(each.lemma in REPORTING for each in after)
