"""A teacher takes a set to another program: sees what the file holds, then downloads it."""

import io
import re
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from quizapp.errors import InputError, NotFoundError
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import QuestionType
from quizapp.services.exports import exporting
from quizapp.services.exports.exporting import ExportChoice
from tests.integration.teaching.conftest import School

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALL_FORMS = frozenset(QuestionType)


def _choice(name: str, **changes: object) -> ExportChoice:
    values: dict[str, object] = {
        "format": name,
        "forms": ALL_FORMS,
        "level": "both",
        "one_per_fact": False,
    }
    return ExportChoice(**(values | changes))  # type: ignore[arg-type]


def test_a_teacher_sees_what_a_file_holds_and_takes_it(school: School) -> None:
    teacher = school.teacher
    assert "/sets/take-away" in teacher.get("/classes").text
    blank = teacher.get("/sets/take-away?set_id=5").text
    assert '<option selected value="5">' in blank
    assert 'name="forms" type="checkbox" value="mcq"' in blank.replace("checked ", "")
    asked = "set_id=5&format=moodle&forms=mcq&forms=typed&level=near"
    shown = teacher.get(f"/sets/take-away?{asked}")
    assert shown.status_code == 200
    link = re.search(r'href="(/sets/take-away/file\?[^"]+)" download', shown.text)
    assert link
    sent = teacher.get(link[1].replace("&amp;", "&"))
    assert sent.mimetype == "application/xml"
    assert ".xml" in sent.headers["Content-Disposition"]
    kinds = {each.get("type") for each in ET.fromstring(sent.data)}  # noqa: S314 - our own output
    assert kinds <= {"category", "multichoice", "shortanswer", "numerical"}
    assert "multichoice" in kinds


def test_what_cannot_be_taken_is_said_on_the_page(school: School) -> None:
    teacher = school.teacher
    none = teacher.get("/sets/take-away?set_id=5&format=aiken&forms=typed&level=near")
    assert none.status_code == 400
    assert "Aiken can hold none" in none.text
    wrong = teacher.get("/sets/take-away?set_id=5&format=word&forms=typed&level=near")
    assert wrong.status_code == 400
    assert teacher.get("/sets/take-away/file").status_code == 400
    some = teacher.get("/sets/take-away?set_id=1&format=gift&forms=mcq&forms=order&level=both")
    assert "Left out" in some.text


def test_a_learner_takes_no_card_that_a_quiz_keeps_closed(school: School) -> None:
    quiz = school.assign(school.questions("text"))
    kim = school.learner("Kim")
    ((_, question, _),) = school.items(school.start(kim, quiz))
    path = "/sets/1/take/file?format=csv"
    held, free = kim.get(path).text, school.teacher.get(path).text
    of_fact = [line for line in free.splitlines() if line.endswith(f"{question.card}.flashcard")]
    assert of_fact, "the set asks the fact of the quiz"
    assert question.fact in free
    assert question.fact not in held
    page = kim.get("/sets/1/take?format=anki&memory=yes").text
    assert "a quiz of yours asks about them" in page


def test_a_learner_takes_nothing(school: School) -> None:
    kim = school.learner("Kim")
    for path in ("/sets/take-away", "/sets/take-away/file?set_id=1&format=csv&level=near"):
        assert kim.get(path).status_code == 404


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_every_published_set(school: School, name: str) -> None:
    teacher_id = school.teacher.id
    with school.app.app_context():
        sets = exporting.list_sets()
        assert sets
        for number, *_ in sets:
            try:
                found = exporting.export_set(
                    set_id=number, user_id=teacher_id, choice=_choice(name), now=NOW
                )
            except InputError:
                assert name == "aiken", "only one form: a topic's few cards may lack it"
                continue
            assert sum(found.counts.values()) > 0
            assert found.file_name.endswith(FORMATS[name].suffix)


def test_one_question_a_fact_is_what_it_says(school: School) -> None:
    with school.app.app_context():
        found = exporting.export_set(
            set_id=1, user_id=None, choice=_choice("qti21", one_per_fact=True), now=NOW
        )
        every = exporting.export_set(set_id=1, user_id=None, choice=_choice("qti21"), now=NOW)
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        items = [name for name in archive.namelist() if name.startswith("items/")]
    assert 0 < len(items) < sum(every.counts.values())


def test_a_strangers_set_is_not_to_be_had(school: School) -> None:
    with school.app.app_context(), pytest.raises(NotFoundError):
        exporting.export_set(
            set_id=99_999, user_id=school.teacher.id, choice=_choice("csv"), now=NOW
        )
