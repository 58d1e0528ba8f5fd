"""Events told by a noun and a date: "the Moor collapse of 1925", "her resignation in June 2021"."""

from dataclasses import replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect, lemma_of
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate, Mention
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital
from quizapp.drafting.voices.vouching import is_stated

_HAPPENINGS: Final = word_set(
    "collapse war election revolution fire flood earthquake battle strike crisis eruption storm"
    " referendum coup uprising summit conference riot massacre rebellion epidemic famine census"
    " merger accident disaster reform festival explosion drought mutiny siege invasion crash"
    " congress exhibition olympics revolt landslide hurricane pandemic plague trial"
)
_DEEDS: Final = {
    "resignation": "resigned", "death": "died", "birth": "was born", "arrival": "arrived",
    "retirement": "retired", "election": "was elected", "appointment": "was appointed",
    "opening": "opened", "foundation": "was founded", "founding": "was founded",
    "completion": "was completed", "collapse": "collapsed", "defeat": "was defeated",
    "release": "was released", "publication": "was published", "discovery": "was discovered",
    "closure": "closed", "independence": "became independent", "execution": "was executed",
    "assassination": "was assassinated", "coronation": "was crowned", "abolition": "was abolished",
    "inauguration": "was inaugurated", "launch": "was launched", "signing": "was signed",
    "dissolution": "was dissolved", "unification": "was unified", "surrender": "surrendered",
    "return": "returned", "creation": "was created", "introduction": "was introduced",
}  # fmt: skip
_DONE_TO: Final = {
    "invasion": "invaded", "annexation": "annexed", "occupation": "occupied",
    "conquest": "conquered", "bombing": "bombed", "siege": "besieged", "acquisition": "acquired",
    "purchase": "bought", "takeover": "took over", "abolition": "abolished",
    "nationalisation": "nationalised", "nationalization": "nationalized", "capture": "captured",
    "destruction": "destroyed", "discovery": "discovered", "expulsion": "expelled",
    "legalisation": "legalised", "legalization": "legalized", "liberation": "liberated",
}  # fmt: skip
_CONCLUDED: Final = word_set("treaty agreement pact accord armistice truce")
_PERSONS: Final = frozenset(
    {"resigned", "died", "was born", "retired", "was elected", "was appointed", "was executed"}
)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return an event for each noun of happening that a date hangs on."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for mention in page.mentions:
            date = mention.date
            if date is None or not sentence.start <= mention.start < sentence.end:
                continue
            if (
                not is_exact(date)
                or date.edtf.endswith("/..")
                or not _stated(page, sentence, mention)
            ):
                continue
            proposal = (
                _deed(page, sentence, mention, date)
                or _happening(page, sentence, mention, date)
                or _done_to(page, sentence, mention, date)
                or _concluded(page, sentence, mention, date)
            )
            if proposal is not None:
                found.append(proposal)
    return tuple(found)


def _stated(page: Page, sentence: Sentence, mention: Mention) -> bool:
    at = next((each.index for each in sentence.tokens if each.start >= mention.start), -1)
    holding = [each for each in sentence.clauses if each.first <= at < each.end]
    inner = min(holding, key=lambda each: each.end - each.first, default=None)
    return inner is not None and is_stated(page, sentence, inner)


def _noun_before(sentence: Sentence, mention: Mention, links: frozenset[str]) -> int:
    """Return the noun in front of "of 1925" or "in June 2021"; -1 where none stands there."""
    at = next((each.index for each in sentence.tokens if each.start >= mention.start), -1)
    if at < 2 or sentence.tokens[at - 1].low not in links:  # noqa: PLR2004 - noun and preposition
        return -1
    return at - 2


def _deed(page: Page, sentence: Sentence, mention: Mention, date: FoundDate) -> Proposal | None:
    """Return "Anna Bauer resigned in June 2021" for "her resignation in June 2021"."""
    noun = _noun_before(sentence, mention, frozenset({"in", "on"}))
    tokens = sentence.tokens
    if noun < 1 or tokens[noun].low not in _DEEDS:
        return None
    did = _DEEDS[tokens[noun].low]
    teller = Teller(page, sentence)
    owner: Named | None = None
    first = noun
    before = tokens[noun - 1]
    if before.tag == "PRP$":
        owner = page.entities.get(page.antecedents.get(before.start, ""))
        if owner is None:
            owner = _subject(teller, sentence, noun, before.low)
        first = noun - 1
    elif before.tag == "POS" and noun > 1:
        held = teller.mention_at(tokens[noun - 2])
        owner = page.entities[held.entity] if held is not None else None
        first = next((each.index for each in tokens if held and each.start >= held.start), noun)
    if owner is None or (did in _PERSONS) != (owner.kind is EntityKind.PERSON):
        return None
    what = f"{owner.phrase} {did}"
    return _proposal(page, sentence, mention, date, first, what, owner)


