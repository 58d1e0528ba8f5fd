"""Use cases of bringing an article in: from a file, pasted, or empty."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import CleanArticle
from quizapp.errors import ConflictError, InputError
from quizapp.services.drafting import drafting_child
from quizapp.services.drafting.drafting_merge import free_id
from quizapp.services.drafting.drafting_words import ID_MAX, article_slug
from quizapp.services.editing.editing_articles import create_article
from quizapp.services.workspace.editing_documents import read_documents

DEFAULT_TOPIC: Final = "main"
"""The one topic of an article whose author names none."""
_TITLE_MAX: Final = 300
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What an author says of an article that comes in.

    Attributes:
        title: "" takes the one that is found in the text.
        id: "" makes one of the title.
        language: "" takes the one the text is in.
        date: as EDTF: "2026", "2026-05", "2026-05-17"; or "".
        digest: the passages are the author's own words, not the original.
        topics: topic id -> title; none gives one topic, the article itself.
    """

    title: str = ""
    id: str = ""
    language: str = ""
    publication: str = ""
    url: str = ""
    author: str = ""
    date: str = ""
    licence: str = ""
    digest: bool = False
    topics: Mapping[str, str] | None = None


class ArticleExistsError(ConflictError):
    """There is an article of that id; ``offered`` is one that is free."""

    def __init__(self, article_id: str, *, offered: str) -> None:
        self.article_id, self.offered = article_id, offered
        super().__init__(
            f'There is an article with the id "{article_id}" already. Nothing was stored: open '
            f'that one, or bring this one in under another id, as "{offered}".'
        )


def import_bytes(
    folder: Path,
    data: bytes,
    *,
    name: str,
    head: ArticleHead,
    now: datetime,
    by: int | None,
) -> str:
    """Make an article of an uploaded file and return its id.

    Args:
        folder: the bank's folder.
        data: of the file, at most 2 MB.
        name: of the file; its ending says how it is read.
        head: what the author says of it.
        now: when it comes in.
        by: id of the author.

    Raises:
        InputError: it is no article in English that can be read; nothing was stored.
        ArticleExistsError: its id is taken; nothing was stored.
        BusyError: others are being read; nothing was stored.
    """
    _check_id(folder, head.id)
    # A browser may send a path; the name alone is kept.
    plain = PurePosixPath(name.replace("\\", "/")).name
    clean = drafting_child.read_bytes(data, name=plain)
    return _create(folder, clean, head=head, source_name=plain, now=now, by=by)


def import_text(
    folder: Path, text: str, *, head: ArticleHead, now: datetime, by: int | None
) -> str:
    """Make an article of pasted text and return its id.

    Raises:
        InputError: it is no article in English that can be read; nothing was stored.
        ArticleExistsError: its id is taken; nothing was stored.
        BusyError: others are being read; nothing was stored.
    """
    _check_id(folder, head.id)
    clean = drafting_child.read_text(text, title=head.title)
    return _create(folder, clean, head=head, source_name="", now=now, by=by)


def import_empty(folder: Path, *, head: ArticleHead, now: datetime, by: int | None) -> str:
    """Make an article without passages, for its author to write, and return its id.

    Raises:
        InputError: it has no title.
        ArticleExistsError: its id is taken; nothing was stored.
    """
    return _create(folder, None, head=head, source_name="", now=now, by=by)


def _create(
    folder: Path,
    clean: CleanArticle | None,
    *,
    head: ArticleHead,
    source_name: str,
    now: datetime,
    by: int | None,
) -> str:
    title = " ".join((head.title or (clean.title if clean else "")).split())
    if not title:
        raise InputError("Give the article a title: it names it everywhere.", field="title")
    if len(title) > _TITLE_MAX:
        raise InputError(
            "Shorten the title to {title_max} characters.", title_max=_TITLE_MAX, field="title"
        )
    wanted = head.id or article_slug(title)
    _check_id(folder, wanted)
    document = _document(head, article_id=wanted, title=title)
    return create_article(folder, clean, head=document, now=now, by=by, source_name=source_name)


def _check_id(folder: Path, article_id: str) -> None:
    """Refuse an id that is none, or taken.

    Raises:
        InputError: it has other signs than small letters, digits and single hyphens.
        ArticleExistsError: an article or a folder has it.
    """
    if not article_id:
        return
    if not _SLUG.fullmatch(article_id) or len(article_id) > ID_MAX:
        raise InputError(
            "Write an id of small letters, digits and single hyphens, at most {id_max}.",
            id_max=ID_MAX,
            field="id",
        )
    documents = read_documents(folder)
    folders = {path.partition("/")[0] for path in documents.copy.origins}
    taken = folders | set(documents.articles)
    if article_id in taken:
        raise ArticleExistsError(article_id, offered=free_id(article_id[:ID_MAX], taken))


def _document(head: ArticleHead, *, article_id: str, title: str) -> JsonObject:
    """Return the head as the documents hold it; what is not known is left out."""
    source = {
        "publication": head.publication.strip(),
        "url": head.url.strip(),
        "author": head.author.strip(),
        "date": head.date.strip(),
        "licence": head.licence.strip(),
    }
    return {
        "id": article_id,
        "title": title,
        "language": head.language,
        "digest": head.digest or None,
        "source": {key: value for key, value in source.items() if value},
        "topics": dict(head.topics or {DEFAULT_TOPIC: title}),
    }
