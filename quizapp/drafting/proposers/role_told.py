"""A role in words of its own: the statement, its slots, and other ways to say it."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.terms import Status
from quizapp.drafting.explaining.office_phrases import Office
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.offices import one_holder
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital, joined

_OF_A_BODY: Final = word_set(
    "president vice-president minister premier chancellor secretary director manager chief chair"
    " chairman chairwoman chairperson head leader governor commander captain ambassador envoy"
    " senator congressman congresswoman deputy delegate representative councillor commissioner"
    " spokesman spokeswoman spokesperson official officer executive coach winner champion"
    " negotiator administrator frontbencher adviser advisor aide owner founder editor"
)
"""Offices that say nothing without the body or place that they are held in."""
_AN: Final = re.compile(
    r"(?!U[nNSst.]|uni(?!n|m)|use|[Ee]u|one)[aeiouAEIOU]|[Hh]ono|[Hh]eir|[Hh]our"
    r"|[FHLMNRSX](?=[A-Z]{1,2}\b)"
)
"""Words that "an" stands before, by their sound: no "United", no "university"."""
_WAITING: Final = 0.45
_AGED: Final = re.compile(r"^[\w-]+-year-old ")


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
    words = _AGED.sub("", words)
    if titled and tokens[0] == 0 and not words.islower():
        words = capital(words)  # "Prime Minister Ada Lund" opens its sentence
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
    if office.of is None and not when and office.words.casefold() in _OF_A_BODY:
        confidence = _WAITING  # "Anna Bauer is a spokeswoman": whose?
    article = _article(office, titled=titled, became=verb == "became")
    where = f"{office.link} {office.of.phrase}" if office.of is not None else ""
    once = "once" if office.past and verb == "was" and not when else ""
    said = [verb, once, article, office.words, where]
    statement = joined([capital(person.phrase), *said, when]) + "."
    less = None
    plain = _plainer(office)
    if plain is not None:
        # "the last full-time editor of the Great Dictionary" may be too long to be no copy.
        less = proposed(
            page, teller, person, plain, tokens,
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


def _plainer(office: Office) -> Office | None:
    """Return an office without its "of" phrase, where enough is left to ask about."""
    plain, of, _ = office.words.partition(" of ")
    if not of:
        return None
    if office.of is not None and office.link != "of":
        return replace(office, words=plain)
    if {"in", "at", "for", "to", "on"} & set(plain.split()):
        return None  # "the seventh player in the history" of what?
    return replace(office, words=plain, of=None) if len(plain.split()) > 1 else None


def _article(office: Office, *, titled: bool, became: bool) -> str:
    """Return the article of an office in a statement: "the" where one person holds it, or none."""
    article = office.article
    last = office.words.split(" of ")[0].split()[-1].casefold()
    if not article and titled and not one_holder(last):
        article = "a" if office.of is None else "the"
    if not article and not became and office.of is None and not one_holder(last):
        article = "a"
    first = office.words.split()[0]
    if (
        not article
        and not became
        and office.of is None
        and " " in office.words
        and (office.words.islower() and tag_of(first) == "JJ")
    ):
        article = "a"  # "the famed director Otto Lind"
    lone = office.of is None and len(office.words.split()) == 1
    if article == "the" and office.of is None and (lone or (titled and not one_holder(last))):
        article = "a"
    if article in {"a", "an"}:
        article = "an" if _AN.match(office.words) else "a"
    return article


def _other_words(person: str, said: list[str], when: str, link: str) -> tuple[str, ...]:
    """Return the statement with the date first, and with another verb."""
    found = [joined([capital(when), ",", person, *said]) + "."] if when else []
    verb, *rest = said
    if verb == "became":
        found.append(joined([capital(person), "was made", *rest, when]) + ".")
    elif verb == "was" and rest[2:] and not rest[0]:
        did = "worked as" if rest[1] in {"a", "an"} else "held office as"
        found.append(joined([capital(person), did, *rest, when]) + ".")
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
    plain = " of " not in office and " in " not in office
    if link == "of" and where and not once and plain and article != "the":
        # Behind "of" stands who has members and fellows, as much as where they are.
        found.append(joined([f"At {where.removeprefix('of ')},", person, *said[:-1], when]) + ".")
    if link in {"at", "for", "in"} and where and not once:
        found.append(joined([f"{capital(where)},", person, *said[:-1], when]) + ".")
    return tuple(found)
