"""Whose words a paper or a theory holds: the one who made it, where that one is known."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.naming.unnamed import PAPERS, SHOWING
from quizapp.drafting.shapes.analysis import Phrase, Sentence, Token
from quizapp.drafting.shapes.spans import Mention

_THEORIES: Final = word_set(
    "theory hypothesis model argument view account explanation interpretation thesis doctrine"
    " reading analysis estimate calculation reckoning version testimony website"
)
"""What says something only as the words of the one who has it."""
_FACTIVE: Final = frozenset({"show", "reveal", "demonstrate", "confirm", "prove", "establish"})
_RECORDS: Final = frozenset({"register", "roll", "tally"})
_COUNTS: Final = word_set("figure number datum data statistic estimate record result calculation")
"""What comes "from" the one who counted."""


def author_of(
    sentence: Sentence,
    phrases: Iterable[tuple[Phrase, int]],
    verb: str,
    *,
    mentions: Sequence[Mention],
    taken: Mapping[str, ArticleEntity],
    antecedents: Mapping[int, str],
) -> str:
    """Return the key of the one who made what speaks: "a survey by the union", "her memo", or "".

    Args:
        phrases: that speak, with one past the last token that may belong to each.
        verb: lemma of the reporting verb, or "".
        taken: entities of the article, by key.
        antecedents: start of a pronoun -> key of what it stands for.
    """
    for phrase, last in phrases:
        head = sentence.tokens[phrase.head]
        shown = verb in SHOWING and kind_of_noun(head.lemma) is not EntityKind.PERSON
        paper = head.lemma in PAPERS | _THEORIES
        if not (paper or shown) or phrase.members:
            continue
        owner = sentence.tokens[phrase.first]
        if paper and owner.tag == "PRP$":
            key = antecedents.get(owner.start, "") if head.lemma in _THEORIES else ""
            return key if key in taken and taken[key].kind in ACTORS else ""
        begin, end = sentence.span(phrase.first, last)
        named = {
            each.entity
            for each in mentions
            if begin <= each.start
            and each.end <= end
            and each.entity in taken
            and taken[each.entity].kind in ACTORS
            and _made(sentence, phrase, each)
        }
        if len(named) == 1:
            # Of "a paper by Wilk and Rahman" neither is the one who speaks.
            return "" if _shared(sentence, named, mentions) else named.pop()
    return ""


def paper_of_owner(
    sentence: Sentence,
    phrase: Phrase,
    taken: Mapping[str, ArticleEntity],
    antecedents: Mapping[int, str],
) -> ArticleEntity | None:
    """Return "the memorandum of Hilde Amundsen" for "her memorandum", or None."""
    owner, head = sentence.tokens[phrase.first], sentence.tokens[phrase.head]
    known = taken.get(antecedents.get(owner.start, "")) if owner.tag == "PRP$" else None
    if known is None or known.kind not in ACTORS or head.lemma not in PAPERS or phrase.members:
        return None
    between = sentence.tokens[phrase.first + 1 : phrase.head]
    if head.tag != "NN" or any(each.tag not in {"JJ", "NN", "CD"} for each in between):
        return None
    name = f"{sentence.words(phrase.first + 1, phrase.head + 1)} of {known.named.phrase}"
    return ArticleEntity(slug(name), EntityKind.WORK, name, "the", sure=False)


def shows_what_is_so(sentence: Sentence, phrase: Phrase, verb: str) -> bool:
    """Return whether a register shows something: the article vouches for that, nobody says it."""
    return verb in _FACTIVE and sentence.tokens[phrase.head].lemma in _RECORDS


def _made(sentence: Sentence, phrase: Phrase, mention: Mention) -> bool:
    """Return whether "by" stands before a name, or it owns the paper: "the bureau's survey"."""
    at = next(each.index for each in sentence.tokens if each.start >= mention.start)
    after = next((each for each in sentence.tokens if each.start >= mention.end), None)
    owns = after is not None and after.tag == "POS"
    if at <= phrase.head:
        return owns
    return not owns and _links(sentence.tokens[phrase.head], sentence.tokens[max(at - 2, 0) : at])


def _shared(sentence: Sentence, keys: set[str], mentions: Sequence[Mention]) -> bool:
    """Return whether "and" and another name follow the one who made a paper."""
    inside = [each for each in mentions if sentence.start <= each.start < sentence.end]
    for one in (each for each in inside if each.entity in keys):
        after = [each for each in sentence.tokens if each.start >= one.end][:2]
        joined = bool(after) and after[0].low in {"and", "&"}
        if joined and len(after) > 1 and any(each.start == after[1].start for each in inside):
            return True
    return False


def _links(head: Token, before: Sequence[Token]) -> bool:
    """Return whether the words between a noun and a name tell who made it: "by the"."""
    lows = [each.low for each in before]
    link = lows[-2] if lows[-1:] == ["the"] and len(lows) > 1 else lows[-1]
    return link == "by" or (link == "from" and head.lemma in _COUNTS)
