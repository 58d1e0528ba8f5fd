"""Measures inside a noun phrase: "a 412-page report", "a hall with 400 seats"."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MEASURES, WRITINGS, dimension_of, is_odd
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.telling.telling import Telling
from quizapp.drafting.voices.vouching import Voice, spoken, voice_of

_HYPHENED: Final = re.compile(r"\b(?P<number>\d[\d,.]*|[a-z]+)-(?P<unit>[a-z]{3,})\b(?!-)")
_NO_UNITS: Final = frozenset(
    {"year", "old", "fold", "time", "day", "part", "point", "way", "step"}
    | {"figure", "karat", "carat"}
)
"""Of "a five-year plan" the years are seldom worth a question."""
_LONGEST: Final = 14
_BEFORE: Final = frozenset({"JJ", "NN", "VB"})
_OWNING: Final = frozenset({"the", "its", "his", "her", "their", "these", "those"})
_THE: Final = frozenset({"the", "a", "an"})


def find_hyphened(page: Page, sentence: Sentence) -> tuple[Proposal, ...]:
    """Return the measure of a thing that has it before its noun: "a 412-page report"."""
    found = []
    for match in _HYPHENED.finditer(page.text, sentence.start, sentence.end):
        value = number_of(match["number"])
        unlike = match["unit"].endswith("ed")  # "a five-membered ring"
        unlike |= match["unit"] in _NO_UNITS or number_of(match["unit"]) is not None
        if unlike or value is None or value <= 1:
            continue
        inside = [
            each.index
            for each in sentence.tokens
            if each.start < match.end() and match.start() < each.end
        ]
        unit = inflect(match["unit"], "NNS")
        quantity = FoundQuantity(match.start(), match.end(), value, unit, "", None, match.end())
        made = _hyphened(page, sentence, Seen(quantity, unit, inside[0], inside[-1] + 1))
        if made is not None:
            found.append(made)
    return tuple(found)


def _hyphened(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    tokens, teller = sentence.tokens, Teller(page, sentence)
    head = seen.end
    while head + 1 < len(tokens) and tokens[head].tag[:2] in _BEFORE:
        if tokens[head + 1].tag[:2] not in _BEFORE or tokens[head + 1].tag in {"VBD", "VBZ"}:
            break
        head += 1
    if head >= len(tokens) or tokens[head].tag not in {"NN", "NNS"}:
        return None
    clause = _holding(sentence, seen.first)
    open_ = clause is None or clause.verb is None or clause.verb.tense is Tense.NONE
    if clause is None or open_ or clause.kind is ClauseKind.PARTICIPLE:
        return None  # "triggering 120-foot waves" has no verb that a sentence could take over
    voice = voice_of(page, sentence, clause)
    if voice is None and _names_its_source(page, sentence, clause, seen):
        voice = Voice(Status.STATED)
    if voice is None:
        return None
    owner = _whose(teller, clause, seen, head)
    if not owner or len(owner.split()) > _LONGEST:
        return None
    return _has(teller, clause, seen, owner, voice)


def _names_its_source(page: Page, sentence: Sentence, clause: Clause, seen: Seen) -> bool:
    """Return whether only what follows is somebody's: "In a 92-page report she warned of it"."""
    verb = clause.verb
    framing = page.framing(sentence, clause)
    says = verb is not None and verb.lemma in REPORTING and not verb.passive
    told = framing.status is Status.ATTRIBUTED and says
    leads = verb is not None and seen.end <= verb.first and sentence.tokens[0].tag == "IN"
    return told and leads and clause.kind is ClauseKind.MAIN and clause.first == 0


def _holding(sentence: Sentence, at: int) -> Clause | None:
    holding = [each for each in sentence.clauses if each.first <= at < each.end and each.verb]
    found = min(holding, key=lambda each: each.end - each.first, default=None)
    return None if found is None or found.kind is ClauseKind.ASIDE else found


