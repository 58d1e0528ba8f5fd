"""Numbers with what they measure: the length of a bridge, the people who signed a petition."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_case import Measured, Seen
from quizapp.drafting.measures.measure_words import MASS, is_odd
from quizapp.drafting.measures.measures import what_is_measured
from quizapp.drafting.measures.measures_apart import find_apart
from quizapp.drafting.measures.measures_before import find_before
from quizapp.drafting.measures.measures_beside import find_beside
from quizapp.drafting.measures.measures_between import find_share, of_upper_end, upper_end
from quizapp.drafting.measures.measures_carried import find_carried
from quizapp.drafting.measures.measures_elided import find_bare
from quizapp.drafting.measures.measures_estimated import find_estimated
from quizapp.drafting.measures.measures_lasting import find_lasting
from quizapp.drafting.measures.measures_named import find_named
from quizapp.drafting.measures.measures_out_of import find_part
from quizapp.drafting.measures.measures_put import find_put
from quizapp.drafting.measures.measures_ranged import find_ranged
from quizapp.drafting.measures.measures_reckoned import find_reckoned
from quizapp.drafting.measures.measures_seen import is_a_model, is_only_meant, reached, seen_in
from quizapp.drafting.measures.measures_sized import find_sized
from quizapp.drafting.measures.measures_spare import (
    barely,
    kept_modal,
    listed,
    otherwise,
    told_shorter,
    turned_first,
)
from quizapp.drafting.measures.measures_told_of import find_told_of
from quizapp.drafting.measures.measures_voice import EXPECTING, voice_of_number, voiced
from quizapp.drafting.measures.measures_whom import find_of_whom
from quizapp.drafting.measures.measures_within import (
    find_fronted,
    find_hyphened,
    find_whole,
    find_within,
    is_whole,
)
from quizapp.drafting.measures.measures_worded import (
    figure,
    finite,
    fronted,
    is_told_now,
    plainly,
)
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.clause_ends import ends_left_out
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.plain import COPIED_WORDS, longest_run
from quizapp.drafting.telling.telling import Teller, Telling, capital, joined, tell
from quizapp.drafting.voices.vouching import Voice

_FEW: Final = 4
"""Of fewer things a question is worth asking only where a name says which."""
_LONGEST_WHAT: Final = 24
_WHOSE: Final = frozenset({"the age", "the time", "the number", "the rate", "the size"})
"""What is always somebody's, or of something."""
_SCALES: Final = ("million ", "billion ", "trillion ", "thousand ")
_TAIL: Final = re.compile(r" (?:in|on|at|for|with|by|from|to|near|across|during)\b")
_ADJUNCT: Final = re.compile(
    r" (?:in|on|at|near|across|during|from)\b(?!.* (?:to|for|with|each|every) )"
)
"""What opens phrases that a verb does without, unlike "belong to"."""
_FEWEST_OF_WHAT: Final = 4
_WORDY: Final = 13
"""Words from which on a question is hard to read: what stands last is left to the statement."""
_COMPARING: Final = frozenset({"compare", "base"})
_SET_OFF: Final = re.compile(r", (?:in|on|at|during|after|before|under|with) [^,]*$")
"""What a subject does without: "the flood, in the storm of 1976"."""
_COMPARED: Final = re.compile(
    r", (?:(?:twice|half|double|three times|a third|up|down|compared|against|more than|less than"
    r"|fewer than|as many as)\b|(?:about |nearly |some )?\d[\d,.]*)"
    r"(?:[^,]|,(?=\d))*$"
)
_NAMELY: Final = re.compile(
    r", (?:among them|most of them|some of them|many of them|of wh(?:ich|om)|not)\b.*$"
)
"""Some of what is counted, by name: "made 27 proposals, among them a register"."""
_SCALED: Final = re.compile(r"(the number of )(?:million|billion|trillion|thousand) ")
_ANOTHER: Final = re.compile(r" and (?:about |some )?[$€£]?\d[\d,.]* ")
"""A second number with a thing of its own: "on repairs and 900,000 pounds on charging points"."""
_RATE: Final = re.compile(r"(?:every|each) (?:year|month|week|day|night)\b", re.IGNORECASE)
_SHARE: Final = re.compile(r"(\d) per ?cent\b")


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a quantity for each number whose clause tells what it measures."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        own = [
            each.quantity
            for each in page.mentions
            if each.quantity is not None and sentence.start <= each.start < sentence.end
        ]
        made = [(each, _one(page, sentence, each)) for each in own]
        told = [(each, one) for each, one in made if one is not None]
        done = {each.start for each, _ in told}
        bare = [each for each in find_bare(page, sentence) if each.start not in done]
        made = [
            (each, _one(page, sentence, each)) for each in (*find_ranged(page, sentence), *bare)
        ]
        told.extend((each, one) for each, one in made if one is not None)
        found.extend(one for _, one in told)
        found.extend(find_hyphened(page, sentence))
        found.extend(find_before(page, sentence, told))
    return tuple(found)


