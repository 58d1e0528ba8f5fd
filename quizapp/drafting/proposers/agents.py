"""Who did what, where the doer stands behind "by": "the medal, established by the institute"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import Status
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.telling import Teller, Telling, capital, joined, tell, told_of
from quizapp.drafting.voices.actors import of_phrase

_LONGEST_REST: Final = 8
"""Words; a longer tail reads badly after the object."""
_SHORTEST: Final = 4
_GOING_ON: Final = word_set(
    "own run lead administer manage operate head chair control govern maintain oversee supervise"
    " staff"
)
"""What is done as long as the sentence says that the thing is there."""


def acted(
    page: Page,
    sentence: Sentence,
    clause: Clause,
    slots: Mapping[str, object],
    *statements: str,
) -> Proposal:
    """Return an action that a clause tells, with its statement and other wordings of it."""
    start, end = clause_span(page, sentence, clause)
    return Proposal(
        type="action",
        passage=page.number,
        slots=dict(slots),
        start=start,
        end=end,
        status=Status.STATED,
        statement=statements[0],
        others=statements[1:],
        confidence=0.75 if clause.kind is ClauseKind.MAIN else 0.65,
    )


def is_done_now(clause: Clause) -> bool:
    """Return whether a clause tells what somebody does to a thing now: "is administered by"."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.tense is not Tense.PRESENT:
        return False
    plain = not (verb.negated or verb.modal or verb.auxiliary or verb.progressive or verb.perfect)
    return (
        plain
        and clause.kind in {ClauseKind.MAIN, ClauseKind.RELATIVE}
        and _agent(clause) is not None
    )


def by_agent(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return "A did X in 1964" for "X was done by A in 1964" and for "X, done by A in 1964"."""
    verb, phrase = clause.verb, _agent(clause)
    telling = tell(page, sentence, clause) if phrase is not None else None
    if verb is None or phrase is None or telling is None:
        return None
    teller = Teller(page, sentence)
    agent, rest = _agent_and_rest(teller, phrase, telling)
    if agent is None or agent.kind not in ACTORS or len(rest.split()) > _LONGEST_REST:
        return None
    done = _active(sentence, clause, telling, many=_many(sentence, phrase))
    thing, when = _thing(teller, clause) or telling.subject, telling.when_text
    told_of_agent = rest.startswith(("who ", "which ", "whose "))  # "by the Orsini who built"
    if agent.name in thing or not done or told_of_agent or _of_whole(teller, clause):
        return None
    if len(rest.split()) == 1 and tag_of(rest) == "IN":
        done, rest = joined([done, rest]), ""  # "was paid for by"
    named = agent.key in page.entities or any(each[:1].isupper() for each in thing.split())
    if not named and verb.tense is Tense.PRESENT and not verb.perfect:
        return None  # "the boat is tied up by fishermen" names nobody and nothing
    slots: dict[str, object] = {"actor": agent.key}
    target = teller.entity_of(told_of(sentence, clause).subject)
    if target is not None and not rest and target.phrase == thing:
        slots.update({"act": done, "object": target.key})
    else:
        slots["act"] = joined([done, thing, rest])
    if telling.place is not None and telling.place_prep == "in":
        slots["place"] = telling.place.key
    whole = joined([agent.phrase, done, thing, rest, telling.place_text])
    if len(whole.split()) < _SHORTEST:
        return None
    fronted = (f"{capital(when)}, {whole}.",) if when else ()
    return acted(page, sentence, clause, slots, f"{capital(joined([whole, when]))}.", *fronted)


def _thing(teller: Teller, clause: Clause) -> str:
    """Return "a petition" of "the third warning, a petition signed by" without a name, or ""."""
    outer = told_of(teller.sentence, clause)
    if outer is clause or clause.subject is None or teller.entity_of(outer.subject) is not None:
        return ""
    return teller.phrase(clause.subject) or ""


def _of_whole(teller: Teller, clause: Clause) -> bool:
    """Return whether a participle may tell of a noun before its own: "a group of guests led by"."""
    subject = clause.subject
    if subject is None or clause.kind is not ClauseKind.PARTICIPLE or not subject.first:
        return False
    return (
        teller.sentence.tokens[subject.first - 1].low == "of" and teller.entity_of(subject) is None
    )


def _agent(clause: Clause) -> Phrase | None:
    """Return the one phrase behind "by" of a passive clause."""
    if clause.verb is None or not clause.verb.passive or clause.subject is None:
        return None
    agents = [each for each in clause.adverbials if each.prep == "by"]
    return agents[0] if len(agents) == 1 else None


def _agent_and_rest(teller: Teller, phrase: Phrase, telling: Telling) -> tuple[Named | None, str]:
    """Return who did it, and what the clause says beside verb, doer, date and place."""
    core = replace(phrase, end=phrase.core_end) if phrase.core_end > phrase.first else phrase
    agent = of_phrase(teller, phrase) or of_phrase(teller, core)
    words = teller.words(phrase.first, phrase.end)
    tail = telling.predicate.removeprefix(telling.verb)
    if words is None or f" by {words}" not in tail:
        return None, ""
    before, _, after = tail.partition(f" by {words}")
    if after[:1] in {"'", "\u2019"} or after.startswith((" and ", ", and ")):
        return None, ""  # "by the brothers Karl and Emil Dahl": one name is half of them
    return agent, joined([before, after.removeprefix(",")])


def _active(sentence: Sentence, clause: Clause, telling: Telling, *, many: bool) -> str:
    """Return the verb as the doer has it, in the tense in which it is told."""
    verb = clause.verb
    if verb is None:
        return ""
    lasting = telling.date is not None and telling.date.edtf.endswith("/..")
    now = verb.tense is Tense.PRESENT and not verb.perfect
    now = now or (clause.kind is ClauseKind.PARTICIPLE and _goes_on(sentence, clause, telling))
    if lasting:
        form = f"{'have' if many else 'has'} {inflect(verb.lemma, 'VBN')}"
    elif now:
        form = verb.lemma if many else inflect(verb.lemma, "VBZ")
    else:
        form = inflect(verb.lemma, "VBD")
    limits = limits_of(sentence, clause)
    if limits and " " in form:
        form = form.replace(" ", f" {limits} ", 1)
    elif limits:
        form = f"{limits} {form}"
    return joined([form, verb.particle])


def _goes_on(sentence: Sentence, clause: Clause, telling: Telling) -> bool:
    """Return whether a participle tells what is so now: "the fund, run by Ann Day, is small"."""
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    while outer is not None and outer.verb is None:
        parent = outer.parent
        outer = next((each for each in sentence.clauses if each.index == parent), None)
    now = outer is not None and outer.verb is not None and outer.verb.tense is Tense.PRESENT
    lasts = clause.verb is not None and clause.verb.lemma in _GOING_ON
    return now and lasts and telling.date is None


def _many(sentence: Sentence, phrase: Phrase) -> bool:
    return bool(phrase.members) or sentence.tokens[phrase.head].tag in {"NNS", "NNPS"}
