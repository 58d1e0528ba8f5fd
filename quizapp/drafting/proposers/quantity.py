"""Numbers with what they measure: the length of a bridge, the people who signed a petition."""

import re
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.document import Status
from quizapp.bank.fact_types.quantity import number_label
from quizapp.drafting.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.evidence import clause_span, trimmed
from quizapp.drafting.proposal import Page, Proposal
from quizapp.drafting.spans import FoundQuantity
from quizapp.drafting.tagger import inflect
from quizapp.drafting.telling import Teller, Telling, capital, joined, tell
from quizapp.drafting.vouching import Voice, spoken, voice_of
from quizapp.drafting.word_sets import word_set

_MEASURES: Final = word_set(
    "population area length height width depth budget cost value price distance speed weight"
    " capacity total average volume salary loan fine debt share turnover revenue profit loss"
    " temperature age output rate sum number staff workforce membership circulation grant award"
    " diameter radius span range yield attendance turnout majority lead deficit surplus reward"
    " income wage rent tax fee toll duration lifespan mass size elevation magnitude"
)
_ADJECTIVES: Final = {
    "long": "length", "tall": "height", "high": "height", "wide": "width", "deep": "depth",
    "thick": "thickness", "old": "age", "across": "width", "heavy": "weight", "broad": "breadth",
}  # fmt: skip
_MEASURING: Final = {
    "weigh": "the weight of {}", "cost": "the cost of {}", "cover": "the area that {} {}",
    "last": "the duration of {}", "span": "the span of {}",
}  # fmt: skip
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
_FEWEST_SPELLED: Final = 5
_LONGEST_WHAT: Final = 24


@dataclass(frozen=True, slots=True)
class _Seen:
    """A quantity in its clause: tokens from ``first`` up to ``end``."""

    quantity: FoundQuantity
    unit: str
    first: int
    end: int

    @property
    def label(self) -> str:
        return number_label(self.quantity.value, self.unit)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a quantity for each number whose clause tells what it measures."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for mention in page.mentions:
            if mention.quantity is None or not sentence.start <= mention.start < sentence.end:
                continue
            proposal = _one(page, sentence, mention.quantity)
            if proposal is not None:
                found.append(proposal)
    return tuple(found)


