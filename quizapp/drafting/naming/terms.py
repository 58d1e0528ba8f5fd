"""Terms in small letters that a text explains: "coral bleaching is ...", "known as upwelling"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import word_set
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.naming.entities import ArticleEntity, Registry, slug
from quizapp.drafting.shapes.spans import Mention, MentionKind

_WORDS: Final = r"[a-z][\w’'-]*(?: [a-z][\w’'-]*){0,3}"
_START: Final = r"(?:^|(?<=[.!?] )|(?<=[.!?][”\"] ))"
_IS: Final = re.compile(
    _START + r"(?:An? (?=[a-z]))?([A-Z]?[\w-]+(?: [a-z][\w-]*){0,3}?) (?:is|are) (?:an?|the|any) "
    r"(?=[^.]{0,90}\b(?:that|which|by which|in which|where|who|whose|used|made|formed|of|for|caused)\b)"  # noqa: E501 - a pattern reads best whole
)
_MEANS: Final = re.compile(
    rf"(?:[Tt]he (?:term|word|phrase|concept|notion) )?[“\"‘']?({_WORDS}|[A-Z][\w-]*(?: [a-z][\w-]*){{0,3}})[”\"’']?"  # noqa: E501 - a pattern reads best whole
    r",? (?:refers to|is defined as|are defined as|denotes|describes the|means the)\b"
)
_CALLED: Final = re.compile(
    r"\b(?:known (?:collectively |locally |technically )?as|called|named|termed|dubbed"
    r"|referred to as|"
    rf"so-called|what (?:they|he|she|scientists|researchers|experts) calls?|"
    r"which (?:scientists|researchers|experts|we|they|historians) call) (?:the |an? )?"
    rf"[“\"‘']?({_WORDS}|[A-Z][\w-]+(?: [A-Z]?[\w-]+){{0,3}})[”\"’']?(?=[,.;:)–—]| \(| in which| by which| that | – | is | are | was | were )"  # noqa: E501 - a pattern reads best whole
)
_INSIDE: Final = re.compile(
    r"\b(?:the|an?|The|An?) ([a-z][\w-]+(?: [a-z][\w-]+){0,2}), (?=an? (?:[a-z-]+ ){0,2}[a-z]+ "
    r"(?:that|which|in which|by which|where|used)\b)"
)
"""A term with its article that an aside explains: "the central complex, a structure that"."""
_AHEAD: Final = re.compile(
    r"\b(?:calls?|called|by|as|is|are|of|uses?|used|through|with|from) (?:it |this |that |these )?"
    r"(?:the |an? )?([a-z][\w-]+(?: [a-z][\w-]+){0,2}): (?=an? |[a-z-]+s )"
)
"""A term before a colon, and what it is behind it: "immersion schools: nurseries in which"."""
_QUOTED: Final = re.compile(
    r"\b(?:the (?:term|word|concept|idea|notion|theory|principle|doctrine|policy) (?:of )?"
    r"(?:a |an |the )?|(?:call|calls|called|term|termed|dubbed) (?:it|this|that|the \w+|that \w+|"
    r"this \w+) (?:a |an |the )?)[“\"‘']([\w’' -]{3,40})[”\"’']"
)
_APPOSITION: Final = re.compile(
    _START + r"([A-Z][\w-]*(?: [a-z][\w-]*){0,2}), (?:an?|the) (?=[^,.]{8,120}[,.])"
    r"(?=[^,.]*\b(?:that|which|by which|in which|of|where|used)\b)"
)
_BESIDE: Final = re.compile(
    r"\b(?:of|with|from|into|by|in|to|contains?|produces?|releases?|uses?|needs?) "
    r"([a-z]{4,}(?: [a-z]{4,})?), (?:an? )?(?=(?:[a-z-]+ ){0,2}[a-z]+ (?:that|which|made|used"
    r"|formed|found|produced|in which|by which|where)\b[^,.;:]{6,90}[,.;:])"
)
"""A thing without article, which a phrase behind a comma explains: "of magma, molten rock that"."""
_PASSIVE: Final = re.compile(
    r"\b(?:is|are) (?:also |often |usually )?(?:known as|called|termed) (?:the |an? )?"
    rf"[“\"‘']?({_WORDS})[”\"’']?(?=[.;,])"
)
_ARE: Final = re.compile(
    _START + r"([A-Z][a-z]+(?: [a-z]+)?s) are (?=(?:[a-z-]+ ){0,3}[a-z]+s"
    r"(?: (?:that|which|made|used|of|in which|whose)\b|:))"
)
_MEANT: Final = re.compile(
    r"(?:[,:] |\b(?:word|term) |^)[\u201c\"\u2018']?([a-z]{4,})[\u201d\"\u2019']?,"
    r"[\u201d\"]? which means (?=an? |the )"
)
"""A word with what it means behind it: "hirnos, which means the wish for"."""
_AHEAD_THE: Final = re.compile(r"\b(the) $")
_NO_TERMS: Final = word_set("terms_no_terms")
_NOUNS: Final = ("NN", "JJ", "VBG")


def _is_term(words: str, *, shown: bool = False) -> bool:
    """Return whether words make a term; ``shown`` where an article and an aside show a noun."""
    parts = words.lower().split()
    if not parts or parts[0] in _NO_TERMS or parts[-1] in _NO_TERMS:
        return False
    tags = [tag_of(each) for each in parts]
    last = tags[-1]
    noun = (
        last.startswith("NN")
        or parts[-1].endswith(("ing", "ism", "ity", "sis", "tion"))
        or not last
        or shown
    )
    plain = all(not tag or tag.startswith(_NOUNS) for tag in (tags[:-1] if shown else tags))
    return noun and plain and len(words) > 3  # noqa: PLR2004 - a word worth knowing


def _found(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (
        *(_IS, _MEANS, _CALLED, _QUOTED, _APPOSITION, _BESIDE, _PASSIVE, _ARE, _INSIDE, _AHEAD),
        _MEANT,
    ):
        shown = pattern in {_INSIDE, _AHEAD, _MEANT}
        for match in pattern.finditer(text):
            if _is_term(match[1], shown=shown):
                yield match.span(1)


def find_terms(
    passages: Sequence[tuple[int, str]], *, taken: Sequence[Mention], registry: Registry
) -> tuple[Mention, ...]:
    """Return the mentions of explained terms outside of the ``taken`` ones, entering each."""
    mentions: list[Mention] = []
    for number, text in passages:
        own = [each for each in taken if each.passage == number]
        for start, end in sorted(set(_found(text))):
            if any(
                each.start < end and start < each.end
                for each in [*own, *mentions]
                if each.passage == number
            ):
                continue
            before = re.search(r"\b([Aa]n?|[Tt]he) $", text[max(0, start - 4) : start])
            if _AHEAD_THE.search(text[:start]) and text[end : end + 1] == ":":
                before = _AHEAD_THE.search(text[:start])
            word = before[1].lower() if before else ""
            key = _enter(text[start:end], registry, word=word)
            if key:
                mentions.append(
                    Mention(number, start, end, text[start:end], MentionKind.ENTITY, key)
                )
    return tuple(mentions)


def _enter(written: str, registry: Registry, *, word: str) -> str:
    first, _, rest = written.partition(" ")
    name = f"{first.lower()} {rest}".strip() if tag_of(first.lower()) or rest else written.lower()
    found = registry.find(name)
    if found is None:
        key = slug(name)
        if key in registry.entities or key in registry.known:
            return ""
        found = registry.add(ArticleEntity(key, EntityKind.CONCEPT, name, word=word, sure=False))
    return found.key if found.kind is EntityKind.CONCEPT else ""
