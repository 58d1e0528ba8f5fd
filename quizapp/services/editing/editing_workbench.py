"""What an author sees of an article in the works: passages, facts, problems, and its files."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from quizapp.bank.document import Entity, FactBase
from quizapp.bank.material import folder_of
from quizapp.bank.rules.nearest_run import nearest_run
from quizapp.bank.terms import JsonObject
from quizapp.errors import InputError, Problem
from quizapp.services.editing.authoring import Run, mark_evidence
from quizapp.services.editing.editing_certain import asks_nothing
from quizapp.services.editing.editing_check import FACTS_MAX, key_of, problems_of_folder
from quizapp.services.editing.editing_facts import fact_digest
from quizapp.services.editing.editing_write import digest_of
from quizapp.services.workspace.editing_documents import (
    Documents,
    Item,
    passages_of,
    read_documents,
)
from quizapp.services.workspace.workspace_overlay import Origin
from quizapp.store.bank import studio_queries
from quizapp.store.engine import reading

_SUGGESTED_MAX: Final = 50
"""Lost anchors for which a run is looked for: each costs some milliseconds."""


@dataclass(frozen=True, slots=True)
class WorkPassage:
    """A passage with the evidence of its facts marked; ``digest`` is what an edit expects."""

    number: int
    heading: str
    text: str
    runs: tuple[Run, ...]
    facts: int
    digest: str


@dataclass(frozen=True, slots=True)
class WorkFact:
    """A fact of an article in the works, sound or not.

    Attributes:
        json: as the documents hold it.
        digest: what a save of it expects.
        problems: each as ``file:line:col: path: what; what to write``.
        anchor_lost: its evidence is no run of its passage any more.
        suggestion: the run of the passage nearest to the lost evidence, or "".
        is_silent: it is sound, and nothing is asked of it.
    """

    id: str
    type: str
    status: str
    passage: int
    statement: str
    json: JsonObject
    digest: str
    problems: tuple[str, ...]
    anchor_lost: bool
    suggestion: str
    is_silent: bool
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A file of the article: where it is from, and whether disk and browser disagree."""

    path: str
    origin: Origin
    conflict: bool


@dataclass(frozen=True, slots=True)
class DroppedText:
    """A line that cleaning left out."""

    line: int
    why: str
    text: str
    restored: bool


@dataclass(frozen=True, slots=True)
class Workbench:
    """An article in the works.

    Attributes:
        head: the article as the documents hold it, without its passages.
        digest: what ``save_head`` expects.
        origin: "disk" when no file of it was touched in the browser, "browser" when all are
            from there, else "changed".
        problems: those of the article and its files, not of one fact.
        in_browser: it was made in the studio.
    """

    id: str
    title: str
    language: str
    head: JsonObject
    digest: str
    passages: tuple[WorkPassage, ...]
    facts: tuple[WorkFact, ...]
    topics: Mapping[str, str]
    files: tuple[WorkFile, ...]
    origin: Origin
    problems: tuple[str, ...]
    dropped: tuple[DroppedText, ...]
    in_browser: bool


@dataclass(frozen=True, slots=True)
class WorkArticle:
    """An article in the list: ``changed`` when something of it is not published."""

    id: str
    title: str
    passages: int
    facts: int
    origin: Origin
    changed: bool
    conflict: bool


def open_article(folder: Path, article_id: str) -> Workbench:
    """Return an article in the works, however unfinished.

    Raises:
        NotFoundError: there is no such article.
        InputError: it has more facts than the studio can show.
        BankErrors: a file of the disk cannot be read at all.
    """
    documents = read_documents(folder)
    with reading() as session:
        made = studio_queries.find_draft_article(session, article_id)
        dropped = list(made.dropped) if made else []
    item = documents.get_article(article_id)
    home = folder_of(item.file)
    facts = documents.facts_of(home)
    if len(facts) > FACTS_MAX:
        raise InputError(
            "{article_id} has {facts} facts, more than the {facts_max} that can be shown: "
            "split it into several articles on disk.",
            article_id=article_id,
            facts=len(facts),
            facts_max=FACTS_MAX,
        )
    problems = problems_of_folder(documents, home)
    texts = {int(each["id"]): str(each["text"]) for each in passages_of(item.raw)}
    lines = tuple(_facts(facts, texts, problems, documents.material.entity_by_id))
    files = files_of(documents, home)
    head = head_of(item.raw)
    of_facts = {key_of(fact) for fact in facts}
    topics = item.raw.get("topics")
    return Workbench(
        id=article_id,
        title=str(item.raw.get("title", "")),
        language=str(item.raw.get("language", "")),
        head=head,
        digest=digest_of(head),
        passages=_passages(item.raw, lines),
        facts=lines,
        topics={str(k): str(v) for k, v in topics.items()} if isinstance(topics, dict) else {},
        files=files,
        origin=_origin(files),
        problems=tuple(
            str(problem)
            for key, found in problems.items()
            if key not in of_facts
            for problem in found
        ),
        dropped=tuple(_dropped(each) for each in dropped),
        in_browser=made is not None,
    )


