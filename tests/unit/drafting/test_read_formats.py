"""Each kind of file keeps its headings, lists and paragraphs, and loses no sentence."""

import io
import textwrap
import zipfile
from pathlib import Path
from typing import Final

import docx
import pytest

from quizapp.drafting.reading.document import CleanArticle, PassageKind
from quizapp.drafting.reading.read import read_article, read_text
from quizapp.drafting.reading.read_blocks import BlockKind
from quizapp.drafting.reading.read_plain import plain_blocks
from quizapp.errors import InputError

PARAGRAPHS: Final = (
    (
        "The lighthouse at Sker was lit for the first time in the autumn of 1811. Until then a fire"
        " of coal had burned on the cliff, and ships had taken it for a farm."
    ),
    (
        "Elias Morrow designed it. He had never built anything taller than a chapel, and his"
        " drawings, which are kept in Swansea, show no foundation at all."
    ),
    (
        "The stone came from Purbeck by sea; it was cheaper than the stone of the valley, since no"
        " road led down to the shore."
    ),
    (
        "Morrow's clerk wrote in his diary that the tower “moves like a reed”. It has not moved"
        " since an iron band was put around it in 1840."
    ),
    (
        "Nine keepers lived there in turn. The last, Margaret Tudor, left in 1977, when the lamp"
        " was given a switch that answers to daylight."
    ),
)


def bodies(article: CleanArticle) -> tuple[str, ...]:
    return tuple(each.text for each in article.body)


def wrapped(*, indent: str = "", between: str = "\n\n") -> str:
    return between.join(
        textwrap.fill(each, 72, initial_indent=indent, break_on_hyphens=False)
        for each in PARAGRAPHS
    )


def test_one_paragraph_a_line_stays_as_it_is() -> None:
    assert bodies(read_text("\n".join(PARAGRAPHS))) == PARAGRAPHS
    assert bodies(read_text("\n\n".join(PARAGRAPHS))) == PARAGRAPHS
    assert bodies(read_text("\r\n\r\n".join(PARAGRAPHS))) == PARAGRAPHS


def test_lines_wrapped_at_72_columns_are_joined() -> None:
    assert bodies(read_text(wrapped())) == PARAGRAPHS
    assert bodies(read_text(wrapped(indent="   ", between="\n"))) == PARAGRAPHS


def test_a_heading_over_wrapped_lines_heads_them() -> None:
    found = read_text("Sker light\n\nThe building\n\n" + wrapped() + "\n\n")
    assert found.title == "Sker light"
    assert {each.heading for each in found.body} == {"The building"}
    assert bodies(found) == PARAGRAPHS


def test_sentences_on_lines_of_their_own_are_joined_by_blank_lines() -> None:
    text = "\n\n".join(each.replace(". ", ".\n") for each in PARAGRAPHS)
    assert bodies(read_text(text)) == PARAGRAPHS


def test_title_and_headings_of_plain_text_are_found() -> None:
    text = "\n\n".join(
        (
            "How Sker got its light",
            *PARAGRAPHS[:2],
            "Stone and iron",
            *PARAGRAPHS[2:4],
            "Who lived there?",
        )
    )
    found = read_text(text + "\n\n" + PARAGRAPHS[4])
    assert found.title == "How Sker got its light"
    assert [each.heading for each in found.body] == [
        "",
        "",
        *["Stone and iron"] * 2,
        "Who lived there?",
    ]
    assert found.dropped == ()


def test_a_heading_over_nothing_is_listed() -> None:
    found = read_text("\n".join((*PARAGRAPHS, "About the author")))
    assert [(each.line, each.text) for each in found.dropped] == [(6, "About the author")]


def test_questions_of_an_interview_stay_in_the_text() -> None:
    talk = ("Why did you stay?", "It was quiet.", "Were you lonely?", "No.", "Would you go back?")
    found = read_text("\n".join((*PARAGRAPHS, *talk, "I would, if they let me.", "No.")))
    assert bodies(found)[5:10] == talk
    assert found.dropped == ()


