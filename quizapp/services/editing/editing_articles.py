"""Use cases of an article's frame: make one, change its head, take it away."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.document import Article
from quizapp.bank.emit import emit_article
from quizapp.bank.material import folder_of
from quizapp.bank.slug import slug
from quizapp.bank.splice import replace_article
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import CleanArticle, DroppedLine, PassageKind
from quizapp.errors import InputError
from quizapp.services.editing.editing_errors import FieldErrors, StaleError, by_field
from quizapp.services.editing.editing_passages import PASSAGE_MAX, PASSAGES_MAX, tidy
from quizapp.services.editing.editing_text import plain, without_controls
from quizapp.services.editing.editing_workbench import head_of
from quizapp.services.editing.editing_write import FileChanges, audited, digest_of, edit_documents
from quizapp.services.workspace.editing_documents import Documents, Item, items_of
from quizapp.store.bank import studio_queries
from quizapp.store.tables.studio import DraftArticle

_ID_MAX: Final = 60
"""Room is left for the ids of facts, which start with the article's."""
_CAPTION: Final = "Caption"
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


def create_article(
    folder: Path,
    clean: CleanArticle | None,
    *,
    head: JsonObject,
    now: datetime,
    by: int | None,
    source_name: str = "",
) -> str:
    """Make an article in the browser, with the passages of a cleaned text or none; return its id.

    Args:
        folder: of the bank.
        clean: the text, or None to start empty.
        head: ``title``, ``language``, ``source`` and whatever else an article has but for its
            passages; what is missing is taken from ``clean`` or left for the author to write.
        now: when it is done.
        by: id of the author.
        source_name: the file or page it came from.

    Raises:
        InputError: there is no title, or too many passages.
    """
    head = plain(head)
    title = tidy(without_controls(str(head.get("title") or (clean.title if clean else ""))))
    if not title:
        raise InputError("Give the article a title: it names it everywhere.", field="title")
    language = str(head.get("language") or (clean.language if clean else "") or "en")
    passages = list(_passages(clean)) if clean else []
    if len(passages) > PASSAGES_MAX:
        raise InputError(
            "The text has {passages} passages; an article holds {passages_max}: split it.",
            passages=len(passages),
            passages_max=PASSAGES_MAX,
            field="article",
        )
    made: list[str] = []

    def change(documents: Documents) -> FileChanges:
        made[:] = [_new_id(documents, str(head.get("id") or title))]
        value = {
            "topics": {made[0]: title[:200]},
            **{key: each for key, each in head.items() if each not in (None, "", {})},
            "id": made[0],
            "title": title,
            "language": language,
            "passages": passages,
        }
        return {f"{made[0]}/article.yaml": emit_article(value)}

    def origin(session: Session) -> None:
        row = _origin(made[0], title=title, language=language, clean=clean, source=source_name)
        row.created_at, row.created_by = now, by
        session.add(row)
        audited("bank.create_article", f"article:{made[0]}", now=now, by=by)(session)

    edit_documents(folder, change, now=now, by=by, also=origin)
    return made[0]


def save_head(
    folder: Path, article_id: str, head: JsonObject, *, expected: str, now: datetime, by: int | None
) -> str:
    """Store an article's title, source, topics and the rest of its head; return the new digest.

    Args:
        folder: of the bank.
        article_id: the article; its id and its passages stay as they are.
        head: as the documents hold it, without passages.
        expected: ``Workbench.digest`` of the head as it was seen.
        now: when it is done.
        by: id of the author.

    Raises:
        NotFoundError: there is no such article.
        StaleError: the head is another one by now.
        FieldErrors: a field cannot stay as it is; nothing was stored.
    """
    new = plain(head)
    stored: list[JsonObject] = []

    def change(documents: Documents) -> FileChanges:
        item = documents.get_article(article_id)
        if digest_of(head_of(item.raw)) != expected:
            raise StaleError(head_of(item.raw))
        value = {
            **{key: each for key, each in new.items() if each not in (None, "")},
            "id": article_id,
            "passages": item.raw.get("passages", []),
        }
        text = replace_article(item.file, documents.copy.files[item.file], value=value)
        after = items_of(item.file, text).article
        _check_head(after)
        stored[:] = [head_of(after.raw) if after else {}]
        return {item.file: text}

    edit_documents(folder, change, now=now, by=by)
    return digest_of(stored[0])


