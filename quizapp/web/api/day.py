"""GET /api/v1/today: what is due, how long it takes, and the days before."""

from flask import Response

from quizapp import clock
from quizapp.scheduling.day import label
from quizapp.services.study import study
from quizapp.web import visitor
from quizapp.web.api.reading import read_query
from quizapp.web.api.writing import answer, instant


def get_today() -> Response:
    """Return the caller's day."""
    read_query()
    day = study.today(user_id=visitor.current().id, now=clock.now())
    return answer(
        {
            "day": label(day.day),
            "zone": day.zone,
            "counts": {
                "learning": day.counts.learning,
                "review": day.counts.review,
                "new": day.counts.new,
            },
            "done_today": day.done_today,
            "minutes": round(day.minutes, 1),
            "next": instant(day.next_at),
            "streak_days": day.streak_days,
            "week": [
                {
                    "day": label(each.day),
                    "reviews": each.reviews,
                    "minutes": round(each.milliseconds / 60_000, 1),
                }
                for each in day.week
            ],
            "backlog": day.backlog
            and {"due": day.backlog.due, "over_limit": day.backlog.over_limit},
            "sets": day.sets,
        }
    )
