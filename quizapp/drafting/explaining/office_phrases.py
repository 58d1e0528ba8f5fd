"""Descriptions of persons read as offices: "then the UWA's senior inspector for the north"."""

import re
from dataclasses import dataclass
from typing import Final

from quizapp.bank.fact_type import ACTORS, PLACES
from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import is_kin, is_office
from quizapp.drafting.shapes.analysis import Clause, Token
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.shapes.spans import Mention
from quizapp.drafting.telling.phrasing import Teller

_LONGEST: Final = 9
"""Words; longer descriptions are stories."""
_PAST_WORDS: Final = frozenset({"then", "former", "ex", "once", "formerly", "late"})
_NOW_WORDS: Final = frozenset(
    {"present", "incumbent", "own", "now", "current", "new", "today", "longtime", "newly"}
    | {"still", "fellow", "while", "whilst"}
)


_WHEN_HELD: Final = re.compile(
    r" (?:at (?:a|an|the|its|their) (?:\w+ )?(?:meeting|conference|congress|session|ceremony)"
    r"|for [\w-]+(?: [\w-]+)? (?:years|months|weeks|days|decades|terms)"
    r"|(?:last|this|next) \w+|until|from (?:its|his|her)).*$"
)
"""What tells when an office was given or held is no part of its name."""
_BELONGING: Final = frozenset({"of", "at", "for", "in", "to", "'s", "\u2019s"})
"""What behind the last of several offices belongs to it alone."""
_ONLY_HELD: Final = frozenset(
    {"suspected", "alleged", "accused", "supposed", "presumed", "reputed", "so-called", "believed"}
    | {"self-styled", "self-proclaimed", "would-be", "purported", "putative"}
)
"""Words before a description that somebody only holds to be true."""
_LEADING: Final = frozenset({"a", "an", "former", "then", "once", "retired"})
"""What stands before a description that tells what somebody is rather than who."""


@dataclass(frozen=True, slots=True)
class Office:
    """What a person is, read from a description.

    Attributes:
        words: the office without article and place.
        of: where it is held, with the preposition in ``link``.
        article: "a", "an", "the" or "".
        past: whether it is said to be over.
    """

    words: str
    of: Named | None
    link: str
    article: str
    past: bool


def stop_of(teller: Teller, clause: Clause, first: int, end: int) -> int:
    """Return where a description ends: before an aside, a second verb, a mark."""
    inner = [
        each.first
        for each in teller.sentence.clauses
        if first < each.first < end and each.index != clause.index
    ]
    marks = [
        each.index
        for each in teller.sentence.tokens[first:end]
        if each.low in {",", ";", ".", "—", "\u2013", "(", "and"} and each.index > first
    ]
    return min([end, *inner, *marks])


def read_office(
    teller: Teller, first: int, end: int, *, before: int = -1, beside: bool = False
) -> Office | None:
    """Return the office that the tokens describe, None where they describe something else.

    Args:
        teller: of the sentence.
        first: first token of the description.
        end: one past its last token.
        before: where words like "then" in front of it start, where some do.
        beside: the description stands beside a person's name, so that any noun for one will do.
    """
    tokens = teller.sentence.tokens
    while end > first and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    start = before if 0 <= before < first else first
    words, past = _stripped(tokens, list(range(start, end)))
    articles = {tokens[each].low for each in range(start, words[0] if words else start)}
    article = next((each for each in ("the", "a", "an") if each in articles), "")
    if not words:
        return None
    if tokens[words[0]].low in {"another", "other"}:
        return None  # "another investor" is told apart from one before, not described
    owner, words, owned, owning = _owner(teller, words)
    if not words or (owned and owner is None and not owning):
        return None
    words, over = _stripped(tokens, words)
    words, gone = _of_the_time(tokens, words)
    head = _head(tokens, words, beside=beside)
    if head < 0:
        return None
    split = _place_of(teller, [each for each in words if each > head]) if owner is None else None
    link, of, cut = split if split is not None else ("of", owner, words[-1] + 1)
    text = _said(teller, words, cut, head if split is None else -1, owned=owner is not None)
    if text is None:
        return None
    if owner is not None and owner.kind is EntityKind.PERSON:
        of, text = None, f"{text} of {owner.phrase}"
    if owning and of is None:
        text = f"{text} of {owning}"
    return Office(text, of, link, "the" if owned else article, past or over or gone)


def _stripped(tokens: tuple[Token, ...], words: list[int]) -> tuple[list[int], bool]:
    """Return the words without articles, "then" and "former" in front, and whether it is over."""
    past = False
    kept = list(words)
    if len(kept) > 1 and tokens[kept[0]].low == "fellow" and tokens[kept[1]].tag == "IN":
        return kept, past  # "fellow of the society"
    while kept and (
        tokens[kept[0]].low in _PAST_WORDS | _NOW_WORDS | {"the", "a", "an", "one", "as"}
        or tokens[kept[0]].tag in {"RB", "RBR"}
    ):
        past |= tokens[kept[0]].low in _PAST_WORDS
        kept.pop(0)
    return kept, past


def _of_the_time(tokens: tuple[Token, ...], words: list[int]) -> tuple[list[int], bool]:
    """Return the words without "of the time", and whether it stood there."""
    for place, at in enumerate(words):
        if " ".join(each.low for each in tokens[at : at + 3]) in {"of the time", "of the day"}:
            return words[:place], True
    return words, False


