"""Tokens joined into chunks: noun, verb, preposition, date, quotation, and the marks between."""

import re
from collections.abc import Sequence
from typing import Final

from quizapp.drafting.analysis import Chunk, ChunkKind, Token
from quizapp.drafting.spans import Mention, MentionKind
from quizapp.drafting.verbs import read_verb

_CODES: Final = {
    "DT": "D", "PDT": "D", "PRP$": "D", "WP$": "W", "CD": "C", "$": "$", "POS": "P", "PRP": "A",
    "JJ": "J", "JJR": "J", "JJS": "J", "NN": "N", "NNS": "N", "NNP": "N", "NNPS": "N",
    "RB": "R", "RBR": "R", "RBS": "R", "RP": "R", "MD": "V", "VB": "V", "VBD": "V", "VBZ": "V",
    "VBP": "V", "VBN": "V", "VBG": "V", "TO": "T", "IN": "I", "CC": "K", "WDT": "W", "WP": "W",
    "WRB": "W", "EX": "A", "FW": "N", "UH": "R",
}  # fmt: skip
_NOUNS: Final = re.compile(
    r"(?:D{1,2})?(?:R(?=J|C|S)|[JC$S]|(?<=J),(?=J)|(?<=J)K(?=J+N))*(?:N(?:J*N)*(?:C(?!N))?|C)"
    r"(?:P(?:R(?=J)|[JC$S])*(?:N(?:J*N)*|C))*"
    r"|D(?:R?J)+(?![NJ])"
)
_PREPS: Final = tuple(
    tuple(each.split())
    for each in (
        "according to",
        "as a result of",
        "as part of",
        "as well as",
        "because of",
        "due to",
        "instead of",
        "in front of",
        "in addition to",
        "in favour of",
        "in response to",
        "on behalf of",
        "next to",
        "out of",
        "owing to",
        "prior to",
        "rather than",
        "such as",
        "together with",
        "along with",
        "thanks to",
        "up to",
        "close to",
    )
)
_ABOUT: Final = re.compile(
    r"(?:more than|less than|fewer than|at least|at most|up to|just over|just under|well over"
    r"|as many as|as much as|about|around|over|under|nearly|almost|some|roughly|approximately"
    r"|only|just|an estimated|an average of) $"
)


def _codes(tokens: Sequence[Token], covered: dict[int, str]) -> list[str]:
    codes = [_CODES.get(each.tag, each.tag[:1] if each.tag == "," else "x") for each in tokens]
    for index, code in covered.items():
        codes[index] = code
    for index, token in enumerate(tokens):
        if index in covered or token.tag not in {"VBN", "VBG"}:
            continue
        left = codes[index - 1] if index else ""
        right = codes[index + 1] if index + 1 < len(tokens) else ""
        after_owner = left in {"D", "P", "J", "C"} or (left == "I" and token.tag == "VBN")
        if after_owner and right in {"N", "J", "V", "C", "$"} and left:
            codes[index] = "J"
        elif left == "D" and token.tag == "VBG":
            codes[index] = "N"
    for index, token in enumerate(tokens):
        if token.tag in {"CD", "$"} and codes[index] in {"C", "$"}:
            _mark_about(tokens, codes, index)
    return codes


def _mark_about(tokens: Sequence[Token], codes: list[str], index: int) -> None:
    """Make "more than" before a number a part of the noun chunk."""
    begin = max(index - 3, 0)
    before = " ".join(each.low for each in tokens[begin:index]) + " "
    found = _ABOUT.search(before)
    if found:
        for at in range(index - len(found.group().split()), index):
            codes[at] = "S"


def _covered(  # noqa: C901 - a case for each kind of mention
    tokens: Sequence[Token], mentions: Sequence[Mention]
) -> tuple[dict[int, str], set[int]]:
    """Return codes of the tokens in names, dates and quotations, and the first of each."""
    codes: dict[int, str] = {}
    firsts: set[int] = set()
    for each in mentions:
        inside = [token.index for token in tokens if each.start <= token.start < each.end]
        if not inside:
            continue
        if each.kind is MentionKind.DATE:
            code = "Z"
        elif each.kind is MentionKind.QUOTE and len(inside) > 2:  # noqa: PLR2004 - more than its marks
            code = "Q"
        elif each.kind is MentionKind.ENTITY:
            code = "N"
        elif each.quantity is not None:
            for index in inside:
                if tokens[index].low in {"per", "°", "cent", "percent", "c", "f"}:
                    codes.setdefault(index, "N")
            continue
        else:
            continue
        if code != "N":
            firsts.add(inside[0])
        for index in inside:
            if codes.get(index) not in {"Q", "Z"} or code == "Q":
                codes[index] = code
    return codes, firsts


def _run(codes: Sequence[str], at: int, firsts: set[int]) -> int:
    """Return one past the run of equal codes that starts here."""
    end = at + 1
    while end < len(codes) and codes[end] == codes[at] and end not in firsts:
        end += 1
    return end


def _preposition(tokens: Sequence[Token], at: int) -> int:
    for words in _PREPS:
        if tuple(each.low for each in tokens[at : at + len(words)]) == words:
            return at + len(words)
    return at + 1


def _noun_head(tokens: Sequence[Token], first: int, end: int) -> int:
    for index in range(end - 1, first - 1, -1):
        if tokens[index].tag[:2] in {"NN", "CD", "FW"} or tokens[index].tag == "PRP":
            return index
    return end - 1


def make_chunks(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Chunk, ...]:
    """Return the chunks of a sentence; each token is in exactly one.

    Args:
        tokens: of the sentence.
        mentions: of the passage; names, dates and quotations are not cut apart.
    """
    covered, firsts = _covered(tokens, mentions)
    codes = _codes(tokens, covered)
    line = "".join(codes)
    chunks: list[Chunk] = []
    at = 0
    while at < len(tokens):
        chunk = _next(tokens, codes, line, at, firsts)
        chunks.append(chunk)
        at = chunk.end
    return tuple(chunks)


def _next(  # noqa: PLR0911 - one return per kind of chunk
    tokens: Sequence[Token], codes: Sequence[str], line: str, at: int, firsts: set[int]
) -> Chunk:
    code = codes[at]
    if code in {"Z", "Q"}:
        kind = ChunkKind.DATE if code == "Z" else ChunkKind.QUOTE
        return Chunk(kind, at, _run(codes, at, firsts), at)
    multi = _preposition(tokens, at)
    if multi > at + 1:
        return Chunk(ChunkKind.PREP, at, multi, at)
    nouns = _NOUNS.match(line, at)
    if nouns:
        return Chunk(ChunkKind.NOUN, at, nouns.end(), _noun_head(tokens, at, nouns.end()))
    if code in {"V", "T", "R"}:
        verb = read_verb(tokens, codes, at)
        if verb:
            return Chunk(ChunkKind.VERB, at, verb.end, verb.head)
    if code in {"I", "T"}:
        return Chunk(ChunkKind.PREP, at, at + 1, at)
    if code == "A" or (code == "D" and tokens[at].tag == "DT"):
        return Chunk(ChunkKind.NOUN, at, at + 1, at)
    if code == "J":
        end = _run(codes, at, firsts)
        return Chunk(ChunkKind.ADJECTIVE, at, end, end - 1)
    if code == "R":
        return Chunk(ChunkKind.ADVERB, at, at + 1, at)
    return Chunk(ChunkKind.MARK, at, at + 1, at)
