"""Some of those just named: "volunteers, 2,000 of whom have registered", "of which 50 erupt"."""

import re
from typing import Final

from quizapp.bank.fact_types.quantity import number_label
from quizapp.bank.terms import Status
from quizapp.drafting.lexis.words import verb_forms
from quizapp.drafting.measures.measure_words import is_odd, relative
from quizapp.drafting.measures.measures_voice import voiced
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.voices.vouching import voice_of

_WHOM: Final = frozenset({"whom", "which"})
_STOPS: Final = frozenset({",", ";", ".", ":", "(", "–", "—"})  # noqa: RUF001 - dashes as articles write them
_SCALE: Final = re.compile(r"^(?:million|billion|trillion|thousand) ")
_VERBS: Final = frozenset({"VB", "MD"})
_FEWEST: Final = 3
_LONGEST: Final = 16


def find_of_whom(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Proposal | None:
    """Return how many of the things before the comma did what the clause tells."""
    if quantity.unit or quantity.high is not None or quantity.value < _FEWEST:
        return None
    inside = [x.index for x in sentence.tokens if quantity.start <= x.start < quantity.end]
    if not inside:
        return None
    tokens = sentence.tokens
    behind = [each.low for each in tokens[inside[-1] + 1 : inside[-1] + 3]]
    before = [each.low for each in tokens[max(inside[0] - 2, 0) : inside[0]]]
    if behind[:1] == ["of"] and behind[-1] in _WHOM:
        comma, begin = inside[0] - 1, inside[-1] + 3
    elif before[:1] == ["of"] and before[-1] in _WHOM:
        comma, begin = inside[0] - 3, inside[-1] + 1
    else:
        return None
    main = next(
        (x for x in sentence.clauses if x.kind is ClauseKind.MAIN and x.first <= comma), None
    )
    if comma < 1 or tokens[comma].text != "," or main is None or begin >= len(tokens):
        return None
    return _told(Teller(page, sentence), main, quantity, (comma, begin))


def _told(
    teller: Teller, main: Clause, quantity: FoundQuantity, place: tuple[int, int]
) -> Proposal | None:
    tokens, (comma, begin) = teller.sentence.tokens, place
    noun, whole = _antecedent(teller, comma)
    end = next((k for k in range(begin, len(tokens)) if tokens[k].text in _STOPS), len(tokens))
    rest = teller.words(begin, end)
    voice = voice_of(teller.page, teller.sentence, main)
    if not noun or not rest or voice is None or len(rest.split()) > _LONGEST:
        return None
    acts = tokens[begin].tag[:2] in _VERBS or "VB" in verb_forms(tokens[begin].low)
    if not acts or not (whole or tokens[begin - 1].low in _WHOM):
        return None  # "woods, of which 40 are wet": of which kind is not told
    label = f"{quantity.about} {number_label(quantity.value, noun)}".strip()
    out_of = f"out of {whole}" if whole else ""
    start, last = trimmed(teller.page, *teller.sentence.span(main.first, end))
    made = Proposal(
        type="quantity",
        passage=teller.page.number,
        slots={
            "what": joined(["the number of", noun, out_of, relative(noun), rest]),
            "value": quantity.value,
            "unit": noun,
        },
        start=start,
        end=last,
        status=Status.STATED,
        statement=f"{capital(joined([label, out_of, rest]))}.",
        confidence=0.7,
    )
    return voiced(made, voice)


def _antecedent(teller: Teller, comma: int) -> tuple[str, str]:
    """Return the plural before the comma, and its own number where it is counted."""
    page, sentence = teller.page, teller.sentence
    counted = [
        each.quantity
        for each in page.mentions
        if each.quantity is not None and sentence.start <= each.start < sentence.tokens[comma].start
    ]
    found = [
        each
        for clause in sentence.clauses
        for each in (clause.subject, *clause.objects, *clause.adverbials)
        if each is not None and each.first < comma and not each.members
        if sentence.tokens[each.head].tag == "NNS" and not is_odd(sentence.tokens[each.head].low)
    ]
    if not found:
        return "", ""
    last = max(found, key=lambda each: each.head)
    head = sentence.tokens[last.head]
    for one in counted:
        noun = _SCALE.sub("", one.unit)
        if one.start <= head.start < one.end and noun.endswith(head.text) and one.high is None:
            return noun, number_label(one.value, one.unit.removesuffix(noun).strip()).strip()
    return head.low, ""
