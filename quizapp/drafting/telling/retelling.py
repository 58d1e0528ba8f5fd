"""What a guest says in the first person, put as an article says it of a team."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.telling.spacing import capital

_OPENERS: Final = frozenset({"so", "but", "and", "well", "yes", "no", "oh", "then"})
_SINGULAR: Final = {"are": "is", "were": "was", "have": "has", "'ve": "has", "'re": "is"}
_APART: Final = {"n't": "not", "'ve": "have", "'re": "are", "'ll": "will"}
_BELIEFS: Final = {"believe": "believes", "think": "thinks", "expect": "expects", "hope": "hopes"}
_NOT_THE_TEAM: Final = re.compile(
    r"\b(?:friends?|married|marriage|children|son|daughter|grew up|met|husband|wife|brothers?"
    r"|sisters?|parents|family|as a society|as humans|shall|when we were|all of us|let us)\b",
    re.IGNORECASE,
)
"""Words that go with "we" for a couple, a family or everybody."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of characters and what stands for it; ``entity`` where it names one."""

    start: int
    end: int
    text: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """A turn in other words.

    Attributes:
        text: what stands for the passage.
        mentions: those of the passage at their new places, and the names put in.
        named: those of the mentions that were put in.
        places: for each character of ``text`` the one of the passage that it stands for.
    """

    text: str
    mentions: tuple[Mention, ...]
    named: tuple[Mention, ...]
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the passage behind a run of the text."""
        return self.places[start], self.places[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Stand:
    """What the small words of a turn stand for.

    Attributes:
        guest: who speaks.
        team: what "we" is, or None where that is not certain.
        thing: what "it" at the beginning of the answer is, or "".
        things: what "they" at the beginning of the answer are, or "".
        begin: first character of the answer, after the label.
    """

    guest: Named
    team: Named | None
    thing: str
    things: str
    begin: int


def retold(page: Page, stand: Stand) -> Retold:
    """Return a turn with names for "we" and for what the question asked about."""
    edits: list[Edit] = []
    spoken = [each for each in page.sentences if each.end > stand.begin]
    for sentence in spoken:
        opens = sentence is spoken[0]
        edits.extend(_edits(page, sentence, stand, opens=opens))
    return _applied(page, edits, stand.begin)


def _edits(page: Page, sentence: Sentence, stand: Stand, *, opens: bool) -> Iterator[Edit]:
    tokens = [
        each for each in sentence.tokens if each.start >= stand.begin and not _quoted(page, each)
    ]
    tokens = list(_without_openers(tokens))
    if tokens and tokens[0].start > max(sentence.start, stand.begin):
        yield Edit(max(sentence.start, stand.begin), tokens[0].start, "")
    if opens and tokens:
        yield from _asked(tokens[0], stand)
    if tokens and tokens[0].text[:1].islower() and tokens[0].low not in {"we", "us", "our"}:
        yield Edit(tokens[0].start, tokens[0].start + 1, tokens[0].text[0].upper())
    ours = stand.team if not _NOT_THE_TEAM.search(sentence.text) else None
    done = -1
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.index <= done:
            continue
        # "Of which we have heard half": a clause without its object is not told apart.
        bound = at > 0 and tokens[at - 1].tag.startswith("W")
        first_person = token.low in {"we", "us", "our"} and token.text != "US"
        if ours is not None and first_person and not bound:
            own = token.low == "our"
            name = ours.phrase if at else capital(ours.phrase)
            yield Edit(token.start, token.end, name + ("'s" if own else ""), ours.key)
            changed = _agreeing(token, following)
            if changed is not None and following is not None:
                done = following.index
                yield changed
        elif token.text == "I" and following is not None and following.low in _BELIEFS:
            done = following.index
            yield Edit(token.start, token.end, stand.guest.phrase, stand.guest.key)
            yield Edit(following.start, following.end, _BELIEFS[following.low])
        else:
            yield from _whole(token)


def _without_openers(tokens: Sequence[Token]) -> Sequence[Token]:
    at = 0
    while at < len(tokens) and (tokens[at].low in _OPENERS or (at and tokens[at].text == ",")):
        at += 1
    return tokens[at:]


def _quoted(page: Page, token: Token) -> bool:
    return any(
        each.quote is not None and each.start <= token.start < each.end for each in page.mentions
    )


def _asked(token: Token, stand: Stand) -> Iterator[Edit]:
    """Yield what the question asked about, for the pronoun that opens the answer."""
    words = stand.thing if token.low == "it" else stand.things if token.low == "they" else ""
    if words:
        yield Edit(token.start, token.end, words[:1].upper() + words[1:])


def _agreeing(subject: Token, verb: Token | None) -> Edit | None:
    """Return the verb behind "we" in the singular, or None where it stays as it is."""
    if subject.low != "we" or verb is None:
        return None
    low = verb.low.replace("’", "'")
    if low in _SINGULAR:
        lead = " " if low.startswith("'") else ""
        return Edit(verb.start, verb.end, lead + _SINGULAR[low])
    if low == "do":
        return Edit(verb.start, verb.end, "does")
    if verb.tag == "VBP":
        return Edit(verb.start, verb.end, inflect(verb.lemma, "VBZ"))
    return None


def _whole(token: Token) -> Iterator[Edit]:
    """Yield "not" for "n't": a clause passed on is not spoken."""
    full = _APART.get(token.low.replace("’", "'"))
    if full:
        yield Edit(token.start, token.end, f" {full}")


def _applied(page: Page, edits: Sequence[Edit], begin: int) -> Retold:
    text: list[str] = []
    places: list[int] = []
    named: list[Mention] = []
    starts: dict[int, int] = {}
    at = begin
    for each in [
        *sorted(edits, key=lambda one: one.start),
        Edit(len(page.text), len(page.text), ""),
    ]:
        if each.start < at:
            continue
        for place in range(at, each.start):
            starts[place] = len(places)
            text.append(page.text[place])
            places.append(place)
        new = each.text
        if each.text and not "".join(text).strip():
            new = new[:1].upper() + new[1:]
        if each.entity:
            lead = len(new) - len(new.removeprefix("the ").removeprefix("The "))
            span = new.removesuffix("'s")
            first = len(places) + lead
            named.append(
                Mention(
                    page.number,
                    first,
                    len(places) + len(span),
                    span[lead:],
                    MentionKind.ENTITY,
                    entity=each.entity,
                )
            )
        text.extend(new)
        places.extend([min(each.start, each.end - 1)] * len(new))
        at = each.end
    kept = [
        moved
        for each in page.mentions
        if (moved := _moved(each, starts, "".join(text))) is not None
    ]
    mentions = sorted([*kept, *named], key=lambda one: (one.start, one.end))
    return Retold("".join(text), tuple(mentions), tuple(named), tuple(places))


def _moved(mention: Mention, starts: dict[int, int], text: str) -> Mention | None:
    """Return a mention at its new place; None where an edit has changed its words."""
    if mention.start not in starts or mention.end - 1 not in starts:
        return None
    start, end = starts[mention.start], starts[mention.end - 1] + 1
    if end - start != mention.end - mention.start or not text[start:end].strip():
        return None
    shift = start - mention.start
    found = replace(mention, start=start, end=end)
    if found.date is not None:
        date = found.date
        found = replace(found, date=replace(date, start=date.start + shift, end=date.end + shift))
    if found.quantity is not None:
        sum_ = found.quantity
        noun = sum_.noun_start + shift if sum_.noun_start >= 0 else -1
        found = replace(
            found,
            quantity=replace(sum_, start=sum_.start + shift, end=sum_.end + shift, noun_start=noun),
        )
    if found.quote is not None:
        quote = found.quote
        found = replace(
            found, quote=replace(quote, start=quote.start + shift, end=quote.end + shift)
        )
    return found
