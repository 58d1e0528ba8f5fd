"""Bringing an article in: what can be read becomes one, anything else stores nothing."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.errors import InputError, NotFoundError, QuizappError
from quizapp.services.drafting import drafting, drafting_child
from quizapp.services.drafting.drafting import ArticleExistsError, ArticleHead
from quizapp.services.editing import editing
from quizapp.services.workspace.workspace_files import working_files
from quizapp.store.engine import reading
from quizapp.store.tables.studio import DraftArticle, DraftRow, StudioFile
from tests.integration.author.conftest import Bank

TEXT = """\
A harbour for Lindau

The town of Lindau opened its harbour in 1856. The mayor, Anna Bauer, said that the harbour was
the door to the lake, and the town council paid for a lighthouse beside it.

Subscribe to our newsletter

Critics argued that the harbour had ruined the old fishing trade. In 1860 the council of Lindau
answered them with a market hall, which the fishermen of the lake used until 1912.
"""
CHINESE = (
    "林道镇于一八五六年开放了港口。市长说港口是通往湖泊的大门。批评者认为它毁了旧的渔业。" * 12
)
HEBREW = "העיר פתחה את הנמל בשנת 1856. ראש העיר אמר כי הנמל הוא הדלת אל האגם. " * 12


@pytest.fixture
def folder(database: Flask, bank: Bank) -> Path:
    """Return the folder of a bank."""
    del database
    return bank.folder


def stored() -> tuple[int, int, int]:
    """Return how many articles, drafts and files the studio holds."""
    with reading() as session:
        found = [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (DraftArticle, DraftRow, StudioFile)
        ]
    return found[0], found[1], found[2]


def test_pasted_text_becomes_an_article_with_what_was_dropped(folder: Path, now: datetime) -> None:
    head = ArticleHead(publication="The Lake Gazette", licence="CC0 1.0", date="1913")
    made = drafting.import_text(folder, TEXT, head=head, now=now, by=None)
    assert made == "a-harbour-for-lindau"
    bench = editing.open_article(folder, made)
    assert bench.title == "A harbour for Lindau"
    assert bench.topics == {"main": "A harbour for Lindau"}
    assert [passage.number for passage in bench.passages] == [1, 2]
    assert bench.passages[0].text.startswith("The town of Lindau opened its harbour in 1856.")
    assert "Subscribe to our newsletter" in [each.text for each in bench.dropped]
    assert not bench.problems
    assert bench.head["source"] == {
        "publication": "The Lake Gazette",
        "date": "1913",
        "licence": "CC0 1.0",
    }


def test_an_uploaded_file_becomes_an_article(folder: Path, now: datetime) -> None:
    page = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n")[1:])
    html = f"<html><head><title>Lindau</title></head><body><article>{page}</article></body></html>"
    head = ArticleHead(title="Lindau and its lake", id="lindau", digest=True)
    made = drafting.import_bytes(
        folder, html.encode(), name="C:\\pages\\lindau.html", head=head, now=now, by=None
    )
    bench = editing.open_article(folder, made)
    assert (made, bench.title, bench.head["digest"]) == ("lindau", "Lindau and its lake", True)
    with reading() as session:
        assert session.get_one(DraftArticle, made).source_name == "lindau.html"


def test_an_article_can_start_empty(folder: Path, now: datetime) -> None:
    head = ArticleHead(title="Über den See", topics={"lake": "The lake"})
    made = drafting.import_empty(folder, head=head, now=now, by=None)
    assert made == "uber-den-see"
    assert editing.open_article(folder, made).topics == {"lake": "The lake"}
    with pytest.raises(InputError, match="no passages yet"):
        drafting.make_drafts(folder, made, now=now, by=None)
    with pytest.raises(InputError, match="a title") as refused:
        drafting.import_empty(folder, head=ArticleHead(), now=now, by=None)
    assert refused.value.field == "title"


def test_the_same_text_twice_offers_another_id(folder: Path, now: datetime) -> None:
    first = drafting.import_text(folder, TEXT, head=ArticleHead(), now=now, by=None)
    with pytest.raises(ArticleExistsError, match="already") as refused:
        drafting.import_text(folder, TEXT, head=ArticleHead(), now=now, by=None)
    assert refused.value.article_id == first
    assert refused.value.offered == f"{first}-2"
    head = ArticleHead(id=refused.value.offered)
    assert drafting.import_text(folder, TEXT, head=head, now=now, by=None) == f"{first}-2"
    assert stored()[0] == 2


@pytest.mark.parametrize("bad", ["With Capitals", "a--b", "-a", "a/../b", "x" * 61])
def test_an_id_that_is_none_is_refused(folder: Path, now: datetime, bad: str) -> None:
    with pytest.raises(InputError) as refused:
        drafting.import_text(folder, TEXT, head=ArticleHead(id=bad), now=now, by=None)
    assert refused.value.field == "id"
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        pytest.param(b"", "a.txt", "empty", id="empty"),
        pytest.param(b"  \n\n ", "a.txt", "empty", id="blank"),
        pytest.param(b"Only five words are here.", "a.txt", "5 words", id="five-words"),
        pytest.param(b"word " * 500_000, "a.txt", "at most 2 MB", id="too-large"),
        pytest.param(bytes(range(256)) * 16, "a.txt", "not a text file", id="binary"),
        pytest.param(b"\x7fELF" + bytes(3000), "a.txt", "not a text file", id="program"),
        pytest.param(b"PK\x03\x04" + bytes(300), "a.docx", "not a Word document", id="broken-docx"),
        pytest.param(b"%PDF-1.7" + bytes(300), "a.pdf", "cannot be read", id="pdf"),
        pytest.param(
            TEXT.encode() + "Zürich".encode("latin-1") + "Überall größer".encode(),
            "a.txt",
            "Two encodings are mixed",
            id="mixed-encodings",
        ),
        pytest.param(CHINESE.encode(), "a.txt", "looks like Chinese", id="chinese"),
        pytest.param(HEBREW.encode(), "a.txt", "looks like Hebrew", id="right-to-left"),
    ],
)
def test_what_is_no_article_is_refused_in_words_and_nothing_is_stored(
    folder: Path, now: datetime, data: bytes, name: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as refused:
        drafting.import_bytes(folder, data, name=name, head=ArticleHead(), now=now, by=None)
    assert refused.value.field == "article"
    assert len(str(refused.value)) < 400
    assert stored() == (0, 0, 0)


def test_a_reader_that_fails_stores_nothing(
    folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting_child, "_MEMORY_BYTES", 40_000_000)
    with pytest.raises(QuizappError):
        drafting.import_text(folder, TEXT, head=ArticleHead(), now=now, by=None)
    assert stored() == (0, 0, 0)


def test_more_than_an_article_holds_is_refused_in_time(folder: Path, now: datetime) -> None:
    paragraph = TEXT.split("\n\n")[1].replace("\n", " ")
    parts: list[str] = []
    size = 0
    while size < 1_900_000:
        parts.append(f"In part {len(parts)} of the story, this is told: {paragraph}")
        size += len(parts[-1]) + 2
    with pytest.raises(InputError, match="Split it"):
        drafting.import_text(folder, "\n\n".join(parts), head=ArticleHead(), now=now, by=None)
    assert stored() == (0, 0, 0)


def test_drafts_of_an_article_in_another_language_are_refused(folder: Path, now: datetime) -> None:
    head = ArticleHead(title="Ein Hafen", language="de")
    made = drafting.import_empty(folder, head=head, now=now, by=None)
    with pytest.raises(InputError, match='this one is in "de"') as refused:
        drafting.make_drafts(folder, made, now=now, by=None)
    assert refused.value.field == "language"
    with pytest.raises(NotFoundError):
        drafting.make_drafts(folder, "none", now=now, by=None)
    assert working_files(folder).files