def _one(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Proposal | None:
    if is_a_model(sentence, quantity):
        return None
    quantity = reached(page, quantity)
    upper = upper_end(page, quantity)
    if upper is not None:
        guessed = upper.about.startswith("an estimated")
        return of_upper_end(_of_number(page, sentence, upper), guessed=guessed)
    return _of_number(page, sentence, quantity)


def _of_number(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Proposal | None:
    lasting = find_lasting(page, sentence, quantity)
    if lasting is not None:
        return lasting
    seen = seen_in(page, sentence, quantity)
    if seen is None:
        return find_part(page, sentence, quantity) or find_of_whom(page, sentence, quantity)
    guessed = quantity.about == "an estimated"
    put = find_put(page, sentence, seen)
    if put is not None:
        return put
    beside = (
        find_apart(page, sentence, seen)
        or find_beside(page, sentence, seen)
        or find_estimated(page, sentence, seen)
        or find_named(page, sentence, seen)
        or find_reckoned(page, sentence, seen)
        or find_within(page, sentence, seen)
        or find_sized(page, sentence, seen)
        or find_told_of(page, sentence, seen)
    )
    if beside is not None:
        return replace(beside, status=Status.REPORTED) if guessed else beside
    made = _of_clause(page, sentence, seen, guessed=guessed)
    made = made or find_share(page, sentence, seen)
    return made if made is not None else find_carried(page, sentence, seen)


def _of_clause(page: Page, sentence: Sentence, seen: Seen, *, guessed: bool) -> Proposal | None:
    """Return what the clause around a number tells it to be."""
    clause = _clause_of(sentence, seen.first)
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    voice = None
    if not _untold(page, sentence, clause, seen):
        voice = voice_of_number(page, sentence, clause)
    made = _proposal(page, sentence, clause, seen) if voice is not None else None
    if voice is None or made is None:
        return None
    if voice.status is Status.STATED and guessed:
        voice = Voice(Status.REPORTED, BY_THE_ARTICLE)
    elif voice.status is Status.STATED and made.slots["what"].startswith("the estimated"):
        # What costs "are put at" is an estimate, and the statement says as much.
        voice = Voice(Status.REPORTED)
    modal = clause.verb.modal if voice.lead else ""
    if modal in {"would", "should"}:
        made = kept_modal(made, modal)
    return voiced(made, voice)


def _untold(page: Page, sentence: Sentence, clause: Clause, seen: Seen) -> bool:
    """Return whether nobody, or who knows who, did it: "did not sell 300 cars", "larvae that find".

    "9 % of the water never reaches a tap" is told, and so is what all of a kind do.
    """
    subject, verb = clause.subject, clause.verb
    if subject is None or verb is None:
        return True
    if verb.negated and not subject.first <= seen.first < subject.end:
        return True
    if _shares_modal(sentence, clause):
        return True
    if clause.kind is not ClauseKind.RELATIVE or clause.aside or subject.end != clause.first:
        return False
    first = sentence.tokens[subject.first]
    if first.tag == "CD" and is_odd(sentence.tokens[subject.head].low):
        return True  # "a distance of five kilometres that takes 25 minutes"
    named = any(each.entity and each.start == first.start for each in page.mentions)
    bare = first.tag not in {"DT", "PRP$", "PRP", "CD"} and not named
    return bare and verb.tense is Tense.PRESENT


def _shares_modal(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a verb may be the second one of a modal: "will save money and cost jobs"."""
    verb = clause.verb
    if verb is None or verb.modal or sentence.tokens[verb.head].low != verb.lemma:
        return False
    return any(
        each.index < clause.index
        and each.verb is not None
        and bool(each.verb.modal)
        and each.subject == clause.subject
        for each in sentence.clauses
    )


def _clause_of(sentence: Sentence, at: int) -> Clause | None:
    """Return the innermost clause with a verb that holds the token."""
    holding = [each for each in sentence.clauses if each.first <= at < each.end]
    subject = [
        each
        for each in sentence.clauses
        if each.subject is not None
        and not (each.verb is not None and each.verb.lemma in _COMPARING)
        and each.subject.first <= at < each.subject.end
        and each.first <= at
    ]
    holding.extend(each for each in subject if each not in holding)
    if any(each.kind is ClauseKind.ASIDE for each in holding):
        return None
    inner = min(holding, key=lambda each: each.end - each.first, default=None)
    return inner if inner is None or inner.verb is not None else None


def _proposal(page: Page, sentence: Sentence, clause: Clause, seen: Seen) -> Proposal | None:
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    swaps = {sentence.tokens[seen.first].start: (seen.quantity.end, f"{about}{seen.label}")}
    telling = tell(page, sentence, clause, swaps)
    if telling is None:
        return None
    plain = replace(
        telling,
        subject=_SET_OFF.sub("", telling.subject),
        predicate=joined(
            [_NAMELY.sub("", _COMPARED.sub("", telling.predicate)), _rate(sentence, clause, seen)]
        ),
        turned=None,
    )
    if is_whole(sentence, seen):
        return find_whole(page, sentence, seen, telling)
    if telling.lead.startswith("of "):
        plain = replace(plain, lead="")
    return (
        find_fronted(page, sentence, seen, telling)
        or listed(page, sentence, plain, seen)
        or turned_first(_told(page, sentence, plain, seen), telling, seen)
        or otherwise(page, sentence, telling, seen)
    )


def _rate(sentence: Sentence, clause: Clause, seen: Seen) -> str:
    """Return "every year" where the sentence opens with it."""
    beside = clause.subject is not None and clause.subject.first == seen.first
    opens = clause.index == 0 or beside
    found = _RATE.match(sentence.words(0, seen.first)) if opens else None
    return found.group().lower() if found else ""


def _measured(page: Page, sentence: Sentence, telling: Telling, seen: Seen) -> Measured:
    """Return what the number measures, with how often, and whether it is only expected."""
    clause = telling.clause
    what, confidence = what_is_measured(Teller(page, sentence), clause, seen, telling)
    whole, what = what, _SCALED.sub(r"\1", _COMPARED.sub("", what))
    did = telling.verb.rsplit(maxsplit=1)[-1:]
    if did and did[0] in whole.split() and did[0] not in what.split():
        return "", 0.0  # "the hall, 120 metres long, houses": the verb went with what was cut
    rate = _rate(sentence, clause, seen)
    if what and rate not in what:
        what = joined([what, rate])
    expected = clause.verb is not None and clause.verb.auxiliary in EXPECTING
    if expected and " expected " not in what:
        what = what.replace("the ", "the expected ", 1)
    what = _without_aim(Teller(page, sentence), clause, what)
    return _uncopied(what, page.text, done=telling.verb), confidence


def _is_share_of_others(sentence: Sentence, clause: Clause, seen: Seen) -> bool:
    """Return whether a bare share says of whom only before it: "Of the voters, 28 percent ..."."""
    subject = clause.subject
    bare = subject is not None and subject.first == seen.first and seen.unit == "%"
    return bare and sentence.tokens[seen.end].low != "of"


def _without_aim(teller: Teller, clause: Clause, what: str) -> str:
    """Return what is measured without what it was for, where it is long to read."""
    for first, end in ends_left_out(teller.sentence, clause):
        aim = (teller.words(first, end) or "").rstrip(" .,;")
        if aim and what.endswith(f" {aim}") and len(what.split()) > _WORDY:
            what = what.removesuffix(aim).rstrip(" ,")
    return what


def _uncopied(what: str, passage: str, *, done: str) -> str:
    """Return what is measured without its last phrases, as long as it copies or is wordy.

    Nothing is cut that takes the verb away: "the homes that a scheme" measures nothing.
    """
    verb = done.rsplit(maxsplit=1)[-1] if done else ""
    less = what
    while longest_run(less, passage) >= COPIED_WORDS or len(less.split()) > _WORDY:
        copied = longest_run(less, passage) >= COPIED_WORDS
        ends = [
            each.start()
            for each in (_TAIL if copied else _ADJUNCT).finditer(less)
            if len(less[: each.start()].split()) >= _FEWEST_OF_WHAT
            and (verb in less[: each.start()].split() or verb not in what.split())
        ]
        if not ends:
            return less if longest_run(less, passage) < COPIED_WORDS else what
        less = less[: ends[-1]].rstrip(" ,")
    return less


def _told(  # noqa: C901 - the parts of a statement, each where it is there
    page: Page, sentence: Sentence, telling: Telling, seen: Seen
) -> Proposal | None:
    """Return the quantity of a clause; instead of it one of the clause without its last phrase."""
    clause = telling.clause
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    if seen.label not in joined([telling.subject, telling.predicate, telling.lead]):
        return None
    if is_only_meant(sentence, clause):
        return None
    what, confidence = _measured(page, sentence, telling, seen)
    if not _worth_asking(what, seen):
        return None
    if re.search(r"\d", what.replace(telling.when_text, "")) and not telling.when_text:
        confidence -= 0.1
    when = telling.when_text if telling.date is not None else ""
    when = when.replace("Between ", "between ", 1)
    place = telling.place_text
    if place and place not in what:
        what = joined([what, place])
    if when:
        what = joined([what, when])
    predicate = telling.clause_text
    if clause.kind is ClauseKind.PARTICIPLE and clause.verb is not None:
        plural = sentence.tokens[clause.subject.head].tag == "NNS" if clause.subject else False
        now = is_told_now(sentence, clause) and telling.date is None
        predicate = finite(telling, clause, plural=plural, now=now)
    counted = f"{about}{seen.label}"
    behind = {each.low for each in sentence.tokens[seen.end : seen.end + 2]}
    if behind & {":", "namely"} and counted in predicate:
        predicate = predicate[: predicate.index(counted) + len(counted)]
    start, end = clause_span(page, sentence, clause)
    if seen.unit == "%":
        predicate = _SHARE.sub(r"\1%", predicate)
    statement = f"{capital(joined([predicate, place, when]))}."
    others = (f"{capital(joined([when, '']))}, {joined([predicate, place])}.",) if when else ()
    opened = fronted(joined([predicate, place, when]), f"{about}{seen.label}")
    if opened and not _hangs_for(predicate, telling.verb):
        others = (*others, opened)
    is_now = is_told_now(sentence, clause)
    plain = plainly(what, seen.unit, f"{about}{seen.label}", is_now=is_now)
    if _is_share_of_others(sentence, clause, seen) or f"number of {seen.unit}" in telling.subject:
        statement, others = plain, ()
    figures = figure(what, f"{about}{seen.label}", is_now=is_now)
    shorter = telling.shorter()
    instead = _told(page, sentence, shorter, seen) if shorter is not None else None
    if instead is None:
        instead = barely(page, telling, seen, (start, end))
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=Status.STATED,
        statement=statement,
        others=(*others, *told_shorter(telling, plain, counted, place, when), plain, *figures),
        instead=instead,
        confidence=confidence,
    )


def _hangs_for(predicate: str, done: str) -> bool:
    """Return whether a time belongs right to the verb: "can live for up to 85 years"."""
    return bool(done) and f" {done} for " in predicate


def _worth_asking(what: str, seen: Seen) -> bool:
    """Return whether what is measured is told, not too long, and more than a handful."""
    if what.endswith((" of each", " of one", " of another", " with", " of", " from", " to")):
        return False
    if what in _WHOSE or not what or len(what.split()) > _LONGEST_WHAT or seen.label in what:
        return False
    if not is_odd(seen.unit) and what.split().count(seen.unit) > 1:
        return False
    if _ANOTHER.search(what):
        return False
    handful = seen.quantity.value < _FEW and not is_odd(seen.unit) and not MASS.search(seen.unit)
    handful &= not seen.unit.startswith(_SCALES)
    return not handful or re.search(r"[A-Z\d]", what) is not None
