"""Names with something beside them that is no meaning: another member of a list, half a title."""

from typing import Final

from quizapp.drafting.lexis.lexicon import is_function_word
from quizapp.drafting.proposers.meanings import Meaning
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.telling.telling import Teller

_FRONTING: Final = frozenset({"until", "during", "after", "before", "since"})
_CLOSING: Final = frozenset({".", ";", ":", "(", ")", "!", "?"})


def half_a_name(teller: Teller, named: Named, end: int) -> bool:
    """Return whether a name goes on behind: "The Keeper" of "The Keeper of the Lock", "On"."""
    following = teller.sentence.tokens[end : end + 2]
    title = [each.low for each in following] == ["of", "the"] and named.name.startswith("The ")
    return title or is_function_word(named.name)


def in_a_list(teller: Teller, name: tuple[int, int], meaning: Meaning) -> bool:
    """Return whether name and meaning are two of a list, or a date and what follows it.

    "In Persia, the old Etruria and Rome" tells of three places, and "until the war, the coast"
    of none; "the Salter Medal for prose, the Tarn Cup for verse and" of two medals.
    """
    tokens, (first, end) = teller.sentence.tokens, name
    begin, stop, _, _ = meaning
    beside = begin > end and tokens[begin - 1].text == "," == tokens[end].text
    ahead = stop < first and tokens[first - 1].text == ","
    if not (beside or (begin < first and (ahead or tokens[first - 1].low == "the"))):
        return False
    opens = first - (tokens[first - 1].low == "the") - 1 if first else -1
    if beside and opens >= 0 and tokens[opens].low in _FRONTING:
        return True
    inside = tokens[begin:stop]
    comma = next((each.index for each in inside if each.text == ","), stop)
    whole = any(each.tag == "IN" for each in tokens[begin:comma])  # "an alliance of Lorn, Marl and"
    return _goes_on(teller, max(stop if whole else comma, end))


def _goes_on(teller: Teller, at: int) -> bool:
    """Return whether another member follows, with an "and" before any verb."""
    tokens, apart = teller.sentence.tokens, False
    for token in tokens[at:]:
        if token.tag[:2] in {"VB", "MD", "WD", "WP", "WR"} or token.text in _CLOSING:
            return False
        if token.low in {"and", "or"}:
            return apart
        apart |= token.text == ","
    return False
