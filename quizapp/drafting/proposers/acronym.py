"""Abbreviations that the passage spells out."""

import re
from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.naming.brackets import Introduced, introduced
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import MentionKind

_SPELT: Final = re.compile(
    r"\b([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*),? (?:(?:which |that )?(?:is short|stands|stood)"
    r"|short|standing) for (?:the )?([a-z][\w-]*(?: [a-z][\w-]*){1,5}?)(?=[,.;:)]| and )"
)
"""An abbreviation that a text spells out in small letters: "PET stands for ..."."""

_SEVERAL: Final = 3
"""Letters that stand for more than one word."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return an acronym for each abbreviation with its words beside it."""
    found: dict[str, Proposal] = {}
    for each in (*introduced(page.text), *_spelt(page.text)):
        key = _term(page, each)
        if key and each.short not in found and not _is_cut(each):
            found[each.short] = _proposal(page, each, key)
    return tuple(found.values())


def _spelt(text: str) -> Iterator[Introduced]:
    """Yield the abbreviations whose letters stand in their words in order, if not as initials."""
    for found in _SPELT.finditer(text):
        letters, words = found[1].casefold(), found[2]
        place = -1
        for letter in letters:
            place = words.casefold().find(letter, place + 1)
            if place < 0:
                break
        if place >= 0 and words[0] == letters[0]:
            yield Introduced(found[1], *found.span(1), words, *found.span(2))


def _is_cut(each: Introduced) -> bool:
    """Return whether only the last of the words was found: "Association (ASA)"."""
    return len(each.short) >= _SEVERAL and len(each.expansion.split()) == 1


def _term(page: Page, each: Introduced) -> str:
    spans = {(each.short_start, each.short_end), (each.start, each.end)}
    for mention in page.mentions:
        if mention.kind is not MentionKind.ENTITY or mention.entity not in page.entities:
            continue
        if (mention.start, mention.end) in spans or mention.text in {each.short, each.expansion}:
            return mention.entity
    return ""


def _proposal(page: Page, each: Introduced, key: str) -> Proposal:
    start = min(each.start, each.short_start)
    end = max(each.end, each.short_end)
    if page.text[end : end + 1] == ")":
        end += 1
    short, expansion = each.short, re.sub(r"['\u2019]s?$", "", each.expansion)
    if short.endswith("s") and short[:-1].isupper() and expansion.endswith("s"):
        # "Marine protected areas (MPAs)": the letters stand for one of them.
        short, expansion = short[:-1], expansion[:-1]
    return Proposal(
        type="acronym",
        passage=page.number,
        slots={"term": key, "short": short, "expansion": expansion},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{short} stands for {expansion}.",
        others=(f"The abbreviation {short} stands for {expansion}.",),
        confidence=0.95,
        explanation="The article spells out the abbreviation where it first uses it.",
    )