def test_a_list_joins_the_line_with_the_colon_or_makes_a_passage() -> None:
    found = read_text(
        "\n".join(
            (
                *PARAGRAPHS,
                "Three things were kept:",
                "- the lamp;",
                "- the iron band",
                "- the diary.",
                PARAGRAPHS[0].replace("1811", "1812"),
                "1. A long item stays by itself, since it is a sentence with a subject and a verb.",
                "2. So does the next, which says what the first one left out, and that is a lot.",
            )
        )
    )
    assert bodies(found)[5] == "Three things were kept: the lamp; the iron band; the diary."
    assert bodies(found)[7].startswith("A long item")
    assert bodies(found)[8].startswith("So does the next")


def test_wrapped_list_items_stay_apart() -> None:
    text = wrapped() + "\n\nKept:\n\n- the lamp, which was made in\n  Birmingham\n- the diary\n"
    items = [each.text for each in plain_blocks(text) if each.kind is BlockKind.ITEM]
    assert items == ["the lamp, which was made in Birmingham", "the diary"]


def test_markdown_loses_its_marks_and_keeps_its_text() -> None:
    text = f"""# How *Sker* got its light

By Ann Lee

{PARAGRAPHS[0].replace("1811", "**1811**").replace("coal", "[coal](https://example.org/a_(b))")}

## Stone
and iron are lost \\* words, <!-- a comment
on two lines -->as `snake_case_names` are not, nor is 2 * 3 * 4.

![A tower](tower.png)

| year | keeper |
|------|--------|
| 1977 | Tudor  |

```python
print("code")
```

The keepers
-----------

> {PARAGRAPHS[4]}

Kept:

* the _lamp_
* the ~~old~~ diary

[^1]: A note.
"""
    found = read_article(text.encode(), name="sker.md")
    assert found.title == "How Sker got its light"
    assert bodies(found) == (
        PARAGRAPHS[0],
        "and iron are lost * words, as snake_case_names are not, nor is 2 * 3 * 4.",
        PARAGRAPHS[4],
        "Kept: the lamp; the old diary.",
    )
    assert [each.heading for each in found.body] == ["", "Stone", "The keepers", "The keepers"]
    why = [each.why for each in found.dropped]
    assert why == ["a byline", *["a table"] * 3, *["code"] * 3, "a link's or a note's address"]
    assert found.dropped[1].line == text.splitlines().index("| year | keeper |") + 1


def test_the_title_of_a_markdown_head_is_taken() -> None:
    text = "---\ntitle: 'Sker light'\ndate: 2020-01-01\n---\n\n" + "\n\n".join(PARAGRAPHS)
    found = read_article(text.encode(), name="sker.md")
    assert (found.title, bodies(found)) == ("Sker light", PARAGRAPHS)