def list_works(folder: Path) -> tuple[WorkArticle, ...]:
    """Return every article of the documents by title, published or not."""
    documents = read_documents(folder)
    found = []
    for article_id, item in documents.articles.items():
        files = files_of(documents, folder_of(item.file))
        paths = {each.path for each in files}
        found.append(
            WorkArticle(
                id=article_id,
                title=str(item.raw.get("title", "")) or article_id,
                passages=len(passages_of(item.raw)),
                facts=len(documents.facts_of(folder_of(item.file))),
                origin=_origin(files),
                changed=not paths.isdisjoint(documents.copy.changed),
                conflict=any(each.conflict for each in files),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.id)))


def find_fact(bench: Workbench, fact_id: str) -> WorkFact | None:
    """Return a fact of the workbench, or None."""
    return next((fact for fact in bench.facts if fact.id == fact_id), None)


def passage_digest(passage: JsonObject) -> str:
    """Return the SHA-256 of a passage's number, heading and text."""
    return digest_of({key: passage.get(key) for key in ("id", "heading", "text")})


def head_of(article: JsonObject) -> JsonObject:
    """Return an article without its passages."""
    return {key: each for key, each in article.items() if key != "passages"}


def files_of(documents: Documents, folder: str) -> tuple[WorkFile, ...]:
    """Return the files of an article's folder, those taken away too."""
    copy = documents.copy
    return tuple(
        WorkFile(path, origin, path in copy.conflicts)
        for path, origin in copy.origins.items()
        if folder_of(path) == folder
    )


def _origin(files: Sequence[WorkFile]) -> Origin:
    origins = {each.origin for each in files}
    if len(origins) == 1:
        return origins.pop()
    return "changed"


def _passages(article: JsonObject, facts: Sequence[WorkFact]) -> tuple[WorkPassage, ...]:
    evidence: dict[int, list[tuple[str, str]]] = {}
    for fact in facts:
        words = fact.json.get("evidence")
        evidence.setdefault(fact.passage, []).append((fact.id, words or "\0"))
    counts = Counter(fact.passage for fact in facts)
    return tuple(
        WorkPassage(
            number=each["id"],
            heading=str(each.get("heading") or ""),
            text=each["text"],
            runs=mark_evidence(each["text"], evidence.get(each["id"], ())),
            facts=counts[each["id"]],
            digest=passage_digest(each),
        )
        for each in passages_of(article)
    )


def _facts(
    facts: Sequence[Item[FactBase]],
    texts: Mapping[int, str],
    problems: Mapping[str, tuple[Problem, ...]],
    entities: Mapping[str, Entity],
) -> Iterator[WorkFact]:
    """Yield the facts with what is wrong with each."""
    looked_for = 0
    for item in facts:
        raw = item.raw
        number = raw.get("passage")
        passage = number if isinstance(number, int) else 0
        evidence = str(raw.get("evidence") or "").strip()
        text = texts.get(passage, "")
        lost = bool(evidence) and evidence not in text
        looked_for += lost
        yield WorkFact(
            id=item.id,
            type=str(raw.get("type", "")),
            status=str(raw.get("status", "")),
            passage=passage,
            statement=str(raw.get("statement", "")),
            json=item.copy(),
            digest=fact_digest(raw),
            problems=tuple(str(each) for each in problems.get(key_of(item), ())),
            anchor_lost=lost,
            suggestion=_nearest(evidence, text) if lost and looked_for <= _SUGGESTED_MAX else "",
            is_silent=_is_silent(item, entities, sound=key_of(item) not in problems),
            file=item.file,
            line=item.node.line,
        )


def _is_silent(item: Item[FactBase], entities: Mapping[str, Entity], *, sound: bool) -> bool:
    found = item.located
    return found is not None and sound and asks_nothing(found.value, entities)


@lru_cache(maxsize=2048)
def _nearest(words: str, text: str) -> str:
    return nearest_run(words, text) if text else ""


def _dropped(each: Mapping[str, object]) -> DroppedText:
    line = each.get("line")
    return DroppedText(
        line=line if isinstance(line, int) else 0,
        why=str(each.get("why", "")),
        text=str(each.get("text", "")),
        restored=bool(each.get("restored")),
    )
