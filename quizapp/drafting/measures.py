"""What a number in a clause measures: "the length of the bridge", "the jobs that the firm cut"."""

import re
from dataclasses import dataclass
from typing import Final

from quizapp.bank.fact_types.quantity import number_label
from quizapp.drafting.analysis import Clause, ClauseKind, Phrase, Sentence, VerbGroup
from quizapp.drafting.phrasing import Teller
from quizapp.drafting.spacing import joined
from quizapp.drafting.spans import FoundQuantity
from quizapp.drafting.tagger import inflect
from quizapp.drafting.telling import Telling
from quizapp.drafting.word_sets import word_set

Measured = tuple[str, float]
"""A noun phrase for what is measured, and how sure it is; "" where it cannot be told."""
_NOTHING: Final = ("", 0.0)
_STANDING: Final = frozenset({"stand", "rise", "lie", "tower", "reach"})
_MEASURES: Final = word_set(
    "population area length height width depth budget cost value price distance speed weight"
    " capacity total average volume salary loan fine debt share turnover revenue profit loss"
    " temperature age output rate sum number staff workforce membership circulation grant award"
    " diameter radius span range yield attendance turnout majority lead deficit surplus reward"
    " income wage rent tax fee toll duration lifespan mass size elevation magnitude"
)
ADJECTIVES: Final = {
    "long": "length", "tall": "height", "high": "height", "wide": "width", "deep": "depth",
    "thick": "thickness", "old": "age", "across": "width", "heavy": "weight", "broad": "breadth",
}  # fmt: skip  # fmt: skip
_MEASURING: Final = {
    "weigh": "the weight of {}", "cost": "the cost of {}", "cover": "the area that {} {}",
    "last": "the duration of {}", "span": "the span of {}",
}  # fmt: skip  # fmt: skip
_GROUPS: Final = word_set(
    "council crew fleet army staff team committee jury cabinet parliament board group panel force"
    " orchestra choir garrison workforce class congregation assembly senate"
)
_LINKS: Final = word_set("be reach total exceed equal average hit number stand remain")
_UP: Final = word_set("rise increase grow climb jump soar double expand surge swell")
_DOWN: Final = word_set("fall drop decline decrease shrink sink plunge slump dwindle")
_PEOPLE: Final = re.compile(
    r"(?:people|men|women|children|police|persons|families|households|citizens|residents"
    r"|inhabitants|\w+(?:ers|ors|ists|ants|ents|ees|ians|men|women|iers))$"
)
_NOT_PEOPLE: Final = re.compile(
    r"(?:computers|containers|towers|rivers|numbers|centers|letters|papers|metres|meters|liters"
    r"|members|quarters|trees|degrees|plants|events|elements|patents|events|rifles|orders|motors"
    r"|accidents|incidents|documents|monuments|apartments|sectors|reactors|percent|boulders|doors"
    r"|covers|layers|chambers|flowers|posters|continents|agreements|payments|investments)$"
)
_MONEY: Final = re.compile(
    r"\b(?:dollars|euros|pounds|yen|rupees|francs|marks|crowns|roubles|guilders|shillings|florins|lira)$"
)
_TIME: Final = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centuries|times|nights)$"
)
_LENGTHS: Final = re.compile(
    r"(?:metres?|meters?|km|kilomet\w+|miles?|feet|foot|inches|cm|mm|mph|km/h|°C|°F|degrees?)$"
)


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


def what_is_measured(  # noqa: PLR0911 - a ladder of cases, the surest first
    teller: Teller, clause: Clause, seen: Seen, telling: Telling
) -> Measured:
    """Return a noun phrase for what the number measures, and how sure it is."""
    sentence = teller.sentence
    tokens, verb = sentence.tokens, clause.verb
    if verb is None:
        return _NOTHING
    before = tokens[seen.first - 1] if seen.first else None
    measured = _measure_before(sentence, seen.first)
    if before is not None and before.low == "of" and measured:
        if verb.lemma == "have" and seen.first >= verb.end:
            return f"the {measured} of {telling.subject}", 0.85
        return _NOTHING
    subject = clause.subject
    if subject is not None and subject.first <= seen.first < subject.end:
        return _of_subject(teller, clause, seen, telling)
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    if verb.lemma in _LINKS and following in ADJECTIVES:
        return f"the {ADJECTIVES[following]} of {telling.subject}", 0.85
    if verb.lemma in _MEASURING and seen.first == verb.end:
        return _MEASURING[verb.lemma].format(telling.subject, telling.verb), 0.8
    if verb.lemma in _LINKS and subject is not None and seen.first <= verb.end + 1:
        head = tokens[subject.head].lemma
        return (telling.subject, 0.85) if head in _MEASURES else _NOTHING
    return _of_object(teller, clause, seen, telling)