def _one(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Proposal | None:
    inside = [
        token.index
        for token in sentence.tokens
        if token.start < quantity.end and quantity.start < token.end
    ]
    if not inside or quantity.high is not None or _quoted(page, quantity):
        return None
    if sentence.tokens[inside[-1]].end != quantity.end and not quantity.unit:
        return None
    spelled = not any(each.isdigit() for each in page.text[quantity.start : quantity.end])
    seen = _Seen(quantity, _unit(sentence, quantity, inside[0]), inside[0], inside[-1] + 1)
    if not seen.unit or (spelled and quantity.value < _FEWEST_SPELLED):
        return None
    beside = _beside(page, sentence, seen)
    if beside is not None:
        return beside
    clause = _clause_of(sentence, inside[0])
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    if (
        clause.verb.negated
        or clause.verb.modal
        or clause.verb.auxiliary
        or sentence.text.endswith("?")
    ):
        return None
    if clause.verb.tense is Tense.NONE and clause.kind is not ClauseKind.PARTICIPLE:
        return None
    voice = voice_of(page, sentence, clause)
    if voice is None:
        return None
    made = _proposal(page, sentence, clause, seen)
    return None if made is None else _voiced(made, voice)


def _voiced(proposal: Proposal, voice: Voice) -> Proposal:
    return replace(
        proposal,
        status=voice.status,
        statement=spoken(voice.lead, proposal.statement),
        others=tuple(spoken(voice.lead, each) for each in proposal.others),
    )


def _quoted(page: Page, quantity: FoundQuantity) -> bool:
    return any(
        each.quote is not None and each.start <= quantity.start < each.end for each in page.mentions
    )


def _clause_of(sentence: Sentence, at: int) -> Clause | None:
    """Return the innermost clause with a verb that holds the token."""
    holding = [each for each in sentence.clauses if each.first <= at < each.end]
    subject = [
        each
        for each in sentence.clauses
        if each.subject is not None
        and each.subject.first <= at < each.subject.end
        and each.first <= at
    ]
    holding.extend(each for each in subject if each not in holding)
    if any(each.kind is ClauseKind.ASIDE for each in holding):
        return None
    inner = min(holding, key=lambda each: each.end - each.first, default=None)
    return inner if inner is None or inner.verb is not None else None


def _unit(sentence: Sentence, quantity: FoundQuantity, first: int) -> str:
    unit = quantity.unit
    before = [each.lemma for each in sentence.tokens[max(first - 3, 0) : first]]
    counted = " ".join(before)
    if unit in {"", "million", "billion", "thousand"} and "population" in counted:
        return f"{unit} people".strip()
    return "" if unit in {"million", "billion", "thousand", "trillion"} else unit


def _proposal(page: Page, sentence: Sentence, clause: Clause, seen: _Seen) -> Proposal | None:
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    swaps = {sentence.tokens[seen.first].start: (seen.quantity.end, f"{about}{seen.label}")}
    telling = tell(page, sentence, clause, swaps)
    if telling is None:
        return None
    what, confidence = _what(page, sentence, clause, seen, telling)
    if not what or len(what.split()) > _LONGEST_WHAT or seen.label in what:
        return None
    if re.search(r"\d", what.replace(telling.when_text, "")) and not telling.when_text:
        confidence -= 0.1
    when = telling.when_text if telling.date is not None else ""
    place = telling.place_text
    if place and place not in what:
        what = joined([what, place])
    if when:
        what = joined([what, when])
    predicate = telling.clause_text
    if clause.kind is ClauseKind.PARTICIPLE and clause.verb is not None:
        predicate = _finite(telling, clause)
    start, end = clause_span(page, sentence, clause)
    statement = f"{capital(joined([predicate, place, when]))}."
    others = (f"{capital(joined([when, '']))}, {joined([predicate, place])}.",) if when else ()
    is_now = clause.verb is not None and clause.verb.tense is Tense.PRESENT
    plain = f"{capital(what)} {'is' if is_now else 'was'} {about}{seen.label}."
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=Status.STATED,
        statement=statement,
        others=(*others, plain),
        confidence=confidence,
    )


def _finite(telling: Telling, clause: Clause) -> str:
    """Return "a petition was signed by 640 residents" for "a petition signed by 640 residents"."""
    verb = clause.verb
    if verb is not None and verb.passive:
        return f"{telling.subject} was {telling.predicate}"
    past = inflect(verb.lemma, "VBD") if verb is not None else ""
    return joined([telling.subject, past, telling.predicate.removeprefix(telling.verb)])


def _beside(page: Page, sentence: Sentence, seen: _Seen) -> Proposal | None:
    """Return the measure of a thing that the number stands right beside.

    "The Tern Barrier, a dam 640 metres long," and "With 48,300 inhabitants, it is ...".
    """
    tokens = sentence.tokens
    teller = Teller(page, sentence)
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    for clause in sentence.clauses:
        if clause.subject is None or not voice_of(page, sentence, clause):
            continue
        if clause.kind is ClauseKind.APPOSITION and clause.first < seen.first < clause.end:
            if (
                following in _ADJECTIVES
                and clause.objects
                and seen.first >= clause.objects[0].core_end
            ):
                owner = teller.phrase(clause.subject)
                what = f"the {_ADJECTIVES[following]} of {owner}"
                told = f"{owner} is {about}{seen.label} {following}"
                return (
                    _simple(page, sentence, (clause.subject.first, seen.end + 1), seen, what, told)
                    if owner
                    else None
                )
        thing = clause.subject
        if following in _ADJECTIVES and thing.end == seen.first and clause.verb is not None:
            owner = teller.words(thing.first, thing.end)
            if owner and clause.verb.first >= seen.end and clause.kind is ClauseKind.MAIN:
                what = f"the {_ADJECTIVES[following]} of {owner}"
                told = f"{owner} was {about}{seen.label} {following}"
                return _simple(page, sentence, (thing.first, clause.end), seen, what, told)
        if clause.kind is ClauseKind.MAIN and clause.verb is not None:
            leading = next(
                (
                    each
                    for each in clause.adverbials
                    if each.prep == "with" and each.first <= seen.first < each.end
                ),
                None,
            )
            if (
                leading is None
                or leading.first < seen.first - 2
                or leading.end != seen.end
                or clause.verb.first < seen.first
            ):
                continue
            owner = teller.phrase(clause.subject)
            if owner and seen.unit != "%" and not _odd(seen.unit):
                had = "had" if clause.verb.tense is Tense.PAST else "has"
                what = f"the number of {seen.unit} of {owner}"
                return _simple(
                    page,
                    sentence,
                    (leading.prep_first, clause.subject.end),
                    seen,
                    what,
                    f"{owner} {had} {about}{seen.label}",
                )
    return None


