"""Verb groups: auxiliaries, main verb, tense, voice, negation, and what rules over the verb."""

from dataclasses import dataclass
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import verb_forms
from quizapp.drafting.shapes.analysis import Tense, Token, VerbGroup
from quizapp.drafting.syntax.tree import Tree

BE: Final = word_set("be is are was were been being am 're 's")
HAVE: Final = word_set("have has had having 've")
UNREAL: Final = word_set(
    "plan want hope intend expect aim seek wish mean need threaten propose offer attempt try"
    " appear seem prepare promise pledge vow like likely due unlikely suppose believe say think"
    " report allege rumour consider know understand schedule set ready willing able unable"
    " design estimate project predict forecast assume claim"
)
"""Verbs and adjectives after which "to do" does not say that it was done."""
_RULING: Final = UNREAL | word_set(
    "begin start continue fail decide agree refuse manage come go cease help choose proceed"
    " tend use force oblige require allow permit invite ask get have learn struggle"
)
"""Words that join with "to" and a verb into one verb group."""
_PARTICLES: Final = word_set("up down out off over away back apart together forward on in")
_NEGATIONS: Final = frozenset({"not", "n't", "never"})
_AUXILIARIES: Final = ("aux", "auxpass")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb group with the tokens that rule over what hangs on it.

    Attributes:
        heads: the main verb, and the verbs and adjectives that were joined to it.
    """

    verb: VerbGroup
    heads: tuple[int, ...]


def _tense(first: Token, *, infinitive: bool) -> Tense:
    if infinitive:
        return Tense.NONE
    if first.tag == "MD":
        return Tense.FUTURE if first.low in {"will", "'ll", "shall"} else Tense.NONE
    if first.tag == "VBD":
        return Tense.PAST
    if first.tag in {"VBZ", "VBP", "VB"}:
        return Tense.PRESENT
    return Tense.PAST if first.tag == "VBN" and "VBD" in verb_forms(first.low) else Tense.NONE


def _idle(tree: Tree, at: int) -> bool:
    if tree.low(at) == "no" and tree.low(at + 1) == "longer":
        return True
    longer = tree.low(at) == "longer" and tree.low(at - 1) == "no"
    plain = tree.tag(at)[:2] == "RB" and not tree.under(at)
    return longer or plain or tree.links[at] == "neg"


def _ruled(tree: Tree, head: int) -> tuple[int, ...]:
    """Return the verb after "to" that a verb rules, an adjective between with it; else nothing."""
    own = tree.tokens[head]
    over, ruler = head, own.lemma
    way: tuple[int, ...] = ()
    if own.lemma == "be":
        adjective = tree.one(head, "acomp")
        if adjective is not None and tree.tokens[adjective].low in _RULING:
            over, ruler, way = adjective, "", (adjective,)
    if ruler and ruler != "be" and ruler not in _RULING and own.low not in _RULING:
        return ()
    for verb in tree.under(over, "xcomp"):
        to = next((at for at in tree.under(verb, "aux") if tree.low(at) == "to"), None)
        if to is None or to < over or tree.tag(verb) != "VB":
            continue
        if all(_idle(tree, at) for at in range(over + 1, to)):
            return (*way, verb)
    return ()


def _begin(tree: Tree, head: int, helpers: list[int]) -> int:
    """Return the first token of a verb group, auxiliaries and adverbs before the verb with it."""
    first = head
    own = set(helpers)
    at = head - 1
    while at >= 0 and (at in own or (_idle(tree, at) and _near(tree, at, head))):
        first = at
        at -= 1
    return first


def _near(tree: Tree, at: int, head: int) -> bool:
    above = tree.heads[at]
    return above == head or tree.heads[above] == head or tree.low(at) in {"no", "longer"}


def read_verb(tree: Tree, head: int) -> Predicate:
    """Return the verb group of a main verb."""
    helpers = tree.under(head, *_AUXILIARIES)
    first = _begin(tree, head, helpers)
    way = _ruled(tree, head)
    main = way[-1] if way else head
    verbs = sorted({*helpers, head, *way, *(tree.under(main, *_AUXILIARIES) if way else [])})
    verbs = [at for at in verbs if tree.low(at) != "to" and tree.tag(at)[:2] in {"VB", "MD"}]
    ruler = ""
    if way:
        word = tree.tokens[way[0]].low if len(way) > 1 else tree.tokens[head].lemma
        ruler = word if word in UNREAL or word in {"be", "have"} else ""
    end, particle = main + 1, ""
    if (
        end < len(tree.tokens)
        and tree.low(end) in _PARTICLES
        and tree.heads[end] == main
        and tree.links[end] in {"prt", "advmod"}
    ):
        particle = tree.low(end)
        end += 1
    leading = tree.tokens[min([*(at for at in verbs if at >= 0), main])]
    # "Built thirty towers, not as high as the first" built them all the same.
    beside = {tree.low(at) for at in tree.under(head, "neg") if at <= max(end, head + 1)}
    words = {tree.low(at) for at in range(first, end)} | beside
    before = tree.low(verbs[-2]) if len(verbs) > 1 else ""
    apart = [tree.low(at) for at in helpers if at < first and tree.low(at) != "to"]
    infinitive = any(tree.low(at) == "to" for at in helpers)
    return Predicate(
        VerbGroup(
            first=first,
            end=end,
            head=main,
            lemma=tree.tokens[main].lemma,
            tense=_tense(leading, infinitive=infinitive),
            passive=tree.tag(main) in {"VBN", "VBD"} and before in BE | {"got"},
            perfect=any(tree.low(at) in HAVE for at in verbs[:-1]),
            progressive=tree.tag(main) == "VBG" and before in BE,
            negated=bool(words & _NEGATIONS) or {"no", "longer"} <= words,
            modal=leading.low if leading.tag == "MD" else "",
            auxiliary=ruler,
            particle=particle,
            shared=" ".join(apart),
        ),
        (head, *way),
    )