def _measure_before(sentence: Sentence, at: int) -> str:
    """Return the measuring noun in "a population of" before the token, with its adjectives."""
    tokens = sentence.tokens
    noun = at - 2
    if noun < 0 or tokens[noun].lemma not in _MEASURES:
        return ""
    first = noun
    while first > 0 and tokens[first - 1].tag[:2] in {"JJ", "NN"}:
        first -= 1
    return sentence.words(first, noun + 1)


def relative(noun: str) -> str:
    """Return the relative word for a counted noun: "who" for people, else "that"."""
    return "who" if _PEOPLE.search(noun) and not _NOT_PEOPLE.search(noun) else "that"


def _of_subject(teller: Teller, clause: Clause, seen: Seen, telling: Telling) -> Measured:
    """Return "the number of houses that stand empty" for "48 houses stand empty"."""
    subject, tokens = clause.subject, teller.sentence.tokens
    if subject is None or clause.verb is None or subject.members:
        return _NOTHING
    rest = joined([telling.predicate, telling.lead])
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    if following == "of":
        whole = teller.words(seen.end + 1, max(subject.end, seen.end + 1))
        if not whole or seen.unit != "%":
            return _NOTHING
        return f"the share of {whole} {relative(whole.split()[-1])} {rest}", 0.75
    noun = seen.unit
    if seen.unit == "%" or _MONEY.search(noun) or _TIME.search(noun) or _LENGTHS.search(noun):
        return _NOTHING
    tail = teller.words(seen.end, subject.end)
    if tail is None or (len(rest.split()) < 2 and not telling.place):  # noqa: PLR2004 - "48 people came"
        return _NOTHING
    return joined(["the number of", noun, tail, relative(noun), rest]), 0.75


@dataclass(frozen=True, slots=True)
class _Case:
    """A number behind the verb: the phrase it stands in, and the clause around it."""

    teller: Teller
    clause: Clause
    verb: VerbGroup
    seen: Seen
    telling: Telling
    holder: Phrase

    @property
    def done(self) -> str:
        return f"{self.telling.subject} {self.telling.verb}"

    @property
    def mass(self) -> str:
        """Return what "of" behind the number adds: "water" in "2 litres of water"."""
        tokens = self.teller.sentence.tokens
        at = self.seen.end
        if at >= len(tokens) or tokens[at].low != "of":
            return ""
        return self.teller.words(at + 1, self.holder.end) or ""

    @property
    def after(self) -> str | None:
        """Return the rest of the clause behind the phrase, without its dates."""
        return _after(self.teller, self.clause, self.holder.end)

    @property
    def behind(self) -> str:
        """Return the rest of the clause behind the number."""
        return _after(self.teller, self.clause, self.seen.end) or ""


