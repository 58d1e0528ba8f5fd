"""What a number was before: ", up from 41,000 in 2001", ", compared with 12 percent in 1990"."""

import re
from typing import Final

from quizapp.bank.fact_types.quantity import number_label
from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect, lemma_of, verb_forms
from quizapp.drafting.measures.measure_words import is_odd
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity, Mention
from quizapp.drafting.telling.comparison_tails import is_tail
from quizapp.drafting.telling.spacing import capital
from quizapp.drafting.telling.telling import joined

_HOPING: Final = word_set("expects expected forecasts predicts plans hopes aims wants will should")
_SHORT: Final = {"is": "was", "are": "were", "has": "had", "have": "had"}
_COUNTED: Final = re.compile(
    r"^the number of (?P<noun>.+?)(?P<rest> (?:who|that|in|at|on|of) .*)?$"
)
_FINITE: Final = re.compile(r"^ (?P<who>who|that) (?P<verb>[a-z]+)(?P<tail>.*)$")
_DATE_END: Final = re.compile(
    r" (?:in|on|by|since) (?:[A-Z]\w+ )?\d{4}$| (?:next|this) year$| today$"
)


def find_before(
    page: Page, sentence: Sentence, told: list[tuple[FoundQuantity, Proposal]]
) -> tuple[Proposal, ...]:
    """Return the older numbers of a sentence, each with what the number before it measures.

    Args:
        page: the passage.
        sentence: of the passage.
        told: the numbers of the sentence that are drafted, with their proposals.
    """
    found = []
    for mention in page.mentions:
        older = mention.quantity
        if older is None or not sentence.start <= mention.start < sentence.end:
            continue
        date = _date_behind(page, sentence, mention)
        newer = _newer(page, sentence, mention)
        if date is None or newer is None or older.unit not in {"", newer.unit}:
            continue
        proposal = next((made for each, made in told if each.start == newer.start), None)
        made = _told(page, sentence, (older, newer, date), proposal)
        if made is not None:
            found.append(made)
    return tuple(found)


def _date_behind(page: Page, sentence: Sentence, mention: Mention) -> Mention | None:
    """Return the date right behind a number: "in 2001"."""
    return next(
        (
            each
            for each in page.mentions
            if each.date is not None
            and mention.end <= each.start < sentence.end
            and page.text[mention.end : each.start].strip() in {"in", "in the year", ","}
        ),
        None,
    )


def _newer(page: Page, sentence: Sentence, mention: Mention) -> FoundQuantity | None:
    """Return the number that stands before the tail that an older one stands in."""
    tokens = sentence.tokens
    at = next((each.index for each in tokens if each.start >= mention.start), 0)
    comma = next((k for k in range(at - 1, max(at - 6, 0), -1) if tokens[k].text == ","), 0)
    end = next((k for k in range(at, len(tokens)) if tokens[k].text in {";", "."}), len(tokens))
    if not comma or not is_tail(tokens[comma + 1 : end]):
        return None
    if tokens[comma + 1].low not in {"up", "down", "compared", "against"}:
        return None
    before = [
        each.quantity
        for each in page.mentions
        if each.quantity is not None and sentence.start <= each.start < tokens[comma].start
    ]
    return before[-1] if before and before[-1].unit else None


def _told(
    page: Page,
    sentence: Sentence,
    case: tuple[FoundQuantity, FoundQuantity, Mention],
    proposal: Proposal | None,
) -> Proposal | None:
    older, newer, mention = case
    when = f"in {mention.text}"
    what, lead = "", f"In {mention.text},"
    label = f"{older.about} {number_label(older.value, newer.unit)}".strip()
    hoped = {each.low for each in sentence.tokens} & _HOPING
    if proposal is not None and not hoped and proposal.status is Status.STATED:
        what = _DATE_END.sub("", str(proposal.slots["what"]))
    elif hoped and not is_odd(newer.unit):
        what = f"the number of {newer.unit}"
    counted = _COUNTED.match(what)
    if counted is not None:
        rest = _in_past(counted["rest"] or "")
        told = f"{lead} there were {label}{rest}."
        owner = re.match(r" that (?P<whose>.+) (?P<did>\w+)$", rest)
        if owner is not None:
            told = f"{lead} {owner['whose']} {_past(owner['did'])} {label}."
        what = joined([f"the number of {counted['noun']}{rest}", when])
    elif what.startswith("the ") and " to which " not in what and " that " not in what:
        told, what = f"{lead} {what} was {label}.", joined([what, when])
    else:
        return None
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": older.value, "unit": newer.unit},
        start=newer.start,
        end=mention.end,
        status=Status.STATED,
        statement=capital(told),
        confidence=0.65,
    )


def _in_past(rest: str) -> str:
    """Return " who wrote to her" for " who write to her"."""
    found = _FINITE.match(rest)
    if found is None:
        return rest
    return f" {found['who']} {_past(found['verb'])}{found['tail']}"


def _past(verb: str) -> str:
    """Return a verb of the present in the past; what is no verb as it stands."""
    if verb in _SHORT:
        return _SHORT[verb]
    forms = verb_forms(verb)
    tag = "VBZ" if "VBZ" in forms else "VB"
    return inflect(lemma_of(verb, tag), "VBD") if forms & {"VBZ", "VB"} else verb
