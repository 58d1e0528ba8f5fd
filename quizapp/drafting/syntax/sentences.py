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
_OPEN, _CLOSE, _STRAIGHT = "“", "”", '"'


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
    if head.count("(") > head.count(")"):
        return True
    # A mark that opens a quotation anew, with none closed, begins a new paragraph of it.
    if _is_quoting(head) and tail[0] not in {_OPEN, _STRAIGHT}:
        return True
    if tail[:1].islower():
        return True
    return not re.search(r"[.!?:;…][\"'”\u2019)\]]*$", head)


def _is_quoting(head: str) -> bool:
    """Return whether a quotation is open at the end of a text that begins outside of any."""
    quoting = False
    for at, each in enumerate(head):
        if each in {_OPEN, _CLOSE}:
            quoting = each == _OPEN
        elif each == _STRAIGHT and not (head[at - 1 : at].isdigit() and not quoting):
            opens = not head[at - 1 : at].strip() and bool(head[at + 1 : at + 2].strip())
            quoting = opens or not (quoting or at + 1 == len(head) or head[at + 1].isspace())
    return quoting


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
