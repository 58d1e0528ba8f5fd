"""Who held which office: titles before names, asides after them, "was", "served as", "chairs"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.fact_type import ACTORS, PLACES
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.explaining.office_phrases import Office, read_office, stop_of, title_span
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import one_holder
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate, MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital, joined
from quizapp.drafting.voices.vouching import is_stated

_VERBS: Final = {
    "chair": "chair", "head": "head", "lead": "leader", "run": "head", "direct": "director",
    "edit": "editor", "found": "founder", "command": "commander", "govern": "governor",
    "own": "owner", "manage": "manager",
}  # fmt: skip
_LONGEST_THING: Final = 6
_TAKING: Final = frozenset({"succeed", "follow", "replace", "take", "begin", "start", "return"})
"""Verbs with "as" and the office that somebody comes into: "took over as director"."""
_APPOINTED: Final = frozenset(
    {"appoint", "elect", "name", "make", "crown", "proclaim", "choose", "ordain"}
)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the roles that the passage gives to persons."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        found.extend(_titles(page, sentence))
        for clause in sentence.clauses:
            found.extend(_of_clause(page, sentence, clause))
    return tuple(found)


def _of_clause(  # noqa: C901 - a case for each kind of verb
    page: Page, sentence: Sentence, clause: Clause
) -> Iterator[Proposal]:
    teller = Teller(page, sentence)
    if clause.kind is ClauseKind.APPOSITION and clause.objects and clause.subject is not None:
        yield from _apposition(page, teller, clause)
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
    if verb.lemma in {"be", "become"} or (verb.passive and verb.lemma in _APPOINTED):
        first = verb.end
    elif verb.lemma in {"serve", "work", "act", *_TAKING}:
        served = [each for each in clause.adverbials if each.prep == "as"]
        first = served[0].first if served else -1
    elif verb.lemma == "join":
        yield from _joining(page, teller, clause, person, end)
    elif verb.lemma in _VERBS and not verb.passive and clause.objects:
        yield from _by_verb(page, teller, clause, person, date)
        return
    if first < 0 or (verb.tense is Tense.NONE and clause.kind is not ClauseKind.PARTICIPLE):
        return
    office = read_office(teller, first, stop_of(teller, clause, first, end))
    if office is not None:
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
    if target is None and verb is not None:
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
    ) or target.name[:1].islower():
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
    if kind_of_noun(tokens[thing.head].lemma.casefold()) is not EntityKind.ORGANISATION:
        return
    what = teller.words(thing.first, max(thing.core_end, thing.first + 1))
    if not what or len(what.split()) > _LONGEST_THING:
        return
    office = Office(f"{_VERBS[verb.lemma]} of {what}", None, "", "the", past=False)
    now = "is" if verb.tense is Tense.PRESENT else "was"
    first = clause.subject.first if clause.subject is not None else clause.first
    made = proposed(
        page, teller, person, office, (first, clause.end), verb=now,
        date=None if now == "is" else date, confidence=0.75,
    )  # fmt: skip
    yield replace(made, instead=None)


def _apposition(page: Page, teller: Teller, clause: Clause) -> Iterator[Proposal]:
    """Yield the role in "Anna Bauer, the mayor of Lindau," and "its mayor, Anna Bauer,"."""
    subject, thing = clause.subject, clause.objects[0]
    if subject is None:
        return
    person, description = teller.entity_of(subject), (thing.first, clause.end)
    direct = (
        person is not None
        and person.kind is EntityKind.PERSON
        and _ends_in(teller, subject, person)
    )
    if not direct:
        subject = _whole(teller, clause, subject)
        core = replace(thing, end=max(thing.core_end, thing.first + 1))
        person = teller.entity_of(core)
        description = (subject.first, subject.end)
        if person is None or person.kind is not EntityKind.PERSON:
            return
    first, end = description
    begin = clause.first if direct else first
    stop = stop_of(teller, clause, first, end)
    office = read_office(teller, first, stop, before=begin, beside=direct)
    if office is None or person is None:
        return
    span = (
        min(subject.first, thing.first),
        max(subject.end, stop_of(teller, clause, thing.first, clause.end)),
    )
    yield proposed(
        page, teller, person, office, span,
        verb=_tense(teller.sentence, office), confidence=0.85 if direct else 0.8,
    )  # fmt: skip


def _ends_in(teller: Teller, phrase: Phrase, person: Named) -> bool:
    """Return whether a phrase ends in a person's name, not in "the mayor of Lorn"."""
    mention = teller.mention_at(teller.sentence.tokens[phrase.end - 1])
    return mention is not None and mention.entity == person.key


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


