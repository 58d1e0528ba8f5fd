"""Measures that stand right beside a thing: "a dam 640 metres long", "With 48,300 inhabitants,"."""

import re
from typing import Final

from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.measures.measure_words import MEASURES, is_odd
from quizapp.drafting.measures.measures import ADJECTIVES
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.voices.vouching import is_stated

_YEAR: Final = re.compile(r"[12]\d{3}")
_PAIR: Final = re.compile(
    r"\d\D{0,20} in ([A-Za-z]+|[12]\d{3}) and [^,;]*?\d[^,;]*? in ([A-Za-z]+|[12]\d{3})\b"
)
_STOPS: Final = frozenset({",", ";", ".", ":", "(", "–", "—", "but"})  # noqa: RUF001 - dashes as articles write them
_NOW: Final = frozenset({"today", "now", "nowadays"})
_POPULATION: Final = frozenset({"people", "inhabitants", "residents"})


def find_beside(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the measure of a thing that the number stands right beside."""
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        if not is_stated(page, sentence, clause):
            continue
        found = _present(teller, clause, seen) or (
            _explained(teller, clause, seen)
            or _behind(teller, clause, seen)
            or _having(teller, clause, seen)
            or _paired(teller, clause, seen)
        )
        if found is not None:
            return found
    return None


def _adjective(sentence: Sentence, seen: Seen) -> str:
    word = sentence.tokens[seen.end].low if seen.end < len(sentence.tokens) else ""
    return word if word in ADJECTIVES else ""


def _about(seen: Seen) -> str:
    return f"{seen.quantity.about} " if seen.quantity.about else ""


def _explained(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the length of the barrier in "the Tern Barrier, a dam 640 metres long,"."""
    adjective = _adjective(teller.sentence, seen)
    if clause.kind is not ClauseKind.APPOSITION or not adjective or clause.subject is None:
        return None
    if not clause.objects or not clause.objects[0].core_end <= seen.first < clause.end:
        return None
    last = teller.mention_at(teller.sentence.tokens[clause.subject.end - 1])
    # In "the building of the Tern Barrier, a dam ..." the dam is what was named last.
    owner = teller.page.entities[last.entity].phrase if last else teller.phrase(clause.subject)
    if not owner:
        return None
    told = f"{owner} is {_about(seen)}{seen.label} {adjective}"
    what = f"the {ADJECTIVES[adjective]} of {owner}"
    return _proposal(teller, (clause.subject.first, seen.end + 1), seen, what, told)


def _behind(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the width of "a section some forty metres wide gave way".

    Of what only could happen, or is so of any, none: "a marsh 80 metres wide can halve a wave".
    """
    adjective, thing = _adjective(teller.sentence, seen), clause.subject
    if not adjective or thing is None or thing.end != seen.first or clause.verb is None:
        return None
    if not clause.verb.happened or clause.verb.tense is not Tense.PAST:
        return None
    owner = teller.words(thing.first, thing.end)
    if not owner or clause.verb.first < seen.end or clause.kind is not ClauseKind.MAIN:
        return None
    told = f"{owner} was {_about(seen)}{seen.label} {adjective}"
    what = f"the {ADJECTIVES[adjective]} of {owner}"
    return _proposal(teller, (thing.first, clause.end), seen, what, told)


def _having(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the inhabitants of the town in "With 48,300 inhabitants, the town is"."""
    verb, subject = clause.verb, clause.subject
    if clause.kind is not ClauseKind.MAIN or verb is None or subject is None or not verb.happened:
        return None
    leading = next(
        (
            each
            for each in clause.adverbials
            if each.prep == "with" and each.first <= seen.first and each.end == seen.end
        ),
        None,
    )
    if leading is None or leading.first < seen.first - 2 or verb.first < seen.first:
        return None
    owner = teller.phrase(subject)
    if not owner or is_odd(seen.unit):
        return None
    year = _year_behind(teller, seen)
    had = "had" if verb.tense is Tense.PAST or year else "has"
    told = joined([owner, had, f"{_about(seen)}{seen.label}", year])
    counted = "population" if seen.unit in _POPULATION else f"number of {seen.unit}"
    what = joined([f"the {counted} of {owner}", year])
    return _proposal(teller, (leading.prep_first, max(subject.end, seen.end)), seen, what, told)


def _present(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the ships in "in 1700 there were 212 ships registered in Tarnhaven"."""
    tokens, verb = teller.sentence.tokens, clause.verb
    if verb is None or verb.lemma != "be" or not verb.happened or seen.first != verb.end:
        return None
    there = clause.subject
    if there is None or tokens[there.first].low != "there" or is_odd(seen.unit):
        return None
    end = next((k for k in range(seen.end, clause.end) if tokens[k].low in _STOPS), clause.end)
    while end > seen.end and tokens[end - 1].tag == "CC":
        end -= 1
    rest = teller.words(seen.end, end)
    if rest is None or (len(rest.split()) < 2 and rest not in _NOW):  # noqa: PLR2004 - "in Tarn"
        return None
    lead = teller.words(clause.first, there.first) or ""
    lead = lead.rstrip(",")
    what = joined([f"the number of {seen.unit}", rest, lead])
    label = f"{_about(seen)}{seen.label}"
    past = verb.tense is Tense.PAST
    if tokens[seen.end].tag == "VBN":
        told = joined([label, "were" if past else "are", rest, lead])
    elif rest.startswith("in the ") and "," not in rest:
        told = joined([rest.removeprefix("in "), "had" if past else "has", label, lead])
    else:
        told = joined(["in all, there", tokens[verb.head].text, label, rest, lead])
    return _proposal(teller, (clause.first, end), seen, what, told)


def _paired(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return one of the two in "the mean temperature is 2.1 °C in January and 16.4 °C in July"."""
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None or subject is None or verb.lemma != "be" or not verb.happened:
        return None
    if tokens[subject.head].lemma not in MEASURES or seen.first < verb.end:
        return None
    found = _PAIR.search(teller.sentence.text)
    if found is None or not verb.end <= seen.first < clause.end:
        return None
    place = 1 if seen.quantity.start - teller.sentence.start < found.start(1) else 2
    measured = teller.phrase(subject)
    if not measured:
        return None
    if " of " not in measured:
        measured = joined([measured, _whose(teller)])
    when = f"in {found[place]}"
    is_now = "was" if verb.tense is Tense.PAST else "is"
    told = f"{when} {measured} {is_now} {_about(seen)}{seen.label}"
    tokens_of = (subject.first, seen.end)
    return _proposal(teller, tokens_of, seen, f"{measured} {when}", told)


def _whose(teller: Teller) -> str:
    """Return "of Tarnhaven" where the sentence before is about Tarnhaven."""
    before = next(
        (each for each in teller.page.sentences if each.index == teller.sentence.index - 1), None
    )
    first = before.clauses[0] if before is not None and before.clauses else None
    if before is None or first is None or first.kind is not ClauseKind.MAIN:
        return ""
    named = Teller(teller.page, before).entity_of(first.subject)
    return f"of {named.phrase}" if named is not None else ""


def _year_behind(teller: Teller, seen: Seen) -> str:
    """Return "in 2021" where the year stands in brackets behind the number."""
    tokens = teller.sentence.tokens[seen.end : seen.end + 3]
    found = [each.text for each in tokens]
    if len(found) == 3 and found[0] == "(" and found[2] == ")" and _YEAR.fullmatch(found[1]):  # noqa: PLR2004 - bracket, year, bracket
        return f"in {found[1]}"
    return ""


def _proposal(
    teller: Teller, tokens: tuple[int, int], seen: Seen, what: str, told: str
) -> Proposal:
    page = teller.page
    return quantity_of(
        seen,
        what,
        trimmed(page, *teller.sentence.span(*tokens)),
        passage=page.number,
        statement=f"{capital(told)}.",
        confidence=0.8,
    )
