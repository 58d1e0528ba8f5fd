"""The words and marks of a sentence with their tags."""

import re

from quizapp.drafting.analysis import Token
from quizapp.drafting.tag_rules import corrected
from quizapp.drafting.tagger import lemma_of, tag_words

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Capt|Rev|Gov|Sen|Jr|Sr|Inc|Ltd|Co|Corp|No|c|ca)\.(?=\s)"
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?\b"
    r"|[^\W\d_]+(?=n['\u2019]t\b)|n['\u2019]t\b"
    r"|['\u2019](?:s|re|ve|ll|d|m)\b"
    r"|\w+(?:[-\u2010\u2011.&/](?=\w)\w+)*"
    r"|\.\.\.|\S"
)


def tokenise(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``text`` between two characters; offsets are those of ``text``."""
    spans = [(each.start(), each.end()) for each in _TOKEN.finditer(text, start, end)]
    words = [text[first:last].replace("\u2019", "'") for first, last in spans]
    if not words:
        return ()
    tags = corrected(words, tag_words(words))
    return tuple(
        Token(
            index=index,
            text=text[first:last],
            tag=tags[index],
            lemma=lemma_of(words[index], tags[index]),
            start=first,
            end=last,
        )
        for index, (first, last) in enumerate(spans)
    )