def _simple(  # noqa: PLR0917 - the parts of one proposal
    page: Page, sentence: Sentence, tokens: tuple[int, int], seen: _Seen, what: str, told: str
) -> Proposal:
    start, end = trimmed(page, *sentence.span(*tokens))
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(told)}.",
        confidence=0.8,
    )


# -- what is measured ----------------------------------------------------------------------------


def _what(
    page: Page, sentence: Sentence, clause: Clause, seen: _Seen, telling: Telling
) -> tuple[str, float]:
    """Return a noun phrase for what the number measures, and how sure it is."""
    tokens, verb = sentence.tokens, clause.verb
    if verb is None:
        return "", 0.0
    teller = Teller(page, sentence)
    before = tokens[seen.first - 1] if seen.first else None
    measured = _measure_before(sentence, seen.first)
    if before is not None and before.low == "of" and measured:
        if verb.lemma == "have" and seen.first >= verb.end:
            return f"the {measured} of {telling.subject}", 0.85
        return "", 0.0
    subject = clause.subject
    if subject is not None and subject.first <= seen.first < subject.end:
        return _of_subject(teller, clause, seen, telling)
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    if verb.lemma in _LINKS and following in _ADJECTIVES:
        return f"the {_ADJECTIVES[following]} of {telling.subject}", 0.85
    if verb.lemma in _MEASURING and seen.first == verb.end:
        return _MEASURING[verb.lemma].format(telling.subject, telling.verb), 0.8
    if verb.lemma in _LINKS and subject is not None and seen.first <= verb.end + 1:
        head = tokens[subject.head].lemma
        return (telling.subject, 0.85) if head in _MEASURES else ("", 0.0)
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


def _relative(noun: str) -> str:
    return "who" if _PEOPLE.search(noun) and not _NOT_PEOPLE.search(noun) else "that"


def _of_subject(teller: Teller, clause: Clause, seen: _Seen, telling: Telling) -> tuple[str, float]:
    """Return "the number of houses that stand empty" for "48 houses stand empty"."""
    subject, tokens = clause.subject, teller.sentence.tokens
    if subject is None or clause.verb is None or subject.members:
        return "", 0.0
    rest = joined([telling.predicate, telling.lead])
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    if following == "of":
        whole = teller.words(seen.end + 1, max(subject.end, seen.end + 1))
        if not whole or seen.unit != "%":
            return "", 0.0
        return f"the share of {whole} {_relative(whole.split()[-1])} {rest}", 0.75
    noun = seen.unit
    if seen.unit == "%" or _MONEY.search(noun) or _TIME.search(noun) or _LENGTHS.search(noun):
        return "", 0.0
    tail = teller.words(seen.end, subject.end)
    if tail is None or (len(rest.split()) < 2 and not telling.place):  # noqa: PLR2004 - "48 people came"
        return "", 0.0
    return joined(["the number of", noun, tail, _relative(noun), rest]), 0.75


