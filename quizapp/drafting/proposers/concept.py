"""Named ideas, plans and methods: what they amount to, whose they are, and since when."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.proposers.said_words import names_in
from quizapp.drafting.shapes.analysis import Clause, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate, Mention, MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.rephrase import own_words
from quizapp.drafting.telling.telling import Teller, capital

_MAKING: Final = {
    "propose": "proposed",
    "introduce": "introduced",
    "develop": "developed",
    "formulate": "formulated",
    "coin": "coined",
    "devise": "devised",
    "outline": "outlined",
    "unveil": "unveiled",
    "launch": "launched",
    "advance": "put forward",
    "put": "put forward",
    "conceive": "conceived",
    "pioneer": "pioneered",
    "invent": "invented",
    "present": "presented",
    "describe": "described",
}
_NAMED: Final = frozenset({EntityKind.CONCEPT, EntityKind.AGREEMENT, EntityKind.WORK})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_STOPS: Final = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "!", "?"})
_FEWEST_WORDS: Final = 4
_MOST_WORDS: Final = 24


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a concept for each named idea with its proposer and what it amounts to."""
    found: dict[str, Proposal] = {}
    for sentence in page.sentences:
        for proposal in _of_aside(page, sentence):
            found.setdefault(str(proposal.slots["name"]), proposal)
        for clause in sentence.clauses:
            for proposal in _of_clause(page, sentence, clause):
                found.setdefault(str(proposal.slots["name"]), proposal)
    return tuple(found.values())


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    verb = clause.verb
    if verb is None or verb.lemma not in _MAKING or verb.negated or verb.modal or verb.passive:
        return
    if verb.lemma == "put" and verb.particle != "forward":
        return
    if page.framing(sentence, clause).status is not Status.STATED:
        return
    teller = Teller(page, sentence)
    proposer = teller.entity_of(clause.subject)
    if proposer is None or proposer.kind not in ACTORS:
        return
    start = sentence.tokens[verb.head].end
    for mention in page.mentions:
        named = page.entities.get(mention.entity)
        inside = start < mention.start and mention.end <= sentence.end
        if mention.kind is not MentionKind.ENTITY or named is None or not inside:
            continue
        if named.kind not in _NAMED:
            continue
        proposal = _proposal(teller, clause, mention, (proposer, named))
        if proposal is not None:
            yield proposal
        return


