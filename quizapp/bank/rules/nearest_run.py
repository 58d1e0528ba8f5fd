"""The run of a passage that is nearest to words that are not in it."""

import re

from rapidfuzz import fuzz

_WORD = re.compile(r"\S+")


def nearest_run(words: str, text: str) -> str:
    """Return the run of whole words of ``text`` most like ``words``, as it stands there."""
    found = fuzz.partial_ratio_alignment(words, text)
    if found is None:
        return text[: len(words)]
    spans = [match.span() for match in _WORD.finditer(text)]
    inside = [
        (start, end) for start, end in spans if end > found.dest_start and start < found.dest_end
    ]
    if not inside:
        return text[: len(words)]
    return text[inside[0][0] : inside[-1][1]]
