"""Lists of things without a name: "a chapel, a walled garden and two farms", each an entity."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.shapes.analysis import Sentence, Token
from quizapp.drafting.shapes.spans import Mention, MentionKind

_PREMODIFIERS: Final = ("JJ", "NN", "CD", "VBN", "VBG", "POS")
_HEADS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OPENERS: Final = frozenset({":", "–", "—", ",", "them"})
"""Before a list; "them" is that of "among them"."""
_LONGEST: Final = 6
"""Words of a member, its article and one "of" phrase among them."""
FEWEST: Final = 3
_NO_MEMBERS: Final = frozenset(
    {"others", "rest", "more", "other", "etc", "thing", "way", "time", "year", "number", "one"}
)


@dataclass(frozen=True, slots=True)
class Run:
    """The tokens of a list: first and end of each member, in order."""

    members: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """Return the first token of the list."""
        return self.members[0][0]

    @property
    def end(self) -> int:
        """Return one past the last token of the list."""
        return self.members[-1][1]


def find_runs(sentence: Sentence) -> Iterator[Run]:
    """Yield the lists of three nouns or more in a sentence, none within another."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        before = tokens[at - 1] if at else None
        opens = before is None or before.tag[:2] in {"VB", "IN", "TO"} or before.low in _OPENERS
        run = _run(tokens, at) if opens else None
        if run is None:
            at += 1
            continue
        yield run
        at = run.end


def lists_within(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield first and end of each list; of "a mixture of clay, straw and water" the three alone."""
    tokens = sentence.tokens
    for run in find_runs(sentence):
        of = [each.index for each in tokens[slice(*run.members[0])] if each.low == "of"]
        alike = any(tokens[first].tag == "DT" for first, _ in run.members[1:])
        yield (of[0] + 1 if of and not alike else run.first), run.end


def _run(tokens: Sequence[Token], first: int) -> Run | None:
    members: list[tuple[int, int]] = []
    at, last = first, False
    while True:
        end = _member(tokens, at)
        if end is None:
            return None
        members.append((at, end))
        if last:
            break
        comma = end < len(tokens) and tokens[end].text == ","
        joined = end + comma
        if joined >= len(tokens):
            return None
        if tokens[joined].low in {"and", "or"}:
            last, at = True, joined + 1
        elif comma:
            at = joined
        else:
            return None
    bare, second = tokens[first].tag != "DT", tokens[members[1][0]].tag == "DT"
    third = tokens[members[-1][0]].tag == "DT"
    if bare and second and not third:
        return None  # "cob, a mixture of clay, straw and water" tells what cob is
    return Run(tuple(members)) if len(members) >= FEWEST else None


def _member(tokens: Sequence[Token], first: int) -> int | None:
    """Return where a noun phrase that can stand in a list ends, or None."""
    at = first
    if at < len(tokens) and tokens[at].tag in {"DT", "PDT"}:
        if tokens[at].low not in {"a", "an", "the", "some"}:
            return None
        at += 1
    begin = at
    if at < len(tokens) and tokens[at].low == "other":
        return None  # "coal, oil and other fuels": fuels are what the others are
    while at < len(tokens) and tokens[at].tag.startswith(_PREMODIFIERS):
        at += 1
    if at == begin or tokens[at - 1].tag not in _HEADS:
        return None
    behind = at + 1 < len(tokens) and tokens[at].low == "of"
    if behind:
        stop = _member(tokens, at + 1)
        at = stop if stop is not None else at
    if at - first > _LONGEST or tokens[at - 1].lemma.casefold() in _NO_MEMBERS:
        return None
    return at


def listed_in(
    sentence: Sentence, mentions: Sequence[Mention], taken: Mapping[str, ArticleEntity]
) -> Iterator[tuple[Run, tuple[ArticleEntity, ...]]]:
    """Yield the lists of a sentence in which something has no name, with the entities."""
    named = [each for each in mentions if each.kind is MentionKind.ENTITY]
    for run in find_runs(sentence):
        made: list[ArticleEntity] = []
        fresh = False
        for first, end in run.members:
            start, stop = sentence.span(first, end)
            found = next((each for each in named if start <= each.start and each.end == stop), None)
            if found is not None and found.entity in taken:
                made.append(taken[found.entity])
                continue
            if any(each.start < stop and start < each.end for each in named):
                break
            begin = first + (sentence.tokens[first].tag == "DT")
            name = sentence.words(begin, end)
            opens = begin == 0 and tag_of(sentence.tokens[0].low)[:2] in {"NN", "JJ"}
            name = name[:1].lower() + name[1:] if opens else name
            key = slug(name)
            if key in taken and taken[key].name != name:
                break
            made.append(taken.get(key) or ArticleEntity(key, EntityKind.CONCEPT, name, sure=False))
            fresh = True
        keys = {each.key for each in made}
        if fresh and len(made) == len(run.members) == len(keys):
            yield run, tuple(made)
