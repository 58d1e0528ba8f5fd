"""What is published of documents in the works: the choice of articles, and the notes it leaves."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.bank.material import folder_of
from quizapp.bank.rules.references import refs_of
from quizapp.errors import BankErrors, Problem
from quizapp.services.publishing.parsed_banks import parsed
from quizapp.services.publishing.publishing_plan import PublishPlan
from quizapp.services.workspace.editing_documents import Documents
from quizapp.services.workspace.workspace_overlay import WorkingCopy, is_on_disk, text_digest
from quizapp.store.bank import studio_queries
from quizapp.store.bank.studio_queries import OverlayRow

Texts = Mapping[str, str | None]
"""Path -> text that is published, None for a file that is taken away."""


@dataclass(frozen=True, slots=True)
class ArticleChoice:
    """An article that differs from what is published.

    Attributes:
        chosen: it is part of the plan.
        removed: it is taken away.
        problems: why it cannot be published yet, each with its place; none when it can.
        paths: its files that differ.
    """

    id: str
    title: str
    chosen: bool
    removed: bool
    problems: tuple[Problem, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkingPlan:
    """What publishing chosen articles would change.

    Attributes:
        plan: None where it cannot be published; then ``problems`` says why and where.
        choices: every article that differs from what is published, chosen or not.
        shared: files of no article (entities) that differ; they are always part of it.
        conflicts: files that changed on disk under an edit of the browser.
        left: problems of what was not chosen or cannot be read; what serves of it stays.
    """

    plan: PublishPlan | None
    problems: tuple[Problem, ...]
    choices: tuple[ArticleChoice, ...]
    shared: tuple[str, ...]
    conflicts: tuple[str, ...]
    left: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The files of a choice: the whole bank to publish, and what of it is from the browser."""

    files: Mapping[str, str]
    texts: Texts
    choices: tuple[ArticleChoice, ...]
    shared: tuple[str, ...]
    left: tuple[Problem, ...]


def select(
    copy: WorkingCopy, *, articles: frozenset[str] | None, published: Mapping[str, str]
) -> Selection:
    """Return the bank that publishing these articles means.

    Args:
        copy: the documents in the works.
        articles: ids; None chooses every article that differs and has no problems.
        published: path -> text of the revision that serves.
    """
    documents = Documents(copy)
    serving = Documents(replace(copy, files=copy.serving))
    homes = _homes(documents, serving)
    choices = tuple(_choices(documents, homes, _problems_by_folder(copy.files), articles))
    shared = tuple(sorted(path for path in copy.changed if folder_of(path) not in homes))
    chosen = {path for each in choices if each.chosen for path in each.paths}
    chosen |= _needed_entities(documents, serving, chosen)
    others = homes.keys() - {folder for each in choices if each.chosen for folder in _of(each)}
    readable = {path for path in shared if not _unreadable(documents, path)}
    whole = _cut(copy, chosen | readable, published=published, others=others)
    if readable and others & _problems_by_folder(whole.files).keys():
        # An entity that is merged or taken out is still named by an article that is not chosen:
        # what is shared waits for it, so that it is in nobody's way.
        whole = replace(_cut(copy, chosen, published=published, others=others), left=whole.left)
    unread = (each for path in shared for each in _problems_of_file(documents, path))
    return Selection(whole.files, whole.texts, choices, shared, (*whole.left, *unread))


@dataclass(frozen=True, slots=True)
class _Cut:
    """A bank with some of the browser's texts over what serves."""

    files: Mapping[str, str]
    texts: Texts
    left: tuple[Problem, ...]


def _cut(
    copy: WorkingCopy,
    wanted: Iterable[str],
    *,
    published: Mapping[str, str],
    others: AbstractSet[str],
) -> _Cut:
    """Return the bank with the wanted texts; ``others`` with problems stay as they serve."""
    texts = {path: copy.files.get(path) for path in sorted(wanted)}
    files = {path: text for path, text in {**copy.serving, **texts}.items() if text is not None}
    left = {
        folder: found for folder, found in _problems_by_folder(files).items() if folder in others
    }
    files = {path: text for path, text in files.items() if folder_of(path) not in left}
    files |= {path: text for path, text in published.items() if folder_of(path) in left}
    problems = tuple(problem for found in left.values() for problem in found)
    return _Cut(dict(sorted(files.items())), texts, problems)