def _group(case: _Case) -> Measured | None:
    """Return "the number of members in the council" for "a council of 41 members"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    if at < 2 or tokens[at - 1].low != "of" or tokens[at - 2].lemma not in _GROUPS:  # noqa: PLR2004 - noun and "of"
        return None
    return f"the number of {case.seen.unit} in the {tokens[at - 2].text}", 0.7


def _time_to(case: _Case) -> Measured | None:
    """Return "the time that the court has to reply" for "the court has 56 days to reply"."""
    tokens, at = case.teller.sentence.tokens, case.seen.end
    infinitive = at < len(tokens) and tokens[at].tag == "TO"
    if case.verb.lemma != "have" or not _TIME.search(case.seen.unit) or not infinitive:
        return None
    return f"the time that {case.done} {case.behind}", 0.75


def _level(case: _Case) -> Measured | None:
    """Return "the height of the flood above the mean level" for "it stood 4.7 metres above"."""
    if case.verb.lemma not in _STANDING or not _LENGTHS.search(case.seen.unit):
        return None
    if not case.behind.startswith(("above", "below")):
        return _NOTHING
    return f"the height of {case.telling.subject} {case.behind}", 0.75


def _far_off(case: _Case) -> Measured | None:
    """Return nothing where the number stands deep inside its phrase."""
    return _NOTHING if case.holder.first < case.seen.first - 2 else None


def _change(case: _Case) -> Measured | None:
    """Return "the fall in emissions" for "emissions fell by 12%"."""
    if case.holder.prep != "by" or case.verb.lemma not in _UP | _DOWN:
        return None
    word = "increase" if case.verb.lemma in _UP else "fall"
    return f"the {word} in {case.telling.subject}", 0.8


def _agents(case: _Case) -> Measured | None:
    """Return "the number of residents who signed it" for "it was signed by 640 residents"."""
    unit = case.seen.unit
    if not case.verb.passive or case.holder.prep != "by" or is_odd(unit):
        return None
    done = inflect(case.verb.lemma, "VBD")
    return joined(["the number of", unit, relative(unit), done, case.telling.subject]), 0.7


def _account(case: _Case) -> Measured | None:
    """Return "the share of jobs that fishing accounts for"."""
    if case.holder.prep != "for" or case.verb.lemma != "account" or case.seen.unit != "%":
        return None
    return (f"the share of {case.mass} that {case.done} for", 0.75) if case.mass else _NOTHING


def _price(case: _Case) -> Measured | None:
    """Return "the sum for which the firm sold the land"."""
    if case.holder.prep != "for" or not _MONEY.search(case.seen.unit):
        return None
    cut = case.teller.asides(case.clause)
    between = case.teller.words(case.verb.end, case.holder.prep_first, without=cut)
    if not between:
        return _NOTHING
    return joined(["the sum for which", case.done, between, case.after or ""]), 0.7


def _unfit(case: _Case) -> Measured | None:
    """Return nothing behind other prepositions, and where the rest does not stand alone."""
    unfit = case.holder.prep or case.clause.kind is ClauseKind.PARTICIPLE or case.after is None
    return _NOTHING if unfit else None


def _part(case: _Case) -> Measured | None:
    """Return "the amount of water that the dam held back"."""
    if case.mass:
        word = "share" if case.seen.unit == "%" else "amount"
        return joined([f"the {word} of", case.mass, "that", case.done, case.after or ""]), 0.75
    return _NOTHING if case.seen.end < case.holder.end else None


def _counted(case: _Case) -> Measured | None:
    """Return "the number of jobs that the firm cut", "the sum that the bank lent"."""
    if _MONEY.search(case.seen.unit):
        return joined(["the sum that", case.done, case.after or ""]), 0.75
    if is_odd(case.seen.unit):
        return _NOTHING
    return joined(["the number of", case.seen.unit, "that", case.done, case.after or ""]), 0.75


_CASES: Final = (
    _group,
    _time_to,
    _level,
    _far_off,
    _change,
    _agents,
    _account,
    _price,
    _unfit,
    _part,
    _counted,
)
"""The first that says something decides; nothing is an answer too."""


def _of_object(teller: Teller, clause: Clause, seen: Seen, telling: Telling) -> Measured:
    """Return what a number behind the verb measures."""
    holder = next(
        (
            each
            for each in (*clause.objects, *clause.adverbials)
            if each.first <= seen.first < each.end
        ),
        None,
    )
    if clause.verb is None or holder is None or holder.members:
        return _NOTHING
    case = _Case(teller, clause, clause.verb, seen, telling, holder)
    return next((found for rule in _CASES if (found := rule(case)) is not None), _NOTHING)


def _after(teller: Teller, clause: Clause, begin: int) -> str | None:
    cut = [*teller.asides(clause), *((each.prep_first, each.end) for each in teller.dates(clause))]
    end = clause.end
    while end > begin and (
        not teller.sentence.tokens[end - 1].text[-1].isalnum()
        or teller.sentence.tokens[end - 1].tag == "CC"
    ):
        end -= 1
    return teller.words(begin, end, without=cut)


def is_odd(unit: str) -> bool:
    """Return whether the unit is no counted noun: a time, a length, money, a share."""
    return bool(_TIME.search(unit) or _LENGTHS.search(unit) or _MONEY.search(unit)) or unit == "%"
