"""Who alone was meant by an assignment erases their account: it does not become everybody's."""

from quizapp.services.people import privacy
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import AssignmentTarget
from quizapp.store.tables.classes import Assignment
from tests.integration.teaching.conftest import School

PASSWORD = "amber kettle sings"


def test_an_assignment_for_one_who_is_gone_is_nobodys(school: School) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    alone = school.assign(school.questions("choice"), title="For Kim alone")
    both = school.assign(school.questions("text"), title="For both")
    with school.app.app_context(), writing() as session:
        session.add(AssignmentTarget(assignment_id=alone, user_id=kim.id))
        session.add(AssignmentTarget(assignment_id=both, user_id=kim.id))
        session.add(AssignmentTarget(assignment_id=both, user_id=lee.id))
    assert "For Kim alone" not in lee.get("/quizzes").text
    with school.app.app_context():
        privacy.delete_account(user_id=kim.id, password=PASSWORD)
    page = lee.get("/quizzes").text
    assert "For Kim alone" not in page
    assert "For both" in page
    with school.app.app_context(), reading() as session:
        assert session.get_one(Assignment, alone).withdrawn_at is not None
        assert session.get_one(Assignment, both).withdrawn_at is None
