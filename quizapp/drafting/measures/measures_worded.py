"""Statements of a number and what it measures, for where its clause would be a copy."""

import re
from typing import Final

from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.telling.telling import Telling, capital, joined

_LASTING: Final = word_set(
    "have consist contain comprise include cover measure number stand hold weigh span seat extend"
    " encompass require need"
)
"""What a thing goes on doing of which it is told in the present."""


def is_told_now(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause is of the present; a participle is so by the verb it hangs on."""
    verb = clause.verb
    if clause.kind is not ClauseKind.PARTICIPLE:
        now = verb is not None and verb.tense is Tense.PRESENT and not verb.perfect
        return now or (verb is not None and bool(verb.modal))
    outer: Clause | None = clause
    while outer is not None and (outer.verb is None or outer.kind is ClauseKind.PARTICIPLE):
        parent = outer.parent
        outer = next((each for each in sentence.clauses if each.index == parent), None)
    around = outer.verb if outer is not None else None
    now = around is not None and around.tense is Tense.PRESENT and not around.perfect
    return now and verb is not None and (verb.passive or verb.lemma in _LASTING)


def finite(telling: Telling, clause: Clause, *, plural: bool, now: bool) -> str:
    """Return "a petition was signed by 640 residents" for "a petition signed by 640 residents".

    Args:
        plural: whether the subject is many.
        now: whether it is told of the present: "a republic consisting of 48 provinces".
    """
    verb = clause.verb
    if verb is not None and verb.passive:
        return f"{telling.subject} {'were' if plural else 'was'} {telling.predicate}"
    form = ("VBP" if plural else "VBZ") if now else "VBD"
    past = inflect(verb.lemma, form) if verb is not None else ""
    return joined([telling.subject, past, telling.predicate.removeprefix(telling.verb)])


_PARTICLE: Final = re.compile(
    r"\b(?:bring|take|hand|cash|rake|trade|turn|carry|hold|switch|put|go|give|send)\w* (?:in|on)$"
    r"|\b(?:brought|took|taken|held|gave|given|sent|went) (?:in|on)$"
)
"""A verb with a word that belongs to it: "would bring in 13 million"."""


def fronted(clause: str, label: str) -> str:
    """Return "On 190 days of the year, rain falls" for "rain falls on 190 days of the year"."""
    found = re.search(
        rf" (in|on|for|after|within) {re.escape(label)}(?: of (?:the )?[a-z]+)?(?=$| in )", clause
    )
    if found is None or _PARTICLE.search(clause[: found.end(1)]):
        return ""
    rest = joined([clause[: found.start()], clause[found.end() :]])
    return f"{capital(found.group().strip())}, {rest}."


def _headed_by_plural(what: str) -> bool:
    """Return whether what is measured is many: "the debts with which the firm went under"."""
    head = re.split(r" (?:of|for|with|that|which|in|at|on|to|by|from)\b", what, maxsplit=1)[0]
    return tag_of(head.rsplit(maxsplit=1)[-1].casefold()) == "NNS"


def plainly(what: str, unit: str, label: str, *, is_now: bool) -> str:
    """Return what is measured with its number, in the barest words."""
    if what.startswith("how "):
        return f"{capital(label)} is {what}."
    bare = re.sub(r"^(?:million|billion|trillion|thousand) ", "", unit)
    counted = re.match(rf"the number of {re.escape(bare)}\b", what)
    if counted is not None and unit == "times":
        return f"{capital(what)} {'is' if is_now else 'was'} {label}."
    if counted is not None:
        return f"In all, there {'are' if is_now else 'were'} {label}{what[counted.end() :]}."
    plural = re.match(
        r"(?:the )?(?:(?!which )[\w-]+ )*?(?:costs|damages|losses|wages|taxes|sales)\b", what
    )
    several = plural is not None or _headed_by_plural(what)
    verb = ("are" if is_now else "were") if several else ("is" if is_now else "was")
    return f"{capital(what)} {verb} {label}."


_ACTED: Final = re.compile(r" (?:that|which|who|whose|whom)\b")
"""In what is measured it opens a deed: "the sum that the firm lent"."""
_DURATIONS: Final = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")


def figure(what: str, label: str, *, is_now: bool) -> tuple[str, ...]:
    """Return "The price of the top block comes to 3 euros.", for where all else copies.

    What is done to it and what lasts has a figure instead: "The figure for the time that ...".
    """
    if not what.startswith(("the ", "a ", "an ")):
        return ()
    thing = what.replace("the number of ", "the ", 1)
    bare = not _ACTED.search(what) and not what.startswith("the number of ")
    if bare and not label.endswith(_DURATIONS) and not _headed_by_plural(what):
        return (f"{capital(what)} {'comes' if is_now else 'came'} to {label}.",)
    return (f"The figure for {thing} {'is' if is_now else 'was'} {label}.",)
