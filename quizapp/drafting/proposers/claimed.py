"""A claim made of what somebody wants, expects or thinks of a thing, in words of its own."""

from collections.abc import Sequence

from quizapp.bank.terms import Status
from quizapp.drafting.proposers.points import in_own_words
from quizapp.drafting.proposers.said_words import names_in
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import capital, small

_SHORTEST = 3
_LONGEST = 26


def claimed(
    page: Page,
    named: Named,
    said: str,
    points: Sequence[str],
    span: tuple[int, int],
    *,
    status: Status = Status.ATTRIBUTED,
    confidence: float = 0.7,
) -> Proposal | None:
    """Return "X said that the point"; None where the point names X or copies the passage.

    Args:
        said: the verb of saying in the past, as a statement has it before "that".
        points: clauses that stand alone, the best first.
        span: first character of the evidence, and one past its last.
    """
    points = [small(each, page) for each in points]
    if any(name in points[0] for name in (named.name, *named.aliases)):
        return None
    if not _SHORTEST <= len(points[0].split()) <= _LONGEST:
        return None

    def framed(texts: Sequence[str]) -> str:
        return f"{capital(named.phrase)} {said} that {texts[0]}."

    def according(texts: Sequence[str]) -> str:
        return f"According to {named.phrase}, {texts[0]}."

    frames = [framed, according] if said in {"argued", "said", "believed"} else [framed]
    worded = in_own_words(page.text, points, frames, names_in(page, framed(points)))
    if worded is None:
        return None
    start, end = trimmed(page, *span)
    return Proposal(
        type="claim",
        passage=page.number,
        slots={"speaker": named.key, "verb": said, "point": worded[1]},
        start=start,
        end=end,
        status=status,
        statement=worded[0],
        confidence=confidence,
        explanation=f"This is what {named.phrase} {said}; the article passes it on as such.",
    )
