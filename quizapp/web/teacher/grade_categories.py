"""The categories of a class's grade: add, change, take away, put quizzes in."""

from dataclasses import dataclass
from math import nan

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.gradebooks import grade_categories as service
from quizapp.services.gradebooks.grade_categories import (
    CategoriesOfClass,
    CategoryDraft,
    CategoryRow,
)
from quizapp.web import visitor
from quizapp.web.formkit import Form, WholeNumberField, refuse, sent, whole
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows


class CategoryForm(Form):
    """A category."""

    name = StringField(later("Name"), [InputRequired(later("Please give the category a name."))])
    weight = StringField(later("Weight"), [InputRequired(later("How much does it weigh?"))])
    drop_lowest = WholeNumberField(
        later("Lowest grades to drop"), [InputRequired(later("Write 0 for none."))]
    )

    def draft(self) -> CategoryDraft:
        """Return what was filled in; a weight that is no number is refused by the service."""
        try:
            weight = float((self.weight.data or "").strip().replace(",", "."))
        except ValueError:
            weight = nan
        return CategoryDraft(self.name.data or "", weight, self.drop_lowest.data or 0)


@shows("teacher/categories.html")
@dataclass(frozen=True, slots=True)
class CategoriesPage:
    """The categories, each with its form, and the form of a new one."""

    book: CategoriesOfClass
    forms: tuple[tuple[CategoryRow, CategoryForm], ...]
    fresh: CategoryForm


def grade_categories(class_id: int) -> str:
    """Show the categories of a class."""
    return _page(class_id)


def add_category(class_id: int) -> tuple[str, int] | Response:
    """Add a category."""
    form = sent(CategoryForm)
    if form.validate():
        try:
            service.add_category(
                user_id=visitor.current().id,
                class_id=class_id,
                draft=form.draft(),
                now=clock.now(),
            )
        except (InputError, ConflictError) as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("The category is added. Put quizzes into it below."), "good")
            return _back(class_id)
    return _page(class_id, fresh=form), 400


def change_category(class_id: int, category_id: int) -> tuple[str, int] | Response:
    """Change a category."""
    form = sent(CategoryForm)
    if form.validate():
        try:
            service.change_category(
                user_id=visitor.current().id,
                class_id=class_id,
                category_id=category_id,
                draft=form.draft(),
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("The category is changed; grades follow at once."), "good")
            return _back(class_id)
    return _page(class_id, changed=(category_id, form)), 400


def delete_category(class_id: int, category_id: int) -> Response:
    """Take a category away."""
    service.delete_category(
        user_id=visitor.current().id,
        class_id=class_id,
        category_id=category_id,
        now=clock.now(),
    )
    flash(say("The category is taken away; its quizzes stay, in no category."), "good")
    return _back(class_id)


def sort_quizzes(class_id: int) -> Response:
    """Put quizzes into categories."""
    wanted: dict[int, int | None] = {}
    for name, value in request.form.items():
        if name.startswith("quiz-"):
            wanted[_id(name.removeprefix("quiz-"))] = _id(value) if value else None
    service.sort_quizzes(
        user_id=visitor.current().id, class_id=class_id, categories=wanted, now=clock.now()
    )
    flash(say("Stored; grades follow at once."), "good")
    return _back(class_id)


def _id(text: str) -> int:
    """Return an id; one that cannot be read names nothing."""
    try:
        return whole(text)
    except ValueError:
        return -1


def _back(class_id: int) -> Response:
    return redirect(url_for("teacher.grade_categories", class_id=class_id), 303)


def _page(
    class_id: int,
    *,
    fresh: CategoryForm | None = None,
    changed: tuple[int, CategoryForm] | None = None,
) -> str:
    book = service.get_categories(user_id=visitor.current().id, class_id=class_id)
    forms = []
    for each in book.categories:
        form = CategoryForm(
            prefix="", name=each.name, weight=f"{each.weight:g}", drop_lowest=each.drop_lowest
        )
        forms.append((each, changed[1] if changed and changed[0] == each.id else form))
    for number, (_, form) in enumerate(forms):
        _rename(form, f"c{number}")
    return render(
        CategoriesPage(book, tuple(forms), fresh or CategoryForm(weight="1", drop_lowest=0))
    )


def _rename(form: CategoryForm, prefix: str) -> None:
    """Give the fields of one of several forms ids of their own; their names stay."""
    for field in form:
        field.id = f"{prefix}-{field.id}"
        field.label.field_id = field.id
