"""The run of a passage that is nearest to words that are not in it."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


def _runs(text: str, length: int) -> Iterator[str]:
    spans = [match.span() for match in _WORD.finditer(text)]
    for size in {max(length - 1, 1), length, length + 1}:
        for first in range(max(len(spans) - size + 1, 1)):
            run = spans[first : first + size]
            if run:
                yield text[run[0][0] : run[-1][1]]


def nearest_run(words: str, text: str) -> str:
    """Return the run of whole words of ``text`` most like ``words``, as it stands there.

    The mark at the end of ``words`` (a full stop) is kept where it follows in the text.
    """
    runs = list(_runs(text, len(_WORD.findall(words))))
    if not runs:
        return text[: len(words)]
    run = process.extractOne(words, runs, scorer=fuzz.ratio)[0]
    return run + words[-1] if run + words[-1] in text and not words[-1].isalnum() else run