def _subject(teller: Teller, sentence: Sentence, at: int, word: str) -> Named | None:
    """Return the person that "his" or "her" means: the subject of the clause around it."""
    for clause in reversed(sentence.clauses):
        if clause.first <= at < clause.end and clause.subject is not None:
            named = teller.entity_of(clause.subject)
            person = named is not None and named.kind is EntityKind.PERSON
            if named is not None and person == (word in {"his", "her"}):
                return named
    return None


def _happening(
    page: Page, sentence: Sentence, mention: Mention, date: FoundDate
) -> Proposal | None:
    """Return "the Moor collapse happened in 1925" for "the Moor collapse of 1925"."""
    noun = _noun_before(sentence, mention, frozenset({"of"}))
    tokens = sentence.tokens
    if noun < 1 or tokens[noun].lemma not in _HAPPENINGS or tokens[noun].tag != "NN":
        return None
    first = noun
    while first > 0 and tokens[first - 1].tag[:2] in {"NN", "JJ", "PO"}:
        first -= 1
    if first == noun:
        return None
    words = Teller(page, sentence).words(first, noun + 1)
    if not words:
        return None
    return _proposal(page, sentence, mention, date, first, f"the {words} happened", None)


def _done_to(page: Page, sentence: Sentence, mention: Mention, date: FoundDate) -> Proposal | None:
    """Return "Russia invaded Georgia in 2008" for "Russia's 2008 invasion of Georgia"."""
    tokens, teller = sentence.tokens, Teller(page, sentence)
    at = next((each.index for each in tokens if each.start >= mention.end), len(tokens))
    if at + 2 >= len(tokens) or tokens[at].low not in _DONE_TO or tokens[at + 1].low != "of":
        return None
    to = at + 3 if tokens[at + 2].low == "the" and at + 3 < len(tokens) else at + 2
    target = teller.mention_at(tokens[to])
    thing = page.entities.get(target.entity) if target is not None else None
    begin = next((each.index for each in tokens if each.start >= mention.start), 0)
    if target is None or thing is None or begin < 1 or target.start != tokens[to].start:
        return None
    before, past = tokens[begin - 1], _DONE_TO[tokens[at].low]
    held = teller.mention_at(tokens[begin - 2]) if before.tag == "POS" and begin > 1 else None
    owner = page.entities.get(held.entity) if held is not None else None
    if owner is not None and held is not None:
        first = next(each.index for each in tokens if each.start >= held.start)
        what = f"{owner.phrase} {past} {thing.phrase}"
    elif before.low == "the" and " " not in past:
        first = begin - 1
        what = f"{thing.phrase} was {inflect(lemma_of(past, 'VBD'), 'VBN')}"
    else:
        return None
    span = replace(mention, end=target.end)
    return _proposal(page, sentence, span, date, first, what, owner)


def _concluded(
    page: Page, sentence: Sentence, mention: Mention, date: FoundDate
) -> Proposal | None:
    """Return "the Tarn Treaty was concluded in 1987" for "the Tarn Treaty of 1987"."""
    noun = _noun_before(sentence, mention, frozenset({"of"}))
    if noun < 0 or len(date.edtf) < len("1987") or "/" in date.edtf:
        return None
    held = Teller(page, sentence).mention_at(sentence.tokens[noun])
    named = page.entities.get(held.entity) if held is not None else None
    if held is None or named is None:
        return None
    if not any(each.casefold() in _CONCLUDED for each in named.name.split()):
        return None
    first = next(each.index for each in sentence.tokens if each.start >= held.start)
    name = named.phrase if named.word or named.name.startswith("the ") else f"the {named.name}"
    return _proposal(page, sentence, mention, date, first, f"{name} was concluded", None)


def _proposal(  # noqa: PLR0917 - the parts of one proposal
    page: Page,
    sentence: Sentence,
    mention: Mention,
    date: FoundDate,
    first: int,
    what: str,
    who: Named | None,
) -> Proposal:
    slots: dict[str, object] = {"what": what, "when": date.edtf}
    if date.label:
        slots["when_label"] = date.label
    if who is not None and who.kind in {
        EntityKind.PERSON,
        EntityKind.ORGANISATION,
        EntityKind.COUNTRY,
    }:
        slots["who"] = [who.key]
    start, end = trimmed(page, sentence.tokens[first].start, mention.end)
    when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    return Proposal(
        type="event",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(what)} {when}.",
        confidence=0.75,
    )
