"""The form of a fact: a new one, one of the documents, or a draft; saved, kept, compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError
from quizapp.services.drafting.drafting_judge import edit_and_accept
from quizapp.services.editing import studio_forms
from quizapp.services.editing.editing import FieldErrors, StaleError, save_fact
from quizapp.services.editing.studio_forms import KeptForm
from quizapp.web import visitor
from quizapp.web.author.fact_actions import act
from quizapp.web.author.fact_aside import Aside, label_of, merged_errors
from quizapp.web.author.fact_conflict import Difference, carried, differences, settled
from quizapp.web.author.fact_form import FactForm
from quizapp.web.author.fact_labels import TYPES, Label
from quizapp.web.author.fact_subject import Subject, draw, of_draft, of_fact, of_new, try_out
from quizapp.web.author.fact_values import MACHINERY, Values, compact, fill
from quizapp.web.author.publish import bank_folder
from quizapp.web.formkit import whole
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was kept but not sent: since when, and whether the fact changed underneath."""

    saved_at: datetime
    is_outdated: bool


@shows("author/fact_form.html")
@dataclass(frozen=True, slots=True)
class FactFormPage:
    """A fact's form with what stands beside it.

    Attributes:
        url: that the form is sent to.
        subject, base, version: what a kept form is known by.
        notice: what happened to the form just now, or "".
        kept: what was kept of it and not sent, to take up or throw away.
        mark: of a draft its version, of a fact its digest: a save expects it.
    """

    article: str
    article_title: str
    title: str
    url: str
    subject: str
    base: str
    version: int
    notice: str
    kept: Kept | None
    form: FactForm
    aside: Aside
    fact_id: str
    place: str
    save_words: str
    zone: str


@shows("author/fact_types.html")
@dataclass(frozen=True, slots=True)
class FactTypesPage:
    """The types that a new fact can be of."""

    article: str
    article_title: str
    passage: str
    types: Mapping[str, Label]


