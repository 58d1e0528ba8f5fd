"""What stands before the subject of a clause: "under the treaty", "in the hills"."""

from typing import Final

from quizapp.drafting.shapes.analysis import ChunkKind, Clause
from quizapp.drafting.telling.phrasing import Teller

_SPANS: Final = frozenset({"year", "month", "week", "day", "hour", "minute", "decade"})
_IDLE_LEADS: Final = frozenset(
    {
        "result",
        "time",
        "addition",
        "contrast",
        "response",
        "turn",
        "fact",
        "end",
        "year",
        "example",
        "rule",
    }
    | {"instance", "order"}
)


def lead_of(teller: Teller, clause: Clause, cut: list[tuple[int, int]]) -> str:
    """Return the phrases before the subject, for the end of the statement; "" where idle."""
    if clause.subject is None or clause.subject.first < clause.first:
        return ""
    taken = {at for begin, stop in cut for at in range(begin, stop)}
    out: list[str] = []
    idle: set[int] = set()
    for each in clause.adverbials:
        if each.prep_first >= clause.subject.first:
            continue
        if each.kind is ChunkKind.DATE:
            by = (
                teller.sentence.tokens[each.prep_first].low == "by" and each.prep_first not in taken
            )
            out.extend([teller.sentence.words(each.prep_first, each.end).lower()] if by else [])
            continue
        if each.prep_first in taken or not each.prep:
            continue
        if teller.sentence.tokens[each.head].lemma in _IDLE_LEADS:
            idle.add(each.head)
            continue
        if each.above in idle:
            continue  # "during this time in the hills"
        before = teller.sentence.tokens[each.prep_first - 1] if each.prep_first else None
        if before is not None and before.lemma in _SPANS:
            continue  # "a year before his death": without the year it is another time
        words = teller.phrase(each, without=cut)
        if words is None or words == "order":  # the aim of "in order to" stands elsewhere
            continue
        out.append(f"{each.prep} {words}")
    return " ".join(out)