def remove_article(folder: Path, article_id: str, *, now: datetime, by: int | None) -> None:
    """Take an article away with all files of its folder, and its drafts.

    One that came from disk is only hidden until that is published; ``discard`` brings it back.

    Raises:
        NotFoundError: there is no such article.
        InputError: it shares its folder with the whole bank.
    """

    def change(documents: Documents) -> FileChanges:
        home = folder_of(documents.get_article(article_id).file)
        if not home:
            raise InputError(
                "This article lies in the bank's own folder, beside what all articles share: "
                "take it out on disk."
            )
        return {file: None for file in documents.copy.files if folder_of(file) == home}

    def forget(session: Session) -> None:
        studio_queries.delete_article_drafts(session, article_id)
        audited("bank.remove_article", f"article:{article_id}", now=now, by=by)(session)

    edit_documents(folder, change, now=now, by=by, also=forget)


def _new_id(documents: Documents, words: str) -> str:
    """Return an id for an article that neither an article nor a folder has."""
    stem = slug(words, most=_ID_MAX) or "article"
    folders = {file.partition("/")[0] for file in documents.copy.origins}
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    return next(name for name in names if name not in documents.articles and name not in folders)


def _passages(clean: CleanArticle) -> Sequence[JsonObject]:
    """Return the passages of a cleaned text; one that is too long is parted between sentences."""
    found: list[JsonObject] = []
    for each in clean.passages:
        heading = each.heading or (_CAPTION if each.kind is PassageKind.CAPTION else "")
        for part in _parts(tidy(without_controls(each.text))):
            number = len(found) + 1
            passage: JsonObject = (
                {"id": number, "heading": tidy(without_controls(heading))} if heading else {}
            )
            found.append({"id": number, **passage, "text": part})
    return found


def _parts(text: str) -> Sequence[str]:
    parts = [""]
    for sentence in _SENTENCE_END.split(text):
        if parts[-1] and len(parts[-1]) + 1 + len(sentence) > PASSAGE_MAX:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    # A sentence longer than a passage can be: cut where it must be.
    cut = [part[n : n + PASSAGE_MAX] for part in parts for n in range(0, len(part), PASSAGE_MAX)]
    return [part.strip() for part in cut if part.strip()]


def _origin(
    article_id: str, *, title: str, language: str, clean: CleanArticle | None, source: str
) -> DraftArticle:
    """Return where an article comes from, and what was left out of it."""
    return DraftArticle(
        article_id=article_id,
        title=title,
        language=language[:8],
        dropped=[_dropped(each, clean) for each in clean.dropped] if clean else [],
        source_name=without_controls(source)[:200],
        drafted_at=None,
    )


def _dropped(each: DroppedLine, clean: CleanArticle) -> dict[str, object]:
    """Return a dropped line as it is kept, with the number of passages before it."""
    before = sum(0 < passage.line < each.line for passage in clean.passages)
    return {
        "line": each.line,
        "why": without_controls(each.why),
        "text": without_controls(each.text),
        "restored": False,
        "after": before,
    }


def _check_head(item: Item[Article] | None) -> None:
    """Refuse a head with problems; those of the passages are not of this form.

    Raises:
        FieldErrors: by the path inside the article.
    """
    problems = item.problems if item else ()
    own = [each for each in problems if not each.path.startswith("article.passages")]
    if own:
        raise FieldErrors(by_field(own, base="article"))