@shows("author/conflict.html")
@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Two versions of a form; ``theirs_words`` says whose the other is."""

    back_url: str
    back_words: str
    title: str
    url: str
    type: str
    theirs_words: str
    is_gone: bool
    differences: tuple[Difference, ...]
    carried: tuple[tuple[str, str], ...]
    base: str
    version: int


def new_fact(article_id: str) -> Response:
    """Show the form of a new fact, or the types to choose from."""
    type_name, passage = request.args.get("type", ""), request.args.get("passage", "")
    subject = of_new(
        bank_folder(), article_id, type_name=type_name or next(iter(TYPES)), passage=passage
    )
    if not type_name:
        page = FactTypesPage(article_id, subject.bench.title, passage, TYPES)
        return make_response(render(page))
    return _show(subject)


def add_fact(article_id: str) -> Response:
    """Take the form of a new fact."""
    type_name, passage = request.args.get("type", ""), request.args.get("passage", "")
    return _take(of_new(bank_folder(), article_id, type_name=type_name, passage=passage))


def edit_fact(article_id: str, fact_id: str) -> Response:
    """Show the form of a fact."""
    return _show(of_fact(bank_folder(), article_id, fact_id))


def change_fact(article_id: str, fact_id: str) -> Response:
    """Take the form of a fact."""
    posted_type = request.form.get("type", "")
    return _take(of_fact(bank_folder(), article_id, fact_id, posted_type=posted_type))


def edit_draft(article_id: str, draft_id: int) -> Response:
    """Show the form of a draft."""
    return _show(of_draft(bank_folder(), article_id, draft_id))


def change_draft(article_id: str, draft_id: int) -> Response:
    """Take the form of a draft."""
    return _take(of_draft(bank_folder(), article_id, draft_id))


def posted_values() -> dict[str, list[str]]:
    """Return what was posted, machinery and all."""
    return {name: list(values) for name, values in request.form.lists()}


def own_values(values: Values) -> dict[str, list[str]]:
    """Return the values without the machinery of the form."""
    return {name: list(found) for name, found in values.items() if name not in MACHINERY}


def mark_of(subject: Subject) -> str:
    """Return what a save of the subject expects."""
    return str(subject.draft.version) if subject.draft else subject.digest


def _show(subject: Subject) -> Response:
    """Show a form as the fact is, or as it was kept when that is asked for."""
    kept = _find_kept(subject)
    if kept and request.args.get("kept"):
        values = _values_of(kept)
        if kept.base != mark_of(subject) and not subject.draft:
            return _compare(subject, values, subject.values, version=kept.version, gone=False)
        return _page(subject, values, base=kept.base, version=kept.version)
    if kept is None:
        return _page(subject, subject.values, base=mark_of(subject), version=0)
    shown = Kept(kept.saved_at, is_outdated=kept.base != mark_of(subject))
    return _page(subject, subject.values, base=mark_of(subject), version=0, kept=shown)


def _take(subject: Subject) -> Response:
    """Do what the pressed button says with a posted form."""
    posted = posted_values()
    action = request.form.get("do", "preview")
    base = request.form.get("base", "")[:64]
    version = request.form.get("version", default=0, type=whole)
    match action:
        case "forget":
            studio_forms.forget_form(user_id=visitor.current().id, subject=subject.key)
            flash(say("What had not been saved is thrown away."), "info")
            return redirect(subject.url, 303)
        case "settle":
            kept = _find_kept(subject)
            newest = kept.version if kept else version
            notice = say(
                "Both versions are put together here. Nothing is saved yet: look, then save."
            )
            values = settled(posted)
            return _page(subject, values, base=mark_of(subject), version=newest, notice=notice)
        case "compare":
            kept = _find_kept(subject)
            theirs = _values_of(kept) if kept else subject.values
            newest = kept.version if kept else version
            return _compare(subject, compact(posted), theirs, version=newest, tab=bool(kept))
        case "save":
            return _save(subject, compact(posted), base=base, version=version)
        case _:
            return _page(subject, act(own_values(posted), action), base=base, version=version)


def _save(subject: Subject, values: dict[str, list[str]], *, base: str, version: int) -> Response:
    """Save a form, or show it again with what is wrong, or beside the other version."""
    tried = try_out(subject, values)
    if tried.read.errors:
        return _page(subject, values, base=base, version=version, status=400)
    try:
        fact_id = _store(subject, tried.read.fact, tried.read.entities, base=base)
    except FieldErrors as refused:
        errors = merged_errors(tried.errors, refused.fields)
        return _page(subject, values, base=base, version=version, status=400, errors=errors)
    except StaleError as stale:
        theirs = stale.current
        shown = compact(fill(theirs, names=subject.names)) if theirs else {}
        return _compare(subject, values, shown, version=version, gone=theirs is None)
    except ConflictError as refused:
        notice = words_of(refused)
        return _page(subject, values, base=base, version=version, status=409, notice=notice)
    _forget(subject, values, version=version)
    flash(say("The fact is saved. Learners see it once it is published."), "good")
    return redirect(
        url_for("author.workbench", article_id=subject.bench.id) + f"#fact-{fact_id}", 303
    )


def _store(subject: Subject, fact: JsonObject, entities: Sequence[JsonObject], *, base: str) -> str:
    """Store a fact where it belongs and return its id."""
    now, by = clock.now(), visitor.current().id
    if subject.draft:
        view = edit_and_accept(
            subject.folder,
            subject.draft.id,
            fact,
            expected_version=int(base) if base.isdigit() else 0,
            now=now,
            by=by,
            entities=entities,
        )
        return view.fact_id
    if not subject.fact_id:
        fact = {name: value for name, value in fact.items() if name != "id"}
    saved = save_fact(
        subject.folder,
        subject.bench.id,
        in_stored_order(fact, subject.found),
        expected=base,
        now=now,
        by=by,
        entities=entities,
    )
    return saved.id


def in_stored_order(fact: JsonObject, stored: JsonObject) -> JsonObject:
    """Return a fact with the lists that are sets in the order that they stood in, if unchanged."""
    guards, before = dict(fact.get("guards", {})), stored.get("guards")
    known = before if isinstance(before, dict) else {}
    for name in ("unique", "hide"):
        guards[name] = _in_order(guards.get(name, []), known.get(name))
    topics = _in_order(fact.get("topics", []), stored.get("topics"))
    kept = {name: value for name, value in guards.items() if value}
    return {**fact, "topics": topics, **({"guards": kept} if kept else {})}


def _in_order(values: list[str], before: object) -> list[str]:
    same = isinstance(before, list) and sorted(map(str, before)) == sorted(values)
    return list(map(str, before)) if same and isinstance(before, list) else values


def _page(
    subject: Subject,
    values: dict[str, list[str]],
    *,
    base: str,
    version: int,
    kept: Kept | None = None,
    notice: str = "",
    errors: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> Response:
    """Return a form's page; errors are shown once something of it was posted."""
    tried = try_out(subject, values)
    shown = errors if errors is not None else tried.errors
    told = shown if request.method == "POST" or subject.fact_id else {}
    page = FactFormPage(
        article=subject.bench.id,
        article_title=subject.bench.title,
        title=_title(subject),
        url=subject.url,
        subject=subject.key,
        base=base,
        version=version,
        notice=notice,
        kept=kept,
        form=draw(subject, values, errors=told),
        aside=tried.aside,
        fact_id="" if subject.draft else subject.fact_id,
        place=_place(subject),
        save_words=say("Save and accept") if subject.draft else say("Save"),
        zone=visitor.current().zone,
    )
    return make_response(render(page), status)


