"""How old somebody is: "Ann Day, 71, runs", "At 71 she is the editor", "Ann Day, aged 71"."""

import re
from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.evidence import clause_span, trimmed
from quizapp.drafting.telling.telling import Teller, capital, tell

_BEHIND: Final = re.compile(r"^, (?:who is )?(?:aged |now )?(?P<years>[1-9]\d)(?=,| and\b|\.)")
_DYING: Final = re.compile(
    r"\b(?:died|was killed|drowned|retired|resigned)\b[^.;]{0,60}?,? (?:aged|at the age of|at) "
    r"(?P<years>[1-9]\d)(?=[,.;]|$| (?:and|in|of|from|after)\b)"
)
"""How old somebody was at the end: "died in Paris in 1883, aged 71"."""
_AT: Final = re.compile(r"^At (?P<years>[1-9]\d),? ")
_LEAST_NOW, _LEAST, _MOST = 12, 3, 109
_DONE_AT: Final = re.compile(
    r",? (?P<lead>[Aa]t (?P<about>about )?(?:the )?age(?: of)? |[Aa]t only |aged )"
    r"(?P<years>[1-9]\d?|[a-z]{3,9}(?:-[a-z]{3,5})?)"
    r"(?=[,.;]|$| (?:and|in|to|with|from|as|after|when|by|for|she|he|[A-Z])\b)"
)
"""How old somebody was who did it: "moved to Paris at the age of 17"."""
_LONGEST_DEED: Final = 14


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the age of each person who is said to have one."""
    found: dict[str, Proposal] = {}
    for sentence in page.sentences:
        for named, years, span in (*_behind(page, sentence), *_at(page, sentence)):
            if _LEAST_NOW <= years <= _MOST:
                made = _proposal(page, sentence, named, years, span)
                found.setdefault(named.key, made)
        for made in (*_at_end(page, sentence), *_at_deeds(page, sentence)):
            found.setdefault(str(made.slots["what"]), made)
    return tuple(found.values())


def _at_end(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield the age at which somebody died or left office: "died in Paris in 1883, aged 71"."""
    match = _DYING.search(sentence.text)
    if match is None:
        return
    place = sentence.start + match.start()
    for clause in sentence.clauses:
        verb = clause.verb
        if verb is None or clause.subject is None or verb.negated or verb.modal:
            continue
        if not sentence.tokens[verb.first].start <= place <= sentence.tokens[verb.end - 1].start:
            continue
        named = Teller(page, sentence).entity_of(clause.subject)
        if named is None or named.kind is not EntityKind.PERSON:
            continue
        if page.framing(sentence, clause).status is not Status.STATED:
            continue
        done, years = match.group().split()[0], int(match["years"])
        done = "was killed" if done == "was" else done
        start, end = trimmed(
            page,
            sentence.tokens[min(clause.first, clause.subject.first)].start,
            sentence.start + match.end(),
        )
        yield Proposal(
            type="quantity",
            passage=page.number,
            slots={
                "what": f"the age at which {named.phrase} {done}",
                "value": float(years),
                "unit": "years",
            },
            start=start,
            end=end,
            status=Status.STATED,
            statement=f"{capital(named.phrase)} {done} at the age of {years} years.",
            confidence=0.75,
        )


