"""Those who held an office one after another: "its directors were A (1889-1903), B and C"."""

from typing import Any, Final

from quizapp.bank import edtf
from quizapp.bank.fact_type import ACTORS, PLACES
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.lexis.offices import is_office
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital
from quizapp.drafting.voices.vouching import is_stated

_FEWEST: Final = 3
_BRACKET: Final = 2
"""Characters between a name and its years: a space and the bracket."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the roles of a list of holders with years, and the list as a sequence."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            verb, subject = clause.verb, clause.subject
            if verb is None or subject is None or verb.lemma != "be" or verb.negated:
                continue
            head = sentence.tokens[subject.head]
            if head.tag != "NNS" or not is_office(head.lemma) or subject.members:
                continue
            if is_stated(page, sentence, clause):
                found.extend(_held(page, sentence, clause, subject))
    return tuple(found)


def _held(page: Page, sentence: Sentence, clause: Clause, subject: Phrase) -> list[Proposal]:
    if clause.verb is None:
        return []
    office = sentence.tokens[subject.head].lemma
    of = _body(page, sentence, clause, subject)
    _, start = sentence.span(clause.first, clause.verb.end)
    persons = _persons(page, start, sentence.end)
    if of is None or not any(date is not None for _, date, _ in persons):
        return []
    whole = sentence.span(clause.first, clause.end)
    roles = [
        _role(page, person, office, of, date, end)
        for person, date, end in persons
        if date is not None
    ]
    order = _order(page, office, of, persons, whole)
    return [*roles, order] if order is not None else roles


def _body(page: Page, sentence: Sentence, clause: Clause, subject: Phrase) -> Named | None:
    """Return the body that the office belongs to: "of the institute", "whose", "its"."""
    teller = Teller(page, sentence)
    start, end = sentence.span(subject.first, subject.end)
    named = [page.entities[each.entity] for each in page.within(start, end) if each.entity]
    first = sentence.tokens[subject.first]
    key = page.antecedents.get(first.start, "")
    if key:
        named.append(page.entities[key])
    if clause.kind is ClauseKind.RELATIVE and clause.marker == "whose":
        before = sentence.tokens[clause.first - 2] if clause.first > 1 else first
        own = teller.mention_at(before) or _before(page, sentence.tokens[clause.first].start)
        named.extend([page.entities[own.entity]] if own is not None else [])
    fit = [each for each in named if each.kind in ACTORS | PLACES]
    return fit[0] if fit and fit[0].kind is not EntityKind.PERSON else None


def _before(page: Page, start: int) -> Any:
    """Return the name that ends right before a character, over what stands in brackets."""
    names = [each for each in page.mentions if each.entity in page.entities and each.end <= start]
    last = max(names, key=lambda each: each.end, default=None)
    return last if last is not None and start - last.end <= _BRACKET + 1 else None


def _persons(page: Page, start: int, end: int) -> list[tuple[Named, FoundDate | None, int]]:
    """Return the persons named between two characters, each with the years in brackets behind."""
    inside = page.within(start, end)
    found: list[tuple[Named, FoundDate | None, int]] = []
    for each in inside:
        named = page.entities.get(each.entity)
        if named is None or named.kind is not EntityKind.PERSON:
            continue
        if page.text[each.end : each.end + 2] == "'s":
            continue
        years = next(
            (
                one
                for one in inside
                if one.date is not None
                and "(" in page.text[each.end : one.start]
                and "," not in page.text[each.end : one.start]
                and one.start - each.end <= len(" himself (")
            ),
            None,
        )
        date = years.date if years is not None else None
        found.append((named, date, years.end + 1 if years is not None else each.end))
    return found


def _role(  # noqa: PLR0917 - the parts of one role
    page: Page, person: Named, office: str, of: Named, date: FoundDate, end: int
) -> Proposal:
    when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    slots: dict[str, Any] = {"person": person.key, "office": office, "of": of.key}
    slots["when"] = date.edtf
    if date.label:
        slots["when_label"] = date.label
    begin = max(
        (each.start for each in page.mentions if each.entity == person.key and each.end <= end),
        default=end,
    )
    start, stop = trimmed(page, begin, end)
    held = f"was {office} of {of.phrase}"
    return Proposal(
        type="role",
        passage=page.number,
        slots=slots,
        start=start,
        end=stop,
        status=Status.STATED,
        statement=f"{capital(person.phrase)} {held} {when}.",
        others=(f"{capital(when)}, {person.phrase} {held}.",),
        confidence=0.8,
    )


def _order(
    page: Page,
    office: str,
    of: Named,
    persons: list[tuple[Named, FoundDate | None, int]],
    whole: tuple[int, int],
) -> Proposal | None:
    """Return the holders as a sequence, where there are three or more."""
    if len({person.key for person, _, _ in persons}) != len(persons) or len(persons) < _FEWEST:
        return None
    steps: list[dict[str, Any]] = []
    for person, date, _ in persons:
        step: dict[str, Any] = {"text": person.phrase}
        if date is not None:
            step["when"] = date.edtf.split("/")[0]
        steps.append(step)
    names = ", then ".join(person.phrase for person, _, _ in persons)
    start, end = trimmed(page, *whole)
    return Proposal(
        type="sequence",
        passage=page.number,
        slots={"title": f"the {office}s of {of.phrase}", "steps": steps},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"The {office}s of {of.phrase} were {names}.",
        others=(f"{capital(names)} held office as {office} of {of.phrase}.",),
        confidence=0.75,
    )
