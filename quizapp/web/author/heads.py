"""Source, title, language, licence and topics of an article in the works."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, InputError
from quizapp.services.drafting.drafting_merge import free_id
from quizapp.services.drafting.drafting_words import article_slug
from quizapp.services.editing import editing
from quizapp.services.editing.editing import FieldErrors, Workbench
from quizapp.web import visitor
from quizapp.web.author.bench import WorkHead, head_of
from quizapp.web.author.import_form import SHORT_MAX, SOURCE_FIELDS, HeadForm
from quizapp.web.author.publish import bank_folder
from quizapp.web.formkit import sent
from quizapp.web.language import later, number_words, say, words_of
from quizapp.web.pages import render, shows

_STALE: Final = later(
    "The source or the topics were changed by somebody else since you opened this page. Nothing "
    "was stored: note what you have changed, then load the page anew."
)
_NO_TITLE: Final = later("Write the title of the topic, or remove it when no fact has it.")


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """A topic with how many facts have it; only one without facts can go."""

    id: str
    title: str
    facts: int
    problem: str = ""


@shows("author/head.html")
@dataclass(frozen=True, slots=True)
class HeadPage:
    """The head of an article.

    Attributes:
        seen: digest of the head that the form began from.
        new_topic: title of a topic to add, as it was sent.
        problem: what is wrong with it, or "".
    """

    work: WorkHead
    form: HeadForm
    seen: str
    topics: tuple[TopicEdit, ...]
    new_topic: str = ""
    problem: str = ""


def head(article_id: str) -> str:
    """Show the head of an article."""
    work = editing.open_article(bank_folder(), article_id)
    source = _source(work.head)
    form = HeadForm(
        title=work.title,
        language=work.language,
        digest=bool(work.head.get("digest")),
        **{name: source.get(name, "") for name in SOURCE_FIELDS},
    )
    return render(HeadPage(head_of(work), form, work.digest, _topics(work)))


def save_head(article_id: str) -> tuple[str, int] | Response:
    """Store the head of an article."""
    work = editing.open_article(bank_folder(), article_id)
    form = sent(HeadForm)
    page = _sent_page(work, form)
    if form.validate() and not page.problem and not any(each.problem for each in page.topics):
        try:
            editing.save_head(
                bank_folder(),
                article_id,
                _document(work.head, page),
                expected=page.seen,
                now=clock.now(),
                by=visitor.current().id,
            )
        except ConflictError:
            flash(_STALE, "bad")
            return render(page), 409
        except InputError as error:
            page = replace(page, problem=_tell(form, error))
        else:
            flash(say("Source and topics are saved."), "good")
            return redirect(url_for("author.head", article_id=article_id), 303)
    return render(page), 400


def _sent_page(work: Workbench, form: HeadForm) -> HeadPage:
    """Return the page as it was filled in."""
    topics = []
    for each in _topics(work):
        title = " ".join(request.form.get(f"topic-{each.id}", each.title).split())
        problem = "" if title or _is_removed(each) else _NO_TITLE
        topics.append(replace(each, title=title, problem=problem or _too_long(title)))
    new = " ".join(request.form.get("new-topic", "").split())
    return HeadPage(
        work=head_of(work),
        form=form,
        seen=request.form.get("seen", ""),
        topics=tuple(topics),
        new_topic=new,
        problem=_too_long(new),
    )


def _document(old: JsonObject, page: HeadPage) -> JsonObject:
    """Return the head as the documents hold it; what the form does not show stays."""
    form = page.form
    source = {name: (form[name].data or "").strip() for name in SOURCE_FIELDS}
    topics = {each.id: each.title for each in page.topics if not _is_removed(each)}
    if page.new_topic:
        topics[free_id(article_slug(page.new_topic), topics)] = page.new_topic
    return {
        **old,
        "title": " ".join((form.title.data or "").split()),
        "language": form.language.data or "",
        "digest": True if form.digest.data else None,
        "source": {name: words for name, words in source.items() if words},
        "topics": topics,
    }


def _tell(form: HeadForm, error: InputError) -> str:
    """Put a refusal beside its fields; return what belongs to none of them."""
    if not isinstance(error, FieldErrors):
        return words_of(error)
    left: list[str] = []
    for path, messages in error.fields.items():
        name = path.rpartition(".")[2]
        if name in form:
            form[name].errors = (*form[name].errors, *messages)
        else:
            left.extend(messages)
    return "; ".join(left)


def _topics(work: Workbench) -> tuple[TopicEdit, ...]:
    counts = Counter(str(topic) for fact in work.facts for topic in _list(fact.json.get("topics")))
    return tuple(TopicEdit(id_, title, counts[id_]) for id_, title in work.topics.items())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _source(head: JsonObject) -> Mapping[str, Any]:
    source = head.get("source")
    return source if isinstance(source, dict) else {}


def _is_removed(topic: TopicEdit) -> bool:
    return not topic.facts and topic.id in request.form.getlist("without")


def _too_long(words: str) -> str:
    if len(words) <= SHORT_MAX:
        return ""
    return say("Write at most %(most)s characters.", most=number_words(SHORT_MAX))
