"""Causes that a clause gives: "if X, Y could ...", "Y to do X", "As a result, Y"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.causes.cause_words import Link, clause_end, clause_words, fitting, span_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, tell
from quizapp.drafting.voices.actors import speaker_of

_OPEN: Final = word_set("could may might will would must should")
_LIKELY: Final = word_set("could may might will would")
_AIMING: Final = word_set(
    "build create establish found form launch introduce adopt pass set open close send deploy use"
    " change move raise spend cut impose ban sign join leave develop design organise organize hire"
    " publish write install plant dig buy sell borrow invest expand strengthen travel visit meet"
    " call hold start begin switch install replace remove release stop increase reduce lower"
)
"""What people do with an aim: "to protect the shore" after it tells why."""
_COMPLEMENTS: Final = word_set(
    "plan proposal effort attempt right ability decision need way opportunity bid move call"
    " pressure failure willingness desire tendency chance time power authority freedom commitment"
    " promise pledge agreement deal vote offer refusal reason duty obligation intention ambition"
    " campaign permission order request invitation wish urge fight struggle drive push capacity"
    " one first last only law bill motion licence license mandate"
)
"""Nouns whose "to" tells what they are, not what something was done for."""
_THEREFORE: Final = (
    ("as", "a", "result"),
    ("as", "a", "consequence"),
    ("in", "consequence"),
    ("consequently",),
    ("therefore",),
    ("because", "of", "this"),
    ("for", "this", "reason"),
    ("for", "that", "reason"),
    ("due", "to", "this"),
    ("thus",),
    ("hence",),
)
_FEWEST: Final = 3


def conditions(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "if X, Y could ...": what is expected to lead to what."""
    asked = clause.kind is ClauseKind.CONDITION and clause.marker == "if"
    under_way = clause.kind is ClauseKind.TIME and clause.marker == "as"
    if not (asked or under_way) or clause.verb is None:
        return
    outer = next((x for x in teller.sentence.clauses if x.index == clause.parent), None)
    if outer is None or outer.verb is None or outer.kind is not ClauseKind.MAIN:
        return
    if outer.verb.modal not in _OPEN and outer.verb.tense is not Tense.FUTURE:
        return
    if under_way and (outer.verb.modal not in _LIKELY or clause.verb.tense is not Tense.PRESENT):
        return
    cause = clause_words(teller, clause)
    effect = clause_words(teller, outer)
    if cause is None or effect is None:
        return
    start, end = _both(teller.sentence, outer, clause)
    mark = "if" if asked else "as"
    said = (f"{mark} {cause}, {effect}", f"{effect} {mark} {cause}")
    yield Link(cause, effect, start, end, outer, said, Status.PREDICTION)


def purposes(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "they built a wall to keep the sea out": the wish is the cause."""
    if clause.kind is not ClauseKind.INFINITIVE or clause.verb is None or clause.verb.negated:
        return
    outer = next((x for x in teller.sentence.clauses if x.index == clause.parent), None)
    if outer is None or outer.verb is None or not outer.verb.happened:
        return
    outright = _in_order(teller, clause, outer)
    if not outright and not _has_aim(teller, clause, outer):
        return
    first = clause.verb.first
    if outright and teller.sentence.tokens[first - 1].tag == "TO":
        first -= 1
    aim = words_alone(teller, first, clause_end(teller, clause), without=teller.asides(clause))
    told = tell(teller.page, teller.sentence, outer)
    wish = fitting(f"the wish {aim}", fewest=4) if aim and aim.startswith("to ") else None
    if wish is None or told is None or aim is None or aim not in told.clause_text:
        return
    effect = told.clause_text.replace(aim, "").strip(" ,")
    cut = effect.removesuffix(" in order").removesuffix(" so as")
    effect = fitting(cut, fewest=_FEWEST) or ""
    if not effect or (cut != effect and not outright):
        return
    start, end = _both(teller.sentence, outer, clause)
    said = (f"{wish} is the reason why {effect}", f"{effect} because of {wish}")
    if outright:
        yield Link(wish, effect, start, end, outer, said[::-1])
    else:
        yield Link(wish, effect, start, end, outer, said, Status.ARTICLE_VIEW)


def _in_order(teller: Teller, clause: Clause, outer: Clause) -> bool:
    """Return whether an aim is called one: "in order to show", "so as to show"."""
    verb = clause.verb
    if verb is None or outer.kind is not ClauseKind.MAIN or outer.verb is None:
        return False
    if outer.verb.passive or speaker_of(teller, outer) is None:
        return False  # "the mane is raised in order to": nobody wished it
    words = teller.sentence.words(max(0, verb.first - 3), verb.head).casefold()
    return words.endswith(("in order to", "so as to", "in order", "so as"))


def _has_aim(teller: Teller, clause: Clause, outer: Clause) -> bool:
    """Return whether a bare "to" tells what something was done for."""
    verb, tokens = outer.verb, teller.sentence.tokens
    if verb is None or verb.passive or verb.lemma not in _AIMING or not outer.objects:
        return False
    thing = outer.objects[0]
    before = tokens[clause.first - 1] if clause.first else tokens[0]
    if thing.kind is not ChunkKind.NOUN or not thing.end <= clause.first:
        return False
    whole = {before.lemma.casefold(), tokens[thing.head].lemma}
    return not whole & _COMPLEMENTS


def sequels(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of two sentences of which the second opens with "as a result"."""
    sentence = teller.sentence
    if clause.kind is not ClauseKind.MAIN or clause.parent >= 0 or sentence.index == 0:
        return
    opening = [each.low for each in sentence.tokens[:4]]
    if not any(tuple(opening[: len(words)]) == words for words in _THEREFORE):
        return
    before = teller.page.sentences[sentence.index - 1]
    main = [x for x in before.clauses if x.kind is ClauseKind.MAIN and x.verb]
    if len(main) != 1 or clause.verb is None or clause.verb.modal:
        return
    cause, effect = clause_words(Teller(teller.page, before), main[0]), clause_words(teller, clause)
    if cause is None or effect is None:
        return
    for words in _THEREFORE:
        effect = effect.removesuffix(" " + " ".join(words)).strip(" ,")
    start, _ = before.span(main[0].first, main[0].end)
    _, end = span_of(teller, clause)
    said = (f"because {cause}, {effect}", f"{effect} because {cause}")
    yield Link(cause, effect, start, end, clause, said, Status.STATED)


def _both(sentence: Sentence, outer: Clause, inner: Clause) -> tuple[int, int]:
    first = min(outer.first, inner.first, *([outer.subject.first] if outer.subject else []))
    return sentence.span(first, max(outer.end, inner.end))