def _of_aside(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield ideas that an aside explains: "the scheme, a method introduced by X in 2016"."""
    for mention in page.mentions:
        named = page.entities.get(mention.entity)
        inside = sentence.start <= mention.start and mention.end <= sentence.end
        if mention.kind is not MentionKind.ENTITY or named is None or not inside:
            continue
        if named.kind not in _NAMED:
            continue
        span = _gist(sentence, mention)
        if span is not None and sentence.tokens[span[0]].low in _ARTICLES:
            proposal = _explained(Teller(page, sentence), mention, named, span)
            if proposal is not None:
                yield proposal


def _explained(
    teller: Teller, mention: Mention, named: Named, span: tuple[int, int]
) -> Proposal | None:
    page, sentence, tokens = teller.page, teller.sentence, teller.sentence.tokens
    making = next(
        (t for t in tokens[span[0] : span[1]] if t.lemma in _MAKING and t.tag in {"VBN", "VBD"}),
        None,
    )
    if making is None or any(
        page.framing(sentence, c).status is not Status.STATED
        for c in sentence.clauses
        if c.first <= span[0] < c.end
    ):
        return None
    maker = _maker(teller, making, span)
    if maker is None:
        return None
    proposer, head_end, rest = maker
    head = words_alone(teller, span[0], head_end)
    tail = words_alone(teller, rest, span[1]) if rest < span[1] else ""
    if not head or tail is None:
        return None
    gist = f"{head} {tail}".strip()
    if not _FEWEST_WORDS <= len(gist.split()) <= _MOST_WORDS or proposer.name in gist:
        return None
    start, end = sentence.span(span[0], span[1])
    return _finished(
        teller,
        named,
        proposer,
        gist,
        said=_MAKING[making.lemma],
        span=(min(mention.start, start), end),
        date=_only_date(page, start, end),
    )


def _maker(teller: Teller, making: Token, span: tuple[int, int]) -> tuple[Named, int, int] | None:
    """Return who made it, where the words before end, and where the words after go on."""
    page, tokens = teller.page, teller.sentence.tokens
    after = making.index + 1
    active = making.index and tokens[after - 1].tag == "VBD"
    for each in page.mentions:
        named = page.entities.get(each.entity)
        if each.kind is not MentionKind.ENTITY or named is None or named.kind not in ACTORS:
            continue
        first = next((t.index for t in tokens if t.start >= each.start), -1)
        end = next((t.index for t in tokens if t.start >= each.end), len(tokens))
        passive = after < span[1] and tokens[after].low == "by" and first in {after + 1, after + 2}
        if passive:
            return named, making.index, _over_date(page, teller.sentence, end)
        relative = end == making.index and first and tokens[first - 1].low in {"that", "which"}
        if relative and (active or tokens[after - 1].tag == "VBN"):
            return named, first - 1, _over_date(page, teller.sentence, after)
    return None


def _over_date(page: Page, sentence: Sentence, at: int) -> int:
    """Return the token after "in 2016", where a date stands at ``at``."""
    tokens = sentence.tokens
    begin = at + 1 if at < len(tokens) and tokens[at].low in {"in", "on"} else at
    if begin >= len(tokens):
        return at
    for each in page.mentions:
        if each.date is not None and each.start == tokens[begin].start:
            return next((t.index for t in tokens if t.start >= each.end), len(tokens))
    return at


def _only_date(page: Page, start: int, end: int) -> FoundDate | None:
    dates = [each.date for each in page.within(start, end) if each.date and is_exact(each.date)]
    return dates[0] if len(dates) == 1 else None


def _gist(sentence: Sentence, mention: Mention) -> tuple[int, int] | None:
    """Return the tokens that say what the idea is: ", a plan to ...", ": one order for ..."."""
    tokens = sentence.tokens
    at = next((t.index for t in tokens if t.start >= mention.end), len(tokens))
    while at < len(tokens) and tokens[at].text in {"”", '"', "’", "'"}:
        at += 1
    if at + 1 >= len(tokens) or tokens[at].text not in {",", ":", "–", "—"}:
        return None
    begin = at + 1
    if tokens[begin].low not in _ARTICLES | {"one"} and tokens[at].text == ",":
        return None
    end = begin
    while end < len(tokens) and not _ends(tokens, end):
        end += 1
    return begin, end


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text in _STOPS


def _proposal(
    teller: Teller, clause: Clause, mention: Mention, parties: tuple[Named, Named]
) -> Proposal | None:
    page, sentence = teller.page, teller.sentence
    proposer, named = parties
    span = _gist(sentence, mention)
    text = words_alone(teller, *span) if span else None
    if span is None or text is None or not _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS:
        return None
    if clause.verb is None or proposer.name in text or named.name in text:
        return None
    start, end = sentence.span(min(clause.first, span[0]), span[1])
    return _finished(
        teller,
        named,
        proposer,
        text,
        said=_MAKING[clause.verb.lemma],
        span=(start, end),
        date=_date(page, sentence, clause),
    )


def _finished(
    teller: Teller,
    named: Named,
    proposer: Named,
    gist: str,
    *,
    said: str,
    span: tuple[int, int],
    date: FoundDate | None,
) -> Proposal | None:
    page = teller.page
    time = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf)) if date else ""

    def framed(texts: Sequence[str]) -> str:
        head = f"{capital(time)} {proposer.phrase}" if time else capital(proposer.phrase)
        return f"{head} {said} {named.phrase}, namely {texts[0]}."

    worded = own_words([gist], page.text, frame=framed, kept=names_in(page, framed([gist])))
    if worded is None:
        return None
    slots: dict[str, object] = {"name": named.key, "proposer": proposer.key, "gist": worded[1]}
    if date is not None:
        slots["when"] = date.edtf
        if date.label:
            slots["when_label"] = date.label
    start, end = trimmed(page, *span)
    return Proposal(
        type="concept",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=Status.STATED,
        statement=worded[0],
        confidence=0.7,
        explanation="The article names the idea and says whose it is.",
    )


def _date(page: Page, sentence: Sentence, clause: Clause) -> FoundDate | None:
    start, end = sentence.span(clause.first, clause.end)
    dates: list[FoundDate] = [
        each.date
        for each in page.within(min(start, sentence.start), end)
        if each.date is not None and is_exact(each.date)
    ]
    return dates[0] if len(dates) == 1 else None
