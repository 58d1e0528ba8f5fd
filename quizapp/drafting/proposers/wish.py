"""What somebody asked for or expected, in an infinitive: "asked for the lock to be closed"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.proposers.claimed import claimed
from quizapp.drafting.shapes.analysis import Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.syntax.subjects import Ground, subject_before
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.actors import speaker_of
from quizapp.drafting.voices.report_subjects import by_grammar

_ASKING: Final = {"ask": "asked", "call": "called", "demand": "demanded"}
"""Verbs that take "for" and what is to be done."""
_EXPECTING: Final = {"expect": "expected"}
_URGING: Final = {
    "urge": "urged",
    "advise": "said",
    "encourage": "urged",
    "beg": "begged",
    "implore": "begged",
    "press": "urged",
    "ask": "asked",
    "tell": "said",
    "want": "demanded",
    "request": "asked",
    "call": "demanded",
}
"""Verbs with somebody and what they are to do: "urged the council to close the lock"."""
_FAR: Final = 12
_STOPS: Final = frozenset({",", ";", ":", ".", "–", "—", "(", "!", "?"})
_NOUNS: Final = ("DT", "NN", "JJ", "CD", "POS", "PRP$", "VBG", "VBN", "IN")


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a claim for each thing that somebody with a name wants or expects to be done."""
    return tuple(
        each for sentence in page.sentences for each in _of_sentence(page, sentence) if each
    )


def _of_sentence(page: Page, sentence: Sentence) -> Iterator[Proposal | None]:
    names = tuple(
        each
        for each in page.mentions
        if each.kind is MentionKind.ENTITY and sentence.start <= each.start < sentence.end
    )
    kinds = {key: each.kind for key, each in page.entities.items()}
    ground = Ground(sentence, names, kinds, page.antecedents)
    for clause in sentence.clauses:
        group = clause.verb
        if group is None or not group.happened or group.passive:
            continue
        token = sentence.tokens[group.head]
        if token.lemma not in {*_ASKING, *_EXPECTING, *_URGING} or _quoted(page, token):
            continue
        subject = by_grammar(ground, group.head, subject_before(ground, group.first))
        named = page.entities.get(subject.key) if subject is not None else None
        named = named or speaker_of(Teller(page, sentence), clause)
        framing = page.framing(sentence, clause)
        # "Critics said that the panel asked for it to be closed" is theirs to say.
        own = framing.unsure or framing.speaker in {"", named.key if named is not None else ""}
        if named is not None and own:
            yield _wish(page, sentence, token, named)


def _quoted(page: Page, token: Token) -> bool:
    return any(
        each.quote is not None and each.start < token.start < each.end for each in page.mentions
    )


def _wish(page: Page, sentence: Sentence, verb: Token, named: Named) -> Proposal | None:
    tokens = sentence.tokens
    begin = verb.index + 1
    following = tokens[begin].low if begin < len(tokens) else ""
    asking = verb.lemma in _ASKING and following == "for"
    urging = not asking and verb.lemma in _URGING
    if verb.lemma == "call" and following not in {"for", "on", "upon"}:
        return None
    if not (asking or urging or verb.lemma in _EXPECTING):
        return None
    begin += asking or verb.lemma == "call"
    to = _to(tokens, begin)
    if to is None:
        return None
    end = next((at for at in range(to, len(tokens)) if tokens[at].text in _STOPS), len(tokens))
    teller = Teller(page, sentence)
    thing, rest = words_alone(teller, begin, to), words_alone(teller, to + 1, end)
    if not thing or not rest or (asking and tokens[to + 1].low != "be"):
        return None
    if asking:
        said, words = "asked" if verb.lemma == "call" else _ASKING[verb.lemma], f"{thing} {rest}"
    elif urging and _asks_leave(tokens[begin:to]):
        return None
    elif urging:
        said, words = _URGING[verb.lemma], f"{thing} should {rest}"
    else:
        said, words = _EXPECTING[verb.lemma], f"{thing} would {rest}"
    status = Status.ATTRIBUTED if asking or urging else Status.PREDICTION
    span = (sentence.start, tokens[end - 1].end)
    return claimed(page, named, said, [words], span, status=status, confidence=0.75)


def _asks_leave(thing: Sequence[Token]) -> bool:
    """Return whether whoever asks will do it: "requested permission to", "asked Lorn for leave"."""
    return (len(thing) == 1 and thing[0].tag == "NN") or any(each.low == "for" for each in thing)


def _to(tokens: Sequence[Token], begin: int) -> int | None:
    """Return the "to" behind the noun phrase from ``begin``, or None where it is no such one."""
    for at in range(begin, min(begin + _FAR, len(tokens) - 1)):
        token = tokens[at]
        if token.low == "to" and tokens[at + 1].tag == "VB":
            return at if at > begin else None
        taken_up = token.tag == "PRP" and at == begin
        if not token.tag.startswith(_NOUNS) and not taken_up:
            return None
    return None