def _of(choice: ArticleChoice) -> set[str]:
    return {folder_of(path) for path in choice.paths}


def note_published(
    session: Session, texts: Texts, *, copy: WorkingCopy, now: datetime, by: int | None
) -> None:
    """Note, in the transaction of the publish, that these texts of the browser serve now.

    What was written in between stays in the works; what the disk has by now needs no note.
    """
    rows = studio_queries.overlay_rows(session)
    new, gone = [], []
    for path, text in texts.items():
        disk = copy.disk.get(path)
        base = None if disk is None else text_digest(disk)
        row = rows.get(path) or OverlayRow(path, text, base, 1, None)
        after = replace(row, published=text_digest(text))
        if is_on_disk(after, disk):
            gone.append(path)
        else:
            new.append(after)
    studio_queries.write_rows(session, new, known=rows, now=now, by=by)
    studio_queries.delete_rows(session, gone)


def note_rollback(
    session: Session,
    *,
    before: Mapping[str, str],
    after: Mapping[str, str],
    now: datetime,
    by: int | None,
) -> None:
    """Note that an earlier revision's files serve, so that the next start does not undo it.

    Each file that differs from the revision before lies over the disk's from now on. What the
    browser has not published stays in the works.

    Args:
        session: of the publish.
        before: path -> text of the revision that served.
        after: path -> text of the one that serves now.
        now: when it is done.
        by: id of the author.
    """
    rows = studio_queries.overlay_rows(session)
    new = []
    for path in sorted(before.keys() | after.keys()):
        old, text = before.get(path), after.get(path)
        if old == text:
            continue
        base = None if old is None else text_digest(old)
        row = rows.get(path) or OverlayRow(path, old, base, 0, text_digest(old))
        untouched = row.published == text_digest(row.text)
        new.append(
            replace(
                row,
                text=text if untouched else row.text,
                version=row.version + 1,
                published=text_digest(text),
            )
        )
    studio_queries.write_rows(session, new, known=rows, now=now, by=by)


def _homes(working: Documents, serving: Documents) -> dict[str, str]:
    """Return folder -> id of each article that is in the works or serves."""
    return {
        folder_of(item.file): article_id
        for documents in (serving, working)
        for article_id, item in documents.articles.items()
    }


def _choices(
    documents: Documents,
    homes: Mapping[str, str],
    problems: Mapping[str, tuple[Problem, ...]],
    articles: frozenset[str] | None,
) -> Iterable[ArticleChoice]:
    """Yield the articles that differ from what is published, by id."""
    paths: dict[str, list[str]] = {}
    for path in sorted(documents.copy.changed):
        if folder_of(path) in homes:
            paths.setdefault(folder_of(path), []).append(path)
    for folder, article_id in sorted(homes.items(), key=lambda home: home[1]):
        if folder not in paths:
            continue
        item = documents.articles.get(article_id)
        found = problems.get(folder, ())
        yield ArticleChoice(
            id=article_id,
            title=str(item.raw.get("title", "")) if item else article_id,
            chosen=article_id in articles if articles is not None else not found,
            removed=item is None,
            problems=found,
            paths=tuple(paths[folder]),
        )


def _problems_by_folder(files: Mapping[str, str]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    try:
        parsed(files)
    except BankErrors as errors:
        for each in errors.problems:
            found.setdefault(folder_of(each.file), []).append(each)
    return {folder: tuple(each) for folder, each in found.items()}


def _needed_entities(documents: Documents, serving: Documents, wanted: Iterable[str]) -> set[str]:
    """Return changed files of entities alone that hold what the wanted files name and none has."""
    found: set[str] = set()
    for path in wanted:
        items = documents.files.get(path)
        for fact in items.facts if items else ():
            names = refs_of(fact.located.value) if fact.located else ()
            for _, _, name in names:
                entity = documents.entities.get(name)
                if entity is not None and name not in serving.entities:
                    found.add(entity.file)
    return {
        path
        for path in found & documents.copy.changed
        if documents.files[path].article is None and not documents.files[path].facts
    }


def _problems_of_file(documents: Documents, path: str) -> tuple[Problem, ...]:
    items = documents.files.get(path)
    return items.problems if items is not None and not items.readable else ()


def _unreadable(documents: Documents, path: str) -> bool:
    """Return whether a changed file cannot be read: what served of it goes on serving."""
    items = documents.files.get(path)
    return items is not None and not items.readable
