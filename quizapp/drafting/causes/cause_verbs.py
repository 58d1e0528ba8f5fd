"""Verbs between a cause and its effect: "X led to Y", "Y was caused by X", ", causing Z"."""

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.drafting.causes.cause_words import (
    Link,
    clause_end,
    clause_words,
    fewest_words,
    fitting,
    points_only,
    span_of,
    subject_words,
)
from quizapp.drafting.causes.pointing import FACT_THAT, pointed_cause
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense, Token
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, joined

_LEADING: Final = {
    ("lead", "to"): "led to",
    ("result", "in"): "resulted in",
    ("contribute", "to"): "contributed to",
    ("give", "rise"): "gave rise to",
    ("bring", "about"): "brought about",
    ("pave", "way"): "paved the way for",
    ("cause", ""): "caused",
    ("trigger", ""): "triggered",
    ("spark", ""): "sparked",
    ("provoke", ""): "provoked",
    ("prompt", ""): "prompted",
    ("precipitate", ""): "precipitated",
    ("ignite", ""): "ignited",
    ("fuel", ""): "fuelled",
    ("drive", ""): "drove",
    ("produce", ""): "produced",
    ("force", ""): "forced",
    ("accelerate", ""): "accelerated",
    ("hasten", ""): "hastened",
    ("undermine", ""): "undermined",
}
"""Lemma and what follows it -> the words between cause and effect."""
_WEAK: Final = frozenset({"produce", "drive", "force", "fuel", "undermine", "prompt"})
"""Verbs that also have a person as their subject, who is no cause."""
_FOLLOWING: Final = frozenset({"result", "stem", "arise", "originate"})
_CAUSED: Final = frozenset(
    ["cause", "trigger", "spark", "provoke", "prompt", "precipitate", "drive", "fuel", "bring"]
)


def _joint(sentence: Sentence, clause: Clause) -> tuple[str, int, str] | None:
    """Return the words of the link, the token after them, and the verb; None for other verbs."""
    verb = clause.verb
    if verb is None or verb.passive or verb.negated:
        return None
    tokens = sentence.tokens
    can = verb.modal == "can"
    after = [each.low for each in tokens[verb.head + 1 : verb.head + 5]]
    for (lemma, follows), past in _LEADING.items():
        if verb.lemma != lemma:
            continue
        words = joined(["can", lemma, *past.split()[1:]]) if can else ""
        words = words or _in_tense(sentence, clause, past)
        if not follows:
            return words, max(verb.end, verb.head + 1), lemma
        if lemma in {"give", "pave"}:
            place = {"give": "to", "pave": "for"}[lemma]
            if follows in after and place in after:
                return words, verb.head + 2 + after.index(place), lemma
            continue
        if after[:1] == [follows] or verb.particle == follows:
            return words, verb.head + 2, lemma
    return None


def _in_tense(sentence: Sentence, clause: Clause, words: str) -> str:
    """Return "lead to" for the "led to" of a clause that tells what is so at all times."""
    verb = clause.verb
    if verb is None or verb.tense is not Tense.PRESENT or verb.perfect or verb.progressive:
        return words
    done, *rest = words.split()
    head = sentence.tokens[verb.head]
    return " ".join([head.low if head.tag in {"VBZ", "VBP", "VB"} else done, *rest])


