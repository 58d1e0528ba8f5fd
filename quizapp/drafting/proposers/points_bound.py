"""Pronouns that the one who speaks binds: "Reid said that she hopes to win her second title"."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.coreference import is_empty_it
from quizapp.drafting.lexis.lexicon import gender_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.voices.sayings import Saying

_MALE: Final = frozenset({"he", "him", "his", "himself"})
_FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
_NEUTER: Final = frozenset({"it", "its", "itself"})
_SEVERAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
BOUND: Final = _MALE | _FEMALE | _NEUTER | _SEVERAL
_SUBJECTS: Final = frozenset({"he", "she", "it", "they"})
_SELVES: Final = frozenset({"himself", "herself", "itself", "themselves"})
_STATES: Final = word_set(
    "be seem appear look cost remain stay mean become happen weigh measure contain hold need lack"
    " burst break fall collapse rise sink grow last work fail"
)
"""Verbs of which a thing is the subject as soon as somebody."""
_MINDED: Final = word_set(
    "confident pleased happy sorry sad proud glad sure certain convinced determined hopeful"
    " optimistic concerned worried satisfied disappointed delighted surprised aware unaware willing"
    " unwilling ready prepared committed eager keen afraid grateful thankful shocked saddened"
    " unable responsible innocent"
)
_LINKING: Final = frozenset({"be", "have", "become", "remain"})
_OPENING_BEHIND: Final = frozenset({"that", "to", "whether", "how", "for", "if", "why", "when"})
_KNOWING: Final = word_set("know expect hope think believe fear understand estimate say")
_NEAR: Final = 2
"""Sentences in which another person may be meant: that of the saying and the one before."""

Swaps = Mapping[int, tuple[int, str]]
"""Start of a pronoun -> its end, and the pronoun itself, which stays."""


def bound_in(page: Page, sentence: Sentence, saying: Saying, speaker: Named) -> Swaps:
    """Return the pronouns of what is said that mean the speaker and may stay; {} where unsure.

    The statement names the speaker before them. They must not stay where the one who is told, or
    somebody named in between, could be meant as well.
    """
    inside = [
        each
        for each in sentence.tokens
        if saying.start <= each.start < saying.end
        and not saying.frame_start <= each.start < saying.frame_end
    ]
    empty = [each for each in inside if is_empty(each, sentence)]
    swaps = {each.start: (each.end, each.low) for each in empty}
    own = [each for each in inside if _agrees(each, speaker) and _means(page, each, speaker)]
    own = [each for each in own if each not in empty and each.low != "them"]
    opening = _opening(sentence, inside)
    if not own and opening is not None and _may_open(page, sentence, saying, opening, speaker):
        own = [opening]
    open_ = any(each.low == "they" and not _is_minded(sentence, each) for each in own)
    if open_ and _several_before(page, sentence, saying):
        return swaps
    if not own or _told_as_well(page, saying, speaker):
        return swaps
    own = sorted({*own, *_led(page, inside, own)}, key=lambda each: each.start)
    if _torn(page, sentence, saying, own, speaker):
        return swaps
    return {**swaps, **{each.start: (each.end, each.low) for each in own}}


def is_empty(token: Token, sentence: Sentence) -> bool:
    """Return whether "it" stands for nothing: "it is important to vote", "it is hoped the rain"."""
    if token.low != "it" or token.tag != "PRP":
        return False
    if is_empty_it(token, sentence):
        return True
    tokens = sentence.tokens
    at = token.index + 1
    while at < len(tokens) and (tokens[at].lemma in _LINKING or tokens[at].tag[:2] in {"RB", "MD"}):
        at += 1
    if at >= len(tokens) - 1 or tokens[at - 1] == token:
        return False
    judged = tokens[at].tag[:2] == "JJ" and tokens[at + 1].low in _OPENING_BEHIND
    known = tokens[at].tag in {"VBN", "VBD"} and (
        tokens[at].lemma in _KNOWING or tokens[at + 1].low in {"that", "whether"}
    )
    return judged or known


def _means(page: Page, token: Token, speaker: Named) -> bool:
    doer = page.doers.get(token.start)
    return page.antecedents.get(token.start) == speaker.key or (
        doer is not None and doer.key == speaker.key
    )


def agrees_in_kind(pronoun: str, kind: EntityKind) -> bool:
    """Return whether a pronoun can be of that kind: several people are no "it"."""
    if pronoun in _MALE | _FEMALE:
        return kind is EntityKind.PERSON
    return kind is not EntityKind.PERSON and (
        pronoun in _SEVERAL or kind is not EntityKind.MOVEMENT
    )


def _agrees(token: Token, speaker: Named) -> bool:
    """Return whether a pronoun can be the one who speaks."""
    if token.low not in BOUND or token.tag[:3] != "PRP":
        return False
    if not agrees_in_kind(token.low, speaker.kind):
        return False
    of_one = {"m": _MALE, "f": _FEMALE}.get(_gender(speaker), BOUND)
    return speaker.kind is not EntityKind.PERSON or token.low in of_one


def _gender(named: Named) -> str:
    return named.gender or gender_of(named.name.split()[0])


def _opening(sentence: Sentence, inside: Sequence[Token]) -> Token | None:
    """Return the pronoun that is the subject of what is said, its first word or nearly so."""
    if not inside:
        return None
    token = inside[1] if inside[0].low == "that" and len(inside) > 1 else inside[0]
    clause = _clause_of(sentence, token)
    return token if token.low in _SUBJECTS and clause is not None else None


def _clause_of(sentence: Sentence, subject: Token) -> Clause | None:
    return next(
        (
            each
            for each in sentence.clauses
            if each.verb is not None
            and each.subject is not None
            and each.subject.first == subject.index == each.subject.head
        ),
        None,
    )


def _may_open(page: Page, sentence: Sentence, saying: Saying, token: Token, speaker: Named) -> bool:
    """Return whether nobody is known whom a pronoun means, and it can only be the speaker."""
    known = token.start in page.antecedents or token.start in page.standins
    if known or not _agrees(token, speaker) or is_empty_it(token, sentence):
        return False
    clause = _clause_of(sentence, token)
    verb = clause.verb if clause is not None else None
    if clause is None or verb is None:
        return False
    if token.low in {"he", "she"}:
        return not any(_rivals(page, sentence, saying, speaker, token.start))
    if token.start < saying.frame_start:
        return False  # "It weighed a tonne, the paper added" is of what was told before
    return _is_minded(sentence, token) or (verb.lemma not in _STATES and not verb.passive)


def _is_minded(sentence: Sentence, token: Token) -> bool:
    """Return whether only somebody can be what is told of a subject: "they are confident"."""
    clause = _clause_of(sentence, token)
    verb = clause.verb if clause is not None else None
    if verb is None:
        return False
    told = {each.low for each in sentence.tokens[verb.first : verb.end + 1]}
    return bool(told & _MINDED)


def _several_before(page: Page, sentence: Sentence, saying: Saying) -> bool:
    """Return whether several things are what the sentence before tells of: "Eels were followed"."""
    return any(
        clause.kind is ClauseKind.MAIN
        and clause.subject is not None
        and (each.tokens[clause.subject.head].tag == "NNS" or bool(clause.subject.members))
        and each.tokens[clause.subject.head].low not in saying.source.casefold().split()
        for each in page.sentences
        if each.index == sentence.index - 1
        for clause in each.clauses
    )


def _led(page: Page, inside: Sequence[Token], own: Sequence[Token]) -> Iterator[Token]:
    """Yield "her", "himself" behind a pronoun of the speaker, where nobody else is known."""
    kinds = {
        kind
        for each in own
        for kind in (_MALE, _FEMALE, _NEUTER, _SEVERAL)
        if each.low in kind and each.low in _SUBJECTS
    }
    first = own[0].start
    for each in inside:
        same = any(each.low in kind for kind in kinds) and each.start > first
        open_ = each.start not in page.antecedents and each.start not in page.standins
        if same and (each.low in _SELVES or (open_ and each.tag == "PRP$")):
            yield each


def _told_as_well(page: Page, saying: Saying, speaker: Named) -> bool:
    """Return whether the one who is told may be meant as well: "told Reid that she was wrong"."""
    listener = page.entities.get(saying.to)
    if listener is None:
        return False
    if EntityKind.PERSON not in {listener.kind, speaker.kind}:
        return True
    if listener.kind is not speaker.kind:
        return False
    return _gender(listener) in {"", _gender(speaker)} or not _gender(speaker)


def _rivals(
    page: Page, sentence: Sentence, saying: Saying, speaker: Named, end: int
) -> Iterator[str]:
    """Yield the other persons named up to ``end`` whom a pronoun of the speaker could mean."""
    begin = next(
        (each.start for each in page.sentences if each.index > sentence.index - _NEAR),
        sentence.start,
    )
    for each in page.mentions:
        named = page.entities.get(each.entity) if each.kind is MentionKind.ENTITY else None
        if named is None or named.key == speaker.key or not begin <= each.start < end:
            continue
        if saying.frame_start <= each.start < saying.frame_end:
            continue
        gender = _gender(speaker)
        if named.kind is EntityKind.PERSON and (not gender or _gender(named) in {"", gender}):
            yield named.key


def _others(page: Page, speaker: Named, end: int) -> bool:
    """Return whether the passage has named another person up to ``end``, or tells of "a man"."""
    named = {
        each.entity
        for each in page.mentions
        if each.kind is MentionKind.ENTITY and each.start < end and each.entity != speaker.key
    }
    return any(
        page.entities[each].kind is EntityKind.PERSON for each in named if each in page.entities
    )


def _torn(
    page: Page, sentence: Sentence, saying: Saying, own: Sequence[Token], speaker: Named
) -> bool:
    """Return whether somebody else may be meant by one of the pronouns.

    "The police had known about him" need not be the speaker. "Hill said that he was not aware he
    had applied" has two, of whom one may be another's; behind another's name "he" may be that one.
    """
    if speaker.kind is not EntityKind.PERSON:
        return False
    subjects = [each for each in own if each.low in _SUBJECTS]
    below = any(_below(sentence, one, other) for one, other in pairwise(subjects))
    if (below or not subjects) and _others(page, speaker, sentence.end):
        return True
    between = [
        each.start
        for each in page.mentions
        if each.kind is MentionKind.ENTITY
        and sentence.start <= each.start < own[-1].start
        and not saying.frame_start <= each.start < saying.frame_end
        and (named := page.entities.get(each.entity)) is not None
        and named.kind is EntityKind.PERSON
        and named.key != speaker.key
        and (not _gender(speaker) or _gender(named) in {"", _gender(speaker)})
    ]
    return bool(between)


def _below(sentence: Sentence, one: Token, other: Token) -> bool:
    """Return whether the second subject stands in a clause of what the first one thinks."""
    clause = _clause_of(sentence, other)
    outer = _clause_of(sentence, one)
    if clause is None or outer is None:
        return True
    return clause.kind in {ClauseKind.THAT, ClauseKind.QUESTION} or clause.parent == outer.index
