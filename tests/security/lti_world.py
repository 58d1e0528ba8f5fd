"""The learning platform of the world: registered, with a course for each class. Asks no host."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from quizapp.services.lti import lti_platforms
from quizapp.services.lti.lti_platforms import PlatformDraft
from quizapp.settings import Settings
from quizapp.store.engine import writing
from quizapp.store.tables.lti import LtiAccount, LtiCourse, LtiGrade, LtiLine

ISSUER: Final = "https://moodle.example"
CLIENT: Final = "client-1"
_INSIDE: Final = "https://127.0.0.1"
"""An address that is never asked: it is not public."""


def build_lti(
    ids: Mapping[str, int], things: Mapping[str, int], *, secret: str, title: str, now: datetime
) -> dict[str, int]:
    """Register the platform, connect both classes, and let a grade wait."""
    draft = PlatformDraft(
        name="Our Moodle",
        issuer=ISSUER,
        client_id=CLIENT,
        deployments="1",
        auth_url=f"{ISSUER}/auth",
        token_url=f"{_INSIDE}/token",
        jwks_url=f"{_INSIDE}/jwks",
    )
    settings = Settings.from_environment({"QUIZAPP_SECRET_KEY": secret})
    number = lti_platforms.register(draft, actor_id=ids["admin"], settings=settings, now=now)
    with writing() as session:
        for letter, owner in (("a", "teacher"), ("b", "other_teacher")):
            session.add(
                LtiCourse(
                    platform_id=number,
                    deployment="1",
                    context=f"course-{letter}",
                    title=title[:120],
                    class_id=things[f"class.{letter}"],
                    members_url=f"{_INSIDE}/members",
                    linked_by=ids[owner],
                    linked_at=now,
                )
            )
        session.add(
            LtiAccount(
                issuer=ISSUER,
                subject="person-1",
                user_id=ids["learner"],
                made_here=False,
                created_at=now,
            )
        )
        session.flush()
        course = session.query(LtiCourse).filter_by(class_id=things["class.a"]).one()
        line = LtiLine(
            course_id=course.id,
            resource="link-1",
            assignment_id=things["quiz.a"],
            scores_url=f"{_INSIDE}/line",
        )
        session.add(line)
        session.flush()
        session.add(
            LtiGrade(
                line_id=line.id,
                user_id=ids["learner"],
                state="waiting",
                share=0.5,
                changed_at=now,
                tries=0,
                next_at=now,
                problem="",
            )
        )
    return {"lti.platform": number}
