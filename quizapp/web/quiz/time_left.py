"""The time left as people say it."""

from quizapp.web.language import say, say_counted


def left_words(seconds: int | None) -> str:
    """Return the time left in words, calm and not to the second; "" without a limit."""
    if seconds is None:
        return ""
    minutes = seconds // 60
    if minutes < 1:
        return say("less than a minute left")
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return say_counted("%(num)s minute left", "%(num)s minutes left", minutes)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:  # noqa: PLR2004 - from two days on, days say more
        return say_counted("%(num)s day left", "%(num)s days left", hours // 24)
    if rest:
        return say("%(hours)s h %(minutes)s min left", hours=hours, minutes=rest)
    return say("%(hours)s h left", hours=hours)
