"""Statements in plain words: no long run of the passage, each answer held once."""

import re
from collections.abc import Sequence
from typing import Final

COPIED_WORDS: Final = 9
"""So many words in a row are a copy (GENERATION.md)."""
_FIGURE_OR_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")

_SWAPS: Final = tuple(
    (re.compile(rf"\b{old}\b"), new)
    for old, new in (
        (r"because of", "owing to"), (r"owing to", "because of"), (r"due to", "because of"),
        (r"such as", "like"), (r"in order to", "to"), (r"as well as", "and also"),
        (r"more than(?= [\d$€£])", "over"), (r"over(?= [\d$€£])", "more than"),
        (r"fewer than(?= \d)", "under"), (r"about(?= [\d$€£])", "around"),
        (r"around(?= [\d$€£])", "about"), (r"approximately", "about"), (r"roughly", "about"),
        (r"nearly", "almost"), (r"almost", "nearly"), (r"began", "started"),
        (r"begins", "starts"), (r"begun", "started"), (r"started", "began"),
        (r"commenced", "began"), (r"purchased", "bought"), (r"bought", "purchased"),
        (r"constructed", "built"), (r"built", "constructed"), (r"received", "got"),
        (r"obtained", "got"), (r"assisted", "helped"), (r"attempted to", "tried to"),
        (r"tried to", "attempted to"), (r"demonstrated", "showed"), (r"resided", "lived"),
        (r"concluded", "ended"), (r"ended", "came to an end"), (r"required", "needed"),
        (r"permitted", "allowed"), (r"allowed", "permitted"), (r"defeated", "beat"),
        (r"perished", "died"), (r"passed away", "died"), (r"selected", "chose"),
        (r"several", "a number of"), (r"numerous", "many"), (r"a large number of", "many"),
        (r"a number of", "several"), (r"large", "big"), (r"located in", "situated in"),
        (r"located", "situated"), (r"situated", "located"), (r"known as", "called"),
        (r"called", "named"), (r"throughout", "all over"), (r"across", "throughout"),
        (r"within", "inside"), (r"upon", "on"), (r"towards", "toward"), (r"toward", "towards"),
        (r"while", "whereas"), (r"which", "that"), (r"children", "young people"),
        (r"established", "set up"), (r"set up", "established"), (r"created", "set up"),
        (r"founded", "established"), (r"entire", "whole"), (r"whole", "entire"),
        (r"largest", "biggest"), (r"biggest", "largest"), (r"smallest", "tiniest"),
        (r"became", "turned into"), (r"won(?= the| a| its| his| her)", "gained"),
        (r"launched", "started"), (r"opened", "inaugurated"), (r"held", "organised"),
        (r"rose", "went up"), (r"fell", "went down"), (r"grew", "increased"),
        (r"increased", "rose"), (r"decreased", "fell"), (r"declined", "fell"),
        (r"declared", "proclaimed"), (r"proclaimed", "declared"), (r"published", "brought out"),
        (r"used", "made use of"), (r"sent", "dispatched"), (r"came into force", "took effect"),
        (r"took effect", "came into force"), (r"entered into force", "came into force"),
        (r"completed", "finished"), (r"finished", "completed"), (r"moved", "relocated"),
        (r"destroyed", "wiped out"), (r"banned", "prohibited"), (r"prohibited", "banned"),
        (r"abolished", "did away with"), (r"introduced", "brought in"), (r"gave", "granted"),
        (r"granted", "gave"), (r"replaced", "took the place of"), (r"killed", "took the lives of"),
        (r"led to", "brought about"), (r"contains", "holds"), (r"employs", "has a staff of"),
        (r"requires", "needs"), (r"help(?= \w+)", "aid"), (r"rapidly", "fast"),
        (r"quickly", "fast"), (r"annually", "every year"), (r"each year", "every year"),
        (r"every year", "each year"), (r"a year", "per year"), (r"per year", "a year"),
        (r"together with", "along with"), (r"along with", "together with"),
        (r"for the first time", "as a first"), (r"the rest of", "the remainder of"),
        (r"at least", "no fewer than"), (r"only", "just"), (r"just", "only"),
        (r"in the middle of", "amid"), (r"near", "close to"), (r"next to", "beside"),
        (r"during", "in the course of"), (r"before", "ahead of"), (r"against", "in opposition to"),
        (r"to help", "in order to help"), (r"to protect", "in order to protect"),
        (r"to make", "in order to make"), (r"to build", "in order to build"),
        (r"without", "with no"), (r"between", "in between"), (r"made of", "built from"),
        (r"agreed to", "consented to"), (r"decided to", "resolved to"), (r"refused to", "declined to"),
        (r"for example", "for instance"), (r"and then", "and afterwards"),
        (r"by(?= [a-z]+ing)", "through"), (r"for(?= [a-z]+ing)", "for the purpose of"),
    )
)  # fmt: skip
"""Words and others of the same meaning; what must not change its meaning is not among them."""
_RISKY: Final = frozenset(
    {
        "during", "between", "before", "against", "called", "only", "just", "gave", "held", "used",
        "large", "children", "opened", "which", "while", "won", "became", "fell", "rose", "grew",
        "launched", "ended", "near", "help", "concluded", "killed", "across", "within", "declined",
        "created", "received", "a year", "employs", "replaced", "for the first time",
        "at least", "and", "completed", "sent", "published", "moved",
    }
)  # fmt: skip
"""Left for when nothing else breaks the run; some are dropped altogether."""
_NEVER: Final = frozenset(
    {
        "during", "between", "before", "against", "help", "children", "held", "used", "gave", "which",
        "across", "near", "launched", "just", "only", "opened", "declined", "a year", "won", "sent",
        "created", "became", "killed", "employs", "for the first time", "at least", "called",
    }
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """Return the words in small letters, without digits and marks."""
    return [each.group().casefold().replace("\u2019", "'") for each in _WORD.finditer(text)]


def longest_run(text: str, passage: str) -> int:
    """Return how many words in a row of a text stand in the passage in the same order.

    Words between quotation marks do not count: they are somebody's own.
    """
    pieces = _QUOTED.split(text)
    theirs = words_of(passage)
    plain = max(_run_of(words_of(each), theirs) for each in pieces)
    figures = _with_figures(passage)
    return max(plain, *(_run_of(_with_figures(each), figures) for each in pieces))


def _with_figures(text: str) -> list[str]:
    return [each.casefold().replace("\u2019", "'") for each in _FIGURE_OR_WORD.findall(text)]


def _run_of(own: list[str], theirs: list[str]) -> int:
    places: dict[str, list[int]] = {}
    for at, word in enumerate(theirs):
        places.setdefault(word, []).append(at)
    best = 0
    for begin in range(len(own)):
        if len(own) - begin <= best:
            break
        for place in places.get(own[begin], ()):
            length = 0
            while (
                begin + length < len(own)
                and place + length < len(theirs)
                and own[begin + length] == theirs[place + length]
            ):
                length += 1
            best = max(best, length)
    return best


def reworded(
    texts: Sequence[str], passage: str, *, kept: Sequence[str] = ()
) -> tuple[str, ...] | None:
    """Return texts with the same swaps in each, so that no run of nine words is the passage's.

    Args:
        texts: the statement first, then the slots that repeat a part of it.
        passage: the text they come from.
        kept: words that must not be touched (names, quoted phrases, dates).

    Returns:
        The texts, or None where no swap of words of like meaning breaks every run.
    """
    current = tuple(texts)
    tried: set[str] = set()
    run = max(longest_run(each, passage) for each in current)
    while run >= COPIED_WORDS:
        best: tuple[int, tuple[str, ...], str] | None = None
        for pattern, new in _SWAPS:
            old = pattern.pattern
            plain = re.sub(r"\\b|\(\?=.*", "", old)
            if old in tried or plain in _NEVER or not pattern.search(current[0]):
                continue
            found = pattern.search(current[0])
            if found and any(found.group() in each for each in kept):
                continue
            changed = tuple(pattern.sub(new, each, count=1) for each in current)
            length = max(longest_run(each, passage) for each in changed)
            weight = length + (0.5 if plain in _RISKY else 0)
            if length < run and (best is None or weight < best[0]):
                best = (int(weight * 2), changed, old)
        if best is None:
            return None
        current = best[1]
        tried.add(best[2])
        run = max(longest_run(each, passage) for each in current)
    return current
