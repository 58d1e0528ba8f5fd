"""What a clause is compared with at its end: ", up from 41,000 in 2001", ", half of it from tolls".

The numbers and dates in it are not those of the clause: "struck 40,000 coins, half as many as in
1820" tells of no coin of 1820.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, Phrase, Token

_MOVED: Final = frozenset({"up", "down"})
_AGAINST: Final = frozenset({"compared", "against"})
_PARTS: Final = word_set("half twice double triple thrice third quarter times percent per % fifth")
_MORE: Final = word_set(
    "more less fewer higher lower larger smaller longer shorter older younger heavier lighter"
    " cheaper dearer faster slower taller deeper as"
)
_SIZES: Final = frozenset({"half", "twice", "double"})
_SOME: Final = word_set("most some half all none both many much part several one two three few")
_THAN: Final = frozenset({"than", "as"})
_NEARLY: Final = word_set("almost nearly about roughly around some over")
_FRACTIONS: Final = word_set("half third quarter fifth tenth thirds quarters fifths tenths sixth")
_OF_IT: Final = (["of", "it"], ["of", "them"], ["of", "these"], ["of", "which"])
_WINDOW: Final = 6
_TAIL_MOST: Final = 18


def without_tails(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, each without what it is compared with at its end."""
    return tuple(_shortened(tokens, each) for each in clauses)


def _shortened(tokens: Sequence[Token], clause: Clause) -> Clause:
    if clause.verb is None:
        return clause
    end = clause.end
    while end > clause.verb.end and tokens[end - 1].text in {".", ";", ",", ":"}:
        end -= 1
    for at in range(clause.verb.end, end):
        if tokens[at].text != "," or end - at > _TAIL_MOST or not is_tail(tokens[at + 1 : end]):
            continue
        return replace(
            clause,
            end=at,
            objects=tuple(_before(each, at) for each in clause.objects if each.first < at),
            adverbials=tuple(
                _before(each, at) for each in clause.adverbials if each.prep_first < at
            ),
        )
    return clause


def _before(phrase: Phrase, at: int) -> Phrase:
    if phrase.end <= at:
        return phrase
    members = tuple((first, min(end, at)) for first, end in phrase.members if first < at)
    members = members if len(members) > 1 else ()
    return replace(phrase, end=at, core_end=min(phrase.core_end, at), members=members)


def is_tail(tail: Sequence[Token]) -> bool:
    """Return whether the tokens behind a comma compare what was told with something else."""
    low = [each.low for each in tail]
    if len(low) < 2 or low[-1] == "," or "," in low[:_WINDOW]:  # noqa: PLR2004 - two words at least
        return False
    if low[0] in _SOME and low[1] == "of" and low[2:3] in (["it"], ["them"], ["these"], ["which"]):
        return not any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tail)
    numbers = next((at for at, each in enumerate(tail) if each.tag != "CD"), 0)
    if _shares(tail) or (numbers and low[numbers : numbers + 2] in _OF_IT):
        return True
    moved = low[0] in _MOVED and ("from" in low[1:_WINDOW] or low[1] == "by")
    counted = any(each.tag == "CD" for each in tail[:3])
    if low[0] == "from" and counted and "to" not in low:
        return True  # "tripled in thirty years, from 6,500 in 1819"
    numbered = any(each.tag == "CD" or each.low in {"with", "to"} for each in tail)
    sized = low[0] in _SIZES and low[1] in {"the", "as", "that", "its"}
    return moved or (low[0] in _AGAINST and numbered) or sized or _ranks(tail[:_WINDOW])


def _shares(tail: Sequence[Token]) -> bool:
    """Return whether it tells the same as a part: ", almost one in five of the adults in Marl"."""
    low = [each.low for each in tail]
    at = 1 if low[0] in _NEARLY else 0
    ratio = len(low) > at + 2 and low[at + 1] in {"in", "out"} and tail[at].tag == "CD"
    part = low[at : at + 1] in (["a"], ["half"], ["two"], ["three"]) and "of" in low[at : at + 4]
    part = part and any(each in _FRACTIONS for each in low[at : at + 3])
    finite = any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tail)
    return (ratio or part) and not finite


def _ranks(opening: Sequence[Token]) -> bool:
    """Return whether it opens as "8 percent more than" or "far higher than"."""
    low = [each.low for each in opening]
    counted = any(each.tag == "CD" or each.low in _PARTS for each in opening[:3])
    if not counted and low[0] not in {"far", "much", "many", "more", "less"}:
        return False
    place = next((at for at, each in enumerate(low) if each in _MORE), len(low))
    return any(each in _THAN for each in low[place + 1 :])
