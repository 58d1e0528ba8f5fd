"""A clause hung on with a bare comma tells whose word the sentence is: ", it emerged in court."."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.lexis.hearsay_words import REPORTING, SPEECH
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.voices.report_words import report_verbs

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING: Final = ("DT", "NN", "JJ", "PRP", "CD", "PDT")
_RELATIVE: Final = frozenset({"who", "that", "which", "whose", "whom", "where", "when", "what"})
_UNDER: Final = word_set(
    "when while after before because since as if although though once until unless whenever where"
    " whether who which whose that than whereas lest had should were however whatever whereafter"
    " whereupon"
)
"""Words with which a clause begins that another one leans on, or that leans on its noun."""
_WHOLES: Final = frozenset({"it", "them", "these", "those", "this", "which"})
_LEADING: Final = frozenset({"as", "so"})
_WITNESSING: Final = word_set("testify attest know see remember tell put record document witness")
_BREAKS: Final = frozenset({",", "–", "—", ";", ":"})
_HANGING: Final = frozenset(
    {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE, ClauseKind.INFINITIVE, ClauseKind.TIME}
)
_FEWEST: Final = 2


def is_spliced(sentence: Sentence) -> bool:
    """Return whether a sentence ends with who vouches for it: a clause that no "and" joins.

    English joins two clauses by a bare comma only to say whose word the first one is, whatever
    the verb: "..., prosecutors are convinced.", "..., as its books testify.".
    """
    tokens = [each for each in sentence.tokens if each.text not in {".", "!", "”", '"', ")"}]
    breaks = [at for at, each in enumerate(tokens) if at and _parts(sentence, each)]
    last = breaks[-1] if breaks else 0
    if not last or tokens[last].text in {";", ":"} or len(tokens) - last <= _FEWEST:
        return False
    begin = breaks[-2] if len(breaks) > 1 else -1
    before, after = tokens[begin + 1 : last], tokens[last + 1 :]
    if not _leans_on_nothing(before) or _is_share(after) or not _tells(sentence, before):
        return False
    if after[0].low in _LEADING:
        return _witnessed(after[1:])
    return _stands(after) and _tells(sentence, after)


def _parts(sentence: Sentence, token: Token) -> bool:
    """Return whether a mark parts two clauses, and is no dash within a name."""
    if token.text not in _BREAKS:
        return False
    dash = token.text not in {",", ";", ":"}
    return not dash or sentence.tokens[token.index - 1].end < token.start


def _tells(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether the words hold the verb of a clause that does not hang on a noun.

    Neither in "Of the acres that Holt had held" nor in "an action that Lorn said was lawful". Where
    the parser saw no verb at all it cannot tell.
    """
    inside = {each.index for each in tokens}
    found = [
        each
        for each in sentence.clauses
        if each.verb is not None and inside & {each.verb.first, each.verb.head}
    ]
    return not found or any(each.kind not in _HANGING or _is_past(each) for each in found)


def _is_past(clause: Clause) -> bool:
    """Return whether a past of saying may be read as a participle: "the engineers calculated"."""
    verb = clause.verb
    return (
        verb is not None
        and clause.kind is ClauseKind.PARTICIPLE
        and verb.lemma in REPORTING | SPEECH
    )


def _is_share(tokens: Sequence[Token]) -> bool:
    """Return whether the words tell of a part of what was named: ", most of them owned by towns".

    Nobody vouches in them, unless a verb of saying stands there: ", most of them say".
    """
    of = next((at for at, each in enumerate(tokens[:4]) if each.low == "of"), None)
    if of is None or of + 1 >= len(tokens) or tokens[of + 1].low not in _WHOLES:
        return False
    return not any(each.lemma in REPORTING | SPEECH for each in tokens[of + 2 :])


def _leans_on_nothing(tokens: Sequence[Token]) -> bool:
    """Return whether the words before the comma hold a verb and open with no word that leans."""
    if not any(each.tag in _FINITE for each in tokens):
        return False
    joined = tokens[0].tag == "CC" and len(tokens) > 1
    if [each.low for each in tokens[joined : joined + 2]] in (["the", "more"], ["the", "less"]):
        return False
    return tokens[joined].low not in _UNDER and not (joined and tokens[1].tag == "IN")


def _stands(tokens: Sequence[Token]) -> bool:
    """Return whether the words are a noun phrase and then its verb, no clause hanging on it."""
    if not tokens or not tokens[0].tag.startswith(_OPENING) or tokens[0].low in _UNDER:
        return False
    at = _verb_at(tokens)
    return at is not None and not any(each.low in _RELATIVE for each in tokens[1:at])


def _witnessed(tokens: Sequence[Token]) -> bool:
    """Return whether ", as its books testify" stands there, and no reason: ", as money ran out"."""
    at = _verb_at(tokens)
    if at is None or not tokens[0].tag.startswith(_OPENING):
        return False
    known = REPORTING | SPEECH | _WITNESSING | frozenset(report_verbs())
    return tokens[at].lemma in known and len(tokens) - at <= _FEWEST + 1


def _verb_at(tokens: Sequence[Token]) -> int | None:
    """Return the place of the first finite verb behind at least one word, or None.

    A past form that nothing helps is one, though it is read as a participle: "the engineers of
    the board calculated at the time".
    """
    found = next((at for at in range(1, len(tokens)) if tokens[at].tag in _FINITE), None)
    if found is not None:
        return found
    return next(
        (
            at
            for at, each in enumerate(tokens)
            if at and each.tag == "VBN" and each.lemma in REPORTING | SPEECH
        ),
        None,
    )
