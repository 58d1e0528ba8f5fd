"""The words and marks of sentences with their tags, and what hangs on what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.drafting.lexis.words import lemma_of
from quizapp.drafting.shapes.analysis import Token
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.syntax.mending import Mender
from quizapp.drafting.syntax.parser import Parsed, parse

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Capt|Rev|Gov|Sen|Jr|Sr|Inc|Ltd|Co|Corp|No|c|ca)\.(?=\s)"
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?\b"
    r"|[^\W\d_]+(?=n['\u2019]t\b)|n['\u2019]t\b"
    r"|['\u2019](?:s|re|ve|ll|d|m)\b"
    r"|\w+(?:[-\u2010\u2011.&/](?=\w)\w+)*"
    r"|\.\.\.|\S"
)
_PARTS: Final = re.compile(r"[^\W\d_]{2,}|[-\u2010\u2011]|.[^-\u2010\u2011]*")
_HYPHENED: Final = re.compile(r"\w+(?:[-\u2010\u2011][^\W\d_]{2,})+")
_PLAIN: Final = str.maketrans({"\u2019": "'", "\u2018": "'", "“": '"', "”": '"'})
_GOES_ON: Final = frozenset({"and", "or", "to", "until", "was", "were", "is", "of", "saw", "alone"})
_WHEN: Final = frozenset({"In", "Since", "By", "Until", "From", "During"})
_MONTHS: Final = frozenset(
    {"January", "February", "March", "April", "May", "June", "July", "August", "September"}
    | {"October", "November", "December"}
)
_UNITS: Final = {"%": "NN", "$": "$", "€": "$", "£": "$"}
_BEFORE_NOUN: Final = frozenset({"amod", "compound", "nmod"})
_NEVER_NAMES: Final = frozenset({"DT", "IN", "CC", "CD", "POS", "TO", "PRP$"})


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence's tokens, the index of the one each hangs on, and how it does."""

    tokens: tuple[Token, ...]
    heads: tuple[int, ...]
    links: tuple[str, ...]


def _parts(word: str) -> list[str]:
    """Return a word as the parser knows it: cut at its hyphens."""
    if not _HYPHENED.fullmatch(word):
        return [word]
    return [each for each in re.split(r"([-\u2010\u2011])", word) if each]


def tokenise(
    text: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention] = ()
) -> list[Worded]:
    """Return the tokens of the sentences between some characters; offsets are those of ``text``."""
    cut: list[list[tuple[int, int]]] = []
    paused: list[set[int]] = []
    asked: list[tuple[list[str], list[bool], list[bool]]] = []
    kept = _kept_whole(text, mentions)
    for start, end in spans:
        found = [(each.start(), each.end()) for each in _TOKEN.finditer(text, start, end)]
        pauses = _pauses(text, found, mentions)
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool] = []
        opens = True
        for index, (first, last) in enumerate(found):
            parts = _parts(text[first:last].translate(_PLAIN))
            follows = text[last : last + 1].isspace()
            if index in pauses:
                parts.append(",")
            words.extend(parts)
            spaces.extend([False] * (len(parts) - 1) + [follows])
            starts.extend([opens, *[False] * (len(parts) - 1)])
            opens = text[first:last] in {";", ":"} and not any(a < first < b for a, b in kept)
        paused.append(pauses)
        cut.append(found)
        asked.append((words, spaces, starts))
    parsed = list(parse(asked))
    return [
        _worded(text, found, one, mentions, pauses)
        for found, one, pauses in zip(cut, parsed, paused, strict=True)
    ]