def _whole(teller: Teller, clause: Clause, subject: Phrase) -> Phrase:
    """Return "the bishop of Lorn" for "Lorn", where the parser hangs the name on the place."""
    outer = next((one for one in teller.sentence.clauses if one.index == clause.parent), None)
    if outer is None or teller.sentence.tokens[max(subject.first - 1, 0)].low != "of":
        return subject
    wider = (outer.subject, *outer.objects, *outer.adverbials)
    return next(
        (one for one in wider if one and one.first < subject.first and one.end == subject.end),
        subject,
    )


def _tense(sentence: Sentence, office: Office) -> str:
    if office.past:
        return "was"
    main = next((each.verb for each in sentence.clauses if each.verb and each.parent < 0), None)
    return "was" if main is not None and main.tense is Tense.PAST else "is"


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
        office = read_office(teller, first, end)
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
            verb=_tense(sentence, office),
            confidence=0.75,
            titled=True,
        )


def proposed(
    page: Page,
    teller: Teller,
    person: Named,
    office: Office,
    tokens: tuple[int, int],
    *,
    verb: str,
    confidence: float,
    date: FoundDate | None = None,
    titled: bool = False,
) -> Proposal:
    """Return the proposal of an office that a person holds, read from the tokens."""
    start, end = trimmed(page, *teller.sentence.span(*tokens))
    words, _, year = office.words.partition(" since ")  # "the director since 2019 of the museum"
    office = replace(office, words=words)
    slots: dict[str, object] = {"person": person.key, "office": office.words}
    if office.of is not None:
        slots["of"] = office.of.key
    when = f"since {year}" if year else ""
    if date is not None:
        slots["when"] = date.edtf
        if date.label:
            slots["when_label"] = date.label
        when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    if when.startswith("since ") and verb in {"is", "was"}:
        verb = "has been"
    article = _article(office, titled=titled, became=verb == "became")
    where = f"{office.link} {office.of.phrase}" if office.of is not None else ""
    once = "once" if office.past and verb == "was" and not when else ""
    said = [verb, once, article, office.words, where]
    statement = joined([capital(person.phrase), *said, when]) + "."
    plain, of, _ = office.words.partition(" of ")
    less = None
    if of and office.of is None and len(plain.split()) > 1:
        # "the last full-time editor of the Great Dictionary" may be too long to be no copy.
        less = proposed(
            page, teller, person, replace(office, words=plain), tokens,
            verb=verb, confidence=confidence, date=date, titled=titled,
        )  # fmt: skip
    return Proposal(
        type="role",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=Status.STATED,
        statement=statement,
        others=_other_words(person.phrase, said, when, office.link),
        instead=less,
        confidence=confidence,
    )


def _article(office: Office, *, titled: bool, became: bool) -> str:
    """Return the article of an office in a statement: "the" where one person holds it, or none."""
    article = office.article
    last = office.words.split(" of ")[0].split()[-1].casefold()
    if not article and titled and not one_holder(last):
        article = "a" if office.of is None else "the"
    if not article and not became and office.of is None and not one_holder(last):
        article = "a"
    lone = office.of is None and len(office.words.split()) == 1
    if article == "the" and office.of is None and (lone or (titled and not one_holder(last))):
        article = "a"
    if article in {"a", "an"}:
        article = "an" if office.words[:1].casefold() in "aeiou" else "a"
    return article


def _other_words(person: str, said: list[str], when: str, link: str) -> tuple[str, ...]:
    """Return the statement with the date first, and with another verb."""
    found = [joined([capital(when), ",", person, *said]) + "."] if when else []
    verb, *rest = said
    if verb == "became":
        found.append(joined([capital(person), "was made", *rest, when]) + ".")
    elif verb == "was" and rest[2:] and not rest[0]:
        found.append(joined([capital(person), "held office as", *rest, when]) + ".")
    once, article, office, where = rest
    if (
        link == "of"
        and where
        and article == "the"
        and verb in {"is", "was"}
        and not once
        and " of " not in office
    ):
        whole = where.removeprefix("of ")
        has = "has" if verb == "is" else "had"
        found.append(joined([capital(whole), has, person, "as", "its", office, when]) + ".")
    if article == "the" and verb in {"is", "was"} and not once:
        found.append(joined(["The", office, where, verb, person, when]) + ".")
    if link in {"at", "for", "in"} and where and article in {"a", "an"} and not once:
        works = {"is": "works", "was": "worked"}.get(verb, "")
        if works:
            found.append(joined([capital(person), works, where, "as", article, office, when]) + ".")
    return tuple(found)