def _of_object(teller: Teller, clause: Clause, seen: _Seen, telling: Telling) -> tuple[str, float]:
    """Return "the number of jobs that the firm cut" for "the firm cut 400 jobs"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None:
        return "", 0.0
    holder = next(
        (
            each
            for each in (*clause.objects, *clause.adverbials)
            if each.first <= seen.first < each.end
        ),
        None,
    )
    if holder is None or holder.members:
        return "", 0.0
    group = _group_before(teller, seen)
    if group and group[1] == "of":
        return f"the number of {seen.unit} in {group[0]}", 0.7
    if (
        verb.lemma == "have"
        and _TIME.search(seen.unit)
        and _infinitive_after(teller.sentence, seen)
    ):
        rest = _after(teller, clause, replace(holder, end=seen.end))
        return (
            (f"the time that {telling.subject} {telling.verb} {rest}", 0.75) if rest else ("", 0.0)
        )
    if verb.lemma in {"stand", "rise", "lie", "tower", "reach"} and _LENGTHS.search(seen.unit):
        rest = _after(teller, clause, replace(holder, end=seen.end))
        level = rest.startswith(("above", "below")) if rest else False
        return (f"the height of {telling.subject} {rest}", 0.75) if level else ("", 0.0)
    if holder.first < seen.first - 2:
        return "", 0.0
    if holder.prep == "by" and verb.lemma in _UP | _DOWN:
        return f"the {'increase' if verb.lemma in _UP else 'fall'} in {telling.subject}", 0.8
    if verb.passive and holder.prep == "by" and seen.unit and not _odd(seen.unit):
        noun = seen.unit
        active = inflect(verb.lemma, "VBD")
        return joined(["the number of", noun, _relative(noun), active, telling.subject]), 0.7
    if holder.prep == "for" and verb.lemma == "account" and seen.unit == "%":
        mass = teller.words(seen.end + 1, holder.end)
        return (
            (f"the share of {mass} that {telling.subject} {telling.verb} for", 0.75)
            if mass
            else ("", 0.0)
        )
    if holder.prep and not (holder.prep == "for" and _MONEY.search(seen.unit)):
        return "", 0.0
    if clause.kind is ClauseKind.PARTICIPLE:
        return "", 0.0
    after = _after(teller, clause, holder)
    if after is None:
        return "", 0.0
    done = f"{telling.subject} {telling.verb}"
    if holder.prep == "for":
        between = teller.words(verb.end, holder.prep_first, without=teller.asides(clause))
        return (joined(["the sum for which", done, between, after]), 0.7) if between else ("", 0.0)
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    if following == "of":
        mass = teller.words(seen.end + 1, holder.end)
        if not mass:
            return "", 0.0
        word = "share" if seen.unit == "%" else "amount"
        return joined([f"the {word} of", mass, "that", done, after]), 0.75
    if seen.end < holder.end:
        return "", 0.0
    if _MONEY.search(seen.unit):
        return joined(["the sum that", done, after]), 0.75
    if seen.unit == "%" or _odd(seen.unit):
        return "", 0.0
    return joined(["the number of", seen.unit, "that", done, after]), 0.75


def _group_before(teller: Teller, seen: _Seen) -> tuple[str, str] | None:
    """Return "the council" and "of" for "a council of" before the number."""
    tokens = teller.sentence.tokens
    if seen.first < 2 or tokens[seen.first - 1].low != "of":  # noqa: PLR2004 - noun and "of"
        return None
    noun = tokens[seen.first - 2]
    if noun.lemma not in _GROUPS:
        return None
    return f"the {noun.text}", "of"


def _infinitive_after(sentence: Sentence, seen: _Seen) -> bool:
    return seen.end < len(sentence.tokens) and sentence.tokens[seen.end].tag == "TO"


def _odd(unit: str) -> bool:
    return bool(_TIME.search(unit) or _LENGTHS.search(unit) or _MONEY.search(unit)) or unit == "%"


def _after(teller: Teller, clause: Clause, holder: Phrase) -> str | None:
    """Return the rest of the clause behind the phrase with the number, without its dates."""
    cut = [*teller.asides(clause), *((each.prep_first, each.end) for each in teller.dates(clause))]
    end = clause.end
    while end > holder.end and (
        not teller.sentence.tokens[end - 1].text[-1].isalnum()
        or teller.sentence.tokens[end - 1].tag == "CC"
    ):
        end -= 1
    return teller.words(holder.end, end, without=cut)