def _pauses(text: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> set[int]:
    """Return the last tokens of dates that open the sentence, where the parser gets a comma.

    "In 1790 two men left" is otherwise read as two men of 1790.
    """
    found: set[int] = set()
    for each in mentions:
        if each.kind is not MentionKind.DATE:
            continue
        inside = [at for at, (first, _) in enumerate(spans) if each.start <= first < each.end]
        if not inside or inside[0] > 1 or inside[-1] + 1 >= len(spans):
            continue
        last = spans[inside[-1]][1]
        following = text[slice(*spans[inside[-1] + 1])]
        if following[0].isalnum() and following.casefold() not in _GOES_ON and last <= each.end:
            found.add(inside[-1])
    if _opens_with_month([text[first:last] for first, last in spans[:3]]):
        found.add(1)
    return found


def _opens_with_month(words: Sequence[str]) -> bool:
    """Return whether "Since January sensors" opens: no sensors of January."""
    if len(words) < 3 or words[0] not in _WHEN or words[1] not in _MONTHS:  # noqa: PLR2004 - a preposition, a month, a noun
        return False
    return words[2].isalpha() and words[2].islower() and words[2] not in _GOES_ON


def _kept_whole(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return runs of characters in which a colon parts nothing: quotations, names, brackets."""
    kinds = {MentionKind.QUOTE, MentionKind.ENTITY}
    named = [(each.start, each.end) for each in mentions if each.kind in kinds]
    return [*named, *((each.start(), each.end()) for each in re.finditer(r"\([^()]*\)", text))]


def _worded(
    text: str,
    spans: Sequence[tuple[int, int]],
    parsed: Parsed,
    mentions: Sequence[Mention],
    pauses: set[int],
) -> Worded:
    """Return the words of a sentence, those that were cut at hyphens whole again."""
    owner: list[int] = []
    for index, (first, last) in enumerate(spans):
        parts = len(_parts(text[first:last].translate(_PLAIN)))
        owner.extend([index] * (parts + (index in pauses)))
    heads: list[int] = []
    links: list[str] = []
    tags: list[str] = []
    at = 0
    for index, (first, last) in enumerate(spans):
        count = owner.count(index)
        inside = range(at, at + count - (index in pauses))
        tops = [each for each in inside if parsed.heads[each] == each]
        tops = tops or [each for each in inside if owner[parsed.heads[each]] != index]
        top = tops[-1] if tops else at
        head = index if parsed.heads[top] == top else owner[parsed.heads[top]]
        heads.append(head)
        links.append(parsed.links[top])
        tags.append(_tag(text[first:last], parsed.tags[top], parsed.links[top], parts=len(inside)))
        at += count
    _tag_names(text, spans, tags, mentions)
    Mender([text[first:last] for first, last in spans], tags, heads, links).mend()
    return Worded(
        tuple(
            Token(
                index=index,
                text=text[first:last],
                tag=tags[index],
                lemma=lemma_of(text[first:last].replace("\u2019", "'"), tags[index]),
                start=first,
                end=last,
            )
            for index, (first, last) in enumerate(spans)
        ),
        tuple(heads),
        tuple(links),
    )


def _tag(word: str, tag: str, link: str, *, parts: int) -> str:
    if len(word) == 1 and not word.isalnum():
        return tag if tag == "POS" else _UNITS.get(word, word)
    if parts > 1 and link in _BEFORE_NOUN and tag[:2] in {"VB", "NN"} and not word[0].isupper():
        return "JJ"
    if tag in {"VBG", "VBN"} and link == "prep":
        return "IN"
    return {"AFX": "JJ", "ADD": "NN", "XX": "NN", "HYPH": "NN", "LS": "CD"}.get(tag, tag)


def _tag_names(
    text: str,
    spans: Sequence[tuple[int, int]],
    tags: list[str],
    mentions: Sequence[Mention],
) -> None:
    """Give words with a capital in names that are known the tag of names."""
    named = [each for each in mentions if each.kind is MentionKind.ENTITY]
    for index, (first, last) in enumerate(spans):
        word = text[first:last]
        inside = any(each.start <= first and last <= each.end for each in named)
        if inside and word[0].isupper() and tags[index] not in _NEVER_NAMES:
            tags[index] = "NNPS" if tags[index] in {"NNS", "NNPS"} else "NNP"
