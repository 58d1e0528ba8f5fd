"""Who held which office: titles before names, asides after them, "was", "served as", "chairs"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.fact_type import ACTORS, PLACES
from quizapp.bank.terms import EntityKind
from quizapp.drafting.explaining.office_phrases import Office, read_office, stop_of, title_span
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import one_holder
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.proposers.role_beside import apposed, beside, is_of_another, tense_of
from quizapp.drafting.proposers.role_told import proposed
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate, MentionKind
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.vouching import is_stated

_VERBS: Final = {
    "chair": "chair", "head": "head", "lead": "leader", "run": "head", "direct": "director",
    "edit": "editor", "found": "founder", "command": "commander", "govern": "governor",
    "own": "owner", "manage": "manager",
}  # fmt: skip
_RANKS: Final = frozenset({"first", "second", "third", "last", "only", "sole"})
_WORK: Final = word_set(
    "work job post place position employment living life career day month year decade time training"
)
"""What somebody has, spends or begins "as" what he is."""
_PRETENDING: Final = word_set(
    "pose dress appear disguise star play masquerade pass sound look see think feel speak begin"
    " train study regard describe know dream talk read"
)
"""Verbs with "as" and what somebody is not, or is not yet."""
_FEWEST_THING, _LONGEST_THING = 3, 6
"""Words of what has no name and is led; "the regulator" alone says too little."""
_TAKING: Final = frozenset({"succeed", "follow", "replace", "take", "begin", "start", "return"})
"""Verbs with "as" and the office that somebody comes into: "took over as director"."""
_APPOINTED: Final = frozenset(
    {"appoint", "elect", "name", "make", "crown", "proclaim", "choose", "ordain", "confirm"}
    | {"install", "nominate", "select", "hire"}
)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the roles that the passage gives to persons."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        found.extend(_titles(page, sentence))
        found.extend(beside(page, sentence))
        for clause in sentence.clauses:
            found.extend(_of_clause(page, sentence, clause))
    return tuple({(each.start, each.statement): each for each in reversed(found)}.values())[::-1]


def _of_clause(  # noqa: C901 - a case for each kind of verb
    page: Page, sentence: Sentence, clause: Clause
) -> Iterator[Proposal]:
    teller = Teller(page, sentence)
    if clause.kind is ClauseKind.APPOSITION and clause.objects and clause.subject is not None:
        yield from apposed(page, teller, clause)
        return
    verb = clause.verb
    if verb is None or clause.subject is None or verb.negated or verb.modal or verb.auxiliary:
        return
    if not is_stated(page, sentence, clause):
        return
    person = teller.entity_of(clause.subject)
    if person is None or person.kind is not EntityKind.PERSON:
        yield from _turned(page, teller, clause)
        return
    dates = teller.dates(clause)
    date = teller.date_in(dates[0].first, dates[0].end) if len(dates) == 1 else None
    end = dates[0].prep_first if date is not None and dates[0].first > verb.end else clause.end
    first = -1
    chosen = verb.passive and verb.lemma in _APPOINTED
    named_as = [each for each in clause.adverbials if each.prep == "as"] if chosen else []
    if named_as:
        first = named_as[0].first
    elif verb.lemma in {"be", "become", "remain"} or chosen:
        first = verb.end
    elif verb.lemma in {"serve", "work", "act"} or (verb.lemma in _TAKING and not verb.passive):
        served = [each for each in clause.adverbials if each.prep == "as"]
        first = served[0].first if served else -1
    elif _working(sentence, clause):
        first = next(each.first for each in clause.adverbials if each.prep == "as")
    elif verb.lemma == "join":
        yield from _joining(page, teller, clause, person, end)
    elif verb.lemma in _VERBS and not verb.passive and clause.objects:
        yield from _by_verb(page, teller, clause, person, date)
        return
    if first < 0 or (verb.tense is Tense.NONE and clause.kind is not ClauseKind.PARTICIPLE):
        return
    end = end if end > first else clause.end
    office = read_office(teller, first, stop_of(teller, clause, first, end))
    if office is not None and not _is_rank(office):
        present = verb.tense is Tense.PRESENT and not verb.perfect and verb.lemma != "become"
        became = verb.lemma in {"become", *_TAKING} or verb.passive
        yield proposed(
            page,
            teller,
            person,
            office,
            (clause.subject.first if clause.subject.first >= 0 else clause.first, clause.end),
            verb="is" if present else ("became" if became else "was"),
            date=date,
            confidence=0.85,
        )


def _is_rank(office: Office) -> bool:
    """Return whether "the first player" is left of "the first player to win all four"."""
    return office.of is None and office.words.split()[0].casefold() in _RANKS


def _working(sentence: Sentence, clause: Clause) -> bool:
    """Return whether "found work as a copyist" or "sailed as a cook" says what somebody did."""
    verb, tokens = clause.verb, sentence.tokens
    served = [each for each in clause.adverbials if each.prep == "as"]
    if verb is None or verb.passive or len(served) != 1 or verb.lemma in _PRETENDING:
        return False
    if served[0].first < verb.end or tokens[served[0].first].low not in {"a", "an"}:
        return False
    return all(tokens[each.head].lemma in _WORK for each in clause.objects)


def _joining(
    page: Page, teller: Teller, clause: Clause, person: Named, end: int
) -> Iterator[Proposal]:
    """Yield the role in "joined the firm as an adviser"."""
    served = [each for each in clause.adverbials if each.prep == "as"]
    target = teller.entity_of(clause.objects[0]) if clause.objects else None
    if not served or target is None or target.kind not in ACTORS or clause.subject is None:
        return
    office = read_office(teller, served[0].first, stop_of(teller, clause, served[0].first, end))
    dates = teller.dates(clause)
    if office is None or office.of is not None:
        return
    yield proposed(
        page,
        teller,
        person,
        replace(office, of=target, article="a"),
        (clause.subject.first, clause.end),
        verb="became",
        date=teller.date_in(dates[0].first, dates[0].end) if len(dates) == 1 else None,
        confidence=0.75,
    )


def _by_verb(
    page: Page, teller: Teller, clause: Clause, person: Named, date: FoundDate | None
) -> Iterator[Proposal]:
    verb, target = clause.verb, teller.entity_of(clause.objects[0])
    if verb is not None and (target is None or target.name[:1].islower()):
        yield from _of_unnamed(page, teller, clause, person, date)
        return
    if (
        verb is None
        or target is None
        or target.kind not in ACTORS | PLACES
        or target.key == person.key
    ):
        return
    if (
        verb.lemma in {"run", "lead", "own", "manage"}
        and target.kind is not EntityKind.ORGANISATION
    ):
        return
    office = Office(_VERBS[verb.lemma], target, "of", "the", past=False)
    first = clause.subject.first if clause.subject is not None else clause.first
    founder = verb.lemma == "found"
    now = "is" if verb.tense is Tense.PRESENT and not verb.perfect else "was"
    yield proposed(
        page, teller, person, office, (first, clause.end), verb=now,
        date=None if founder else date, confidence=0.8,
    )  # fmt: skip


def _of_unnamed(
    page: Page, teller: Teller, clause: Clause, person: Named, date: FoundDate | None
) -> Iterator[Proposal]:
    """Yield the role in "who has led the Liberal group since 2021": what is led has no name."""
    verb, thing, tokens = clause.verb, clause.objects[0], teller.sentence.tokens
    if verb is None or verb.lemma not in {"lead", "head", "run", "chair", "edit", "direct"}:
        return
    whole = clause.subject is not None and len(clause.objects) == 1 and not thing.members
    if not whole or tokens[thing.first].low != "the" or tokens[thing.head].tag[:2] != "NN":
        return
    kind = kind_of_noun(tokens[thing.head].lemma.casefold())
    named = teller.entity_of(thing)
    if EntityKind.ORGANISATION not in {kind, named.kind if named is not None else None}:
        return
    what = teller.words(thing.first, max(thing.core_end, thing.first + 1))
    if not what or not _FEWEST_THING <= len(what.split()) <= _LONGEST_THING:
        return
    office = Office(f"{_VERBS[verb.lemma]} of {what}", None, "", "the", past=False)
    now = "is" if verb.tense is Tense.PRESENT else "was"
    first = clause.subject.first if clause.subject is not None else clause.first
    made = proposed(
        page, teller, person, office, (first, clause.end), verb=now,
        date=None if now == "is" else date, confidence=0.75,
    )  # fmt: skip
    yield replace(made, instead=None)


def _turned(page: Page, teller: Teller, clause: Clause) -> Iterator[Proposal]:
    """Yield the role in "its curator is the historian Inga Moen"."""
    verb, subject = clause.verb, clause.subject
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if verb is None or subject is None or thing is None or verb.lemma != "be":
        return
    core = replace(thing, end=max(thing.core_end, thing.first + 1))
    person = teller.entity_of(core)
    if person is None or person.kind is not EntityKind.PERSON or verb.tense is Tense.NONE:
        return
    office = read_office(teller, subject.first, max(subject.end, verb.first))
    if office is None or office.article != "the":
        return
    yield proposed(
        page, teller, person, office, (subject.first, core.end),
        verb="is" if verb.tense is Tense.PRESENT and not verb.perfect else "was", confidence=0.8,
    )  # fmt: skip


def _titles(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield the roles of titles right before names: "Ukraine's president Anna Bauer"."""
    teller = Teller(page, sentence)
    for mention in page.mentions:
        if (
            mention.kind is not MentionKind.ENTITY
            or not sentence.start <= mention.start < sentence.end
        ):
            continue
        person = page.entities.get(mention.entity)
        if person is None or person.kind is not EntityKind.PERSON:
            continue
        span = title_span(teller, mention)
        if span is None:
            continue
        first, end = span
        office = None if is_of_another(teller, first, end) else read_office(teller, first, end)
        if office is None or (
            end - first == 1
            and sentence.tokens[first].low
            in {
                "king",
                "queen",
                "pope",
                "prince",
                "princess",
                "doctor",
                "professor",
                "captain",
                "general",
            }
        ):
            continue
        last = next((t.index + 1 for t in reversed(sentence.tokens) if t.end <= mention.end), end)
        if (
            not office.article
            and not one_holder(sentence.tokens[end - 1].low)
            and office.of is None
        ):
            office = Office(office.words, None, "", "a", office.past)
        yield proposed(
            page,
            teller,
            person,
            office,
            (first, last),
            verb=tense_of(sentence, office),
            confidence=0.75,
            titled=True,
        )
