"""What a publish that nobody asked for may not take from learners: most often a file cut short.

A document cut between two items is still a sound one. At a start nobody is there to see the plan,
so what would retire much of what is learnt waits until somebody publishes by hand.
"""

from collections import Counter
from collections.abc import Collection
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError
from quizapp.services.publishing.publishing_changes import Change
from quizapp.services.publishing.publishing_plan import PublishPlan
from quizapp.store.bank import relearn_queries
from quizapp.store.bank.content_queries import PublishedContent

FEWEST_LOST: Final = 5
"""Cards that somebody has learnt, of one article: fewer are taken out as they come."""
MOST_LOST: Final = 0.1
"""Of the article's cards that somebody has learnt; a cut at random takes half of a file."""


class HeldBackError(ConflictError):
    """A publish that nobody asked for would retire much of what learners know."""


def refuse_loss(session: Session, plan: PublishPlan, published: PublishedContent) -> None:
    """Refuse a plan that retires more than a tenth of an article's cards that are learnt.

    Raises:
        HeldBackError: it does; names the articles, the worst first.
    """
    lost = Counter(
        fact.article
        for fact in plan.facts
        for card in fact.cards
        if card.change is Change.RETIRED and card.learners
    )
    many = {article: number for article, number in lost.items() if number >= FEWEST_LOST}
    learnt = _learnt(session, published, many)
    held = [each for each in many if many[each] > MOST_LOST * learnt[each]]
    if not held:
        return
    raise HeldBackError(
        "Publishing would retire cards that learners have studied: {lost}. A file may be cut "
        "short. If they are meant to go, publish by hand: quizapp bank publish",
        lost=", ".join(
            f"{many[each]} of {learnt[each]} of the article {each!r}"
            for each in sorted(held, key=lambda each: (-many[each], each))
        ),
    )


def _learnt(
    session: Session, published: PublishedContent, articles: Collection[str]
) -> Counter[str]:
    """Return how many cards of each of these articles serve and are learnt by somebody."""
    home = {
        card.id: str(published.facts[card.fact]["article_id"])
        for card in published.cards.values()
        if card.row["retired_in"] is None
    }
    wanted = [card for card, article in home.items() if article in articles]
    return Counter(home[card] for card in relearn_queries.touched_by_card(session, wanted))