def leading(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "X led to Y", "Z, which led to Y" and "Z, causing Y"."""
    sentence = teller.sentence
    joint = _joint(sentence, clause)
    told = clause.verb is not None and not clause.verb.auxiliary and _is_told(clause)
    if joint is None or not told or limits_of(sentence, clause):
        return  # "nearly led to": it did not
    words, first, lemma = joint
    effect = _effect_after(teller, clause, first, lemma)
    if effect is None:
        return
    if clause.kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE} and clause.aside:
        # "Is a hermaphrodite, producing both eggs and spawn": it makes them, no fact led to them.
        yield from () if lemma == "produce" else _outer_cause(teller, clause, effect)
        return
    pointed = pointed_cause(teller, clause.subject) if clause.subject is not None else None
    if pointed is not None and pointed.startswith(FACT_THAT):
        # "The fact that ... led to" is no English.
        yield _told_before(teller, clause, (pointed.removeprefix(FACT_THAT), words, effect))
        return
    cause = pointed or subject_words(teller, clause)
    if cause is None or _too_bare(clause, (cause, effect), lemma):
        return
    entity = teller.entity_of(clause.subject)
    if entity is not None and lemma in _WEAK | {"cause", "trigger", "bring", "lead", "contribute"}:
        return
    start, end = span_of(teller, clause)
    yield Link(
        cause,
        effect,
        start,
        end,
        clause,
        (
            f"{cause} {words} {effect}",
            f"what {_of_one(clause, words)} {effect} {_be(clause)} {cause}",
        ),
    )


def _too_bare(clause: Clause, sides: tuple[str, str], lemma: str) -> bool:
    """Return whether a side of one word says too little: "disciplines produce artworks".

    In a clause that hangs on a noun it is cut off: "births after gestation resulting in a twin".
    """
    bare = any(" " not in each for each in sides)
    return bare and (clause.kind is not ClauseKind.MAIN or lemma in _WEAK)


def _is_told(clause: Clause) -> bool:
    """Return whether a clause tells a link outright, or what can come of a thing."""
    modal = clause.verb.modal if clause.verb is not None else ""
    return not modal or (modal == "can" and clause.kind is ClauseKind.MAIN)


def _of_one(clause: Clause, words: str) -> str:
    """Return "causes" for the "cause" of many, as "what" is one."""
    done, _, rest = words.partition(" ")
    verb = clause.verb
    plural = verb is not None and done == verb.lemma
    return joined([inflect(done, "VBZ"), rest]) if plural else words


def _be(clause: Clause) -> str:
    verb = clause.verb
    now = verb is not None and verb.tense is Tense.PRESENT and not verb.perfect
    now = now or (verb is not None and verb.modal == "can")
    return "is" if now else "was"


def _told_before(teller: Teller, clause: Clause, told: tuple[str, str, str]) -> Link:
    """Return the link of "This led to Y": the sentence before is the cause."""
    cause, words, effect = told
    before = teller.page.sentences[teller.sentence.index - 1]
    start, _ = before.span(0, 1)
    _, end = span_of(teller, clause)
    return Link(cause, effect, start, end, clause, (f"{cause}, which {words} {effect}",))


def _effect_after(teller: Teller, clause: Clause, first: int, lemma: str) -> str | None:
    end = clause_end(teller, clause)
    tokens = teller.sentence.tokens
    if first >= end:
        return None
    to = next((at for at in range(first, end) if tokens[at].tag == "TO"), None)
    if lemma in {"force", "prompt", "drive", "cause"} and to is not None:
        return None
    if tokens[first].tag in {"TO", "IN", "VB", "RB"}:
        return None
    if lemma in {"force", "drive"} and any(
        each.tag == "IN" and each.low != "of" for each in tokens[first:end]
    ):
        return None  # "forced the builder into bankruptcy": what comes of it is no thing
    # The first thing that came of it is enough to ask for.
    end = next((k for k in range(first + 2, end) if _goes_on(tokens, k)), end)
    words = words_alone(teller, first, end, without=teller.asides(clause))
    return fitting(words, fewest=fewest_words(teller, first, end))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Return whether something else follows: at ", but also", ", including", "as well as"."""
    following = [each.low for each in tokens[at : at + 3]]
    if following == ["as", "well", "as"]:
        return True
    return tokens[at].text in {",", "—"} and following[1:2] in (
        ["but"],
        ["which"],
        ["including"],
        ["where"],
        ["although"],
    )


def _outer_cause(teller: Teller, clause: Clause, effect: str) -> Iterator[Link]:
    """Yield the link of ", which led to Y" and ", causing Y": the clause before is the cause."""
    sentence = teller.sentence
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    if outer is None or outer.kind is not ClauseKind.MAIN:
        return
    cause = clause_words(teller, outer)
    if cause is None:
        return
    start, end = span_of(teller, outer)
    yield Link(
        cause,
        effect,
        start,
        max(end, teller.sentence.span(clause.first, clause.end)[1]),
        outer,
        (
            f"the fact that {cause} led to {effect}",
            f"what led to {effect} was the fact that {cause}",
        ),
    )


def following(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "Y resulted from X"."""
    verb = clause.verb
    if verb is None or verb.lemma not in _FOLLOWING or verb.negated or verb.modal or verb.auxiliary:
        return
    tokens = teller.sentence.tokens
    at = verb.head + 1
    if at + 1 >= len(tokens) or tokens[at].low != "from" or clause.kind is not ClauseKind.MAIN:
        return
    effect = subject_words(teller, clause)
    cause = fitting(
        words_alone(teller, at + 1, clause_end(teller, clause), without=teller.asides(clause)),
        fewest=1,
    )
    if effect is None or cause is None:
        return
    start, end = span_of(teller, clause)
    now = verb.tense is Tense.PRESENT and not verb.perfect
    done = teller.sentence.tokens[verb.head].low if now else "resulted"
    led = f"what leads to {effect} is" if now else f"what led to {effect} was"
    statements = (f"{effect} {done} from {cause}", f"{led} {cause}")
    yield Link(cause, effect, start, end, clause, statements)


def passive(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "Y was caused by X"."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma not in _CAUSED or verb.negated or verb.modal:
        return
    agent = next((each for each in clause.adverbials if each.prep == "by"), None)
    if agent is None or agent.prep_first < verb.first or clause.kind is ClauseKind.PARTICIPLE:
        return
    effect = subject_words(teller, clause)
    cause = fitting(
        words_alone(teller, agent.first, clause_end(teller, clause), without=teller.asides(clause)),
        fewest=fewest_words(teller, agent.first, clause_end(teller, clause)),
    )
    if effect is None or cause is None or teller.entity_of(agent) is not None:
        return
    if points_only(cause):
        return  # "the failure" of what
    if verb.lemma == "bring" and verb.particle != "about":
        return  # "was brought back by"
    now = verb.tense is Tense.PRESENT and not verb.perfect
    said = f"was {teller.sentence.tokens[verb.head].text}"
    plural = (
        teller.sentence.tokens[clause.subject.head].tag in {"NNS", "NNPS"}
        if clause.subject
        else False
    )
    be = ("are" if plural else "is") if now else ("were" if plural else "was")
    said = said.replace("was", be)
    start, end = span_of(teller, clause)
    caused = "causes {0} is {1}" if now else "caused {0} was {1}"
    statements = (f"{effect} {said} by {cause}", f"what {caused.format(effect, cause)}")
    yield Link(cause, effect, start, end, clause, statements)