def _place(subject: Subject) -> str:
    """Return where the workbench shows what the form is about; "" for a new fact."""
    if subject.draft:
        return f"draft-{subject.draft.id}"
    return f"fact-{subject.fact_id}" if subject.fact_id else ""


def _compare(
    subject: Subject,
    mine: dict[str, list[str]],
    theirs: dict[str, list[str]],
    *,
    version: int,
    gone: bool = False,
    tab: bool = False,
) -> Response:
    """Return the page that shows two versions side by side."""
    found = differences(mine, theirs, label=lambda name: label_of(name, type_name=subject.type))
    if not found and not gone:
        return _page(subject, mine, base=mark_of(subject), version=version)
    page = ConflictPage(
        back_url=url_for("author.workbench", article_id=subject.bench.id),
        back_words=subject.bench.title,
        title=_title(subject),
        url=subject.url,
        type=subject.type,
        theirs_words=say("In the other tab") if tab else say("In the document now"),
        is_gone=gone,
        differences=found,
        carried=carried(mine, theirs),
        base=mark_of(subject),
        version=version,
    )
    return make_response(render(page), 409)


def _find_kept(subject: Subject) -> KeptForm | None:
    """Return what was kept of a form; what equals the fact by now is forgotten."""
    user_id = visitor.current().id
    kept = studio_forms.find_form(user_id=user_id, subject=subject.key)
    if kept and _values_of(kept) == subject.values:
        studio_forms.forget_form(user_id=user_id, subject=subject.key)
        return None
    return kept


def _forget(subject: Subject, values: Values, *, version: int) -> None:
    """Forget the kept form, unless another tab has kept something else since."""
    user_id = visitor.current().id
    kept = studio_forms.find_form(user_id=user_id, subject=subject.key)
    if kept and (kept.version == version or _values_of(kept) == values):
        studio_forms.forget_form(user_id=user_id, subject=subject.key)


def _values_of(kept: KeptForm) -> dict[str, list[str]]:
    return compact({name: list(values) for name, values in kept.content.items()})


def _title(subject: Subject) -> str:
    words = TYPES[subject.type].words
    if subject.draft:
        return say("Draft: %(type)s", type=words)
    return str(words) if subject.fact_id else say("New fact: %(type)s", type=words)
