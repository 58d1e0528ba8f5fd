"""A quiz on paper and on the wall: a worksheet to print, and one question for the whole class."""

from dataclasses import dataclass

from flask import request, url_for

from quizapp.services.assigning import class_sheets
from quizapp.services.assigning.class_sheets import VERSIONS, Sheet, SheetQuestion
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.pages import render, shows


@shows("teacher/worksheet.html")
@dataclass(frozen=True, slots=True)
class WorksheetPage:
    """A worksheet; with_key: whether its key follows on a page of its own."""

    sheet: Sheet
    versions: tuple[str, ...]
    with_key: bool


@shows("teacher/projector.html")
@dataclass(frozen=True, slots=True)
class ProjectorPage:
    """One question for the whole class.

    Attributes:
        told: whether its answer and passage are shown.
        before, after: addresses of the steps back and on; "" where there is none.
    """

    sheet: Sheet
    question: SheetQuestion
    told: bool
    before: str
    after: str


def worksheet(assignment_id: int) -> str:
    """Show the worksheet as it is printed."""
    sheet = class_sheets.get_sheet(
        user_id=visitor.current().id,
        assignment_id=assignment_id,
        version=request.args.get("version", VERSIONS[0]),
    )
    return render(WorksheetPage(sheet, VERSIONS, with_key=request.args.get("key") != "no"))


def projector(assignment_id: int) -> str:
    """Show one question in big letters; the next step tells its answer, then goes on."""
    sheet = class_sheets.get_sheet(user_id=visitor.current().id, assignment_id=assignment_id)
    last = len(sheet.questions)
    number = min(max(request.args.get("question", 1, type=whole) or 1, 1), last)
    told = request.args.get("told") == "yes"

    def step(to: int, *, tell: bool) -> str:
        return url_for(
            "teacher.projector",
            assignment_id=assignment_id,
            question=to,
            told="yes" if tell else "no",
        )

    if told:
        before = step(number, tell=False)
        after = step(number + 1, tell=False) if number < last else ""
    else:
        before = step(number - 1, tell=True) if number > 1 else ""
        after = step(number, tell=True)
    question = sheet.questions[number - 1]
    return render(ProjectorPage(sheet, question, told, before, after))
