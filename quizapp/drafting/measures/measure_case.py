"""A number behind the verb of a clause: the phrase it stands in, and the clause around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.fact_types.quantity import number_label
from quizapp.bank.terms import Status
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Token, VerbGroup
from quizapp.drafting.shapes.proposal import Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.clause_ends import ends_left_out
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.telling import Telling

_BREAKING: Final = (
    ("not",), ("among", "them"), ("most", "of"), ("some", "of"), ("many", "of"),
    ("of", "which"), ("of", "whom"),
)  # fmt: skip
"""What follows a comma and tells more of what was counted: ", not as high as the first"."""
Measured = tuple[str, float]
"""A noun phrase for what is measured, and how sure it is; "" where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A quantity in its clause: tokens from ``first`` up to ``end``."""

    quantity: FoundQuantity
    unit: str
    first: int
    end: int

    @property
    def label(self) -> str:
        """Return the number with its unit as an answer says it."""
        return number_label(self.quantity.value, self.unit)


def quantity_of(
    seen: Seen,
    what: str,
    span: tuple[int, int],
    *,
    passage: int,
    statement: str,
    confidence: float,
    others: tuple[str, ...] = (),
    status: Status = Status.STATED,
) -> Proposal:
    """Return the quantity that a number is of ``what``; ``span`` holds its evidence."""
    start, end = span
    return Proposal(
        type="quantity",
        passage=passage,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=status,
        statement=statement,
        others=others,
        confidence=confidence,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A number behind the verb: the phrase it stands in, and the clause around it.

    Attributes:
        list_end: one past the list of which ``holder`` is a member; -1 where it is none.
    """

    teller: Teller
    clause: Clause
    verb: VerbGroup
    seen: Seen
    telling: Telling
    holder: Phrase
    list_end: int = -1

    @property
    def done(self) -> str:
        """Return the subject with its verb, "the flood killing" as "the flood killed"."""
        verb = self.telling.verb
        if self.clause.kind is ClauseKind.PARTICIPLE and not self.verb.passive:
            verb = inflect(self.verb.lemma, "VBD")
        elif self.clause.kind is ClauseKind.PARTICIPLE:
            subject = self.clause.subject
            many = subject is not None and self.teller.sentence.tokens[subject.head].tag == "NNS"
            verb = f"{'were' if many else 'was'} {verb}"
        return f"{self.telling.subject} {verb}"

    @property
    def mass(self) -> str:
        """Return what "of" behind the number adds: "water" in "2 litres of water"."""
        tokens = self.teller.sentence.tokens
        at = self.seen.end
        if at >= len(tokens) or tokens[at].low != "of":
            return ""
        return self.teller.words(at + 1, max(self.holder.end, self._mass_end)) or ""

    @property
    def _mass_end(self) -> int:
        """Return one past an "of" phrase that was read apart from its number; -1 without one."""
        apart = (
            each.end
            for each in self.clause.adverbials
            if each.prep == "of" and each.prep_first == self.seen.end
        )
        return next(apart, -1)

    @property
    def between(self) -> str | None:
        """Return what stands between the verb and the phrase of the number."""
        cut = [*self.teller.asides(self.clause), *self._dates()]
        return self.teller.words(self.verb.end, self.holder.prep_first, without=cut)

    @property
    def after(self) -> str | None:
        """Return the rest of the clause behind the phrase, without its dates."""
        return self._after(max(self.holder.end, self.list_end, self._mass_end, self.seen.end))

    @property
    def behind(self) -> str:
        """Return the rest of the clause behind the number."""
        return self._after(self.seen.end) or ""

    def _dates(self) -> list[tuple[int, int]]:
        tokens = self.teller.sentence.tokens
        return [
            # "As of 2013" is a date with both its words.
            (each.prep_first - (each.prep_first > 0 and tokens[each.prep_first - 1].low == "as"),
             each.end)
            for each in self.teller.dates(self.clause)
        ]  # fmt: skip

    def _after(self, begin: int) -> str | None:
        cut = [*self.teller.asides(self.clause), *self._dates()]
        end = self.clause.end
        tokens = self.teller.sentence.tokens
        end = next((k for k in range(begin, end) if _breaks_off(tokens, k)), end)
        while end > begin and (
            not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "CC"
        ):
            end -= 1
        words = self.teller.words(begin, end, without=cut)
        if words is not None:
            return words
        # "demolished 1,100 houses to make room for it": the purpose may go.
        ends = ends_left_out(self.teller.sentence, self.clause)
        return self.teller.words(begin, end, without=[*cut, *ends]) if ends else None


def _breaks_off(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what is measured ends there: at a colon, or at ", not as high as"."""
    if tokens[at].low in {":", "namely"}:
        return True
    behind = tuple(each.low for each in tokens[at + 1 : at + 3])
    return tokens[at].text == "," and any(behind[: len(words)] == words for words in _BREAKING)
