"""What somebody wants, plans, is sure of, or puts down to something, without a verb of saying."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.proposers.claim import claim_of
from quizapp.drafting.proposers.claimed import claimed
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Framing, Named, Page, Proposal
from quizapp.drafting.telling.spacing import end_marks
from quizapp.drafting.telling.telling import Teller, joined
from quizapp.drafting.voices.actors import speaker_of
from quizapp.drafting.voices.sayings import Saying

_WANTING: Final = {"want": "argued", "wish": "argued", "demand": "demanded", "urge": "argued"}
"""Verb before "to" and a deed that somebody wants done -> the verb of saying."""
_PLANNING: Final = {
    "plan": "intended", "intend": "intended", "aim": "intended", "hope": "hoped",
    "expect": "expected", "promise": "promised", "pledge": "pledged", "vow": "vowed",
    "propose": "proposed", "threaten": "threatened", "undertake": "promised",
}  # fmt: skip
"""Verb before "to" and a deed of one's own -> the verb of saying."""
_ASIDE_FROM: Final = word_set("have be become get give keep let see need mean do cost lack")
_DUE: Final = {
    "attribute": "to", "ascribe": "to", "credit": "to", "trace": "to", "blame": "on", "put": "to",
}  # fmt: skip
"""Verb -> what stands between a thing and what somebody puts it down to."""
_CHARGING: Final = frozenset({"accuse", "suspect"})
_SURE: Final = word_set(
    "convinced certain sure confident adamant persuaded afraid worried positive hopeful doubtful"
    " optimistic concerned aware"
)
_VIEWS: Final = word_set(
    "view opinion belief conviction impression doubt idea feeling fear hope theory case position"
    " argument suspicion point"
)


_BEING: Final = frozenset({"was", "were", "is", "are", "been"})


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a claim for each attitude that somebody has in a clause of the article's own."""
    found: list[Proposal | None] = []
    for sentence in page.sentences:
        if sentence.text.rstrip("\"”'\u2019").endswith("?"):
            continue
        for clause in sentence.clauses:
            found.extend(_of_clause(page, sentence, clause))
    return tuple(each for each in found if each is not None)


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal | None]:
    verb = clause.verb
    if verb is None or verb.negated or verb.modal:
        return
    if clause.kind not in {ClauseKind.MAIN, ClauseKind.RELATIVE}:
        return
    if stands_quoted(page, sentence, clause) or not is_narrated(page, sentence, clause):
        return
    teller = Teller(page, sentence)
    speaker = speaker_of(teller, clause)
    if speaker is None:
        return
    yield from _sure(page, sentence, clause, speaker)
    if verb.passive:
        return
    for made in (_done(teller, clause), _accused(teller, clause), _due(teller, clause)):
        if made is not None:
            said, status, words = made
            span = sentence.span(clause.first, clause.end)
            yield claimed(page, speaker, said, [words], span, status=status)


