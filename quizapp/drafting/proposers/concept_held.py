"""Named ideas by what they hold: "his theory, called X, holds that", "X, by which stars are"."""

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.naming.entities import slug
from quizapp.drafting.proposers.said_words import names_in
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.explained_terms import Explained
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.rephrase import own_words
from quizapp.drafting.telling.telling import Teller, capital

_HOLDING: Final = {
    "hold": "holds", "state": "states", "say": "says", "posit": "posits", "mean": "means",
    "assume": "assumes", "predict": "predicts", "maintain": "maintains", "require": "requires",
}  # fmt: skip
_NAMED: Final = frozenset({EntityKind.CONCEPT, EntityKind.AGREEMENT, EntityKind.MOVEMENT})
_FEWEST, _MOST = 4, 24
"""Words of a gist."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a concept for each named idea that is said to hold something or to work by it."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            made = _held(page, sentence, clause)
            if made is not None:
                found.append(made)
        for term in page.explained.get(sentence.index, ()):
            made = _devised(page, sentence, term)
            if made is not None:
                found.append(made)
    return tuple(found)


def _held(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return the idea of "his theory, called the pressure model, holds that water boils"."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or verb.lemma not in _HOLDING or verb.passive:
        return None
    if verb.negated or verb.modal or verb.auxiliary or clause.kind is not ClauseKind.MAIN:
        return None
    that = next(
        (e for e in sentence.clauses if e.parent == clause.index and e.kind is ClauseKind.THAT),
        None,
    )
    teller = Teller(page, sentence)
    named = _name_of(teller, clause, subject)
    if that is None or named is None or sentence.tokens[that.first].low != "that":
        return None
    whose = _whose(teller, subject)
    voice = page.framing(sentence, _aside_of(sentence, clause) or clause)
    speaker = page.entities.get(voice.speaker) if voice.status is Status.ATTRIBUTED else None
    if voice.status is not Status.STATED and (voice.source or not voice.speaker or not speaker):
        return None
    of = f" of {whose.phrase}" if whose is not None and whose != speaker else ""
    lead = f"according to {speaker.phrase}, " if speaker is not None else ""

    def framed(texts: Sequence[str]) -> str:
        return f"{capital(f'{lead}{named.phrase}{of} {_HOLDING[verb.lemma]} that {texts[0]}')}."

    gist = words_alone(teller, that.first + 1, that.end)
    short = (gist or "").partition(" and not ")[0].partition(" rather than ")[0]
    for each in (gist, short):
        if each is None or not _FEWEST <= len(each.split()) <= _MOST:
            continue
        worded = own_words([each], page.text, frame=framed, kept=names_in(page, framed([each])))
        if worded is not None:
            start, end = trimmed(page, *sentence.span(subject.first, that.end))
            maker = whose.key if whose is not None else ""
            return _proposal(page, (named, maker), worded, (start, end), voice.status)
    return None


def _aside_of(sentence: Sentence, clause: Clause) -> Clause | None:
    """Return the clause beside the subject that names it."""
    return next(
        (
            each
            for each in sentence.clauses
            if each.parent == clause.index
            and each.kind in {ClauseKind.PARTICIPLE, ClauseKind.APPOSITION}
            and each.subject == clause.subject
        ),
        None,
    )


def _name_of(teller: Teller, clause: Clause, subject: Phrase) -> Named | None:
    """Return the idea that a clause speaks of, by its name or by what its name stands beside."""
    beside = _aside_of(teller.sentence, clause)
    phrases = [subject]
    if beside is not None and (
        beside.verb is None or beside.verb.lemma in {"call", "know", "name"}
    ):
        phrases = [*beside.objects, *beside.adverbials, subject]
    for each in phrases:
        named = _entity(teller, each)
        if named is not None and named.kind in _NAMED:
            return named
    return None


def _entity(teller: Teller, phrase: Phrase) -> Named | None:
    """Return the named idea, or the term that the sentence explains, that a phrase is."""
    sentence = teller.sentence
    for each in teller.page.explained.get(sentence.index, ()):
        if each.first == phrase.first and each.end == phrase.end:
            known = teller.page.entities.get(slug(each.name))
            return known or Named(slug(each.name), each.name, EntityKind.CONCEPT, each.word)
    start, end = sentence.span(phrase.first, phrase.end)
    for mention in teller.page.within(start, end):
        if mention.kind is MentionKind.ENTITY and mention.end == end:
            return teller.page.entities.get(mention.entity)
    return None


def _whose(teller: Teller, subject: Phrase) -> Named | None:
    """Return the owner of "his theory" and of "Brandt's theory"."""
    tokens = teller.sentence.tokens
    first = tokens[subject.first]
    if first.tag == "PRP$":
        named = teller.page.entities.get(teller.page.antecedents.get(first.start, ""))
    else:
        owned = next((t for t in tokens[subject.first : subject.head] if t.tag == "POS"), None)
        mention = teller.mention_at(tokens[owned.index - 1]) if owned is not None else None
        named = teller.page.entities.get(mention.entity) if mention is not None else None
    return named if named is not None and named.kind in ACTORS else None


def _devised(page: Page, sentence: Sentence, term: Explained) -> Proposal | None:
    """Return the idea of "Ann Lee devised the step method, by which stars are compared"."""
    if not term.kind or not term.kind.endswith((" by", " in", " under")):
        return None
    teller = Teller(page, sentence)
    clause = next(
        (e for e in sentence.clauses if any(one.first == term.first for one in e.objects)), None
    )
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    if page.framing(sentence, clause).status is not Status.STATED:
        return None
    maker = _maker(teller, clause)
    opening = sentence.tokens[term.begin]
    told = Teller(page, sentence, {opening.start: (opening.end, term.kind)})
    gist = words_alone(told, term.begin, term.stop)
    known = page.entities.get(slug(term.name))
    named = known or Named(slug(term.name), term.name, EntityKind.CONCEPT, term.word)
    if maker is None or gist is None or not _FEWEST <= len(gist.split()) <= _MOST:
        return None
    made = sentence.words(clause.verb.head, clause.verb.end)

    def framed(texts: Sequence[str]) -> str:
        return f"{capital(named.phrase)}, {made} by {maker.phrase}, is {texts[0]}."

    for each in _shorter(gist):
        worded = own_words([each], page.text, frame=framed, kept=names_in(page, framed([each])))
        if worded is not None:
            span = trimmed(page, *sentence.span(clause.first, term.stop))
            return _proposal(page, (named, maker.key), worded, span, Status.STATED)
    return None


def _shorter(gist: str) -> Iterator[str]:
    """Yield a gist, and it with "where" or "whereby" for "in which" and "by which"."""
    yield gist
    yield gist.replace(" by which ", " whereby ", 1).replace(" in which ", " where ", 1)


def _maker(teller: Teller, clause: Clause) -> Named | None:
    """Return who does something, or whose name stands beside the one who does."""
    named = teller.entity_of(clause.subject) if clause.subject is not None else None
    for each in teller.sentence.clauses:
        beside = each.kind is ClauseKind.APPOSITION and each.subject == clause.subject
        if named is None and beside and each.objects:
            named = teller.entity_of(each.objects[0])
    return named if named is not None and named.kind in ACTORS else None


def _proposal(
    page: Page,
    who: tuple[Named, str],
    worded: tuple[str, ...],
    span: tuple[int, int],
    status: Status,
) -> Proposal:
    named, maker = who
    slots: dict[str, object] = {"name": named.key, "gist": worded[1]}
    if maker:
        slots["proposer"] = maker
    return Proposal(
        type="concept",
        passage=page.number,
        slots=slots,
        start=span[0],
        end=span[1],
        status=status,
        statement=worded[0],
        confidence=0.7,
        explanation="The article names the idea and says what it comes to.",
    )
