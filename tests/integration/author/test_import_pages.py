"""The page that brings an article in: each way, each refusal, and nothing typed is lost."""

from io import BytesIO

import pytest
from flask import Flask

from quizapp.services.editing import editing
from tests.integration.author.conftest import TOKEN, Author, Bank

TEXT = (
    "The town of Lindau opened its harbour in 1856, after nine years of work on the outer wall.\n\n"
    "The lighthouse was built in 1864. It is the only lighthouse of the lake that has a clock.\n\n"
    "Later the council of the town bought a second quay from the railway company for the boats."
)
SOURCE = {"publication": "The Lake Courier", "licence": "CC BY 4.0", "language": "en"}


def bring(author: Author, /, *, expect: int = 303, **fields: object) -> str:
    """Send the form; return where it leads, or the page that says what is wrong."""
    token = TOKEN.search(author.see("/studio/new"))
    assert token
    data = {"csrf_token": token[1], **SOURCE, **fields}
    answer = author.client.post("/studio/new", data=data, content_type="multipart/form-data")
    assert answer.status_code == expect, answer.text
    return answer.location if expect == 303 else answer.text


def test_pasted_text_becomes_an_article_with_its_source(
    app: Flask, author: Author, bank: Bank
) -> None:
    place = bring(author, way="paste", text=TEXT, title="A harbour", author="Ann Onymous")
    assert place == "/studio/work/a-harbour"
    page = author.see(place)
    assert "3 passages came in" in page
    assert "Make draft facts" in page
    with app.app_context():
        work = editing.open_article(bank.folder, "a-harbour")
    assert work.head["source"] == {
        "publication": "The Lake Courier",
        "author": "Ann Onymous",
        "licence": "CC BY 4.0",
    }
    assert [each.text.split()[0] for each in work.passages] == ["The", "The", "Later"]


def test_an_uploaded_file_becomes_an_article(author: Author) -> None:
    file = (BytesIO(TEXT.encode()), "harbour.txt")
    place = bring(author, way="upload", file=file, title="From a file")
    assert place == "/studio/work/from-a-file"
    assert "The lighthouse was built in 1864." in author.see(place)


def test_an_empty_article_leads_to_its_passages(author: Author) -> None:
    place = bring(author, way="empty", title="My own words")
    page = author.see(place)
    assert "This article has no passages yet" in page
    assert f'href="{place}/passages"' in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"way": "paste", "text": "  "}, "Paste the text of the article"),
        ({"way": "upload"}, "Choose a file"),
        ({"way": "empty"}, "Write a title"),
        ({"way": "empty", "title": "T", "licence": ""}, "under which licence"),
        ({"way": "empty", "title": "T", "publication": ""}, "where the article was published"),
        ({"way": "empty", "title": "T", "language": "English"}, "two small letters"),
        ({"way": "empty", "title": "T", "date": "last week"}, "Write the year"),
        ({"way": "empty", "title": "T", "url": "lindau"}, "begins with https://"),
        ({"way": "address", "address": "https://a.example/"}, "switched off on this server"),
        ({"way": "paste", "text": "Five words are no article."}, "field-error"),
        ({"way": "wish"}, "field-error"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    app: Flask, author: Author, bank: Bank, fields: dict[str, str], words: str
) -> None:
    page = bring(author, expect=400, **{"author": "Ann Onymous", **fields})
    assert words in page
    assert 'value="Ann Onymous"' in page
    with app.app_context():
        assert [each.id for each in editing.list_works(bank.folder)] == ["engines"]


def test_a_binary_file_is_refused_beside_its_field(author: Author) -> None:
    file = (BytesIO(bytes(range(256)) * 40), "harbour.txt")
    page = bring(author, expect=400, way="upload", file=file, title="T")
    assert 'id="file-error-1"' in page


def test_a_title_that_is_taken_is_told(author: Author) -> None:
    bring(author, way="empty", title="Twice")
    page = bring(author, expect=409, way="empty", title="Twice")
    assert "Give it another title" in page
    assert 'value="Twice"' in page


def test_a_paste_of_two_megabytes_reaches_its_own_refusal(author: Author) -> None:
    token = TOKEN.search(author.see("/studio/new"))
    assert token
    data = {"csrf_token": token[1], **SOURCE, "way": "paste", "text": "word " * 440_000}
    answer = author.client.post("/studio/new", data=data)
    assert answer.status_code == 400
    assert "2 MB" in answer.text


def test_the_list_tells_what_waits(author: Author) -> None:
    place = bring(author, way="paste", text=TEXT, title="A harbour")
    assert "3 passages, 0 facts; not published" in author.see("/studio/")
    token = TOKEN.search(author.see(place))
    assert token
    answer = author.client.post(f"{place}/draft", data={"csrf_token": token[1]})
    assert answer.status_code == 303
    page = author.see("/studio/")
    assert "to judge" in page
    assert f"{place}?show=to-judge" in page