def _at_deeds(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield the age at which somebody did something: "turned professional at the age of 16"."""
    for match in _DONE_AT.finditer(f" {sentence.text}"):
        years = number_of(match["years"])
        place = sentence.start + match.start("lead") - 1
        clause = _clause_at(sentence, place)
        if years is None or clause is None or clause.verb is None or not clause.verb.happened:
            continue
        named = Teller(page, sentence).entity_of(clause.subject)
        if named is None or named.kind is not EntityKind.PERSON or clause.subject is None:
            continue
        quoted = any(x.quote is not None and x.start <= place < x.end for x in page.mentions)
        stated = page.framing(sentence, clause).status is Status.STATED
        telling = tell(page, sentence, clause) if stated and not quoted else None
        if telling is None or clause.verb.lemma in {"be", "die"}:
            continue
        written = match.group().strip(" ,")
        about = match["about"] or ""
        deed = _without(telling.predicate, written)
        if not deed or len(deed.split()) > _LONGEST_DEED or not _LEAST <= years <= _MOST:
            continue
        place_text = f" {telling.place_text}" if telling.place_text else ""
        done = f"{telling.subject} {deed}{place_text}"
        start, end = trimmed(page, *clause_span(page, sentence, clause))
        yield Proposal(
            type="quantity",
            passage=page.number,
            slots={"what": f"the age at which {done}", "value": years, "unit": "years"},
            start=start,
            end=end,
            status=Status.STATED,
            statement=f"{capital(done)} at {about}the age of {int(years)} years.",
            others=(f"At {about}the age of {int(years)} years, {done}.",),
            confidence=0.75,
        )


def _without(predicate: str, written: str) -> str:
    """Return what was done without the age, and without what only follows it."""
    at = predicate.find(written)
    if at < 0:
        return predicate if not re.search(r"\baged?\b", predicate) else ""
    behind = predicate[at + len(written) :]
    return predicate[:at].rstrip(" ,") + ("" if behind[:1] == "," else behind)


def _clause_at(sentence: Sentence, place: int) -> Clause | None:
    """Return the innermost clause with a finite verb that a character stands in."""
    token = next((each for each in sentence.tokens if each.end > place), None)
    holding = [
        each
        for each in sentence.clauses
        if token is not None and each.first <= token.index < each.end and each.verb is not None
    ]
    found = min(holding, key=lambda each: each.end - each.first, default=None)
    kinds = {ClauseKind.MAIN, ClauseKind.RELATIVE}
    return found if found is not None and found.kind in kinds else None


def _behind(page: Page, sentence: Sentence) -> Iterator[tuple[Named, int, tuple[int, int]]]:
    """Yield the person and number of "Ann Day, 71," outside of quotations."""
    for mention in page.within(sentence.start, sentence.end):
        named = page.entities.get(mention.entity)
        if named is None or named.kind is not EntityKind.PERSON:
            continue
        match = _BEHIND.match(page.text[mention.end : sentence.end])
        quoted = any(
            each.quote is not None and each.start < mention.start < each.end
            for each in page.mentions
        )
        if match and not quoted:
            yield named, int(match["years"]), (mention.start, mention.end + match.end())


def _at(page: Page, sentence: Sentence) -> Iterator[tuple[Named, int, tuple[int, int]]]:
    """Yield the person and number of "At 71 she is": what is told is so at the time of writing."""
    match = _AT.match(sentence.text)
    main = next(
        (each for each in sentence.clauses if each.kind is ClauseKind.MAIN and each.verb), None
    )
    if match is None or main is None or main.verb is None or main.subject is None:
        return
    if main.verb.tense is not Tense.PRESENT or main.verb.modal:
        return
    if page.framing(sentence, main).status is not Status.STATED:
        return
    first = sentence.tokens[main.subject.first]
    key = page.antecedents.get(first.start, "") or next(
        (each.entity for each in page.mentions if each.start == first.start and each.entity), ""
    )
    named = page.entities.get(key)
    if named is not None and named.kind is EntityKind.PERSON:
        yield named, int(match["years"]), (sentence.start, sentence.end)


def _proposal(
    page: Page, sentence: Sentence, named: Named, years: int, span: tuple[int, int]
) -> Proposal:
    now = any(each.tag in {"VBZ", "VBP"} for each in sentence.tokens)
    start, end = trimmed(page, *span)
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": f"the age of {named.phrase}", "value": float(years), "unit": "years"},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(named.phrase)} {'is' if now else 'was'} {years} years old.",
        others=(f"The age of {named.phrase} {'is' if now else 'was'} {years} years.",),
        confidence=0.75,
    )
