"""Whether the article itself vouches for a clause, as the grammar shows it."""

from typing import Final

from quizapp.bank.document import Status
from quizapp.drafting.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.proposal import Page

_DOUBTFUL: Final = frozenset(
    {ClauseKind.THAT, ClauseKind.CONDITION, ClauseKind.QUESTION, ClauseKind.FRAME}
)


def is_stated(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause is the article's own plain statement.

    What hangs on "that", "if" or "whether" is not, whatever the verb above it.
    """
    if page.framing(sentence, clause).status is not Status.STATED:
        return False
    if sentence.text.rstrip("\"”'’").endswith("?"):
        return False
    by_index = {each.index: each for each in sentence.clauses}
    current: Clause | None = clause
    while current is not None:
        if current.kind in _DOUBTFUL:
            return False
        current = by_index.get(current.parent)
    return not any(
        each.quote is not None
        and each.quote.speech
        and each.start
        <= sentence.tokens[clause.verb.head if clause.verb else clause.first].start
        < each.end
        for each in page.mentions
    )