def _whose(  # noqa: PLR0911 - a case for each place of the phrase
    teller: Teller, clause: Clause, seen: Seen, head: int
) -> str:
    """Return the thing with what says which one it is: "the report that the office printed"."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None:
        return ""
    noun = teller.words(seen.end, head + 1) or ""
    named = teller.phrase(subject)
    if not noun:
        return ""
    if subject.first <= seen.first < subject.end == head + 1 and sentence_opens(teller, subject):
        rest = teller.rest(clause, without=teller.asides(clause))
        return joined([f"the {noun} that", teller.verb_words(verb), rest]) if rest else ""
    if not named:
        return ""
    holder = next(
        (
            each
            for each in (*clause.objects, *clause.adverbials)
            if each.first <= seen.first < each.end and not each.members
        ),
        None,
    )
    if holder is None or holder.end < head + 1:
        return ""
    if verb.lemma == "be" and not verb.passive and not holder.prep:
        return named if holder.first == verb.end else ""
    if not holder.prep:
        done = joined([named, teller.verb_words(verb)])
        return f"the {noun} that {done}" if holder.first == verb.end else ""
    if holder.prep == "in" and noun.split()[-1] in WRITINGS and teller.entity_of(subject):
        return f"the {noun} of {named}"
    rest = teller.rest(clause, without=[*teller.asides(clause), (holder.prep_first, holder.end)])
    if rest is None or holder.prep not in {"in", "with", "at", "by", "on", "from", "for"}:
        return ""
    return joined([f"the {noun} {holder.prep} which", named, teller.verb_words(verb), rest])


def sentence_opens(teller: Teller, phrase: Phrase) -> bool:
    """Return whether a phrase names something new: "a crane", "two cranes"."""
    return teller.sentence.tokens[phrase.first].low in {"a", "an"}


def _has(teller: Teller, clause: Clause, seen: Seen, owner: str, voice: Voice) -> Proposal | None:
    """Return "the hall has 400 seats", or how long or dear it is."""
    past = clause.verb is not None and clause.verb.tense is Tense.PAST
    label = f"{seen.quantity.about} {seen.label}".strip()
    dimension = dimension_of(seen.unit)
    if seen.unit == "%":
        return None
    if dimension is not None:
        verb = dimension.past if past else dimension.present
        what, told = f"the {dimension.noun} of {owner}", f"{owner} {verb} {label}"
    elif is_odd(seen.unit):
        return None
    else:
        what = f"the number of {seen.unit} of {owner}"
        told = f"{owner} {'had' if past else 'has'} {label}"
    return _proposal(teller, clause, seen, (what, told), voice)


def _proposal(
    teller: Teller, clause: Clause, seen: Seen, said: tuple[str, str], voice: Voice
) -> Proposal:
    what, told = said
    start, end = trimmed(teller.page, *teller.sentence.span(clause.first, clause.end))
    return Proposal(
        type="quantity",
        passage=teller.page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=voice.status,
        statement=spoken(voice.lead, f"{capital(told)}."),
        confidence=0.7,
    )


def find_within(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return what a phrase with its number says of the thing before: "with 400 seats"."""
    tokens, teller = sentence.tokens, Teller(page, sentence)
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None or clause.verb is None or clause.kind is not ClauseKind.MAIN:
            continue
        if not subject.first < seen.first < clause.verb.first or _holding(
            sentence, seen.first
        ) not in {clause, None}:
            continue
        begins = _with_before(sentence, subject, seen)
        if begins < 0:
            continue
        owner = teller.phrase(replace(subject, end=min(subject.end, begins)))
        voice = voice_of(page, sentence, clause)
        if not owner or voice is None or len(owner.split()) > _LONGEST:
            return None
        noun = tokens[seen.first - 2]
        if tokens[seen.first - 1].low == "of" and noun.lemma in MEASURES:
            first = seen.first - 2
            while tokens[first - 1].tag[:2] in {"JJ", "NN"}:
                first -= 1
            named = sentence.words(first, seen.first - 1)
            has = "had" if clause.verb.tense is Tense.PAST else "has"
            label = f"{seen.quantity.about} {seen.label}".strip()
            said = (f"the {named} of {owner}", f"{owner} {has} a {named} of {label}")
            return _proposal(teller, clause, seen, said, voice)
        return _has(teller, clause, seen, owner, voice) if begins == seen.first - 1 else None
    return None


def _with_before(sentence: Sentence, subject: Phrase, seen: Seen) -> int:
    """Return the token of "with" behind a subject and before its number, or -1."""
    tokens = sentence.tokens
    for at in range(seen.first - 1, subject.first, -1):
        token = tokens[at]
        if token.low == "with":
            return at
        if token.low not in {*_THE, "of"} and token.tag[:2] not in {"JJ", "NN"}:
            return -1
    return -1


def find_fronted(page: Page, sentence: Sentence, seen: Seen, telling: Telling) -> Proposal | None:
    """Return the sailors there were in "Of the 96 sailors on the boat, 31 drowned"."""
    tokens = sentence.tokens
    clause = telling.clause
    opens = tokens[0].low == "of" and seen.first == 1 + (tokens[1].low == "the")
    if not opens or clause.first:
        return None
    comma = next((each.index for each in tokens if each.text == ","), 0)
    teller = Teller(page, sentence)
    tail = teller.words(seen.end, comma) if comma > seen.end else None
    if not tail or len(tail.split()) > _LONGEST or is_odd(seen.unit):
        return None
    label = f"{seen.quantity.about} {seen.label}".strip()
    what = f"the number of {seen.unit} {tail}"
    past = clause.verb is not None and clause.verb.tense is Tense.PAST
    told = f"in all, there {'were' if past else 'are'} {label} {tail}"
    voice = voice_of(page, sentence, clause)
    return None if voice is None else _proposal(teller, clause, seen, (what, told), voice)


_QUANTIFIERS: Final = word_set(
    "half most some many none few several each any all one two both third quarter majority rest"
    " only thirds quarters part percent"
)


def is_whole(sentence: Sentence, seen: Seen) -> bool:
    """Return whether the number is the whole of which a part is told: "two of the 14 villages"."""
    tokens, at = sentence.tokens, seen.first
    if at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].tag == "CD":
        return True  # "one of four women"
    if at < 3 or tokens[at - 2].low != "of" or tokens[at - 1].low not in _OWNING:  # noqa: PLR2004 - a part, "of" and "the"
        return False
    part = tokens[at - 3]
    return part.tag in {"CD", "NN", "DT"} and (part.tag == "CD" or part.low in _QUANTIFIERS | {"%"})


def find_whole(page: Page, sentence: Sentence, seen: Seen, telling: Telling) -> Proposal | None:
    """Return the letters in the archive of "half of the 3,200 letters in the archive are new"."""
    clause, subject = telling.clause, telling.clause.subject
    if subject is None or clause.verb is None or not subject.first < seen.first < clause.verb.first:
        return None
    teller = Teller(page, sentence)
    tail = teller.words(seen.end, clause.verb.first)
    if not tail or len(tail.split()) > _LONGEST or is_odd(seen.unit):
        return None
    voice = voice_of(page, sentence, clause)
    were = "were" if clause.verb.tense is Tense.PAST else "are"
    told = f"in all, there {were} {seen.quantity.about} {seen.label} {tail}".replace("  ", " ")
    what = f"the number of {seen.unit} {tail}"
    return None if voice is None else _proposal(teller, clause, seen, (what, told), voice)
