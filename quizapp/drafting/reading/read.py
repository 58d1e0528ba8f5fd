"""A file or pasted text -> a clean article, or a refusal that says what to send instead."""

from pathlib import PurePosixPath
from typing import Final

from quizapp.drafting.reading.clean import clean
from quizapp.drafting.reading.decode import decode
from quizapp.drafting.reading.document import CleanArticle
from quizapp.drafting.reading.language import judge_language, judge_script
from quizapp.drafting.reading.read_blocks import Source, count_words, tidy
from quizapp.drafting.reading.read_markdown import read_markdown
from quizapp.drafting.reading.read_plain import read_plain
from quizapp.errors import InputError

MAX_BYTES: Final = 2 * 1024 * 1024
MIN_WORDS: Final = 25
"""Below, there is hardly a sentence to take a fact from, nor to know the language by."""

KINDS: Final = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx")
_TITLE_CHARACTERS: Final = 300


def _refuse(message: str) -> InputError:
    return InputError(message, field="article")


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise _refuse(
            f"The article is {size / 1024 / 1024:.1f} MB; at most 2 MB can be taken."
            " Remove pictures, or split it into several articles."
        )


def _source(data: bytes, name: str) -> Source:
    ending = PurePosixPath(name.replace("\\", "/")).suffix.casefold()
    match ending:
        case ".docx":
            # Heavy libraries are loaded only by those who send their kind of file.
            from quizapp.drafting.reading.read_docx import read_docx  # noqa: PLC0415 - see above

            return read_docx(data)
        case ".html" | ".htm" | ".xhtml":
            from quizapp.drafting.reading.read_html import read_html  # noqa: PLC0415 - see above

            return read_html(data)
        case ".md" | ".markdown":
            return read_markdown(decode(data))
        case ".txt" | ".text":
            return read_plain(decode(data))
        case _:
            shown = f'"{ending}" files' if ending else "A file without an ending"
            raise _refuse(
                f"{shown} cannot be read. Send .txt, .md, .html or .docx, or paste the text."
            )


def _article(source: Source, *, fallback: str) -> CleanArticle:
    whole = "\n".join(each.text for each in source.blocks)
    judge_script(whole)
    _check_words(whole)
    judge_language(whole)
    title, passages, dropped = clean(source)
    body = "\n".join(each.text for each in passages)
    _check_words(body, dropped=len(dropped))
    language = judge_language(body)
    return CleanArticle(
        title=(title or fallback)[:_TITLE_CHARACTERS],
        language=language,
        passages=passages,
        dropped=dropped,
    )


def _check_words(text: str, *, dropped: int = 0) -> None:
    found = count_words(text)
    if found >= MIN_WORDS:
        return
    left_out = f" ({dropped} lines were left out as not the article's)" if dropped else ""
    what = "There is no text in it" if found == 0 else f"This is {found} words long"
    raise _refuse(
        f"{what}{left_out}; an article needs at least {MIN_WORDS} words."
        " Send the whole text, or start an empty article."
    )


def _name_as_title(name: str) -> str:
    """Return a file's name as words, where it is made of words."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    words = stem.replace("_", " ").replace("-", " ").split()
    if len(words) > 1 and all(word.isalpha() for word in words):
        return tidy(" ".join(words)).capitalize()
    return "Untitled article"


def read_article(data: bytes, *, name: str) -> CleanArticle:
    """Return the article in a file.

    Args:
        data: the whole file, at most 2 MB.
        name: its name; the ending says how it is read: .txt, .md, .html, .docx.

    Raises:
        InputError: it cannot be read, is no article, or is not in English; ``field`` is "article".
    """
    _check_size(len(data))
    if not data.strip():
        raise _refuse(
            "The file is empty. Send one with text in it, or start an empty article instead."
        )
    return _article(_source(data, name), fallback=_name_as_title(name))


def read_text(text: str, *, title: str = "") -> CleanArticle:
    """Return the article in pasted text.

    Args:
        text: plain text, at most 2 MB in UTF-8.
        title: its title, or "" for its first short line.

    Raises:
        InputError: it is no article, or is not in English; ``field`` is "article".
    """
    if not text.strip():
        raise _refuse("Nothing was pasted. Paste the text, or start an empty article instead.")
    data = text.encode("utf-8", "replace")
    _check_size(len(data))
    source = read_plain(decode(data))
    given = Source(source.blocks, tidy(title), source.dropped)
    return _article(given, fallback="Untitled article")
