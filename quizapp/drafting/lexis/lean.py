"""Loads the libraries that read English without what nobody here uses of them.

Drafting is a program of its own that is started for each article, so what it loads counts. textblob
brings nltk along and that scipy's statistics; spaCy brings the commands of its command line; and
lemminflect reads all of its tables to look up some hundred words.
"""

import gzip
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

_COMMANDS: Final = ("spacy.cli", "spacy.cli.info")


@contextmanager
def lean_imports() -> Iterator[None]:
    """Import what stands inside without scipy and spaCy's commands; both can be had afterwards.

    nltk does without scipy by itself. Of spaCy's commands its package only names ``info``.
    """
    begun = dict.fromkeys(("scipy", *_COMMANDS))
    held = [name for name in begun if name in sys.modules]
    if not held:
        sys.modules["scipy"] = None  # type: ignore[assignment]  # Python's way to say "not there"
        for name in _COMMANDS:
            module = ModuleType(name)
            module.info = None  # type: ignore[attr-defined]  # what the package asks for
            sys.modules[name] = module
    try:
        yield
    finally:
        if not held:
            for name in begun:
                sys.modules.pop(name, None)


class Table(dict[str, Any]):
    """A table of words of lemminflect whose lines are understood only when they are asked for."""

    def __init__(self, file: str, understood: Callable[[Sequence[str]], dict[str, Any]]) -> None:
        super().__init__()
        self._understood = understood
        self._lines: dict[bytes, list[bytes]] = {}
        with gzip.open(file, "rb") as packed:
            for line in packed.read().splitlines():
                self._lines.setdefault(line.partition(b",")[0], []).append(line)

    def get(self, word: str, default: Any = None) -> Any:
        """Return what the table says of a word."""
        if word not in self:
            lines = self._lines.get(word.encode())
            if lines is None:
                return default
            self[word] = self._understood([each.decode() for each in lines])
        return self[word]


def lighten_lemminflect() -> None:
    """Let lemminflect look words up in its tables without reading all of them."""
    from lemminflect.codecs.InflectionLUCodec import (  # noqa: PLC0415 - after the lean import
        InflectionLUCodec,
    )
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec  # noqa: PLC0415 - the same
    from lemminflect.core.Inflections import Inflections  # noqa: PLC0415 - the same
    from lemminflect.core.Lemmatizer import Lemmatizer  # noqa: PLC0415 - the same
    from lemminflect.core.LexicalUtils import categoryToUPos  # noqa: PLC0415 - the same

    def lemmas(lines: Sequence[str]) -> dict[str, Any]:
        rows = [LemmaLUCodec.fromString(each) for each in lines]
        return {categoryToUPos(category): forms for _, category, forms in rows}

    def forms(lines: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in lines:
            found.update(InflectionLUCodec.fromString(each)[2])
        return found

    lemmatizer, inflections = Lemmatizer(), Inflections()
    lemmatizer.lemma_dict = Table(lemmatizer.lemma_lu_fn, lemmas)
    inflections.infl_dict = InflectionLUCodec.updateForAuxMod(Table(inflections.infl_lu_fn, forms))