def is_narrated(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether nobody else tells that somebody has the attitude."""
    framing = page.framing(sentence, clause)
    if framing.status in {Status.STATED, Status.PREDICTION}:
        return True
    if framing.status is Status.REPORTED and clause.verb and clause.verb.lemma in _CHARGING:
        return not framing.source  # the charge itself makes the sentence hearsay
    # The reporting words themselves are nobody's fact: "Lang accuses the hospitals of".
    if framing.status is Status.ATTRIBUTED and _may_be_own(page, framing):
        return True
    framed = framing.status is Status.ATTRIBUTED and not framing.speaker
    return framed and framing.source not in {"", "speaker"} and bool(framing.verb or framing.source)


def _may_be_own(page: Page, framing: Framing) -> bool:
    """Return whether nobody in particular may speak still: the one told of wants it as well.

    Where one who spoke before may go on, it may be that one's account; in a talk each turn is
    somebody's.
    """
    lingering = not framing.speaker and framing.source == "speaker" and not framing.verb
    return lingering and any(
        page.framing(sentence, each).status is Status.STATED
        for sentence in page.sentences
        for each in sentence.clauses
        if each.kind is ClauseKind.MAIN
    )


def stands_quoted(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether words between quotation marks stand in a clause."""
    start, end = sentence.span(clause.first, clause.end)
    return any(each.quote is not None and start <= each.start < end for each in page.mentions)


def _rest(teller: Teller, clause: Clause, first: int) -> str | None:
    cut = [*teller.asides(clause), *end_marks(teller.sentence, clause)]
    return teller.words(first, clause.end, without=cut)


def _done(teller: Teller, clause: Clause) -> tuple[str, Status, str] | None:
    """Return "the utilities should be sold" for "wants to sell the utilities"."""
    verb = clause.verb
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if verb is None or verb.auxiliary not in {*_WANTING, *_PLANNING} or thing is None:
        return None
    group = teller.sentence.tokens[verb.first : verb.head]
    passive = bool(_BEING.intersection(verb.shared.split()))  # "were expected to return and wait"
    if not any(each.lemma == verb.auxiliary for each in group):
        group = teller.sentence.tokens[: verb.first]  # "and wait several weeks"
    if passive or any(one.lemma == "be" and other.tag == "VBN" for one, other in pairwise(group)):
        return None  # "winners were expected to return it" is what others expected
    if thing.kind is not ChunkKind.NOUN or thing.first != verb.end or verb.lemma in _ASIDE_FROM:
        return None
    words, rest = _thing(teller, thing), _rest(teller, clause, thing.end)
    if not words or rest is None:
        return None
    wanted = verb.auxiliary in _WANTING
    said = _WANTING[verb.auxiliary] if wanted else _PLANNING[verb.auxiliary]
    done = inflect(verb.lemma, "VBN")
    words = joined([words, "should be" if wanted else "would be", done, verb.particle, rest])
    ahead = said in {"hoped", "expected"}
    return said, Status.PREDICTION if ahead else Status.ATTRIBUTED, words


def _thing(teller: Teller, thing: Phrase) -> str | None:
    return teller.phrase(thing)


def _accused(teller: Teller, clause: Clause) -> tuple[str, Status, str] | None:
    """Return "the hospitals draw up rotas" for "accuses the hospitals of drawing up rotas"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or verb.lemma not in _CHARGING or not clause.objects:
        return None
    thing = clause.objects[0]
    at = thing.end
    if thing.first < verb.end or at + 1 >= clause.end or tokens[at].low != "of":
        return None
    deed = tokens[at + 1]
    done = tokens[at + 2] if deed.low == "having" and at + 2 < clause.end else None
    perfect = done is not None and done.tag in {"VBN", "VBD"} and done.lemma != "be"
    if deed.tag != "VBG" or (deed.lemma in {"be", "have"} and not perfect):
        return None
    words = _thing(teller, thing)
    if perfect:
        rest = teller.words(at + 2, clause.end, without=end_marks(teller.sentence, clause))
    else:
        rest = _rest(teller, clause, at + 2)
    if not words or not rest:
        return None
    if perfect:
        said = "claimed" if verb.lemma == "accuse" else "suspected"
        return said, Status.ATTRIBUTED, joined([words, "had", rest])
    many = bool(thing.members) or tokens[thing.head].tag in {"NNS", "NNPS"}
    now = verb.tense is Tense.PRESENT and not verb.perfect
    form = inflect(deed.lemma, ("VBP" if many else "VBZ") if now else "VBD")
    said = "claimed" if verb.lemma == "accuse" else "suspected"
    return said, Status.ATTRIBUTED, joined([words, form, rest])


def _due(teller: Teller, clause: Clause) -> tuple[str, Status, str] | None:
    """Return "the deaths were due to the gas" for "attributes the deaths to the gas"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or verb.lemma not in _DUE or not clause.objects:
        return None
    thing = clause.objects[0]
    link = "to" if verb.lemma == "put" else _DUE[verb.lemma]
    behind = [each for each in clause.adverbials if each.prep == link and each.first > thing.end]
    if thing.kind is not ChunkKind.NOUN or thing.first < verb.end or not behind:
        return None
    down = " ".join(each.low for each in tokens[thing.end : behind[0].first])
    if down != ("down to" if verb.lemma == "put" else link):
        return None
    relative = [
        each.first
        for each in teller.sentence.clauses
        if each.kind is ClauseKind.RELATIVE and each.first >= behind[0].end
    ]
    end = min(relative, default=clause.end)
    words, why = _thing(teller, thing), _rest(teller, replace(clause, end=end), behind[0].first)
    if not words or not why:
        return None
    many = bool(thing.members) or tokens[thing.head].tag in {"NNS", "NNPS"}
    were = "were" if many else "was"
    return "said", Status.ATTRIBUTED, joined([words, were, "due to", why])


def _sure(
    page: Page, sentence: Sentence, clause: Clause, speaker: Named
) -> Iterator[Proposal | None]:
    """Yield what somebody "is convinced that", or of what somebody has "no doubt that"."""
    tokens = sentence.tokens
    for each in sentence.clauses:
        if each.kind is not ClauseKind.THAT or tokens[each.first].low != "that":
            continue
        before = tokens[each.first - 1] if each.first else None
        if before is None or clause.verb is None or clause.verb.head > before.index:
            continue
        inside = clause.first <= each.first and each.end <= clause.end
        if not inside or not _holds(sentence, clause, before.index):
            continue
        start, end = sentence.span(each.first + 1, each.end)
        frame = sentence.span(clause.first, each.first + 1)
        saying = Saying(sentence.index, start, end, *frame, speaker.key, verb="believed")
        yield claim_of(page, sentence, saying)


def _holds(sentence: Sentence, clause: Clause, at: int) -> bool:
    """Return whether the word before "that" tells of a conviction of the subject."""
    token, verb = sentence.tokens[at], clause.verb
    if verb is None:
        return False
    if token.low in _SURE:
        return verb.lemma in {"be", "remain", "feel"} or (verb.head == at and verb.passive)
    if token.lemma not in _VIEWS or verb.lemma not in {"have", "hold", "take", "be", "make", "get"}:
        return False
    before = sentence.tokens[at - 1].low
    return (before == "no") == (token.lemma == "doubt")
