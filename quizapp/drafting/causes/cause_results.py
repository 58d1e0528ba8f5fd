"""Results that are told after their cause: "X, so that Y", "X, after which Y", "X made Y safer"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.drafting.causes.cause_reasons import run_end
from quizapp.drafting.causes.cause_words import Link, fitting, span_of, subject_words
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Token
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBS: Final = _FINITE | {"VBN"}
_NO_CLAUSE: Final = frozenset({"far", "much", "many", "on", "forth", "long", "-", "too", "called"})
_STOPS: Final = frozenset({";", ":", "—", "–"})
_WANTING: Final = word_set(
    "need want ask wait wish demand require request order hope plan call urge seek intend propose"
)
_AIMING: Final = frozenset({"could", "would", "should", "might", "can", "may", "will"})
_ONLY_AIMED: Final = frozenset({"should", "might", "may", "need"})
_FEWEST: Final = 3
_WITH_RESULT: Final = ("result", "consequence", "effect")


def so_that(teller: Teller) -> Iterator[Link]:
    """Yield the links of "X, so that Y", "X, and so Y" and "X, after which Y"."""
    tokens = teller.sentence.tokens
    for at in range(3, len(tokens) - _FEWEST):
        if tokens[at].low == "so" and tokens[at + 1].low == "that":
            aim = _aim(teller, at)
            if aim is not None:
                yield aim
                continue
        if _with_result(tokens, at):
            link = _link(teller, at, at + 4)
            if link is not None:
                yield link
            continue
        if tokens[at - 1].text != "," and tokens[at - 1].low != "and":
            continue
        following = tokens[at + 1].low
        if (
            tokens[at].low == "so"
            and following not in _NO_CLAUSE
            and tokens[at + 1].tag[:2] != "JJ"
            # "And so are milk bottles": the same holds of them, nothing came of it.
            and tokens[at + 1].tag not in _FINITE
        ):
            first = at + 2 if following == "that" else at + 1
        elif tokens[at].low == "after" and following == "which":
            first = at + 2
        else:
            continue
        link = _link(teller, at, first)
        if link is not None:
            yield link


def _with_result(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "with the result that" stands at a token."""
    words = [each.low for each in tokens[at : at + 4]]
    return words[:2] == ["with", "the"] and words[3:] == ["that"] and words[2] in _WITH_RESULT


def _aim(teller: Teller, at: int) -> Link | None:
    """Return the link of "X so that Y could happen": what it was done for is the cause.

    Behind a comma "could" and "would" tell what came of it; "should" and "need" never do.
    """
    tokens = teller.sentence.tokens
    stop = run_end(tokens, at + 2)
    modal = next((each.low for each in tokens[at + 2 : stop] if each.tag == "MD"), "")
    modal = modal or ("need" if any(each.low == "need" for each in tokens[at + 2 : stop]) else "")
    apart = tokens[at - 1].text == ","
    if modal not in (_ONLY_AIMED if apart else _AIMING | _ONLY_AIMED):
        return None
    found = _parts(_meaning(teller, at), at, at + 2)
    if found is None:
        return None
    effect, cause, outer, span = found
    if outer.verb is None or not outer.verb.happened:
        return None
    said = (f"{effect} so that {cause}", f"{effect} in order that {cause}")
    return Link(cause, effect, *span, outer, said)


def _meaning(teller: Teller, at: int) -> Teller:
    """Return the teller, with the thing that was acted on for "they" of "so that they are kept"."""
    sentence = teller.sentence
    pronoun = sentence.tokens[at + 2]
    aim = next((each for each in sentence.clauses if each.first in {at, at + 1}), None)
    outer = next((x for x in sentence.clauses if aim is not None and x.index == aim.parent), None)
    if pronoun.low not in {"it", "they"} or aim is None or aim.verb is None or outer is None:
        return teller
    things = [each for each in outer.objects if each.end <= at]
    words = teller.phrase(things[0]) if things and aim.verb.passive else None
    if not words:
        return teller
    return Teller(teller.page, sentence, {pronoun.start: (pronoun.end, words)})


def _link(teller: Teller, at: int, first: int) -> Link | None:
    tokens = teller.sentence.tokens
    found = _parts(teller, at, first)
    if found is None:
        return None
    cause, effect, outer, (start, last) = found
    if _is_purpose(teller, outer.first, at, run_end(tokens, first)):
        return None
    if tokens[at].low == "after":
        said = (f"after {cause}, {effect}", f"{effect} after {cause}")
    else:
        said = (f"because {cause}, {effect}", f"{effect} because {cause}")
    return Link(cause, effect, start, last, outer, said)


def _parts(teller: Teller, at: int, first: int) -> tuple[str, str, Clause, tuple[int, int]] | None:
    """Return what stands before "so that" and what behind it, with the clause and its place."""
    tokens = teller.sentence.tokens
    begin = at
    while begin > 0 and tokens[begin - 1].text not in _STOPS:
        begin -= 1
    if tokens[begin].low in {"but", "and", "yet", "if", "when", "as", "because", "while"}:
        return None
    end = at
    while end > begin and (tokens[end - 1].text == "," or tokens[end - 1].low == "and"):
        end -= 1
    stop = run_end(tokens, first)
    if not all(
        any(each.tag in _VERBS for each in tokens[a:b]) for a, b in ((begin, end), (first, stop))
    ):
        return None
    before = fitting(words_alone(teller, begin, end), fewest=_FEWEST)
    behind = fitting(words_alone(teller, first, stop), fewest=_FEWEST)
    outer = next(
        (each for each in teller.sentence.clauses if each.first <= begin < each.end and each.verb),
        None,
    )
    if before is None or behind is None or outer is None:
        return None
    start, _ = teller.sentence.span(begin, end)
    _, last = teller.sentence.span(first, stop)
    return before, behind, outer, (start, last)


def _is_purpose(teller: Teller, begin: int, at: int, stop: int) -> bool:
    """Return whether "so that" says what something was wanted for, not what came of it.

    "They needed a low tide, so that the wrecks could be seen": nothing came of the need.
    """
    tokens = teller.sentence.tokens
    if tokens[at].low != "so":
        return False
    wanted = any(each.lemma in _WANTING and each.tag[:2] == "VB" for each in tokens[begin:at])
    return wanted and any(each.low in _AIMING for each in tokens[at:stop])


def made(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "the ban made tap water safer"."""
    verb = clause.verb
    if verb is None or verb.lemma != "make" or verb.passive or verb.negated or verb.modal:
        return
    if clause.kind is not ClauseKind.MAIN or len(clause.objects) != 2:  # noqa: PLR2004 - what, and how it became
        return
    thing, how = clause.objects
    if how.kind is not ChunkKind.ADJECTIVE or thing.kind is not ChunkKind.NOUN:
        return
    if thing.first != verb.end or teller.entity_of(clause.subject) is not None:
        return
    cause, words = subject_words(teller, clause), teller.phrase(thing)
    became = teller.words(how.first, how.end)
    if cause is None or words is None or became is None:
        return
    effect = f"{words} became {became}"
    start, end = span_of(teller, clause)
    said = (f"because of {cause}, {effect}", f"{effect} because of {cause}")
    yield Link(cause, effect, start, end, clause, said)
