"""A passage cut into sentences, with initials, abbreviations and quotations kept whole."""

import re
from functools import lru_cache

import pysbd

_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sir|Gen|Col|Lt|Capt|Sgt|Rev|Hon|Jr|Sr|Gov|Sen|Rep|Pres|No|Fig"
    r"|vol|pp?|ed|eds|ca?|approx|vs|etc|cf|al|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov"
    r"|Dec|Mt|Ft|e\.g|i\.e)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_ENDS_ANYWAY = re.compile(r"\b(?:Inc|Ltd|Co|Corp|etc|al|Jr|Sr|Ph\.D|[A-Z]\.[A-Z](?:\.[A-Z])*)\.$")
_STARTER = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|These|Those|As|For|After|When|His"
    r"|Her|Its|Their|There|By|From|To|Since|While|Although|However|Both|Some|Most|Many)\b"
)
_OPEN, _CLOSE = "“", "”"


@lru_cache(maxsize=1)
def _segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="en", clean=False, char_span=True)


def _belongs_on(before: str, after: str) -> bool:
    """Return whether a cut between the two texts is none."""
    head, tail = before.rstrip(), after.lstrip()
    if not tail:
        return True
    if _SHORT.search(head) and not (_ENDS_ANYWAY.search(head) and _STARTER.match(tail)):
        return True
    if head.count(_OPEN) > head.count(_CLOSE) or head.count("(") > head.count(")"):
        return True
    if head.count('"') % 2 and not head.endswith('"'):
        return True
    if tail[:1].islower():
        return True
    return not re.search(r"[.!?:;…][\"'”\u2019)\]]*$", head)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence, without the space around it."""
    cuts: list[int] = []
    for span in _segmenter().segment(text):
        begin = text.find(span.sent.strip(), cuts[-1] if cuts else 0)
        if begin > 0:
            cuts.append(begin)
    # A stop before a quotation mark or a bracket and a capital always ends a sentence.
    cuts.extend(
        match.end()
        for match in re.finditer(r"(?<=[a-z\d)])[.!?][\"”\u2019)]?\s+(?=[\"“(]?[A-Z])", text)
    )
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in [*sorted(set(cuts)), len(text)]:
        if cut <= start or (cut < len(text) and _belongs_on(text[start:cut], text[cut:])):
            continue
        piece = text[start:cut]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append((start + left, start + len(piece.rstrip())))
        start = cut
    return tuple(spans)