def _owner(teller: Teller, words: list[int]) -> tuple[Named | None, list[int], bool, str]:
    """Return who "the UWA's chief" or "its chief" belongs to, and the words after it.

    Of an owner without a name the words are given: "the inquiry".
    """
    tokens = teller.sentence.tokens
    if tokens[words[0]].tag == "PRP$":
        key = teller.page.antecedents.get(tokens[words[0]].start, "")
        return (
            teller.page.entities.get(key),
            words[1:],
            True,
            teller.page.standins.get(tokens[words[0]].start, ""),
        )
    for place, at in enumerate(words[:6]):
        if tokens[at].tag == "POS":
            mention = teller.mention_at(tokens[words[max(place - 1, 0)]])
            named = teller.page.entities[mention.entity] if mention else None
            fits = named is not None and named.kind in ACTORS | PLACES | {EntityKind.PERSON}
            said = "" if fits else (teller.words(words[0], at) or "")
            said = f"the {said}" if said and mention is None else said
            return (named if fits else None), words[place + 1 :], True, said
        if tokens[at].tag[:2] not in {"NN", "JJ", "DT"}:
            break
    return None, words, False, ""


def _mistagged(token: Token) -> bool:
    """Return whether the parser took "botanist" before a name for an adjective."""
    return token.tag == "JJ" and token.text.islower() and is_office(token.low)


def _head(tokens: tuple[Token, ...], words: list[int], *, beside: bool) -> int:
    """Return the noun of the office: the last one before "of", "at", "for"..."""
    head = -1
    for at in words:
        if tokens[at].tag in {"IN", "TO", ",", "WDT", "WP", "VBD", "VBZ", "VBG"} and head >= 0:
            break
        if (
            tokens[at].tag.startswith("NN")
            or tokens[at].low
            in {
                "head",
                "chief",
                "chair",
                "general",
            }
            or _mistagged(tokens[at])
        ):
            head = at
    if head < 0 or tokens[head].tag in {"NNS", "NNPS"}:
        return -1
    lemma = tokens[head].low
    if is_office(lemma) or (len(words) > 1 and lemma in {"member", "partner", "chief"}):
        return head
    if beside and tokens[words[0] - 1].low in _LEADING and not is_kin(lemma):
        return head
    # "Secretary of State", "Chief of Staff" have their noun before "of"; "prime minister" behind.
    return -1


def _said(teller: Teller, words: list[int], cut: int, head: int, *, owned: bool) -> str | None:
    """Return the office in words; ``head`` is its noun where no named place stands behind."""
    text = teller.words(words[0], min(cut, words[-1] + 1))
    if text is None or len(text.split()) > _LONGEST:
        return None
    if head < 0:
        return text
    text = _WHEN_HELD.sub("", text)
    if owned or words[-1] != head:
        return text
    whole = teller.words(words[0], _joined(teller.sentence.tokens, head + 1))
    return whole if whole and len(whole.split()) <= _LONGEST else text


def _joined(tokens: tuple[Token, ...], at: int) -> int:
    """Return where ", shipbuilder and state legislator" behind an office ends; ``at`` without."""
    start, last = at, False
    while at + 1 < len(tokens) and not last:
        comma = tokens[at].text == ","
        last = tokens[at + comma].low == "and" if at + comma < len(tokens) else False
        first = at + comma + last
        if first == at:
            return start
        first += first < len(tokens) and tokens[first].low in {"a", "an"}
        head = first
        while head < len(tokens) and tokens[head].tag[:2] in {"NN", "JJ", "VB"}:
            head += 1
        noun = tokens[head - 1]
        if head == first or noun.tag != "NN" or not is_office(noun.low):
            return start
        at = head
    behind = tokens[at].low if at < len(tokens) else "."
    return at if last and behind not in _BELONGING else start


def _place_of(teller: Teller, tail: list[int]) -> tuple[str, Named, int] | None:
    """Return link, entity and first token of "of France", "at the University of Bonn"."""
    tokens = teller.sentence.tokens
    for at in tail:
        if tokens[at].low not in {"of", "at", "for", "in"}:
            continue
        mention = next(
            (
                teller.mention_at(tokens[k])
                for k in (at + 1, at + 2)
                if k <= tail[-1] and teller.mention_at(tokens[k])
            ),
            None,
        )
        if mention is None or mention.end < tokens[tail[-1]].end:
            continue
        named = teller.page.entities[mention.entity]
        if named.kind in ACTORS | PLACES and named.kind is not EntityKind.PERSON:
            return tokens[at].low, named, at
    return None


def title_span(teller: Teller, mention: Mention) -> tuple[int, int] | None:
    """Return the tokens of a description that stands right before a name."""
    tokens = teller.sentence.tokens
    end = next((t.index for t in tokens if t.start >= mention.start), -1)
    if end <= 0 or not (tokens[end - 1].tag[:2] == "NN" or _mistagged(tokens[end - 1])):
        return None
    first = end
    while first > 0:
        token = tokens[first - 1]
        own = teller.mention_at(token)
        if own is not None and teller.page.entities[own.entity].kind is EntityKind.PERSON:
            break
        if (
            token.tag[:2] in {"NN", "JJ"}
            or token.tag in {"DT", "POS", "PRP$"}
            or token.low in {"of", "for"}
        ):
            first -= 1
            if token.tag in {"DT", "PRP$"}:
                break
            continue
        break
    if _is_person(teller, end - 1):
        # "A spokesman for provincial governor Ivo Marsh": the governor is named, nobody else.
        inner = [at for at in range(first, end) if tokens[at].low in {"of", "for"}]
        first = inner[-1] if inner else first
    while first < end and tokens[first].low in {"of", "for"}:
        first += 1
    if any(each.low in _ONLY_HELD for each in tokens[max(first - 1, 0) : end]):
        return None  # "suspected arsonist Olof Lund" is none for all that is known
    return (first, end) if first < end else None


def _is_person(teller: Teller, at: int) -> bool:
    """Return whether the noun right before a name is what the one named is."""
    low = teller.sentence.tokens[at].low
    return is_office(low) or kind_of_noun(low) in ACTORS
