"""Verb groups: auxiliaries, main verb, tense, voice, negation, and what rules over the verb."""

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.analysis import Tense, Token, VerbGroup
from quizapp.drafting.tag_rules import BE, HAVE
from quizapp.drafting.tagger import verb_forms
from quizapp.drafting.word_sets import word_set

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
_PARTICLES: Final = word_set("up down out off over away back apart together forward")
_NEGATIONS: Final = frozenset({"not", "n't", "never"})


def _skip(codes: Sequence[str], at: int) -> int:
    while at < len(codes) and codes[at] == "R":
        at += 1
    return at


def _fits(left: Token, right: Token) -> bool:
    """Return whether the second verb form can follow the first inside one group."""
    low = left.low
    if left.tag == "MD" or low in {"do", "does", "did"}:
        return right.tag in {"VB", "VBP"} or low_is_base(right)
    if low in BE:
        return right.tag in {"VBN", "VBG", "VBD"}
    if low in HAVE:
        return right.tag in {"VBN", "VBD"}
    return low in {"get", "got"} and right.tag == "VBN"


def low_is_base(token: Token) -> bool:
    """Return whether the word can be a base form."""
    return "VB" in verb_forms(token.low)


def _chain(tokens: Sequence[Token], codes: Sequence[str], at: int) -> list[int]:
    """Return the indices of the verbs of one group from the verb at ``at``."""
    verbs = [at]
    while True:
        following = _skip(codes, verbs[-1] + 1)
        if following >= len(tokens) or codes[following] != "V":
            return verbs
        if not _fits(tokens[verbs[-1]], tokens[following]):
            return verbs
        verbs.append(following)


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


def _ruled(tokens: Sequence[Token], codes: Sequence[str], main: int) -> tuple[int, str] | None:
    """Return the verb after "to" that this word rules, and the ruling lemma."""
    at, ruler = main, tokens[main].lemma
    following = _skip(codes, main + 1)
    if ruler == "be" and following < len(tokens) and codes[following] == "J":
        at, ruler = following, tokens[following].low
        following = at + 1
    if ruler != "be" and ruler not in _RULING and tokens[at].low not in _RULING:
        return None
    if following + 1 >= len(tokens) or tokens[following].low != "to":
        return None
    verb = _skip(codes, following + 1)
    if verb < len(tokens) and codes[verb] == "V" and tokens[verb].tag == "VB":
        return verb, ruler
    return None


def read_verb(tokens: Sequence[Token], codes: Sequence[str], at: int) -> VerbGroup | None:
    """Return the verb group that starts at a token, or None.

    Args:
        tokens: of the sentence.
        codes: one letter for each token: V for verbs, R for adverbs, T for "to".
        at: index of the first token, which may be "to" or an adverb.
    """
    infinitive = tokens[at].tag == "TO"
    start = _skip(codes, at + 1 if infinitive else at)
    if start >= len(tokens) or codes[start] != "V" or (infinitive and tokens[start].tag != "VB"):
        return None
    verbs = _chain(tokens, codes, start)
    main, auxiliary = verbs[-1], ""
    ruled = _ruled(tokens, codes, main)
    if ruled:
        main_after, ruler = ruled
        auxiliary = ruler if ruler in UNREAL or ruler in {"be", "have"} else ""
        verbs = [*verbs, *_chain(tokens, codes, main_after)]
        main = verbs[-1]
    end = main + 1
    particle = ""
    if (
        end < len(tokens)
        and tokens[end].low in _PARTICLES
        and tokens[end].tag in {"RP", "IN", "RB"}
    ):
        particle = tokens[end].low
        end += 1
    first = tokens[verbs[0]]
    before = tokens[verbs[-2]].low if len(verbs) > 1 else ""
    words = {each.low for each in tokens[at:end]}
    return VerbGroup(
        first=at,
        end=end,
        head=main,
        lemma=tokens[main].lemma,
        tense=_tense(first, infinitive=infinitive),
        passive=tokens[main].tag in {"VBN", "VBD"} and before in BE | {"got"},
        perfect=any(tokens[each].low in HAVE for each in verbs[:-1]),
        progressive=tokens[main].tag == "VBG" and before in BE,
        negated=bool(words & _NEGATIONS),
        modal=first.low if first.tag == "MD" else "",
        auxiliary=auxiliary,
        particle=particle,
    )
