"""Matching: a view among three of its peers, or the two sides of a comparison."""

from quizapp.bank.view import DateAnswer, EntityAnswer, PairsAnswer, TextAnswer, View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.likeness import alike, same_point
from quizapp.generation.question import Matching, Question, QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.seeds import ordering
from quizapp.generation.timespan import apart
from quizapp.generation.wording import answer_text, capital, forms_of
from quizapp.generation.words import mentions

_PAIRS = 4
_FEWEST = 3
_TITLES = {
    "date": ("What happened", "When"),
    "person": ("What is described", "Who"),
    "phrase": ("Phrase", "Who"),
    "entity": ("What is described", "Name"),
    "text": ("This", "goes with this"),
}


def _applies(view: View, _context: Context) -> bool:
    if isinstance(view.answer, PairsAnswer):
        return True
    kinds = DateAnswer | EntityAnswer | TextAnswer
    return bool(view.peers and view.clause) and isinstance(view.answer, kinds)


def _make(view: View, context: Context) -> tuple[Question, ...]:
    if isinstance(view.answer, PairsAnswer):
        answer = view.answer
        pairs = tuple((capital(left), capital(right)) for left, right in answer.pairs)
        titles = (answer.left_title, answer.right_title)
        return (_question(view, context, pairs, titles, stem=view.stem),)
    group = _group(view, context)
    if len(group) < _FEWEST:
        return ()
    pairs = tuple((capital(each.clause), capital(answer_text(each, context))) for each in group)
    titles = _TITLES[_asked(group)]
    return (_question(view, context, pairs, titles, stem=_stem(group)),)


def _kind(view: View) -> str:
    answer = view.answer
    if isinstance(answer, DateAnswer):
        return "date"
    if isinstance(answer, EntityAnswer):
        return "person" if answer.kind.value == "person" else "entity"
    return "text"


def _asked(group: tuple[View, ...]) -> str:
    """Return what is matched: the kind of the answers, or phrases with those who used them."""
    kind = _kind(group[0])
    quotes = all(each.clause.startswith("“") for each in group)
    return "phrase" if kind == "person" and quotes else kind


def _stem(group: tuple[View, ...]) -> str:
    contested = any(each.status.value != "stated" for each in group)
    asked = {
        "date": "match each event with its date.",
        "person": "match each description with the person.",
        "phrase": "match each phrase with the person who used it.",
        "entity": "match each description with its name.",
        "text": "match each item with what belongs to it.",
    }[_asked(group)]
    return f"According to the article, {asked}" if contested else capital(asked)


def _group(view: View, context: Context) -> tuple[View, ...]:
    """Return the view and up to three peers whose answers cannot be mistaken for each other."""
    place = ordering(context.seed, view.card)
    peers = sorted(context.peers_of(view), key=lambda each: place(each.card))
    group = [view]
    for peer in peers:
        if len(group) < _PAIRS and peer.clause and _kind(peer) == _kind(view):
            clear = all(
                _distinct(each, peer, context) and _distinct(peer, each, context) for each in group
            )
            if clear and all(peer.fact != each.fact for each in group):
                group.append(peer)
    return tuple(group)


def _distinct(one: View, other: View, context: Context) -> bool:
    """Return whether the answer of ``other`` is plainly wrong for ``one``."""
    theirs = answer_text(other, context)
    also_true = context.facts[one.fact].guards.also_true.get(one.slot, ())
    if theirs in also_true:
        return False
    # What costs most comes last: most pairs of dates are told apart by their years.
    if isinstance(one.answer, DateAnswer) and isinstance(other.answer, DateAnswer):
        clear = apart(one.answer, other.answer)
    elif isinstance(other.answer, EntityAnswer):
        forms = forms_of(context.entities[other.answer.entity])
        clear = other.answer.entity not in also_true and not _names(one.clause, forms)
    else:
        clear = not _names(one.clause, (theirs,))
    return (
        clear
        and not alike(answer_text(one, context), theirs)
        and not same_point(one.clause, other.clause)
    )


def _names(clause: str, forms: tuple[str, ...]) -> bool:
    """Return whether a clause names one of these."""
    return any(mentions(clause, form) for form in forms)


def _question(
    view: View,
    context: Context,
    pairs: tuple[tuple[str, str], ...],
    titles: tuple[str, str],
    *,
    stem: str,
) -> Question:
    ordered = tuple(sorted(pairs))
    return build(
        view,
        context,
        type=QuestionType.MATCH,
        stem=stem,
        interaction=Matching(ordered, titles[0], titles[1]),
        answer="; ".join(f"{left}: {right}" for left, right in ordered),
    )


SPEC = QuestionTypeSpec(QuestionType.MATCH, _applies, _make)