HTML: Final = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html lang="en"><head><title>How Sker got its light | The Lantern</title>
<style>p {{ color: red }}</style><script>var hidden = 1;</script></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>How Sker got its light</h1>
<p>{PARAGRAPHS[0]}</p>
<figure><img src="a.jpg"><figcaption>The tower of Sker from the sea</figcaption></figure>
<p>{PARAGRAPHS[1].replace("designed", "<b>designed</b>")}</p>
<h2>Stone and iron</h2>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
<p>Three things were kept:</p><ul><li>the lamp</li><li>the band</li></ul>
<table><tr><td>1977</td><td>Tudor</td></tr></table>
<p>{PARAGRAPHS[4]}</p></article>
<aside><p>Subscribe to our newsletter</p></aside>
<footer><p>© 2024 The Lantern. All rights reserved.</p></footer></body></html>"""


def test_html_keeps_the_article_and_lists_the_rest_of_the_page() -> None:
    found = read_article(HTML.encode(), name="page.html")
    assert found.title == "How Sker got its light"
    listed = "Three things were kept: the lamp; the band."
    assert bodies(found) == (*PARAGRAPHS[:4], listed, PARAGRAPHS[4])
    assert [each.heading for each in found.body] == ["", "", *["Stone and iron"] * 4]
    captions = [each.text for each in found.passages if each.kind is PassageKind.CAPTION]
    assert captions == ["The tower of Sker from the sea"]
    left_out = {each.text: each.why for each in found.dropped}
    assert left_out == {
        "Home News": "outside the article",
        "1977": "a table",
        "Tudor": "a table",
        "Subscribe to our newsletter": "outside the article",
        "© 2024 The Lantern. All rights reserved.": "outside the article",
    }


def test_a_bare_html_page_is_read_too() -> None:
    paragraphs = PARAGRAPHS[:2]
    page = "<html><body>" + "".join(f"<div>{each}</div>" for each in paragraphs) + "</body></html>"
    assert bodies(read_article(page.encode(), name="a.htm")) == paragraphs


def test_html_in_its_declared_encoding_is_read() -> None:
    page = HTML.replace("utf-8", "windows-1252").replace("Elias", "Élias")
    text = bodies(read_article(page.encode("cp1252"), name="a.html"))
    assert text[1].startswith("Élias Morrow")


def test_html_without_text_is_refused() -> None:
    for page in (b"<html><body><script>1</script></body></html>", b"<!-- nothing -->"):
        with pytest.raises(InputError, match="no text in"):
            read_article(page, name="a.html")


def document() -> bytes:
    made = docx.Document()
    made.add_heading("How Sker got its light", 0)
    made.add_paragraph(PARAGRAPHS[0])
    made.add_heading("Stone and iron", 1)
    made.add_paragraph(PARAGRAPHS[2])
    made.add_paragraph("Three things were kept:")
    made.add_paragraph("the lamp", style="List Bullet")
    made.add_paragraph("the band", style="List Bullet")
    made.add_table(1, 2).cell(0, 0).text = "1977"
    made.add_paragraph("The tower from the sea", style="Caption")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_word_keeps_headings_lists_and_captions() -> None:
    found = read_article(document(), name="Sker.DOCX")
    assert found.title == "How Sker got its light"
    listed = "Three things were kept: the lamp; the band."
    assert bodies(found) == (PARAGRAPHS[0], PARAGRAPHS[2], listed)
    assert [each.heading for each in found.body] == ["", "Stone and iron", "Stone and iron"]
    assert [each.text for each in found.passages][3:] == ["The tower from the sea"]
    assert [(each.why, each.text) for each in found.dropped] == [("a table", "1977 |")]


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 and then nothing", "not a Word document"),
        (b"plain text that was renamed " * 9, "not a Word document"),
        (zipped({"a.txt": b"hello"}), "no Word document"),
        (zipped({"word/document.xml": b"<w/>"}), "damaged"),
        (zipped({"word/document.xml": b" " * 21_000_000}), "over 20 MB unpacked"),
        (zipped({"word/document.xml": b"<w/>", "word/media/a": b"0" * 43_000_000}), "no article"),
        (zipped({f"word/{n}.xml": b"" for n in range(2001)}), "2001 parts"),
    ],
)
@pytest.mark.hostile
def test_what_is_no_sound_word_document_is_refused_before_it_is_unpacked(
    data: bytes, says: str
) -> None:
    with pytest.raises(InputError, match=says) as refusal:
        read_article(data, name="a.docx")
    assert refusal.value.field == "article"


@pytest.mark.hostile
def test_entities_of_a_word_document_are_neither_fetched_nor_unfolded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret of the house", "utf-8")
    kinds = f'<!ENTITY far SYSTEM "{(tmp_path / "secret").as_uri()}"><!ENTITY near "unfolded">'
    with zipfile.ZipFile(io.BytesIO(document())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    body = parts["word/document.xml"].decode()
    body = body.replace("<w:document", f"<!DOCTYPE w:document [{kinds}]>\n<w:document", 1)
    hostile = body.replace("lighthouse", "lighthouse &far; &near;", 1)
    assert "&far;" in hostile
    found = read_article(zipped({**parts, "word/document.xml": hostile.encode()}), name="a.docx")
    told = " ".join([each.text for each in found.passages] + [each.text for each in found.dropped])
    assert "secret of the house" not in told
    assert "unfolded" not in told


def test_a_document_cut_short_is_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        read_article(document()[:-300], name="a.docx")


def test_unseen_characters_and_odd_spaces_do_not_stay() -> None:
    text = (
        "\n".join(PARAGRAPHS)
        .replace("lighthouse", "light\u00adhouse")
        .replace(" at ", "\u00a0at\u200b ")
    )
    assert bodies(read_text(text)) == PARAGRAPHS
