"""A run of tokens in words that stand alone, "their" and "its" kept where they point inside it."""

from collections.abc import Iterable
from typing import Final

from quizapp.drafting.telling.telling import Teller, joined

_OWNERS: Final = {"their": frozenset({"NNS", "NNPS"}), "its": frozenset({"NN"})}


def words_alone(
    teller: Teller, first: int, end: int, *, without: Iterable[tuple[int, int]] = ()
) -> str | None:
    """Return a run of tokens in words that stand alone; None where a pronoun is left over.

    "Many migrants lost their jobs" needs nobody else: the owner stands in the run itself.
    """
    cut = tuple(without)
    whole = teller.words(first, end, without=cut)
    if whole is not None:
        return whole
    tokens = teller.sentence.tokens
    parts: list[str] = []
    begin = first
    for at in range(first, end):
        owners = _OWNERS.get(tokens[at].low)
        if owners is None or tokens[at].tag != "PRP$":
            continue
        if not any(each.tag in owners for each in tokens[first:at]):
            return None
        before = teller.words(begin, at, without=cut)
        if before is None:
            return None
        parts.extend((before, tokens[at].text))
        begin = at + 1
    last = teller.words(begin, end, without=cut) if parts else None
    return joined([*parts, last]) if last is not None else None
