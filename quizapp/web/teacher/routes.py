"""The routes of the teacher: who may call what, and where its view is."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get, Post

ROUTES: Final = (
    Get("/classes/<int:class_id>/articles/<article_id>", "article.article", Policy.TEACHER),
    Get("/classes/<int:class_id>/assign", "assigning.assign", Policy.TEACHER),
    Post("/classes/<int:class_id>/assign", "assigning.preview_quiz", Policy.TEACHER),
    Post("/classes/<int:class_id>/assign/now", "assigning.assign_now", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/edit", "assignment_edit.edit_assignment", Policy.TEACHER),
    Post(
        "/assignments/<int:assignment_id>/edit", "assignment_edit.change_assignment", Policy.TEACHER
    ),
    Get(
        "/assignments/<int:assignment_id>/questions",
        "assignment_questions.questions",
        Policy.TEACHER,
    ),
    Post(
        "/assignments/<int:assignment_id>/questions",
        "assignment_questions.change_questions",
        Policy.TEACHER,
    ),
    Get(
        "/assignments/items/<int:item_id>/drop",
        "assignment_questions.drop_question",
        Policy.TEACHER,
    ),
    Post(
        "/assignments/items/<int:item_id>/drop",
        "assignment_questions.drop_question_now",
        Policy.TEACHER,
    ),
    Get("/classes/<int:class_id>/assignments", "assignments.assignments", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/look", "assignments.look", Policy.TEACHER),
    Post("/assignments/<int:assignment_id>/give-back", "assignments.give_back", Policy.TEACHER),
    Get("/classes/<int:class_id>/settings", "class_settings.class_settings", Policy.TEACHER),
    Post("/classes/<int:class_id>/settings", "class_settings.change_class", Policy.TEACHER),
    Post("/classes/<int:class_id>/unarchive", "class_settings.unarchive_class", Policy.TEACHER),
    Get("/classes/<int:class_id>/copy", "class_settings.copy_class", Policy.TEACHER),
    Post("/classes/<int:class_id>/copy", "class_settings.copy_class_now", Policy.TEACHER),
    Post("/classes/<int:class_id>/code", "members.rotate_code", Policy.TEACHER),
    Post("/classes/<int:class_id>/open", "members.open_door", Policy.TEACHER),
    Post("/classes/<int:class_id>/close", "members.close_door", Policy.TEACHER),
    Post("/classes/<int:class_id>/join-end", "members.set_join_end", Policy.TEACHER),
    Post("/classes/<int:class_id>/members/<int:member_id>/block", "members.block", Policy.TEACHER),
    Post(
        "/classes/<int:class_id>/members/<int:member_id>/unblock", "members.unblock", Policy.TEACHER
    ),
    Post(
        "/classes/<int:class_id>/members/<int:member_id>/remove", "members.remove", Policy.TEACHER
    ),
    Get("/classes", "classes.classes", Policy.TEACHER),
    Get("/classes/new", "classes.new_class", Policy.TEACHER),
    Post("/classes/new", "classes.make_class", Policy.TEACHER),
    Get("/classes/<int:class_id>", "classes.show_class", Policy.TEACHER),
    Post("/classes/<int:class_id>/archive", "classes.archive_class", Policy.TEACHER),
    Get(
        "/assignments/<int:assignment_id>/learners/<int:member_id>",
        "exceptions.exception",
        Policy.TEACHER,
    ),
    Post(
        "/assignments/<int:assignment_id>/learners/<int:member_id>",
        "exceptions.set_exception",
        Policy.TEACHER,
    ),
    Get("/classes/<int:class_id>/goal", "goals.new_goal", Policy.TEACHER),
    Post("/classes/<int:class_id>/goal", "goals.give_goal", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/goal", "goals.goal", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/goal.csv", "goals.goal_csv", Policy.TEACHER),
    Post("/assignments/<int:assignment_id>/goal", "goals.change_goal", Policy.TEACHER),
    Get(
        "/classes/<int:class_id>/grades/categories",
        "grade_categories.grade_categories",
        Policy.TEACHER,
    ),
    Post(
        "/classes/<int:class_id>/grades/categories", "grade_categories.add_category", Policy.TEACHER
    ),
    Post(
        "/classes/<int:class_id>/grades/categories/<int:category_id>",
        "grade_categories.change_category",
        Policy.TEACHER,
    ),
    Post(
        "/classes/<int:class_id>/grades/categories/<int:category_id>/delete",
        "grade_categories.delete_category",
        Policy.TEACHER,
    ),
    Post("/classes/<int:class_id>/grades/quizzes", "grade_categories.sort_quizzes", Policy.TEACHER),
    Get("/classes/<int:class_id>/grades", "gradebook.gradebook", Policy.TEACHER),
    Get(
        "/classes/<int:class_id>/grades/learners/<int:member_id>",
        "gradebook.learner_grades",
        Policy.TEACHER,
    ),
    Get("/classes/<int:class_id>/grades.csv", "gradebook.grades_csv", Policy.TEACHER),
    Get("/classes/<int:class_id>/grades.xlsx", "gradebook.grades_workbook", Policy.TEACHER),
    Post(
        "/assignments/<int:assignment_id>/learners/<int:member_id>/excuse",
        "gradebook.excuse",
        Policy.TEACHER,
    ),
    Post(
        "/assignments/<int:assignment_id>/learners/<int:member_id>/count",
        "gradebook.unexcuse",
        Policy.TEACHER,
    ),
    Get("/assignments/items/<int:item_id>", "grading.grade_item", Policy.TEACHER),
    Get("/assignments/attempts/<int:attempt_id>", "grading.attempt", Policy.TEACHER),
    Post(
        "/assignments/attempts/<int:attempt_id>/items/<int:item_id>/points",
        "grading.grade_answer",
        Policy.TEACHER,
    ),
    Get("/assignments/<int:assignment_id>/items", "items.items", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/items.csv", "items.items_csv", Policy.TEACHER),
    Get("/classes/<int:class_id>/knowing", "knowing.knowing", Policy.TEACHER),
    Post("/classes/<int:class_id>/knowing/set", "knowing.set_of_facts", Policy.TEACHER),
    Get("/classes/<int:class_id>/members/<int:member_id>", "learner.member", Policy.TEACHER),
    Post("/classes/<int:class_id>/members/<int:member_id>/grant", "learner.grant", Policy.TEACHER),
    Get(
        "/classes/<int:class_id>/members/<int:member_id>/work.json",
        "learner.work_json",
        Policy.TEACHER,
    ),
    Get(
        "/classes/<int:class_id>/members/<int:member_id>/work.csv",
        "learner.work_csv",
        Policy.TEACHER,
    ),
    Post("/classes/<int:class_id>/members/<int:member_id>/erase", "learner.erase", Policy.TEACHER),
    Get("/classes/<int:class_id>/people", "people.people", Policy.TEACHER),
    Get("/classes/<int:class_id>/people.csv", "people.people_csv", Policy.TEACHER),
    Post("/classes/<int:class_id>/groups", "people.make_group", Policy.TEACHER),
    Post(
        "/classes/<int:class_id>/groups/<int:group_id>/rename",
        "people.rename_group",
        Policy.TEACHER,
    ),
    Post(
        "/classes/<int:class_id>/groups/<int:group_id>/delete",
        "people.delete_group",
        Policy.TEACHER,
    ),
    Post("/classes/<int:class_id>/groups/place", "people.place_in_group", Policy.TEACHER),
    Post("/classes/<int:class_id>/teachers", "people.add_teacher", Policy.TEACHER),
    Post(
        "/classes/<int:class_id>/teachers/<int:teacher_id>/remove",
        "people.remove_teacher",
        Policy.TEACHER,
    ),
    Get("/assignments/items/<int:item_id>/preview", "repair.preview_repair", Policy.TEACHER),
    Post("/assignments/items/<int:item_id>/repair", "repair.repair_item", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>", "reports.report", Policy.TEACHER),
    Post("/assignments/<int:assignment_id>/due", "reports.change_due", Policy.TEACHER),
    Post("/assignments/<int:assignment_id>/withdraw", "reports.withdraw", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/report.csv", "reports.report_csv", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/answers.csv", "reports.answers_csv", Policy.TEACHER),
    Get("/classes/<int:class_id>/roster", "roster.roster", Policy.TEACHER),
    Get("/classes/roster-template.csv", "roster.roster_template", Policy.TEACHER),
    Post("/classes/<int:class_id>/roster", "roster.try_roster", Policy.TEACHER, body_mb=5),
    Post("/classes/<int:class_id>/roster/apply", "roster.apply_roster", Policy.TEACHER, body_mb=5),
    Post("/classes/<int:class_id>/slips", "roster.print_slips", Policy.TEACHER),
    Post(
        "/classes/<int:class_id>/members/<int:member_id>/slip", "roster.print_slip", Policy.TEACHER
    ),
    Get("/assignments/<int:assignment_id>/worksheet", "sheets.worksheet", Policy.TEACHER),
    Get("/assignments/<int:assignment_id>/projector", "sheets.projector", Policy.TEACHER),
    Get("/sets/take-away", "taking_away.take_away", Policy.TEACHER),
    Get("/sets/take-away/file", "taking_away.take_file", Policy.TEACHER),
)

blueprint: Final = Area("teacher", package="quizapp.web.teacher", routes=ROUTES)
