"""Where a problem of a document is mended in the studio."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import url_for

from quizapp.bank.material import folder_of
from quizapp.errors import Problem
from quizapp.services.workspace.editing_documents import Documents, read_documents
from quizapp.web.language import say


@dataclass(frozen=True, slots=True)
class LinkedProblem:
    """A problem with the page that mends it, and what is there: "the fact x"; or "" for both."""

    file: str
    line: int
    column: int
    path: str
    what: str
    fix: str
    url: str
    words: str


def linked(folder: Path, problems: Iterable[Problem]) -> tuple[LinkedProblem, ...]:
    """Return the problems of documents in the works with links to their objects."""
    found = tuple(problems)
    documents = read_documents(folder) if found else None
    return tuple(_linked(each, documents) for each in found)


def unlinked(problems: Iterable[Problem]) -> tuple[LinkedProblem, ...]:
    """Return problems of files that are no documents in the works."""
    return tuple(_linked(each, None) for each in problems)


def _linked(problem: Problem, documents: Documents | None) -> LinkedProblem:
    url, words = _place(problem, documents) if documents else ("", "")
    return LinkedProblem(
        problem.file,
        problem.line,
        problem.column,
        problem.path,
        problem.what,
        problem.fix,
        url,
        words,
    )


def _place(problem: Problem, documents: Documents) -> tuple[str, str]:
    """Return the address and the name of the object that a problem is in."""
    items = documents.files.get(problem.file)
    top = problem.path.partition(".")[0]
    home = next(
        (
            article_id
            for article_id, item in documents.articles.items()
            if folder_of(item.file) == folder_of(problem.file)
        ),
        "",
    )
    facts = {fact.path: fact.id for fact in items.facts} if items else {}
    entities = {entity.path: entity.id for entity in items.entities} if items else {}
    if home and facts.get(top):
        fact_id = facts[top]
        return url_for("author.edit_fact", article_id=home, fact_id=fact_id), say(
            "the fact %(id)s", id=fact_id
        )
    if entities.get(top):
        entity_id = entities[top]
        return url_for("author.entity", entity_id=entity_id), say("the entity %(id)s", id=entity_id)
    if home and top == "article":
        return url_for("author.workbench", article_id=home), say("the article")
    if problem.file in documents.copy.files:
        return url_for("author.document", path=problem.file), say("the document")
    return "", ""
