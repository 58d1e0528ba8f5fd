"""Who held which office: titles before names, asides after them, "was", "served as", "chairs"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.document import EntityKind, Status
from quizapp.bank.fact_type import ACTORS, PLACES
from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Tense, Token
from quizapp.drafting.evidence import trimmed
from quizapp.drafting.offices import is_office, one_holder
from quizapp.drafting.proposal import Named, Page, Proposal
from quizapp.drafting.spans import FoundDate, Mention, MentionKind
from quizapp.drafting.telling import Teller, capital, joined
from quizapp.drafting.vouching import is_stated

_VERBS: Final = {
    "chair": "chair", "head": "head", "lead": "leader", "run": "head", "direct": "director",
    "edit": "editor", "found": "founder", "command": "commander", "govern": "governor",
    "own": "owner", "manage": "manager",
}  # fmt: skip
_APPOINTED: Final = frozenset(
    {"appoint", "elect", "name", "make", "crown", "proclaim", "choose", "ordain"}
)
_PAST_WORDS: Final = frozenset({"then", "former", "ex", "once", "formerly", "late"})
_NOW_WORDS: Final = frozenset(
    {"present", "incumbent", "own", "now", "current", "new", "today", "longtime", "newly"}
)


@dataclass(frozen=True, slots=True)
class _Office:
    """What a person is, read from a description.

    Attributes:
        words: the office without article and place.
        of: where it is held, with the preposition in ``link``.
        article: "a", "an", "the" or "".
        past: whether it is said to be over.
    """

    words: str
    of: Named | None
    link: str
    article: str
    past: bool


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the roles that the passage gives to persons."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        found.extend(_titles(page, sentence))
        for clause in sentence.clauses:
            found.extend(_of_clause(page, sentence, clause))
    return tuple(found)


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    teller = Teller(page, sentence)
    if clause.kind is ClauseKind.APPOSITION and clause.objects and clause.subject is not None:
        yield from _apposition(page, teller, clause)
        return
    verb = clause.verb
    if verb is None or clause.subject is None or verb.negated or verb.modal or verb.auxiliary:
        return
    if not is_stated(page, sentence, clause):
        return
    person = teller.entity_of(clause.subject)
    if person is None or person.kind is not EntityKind.PERSON:
        return
    dates = teller.dates(clause)
    date = teller.date_in(dates[0].first, dates[0].end) if len(dates) == 1 else None
    end = dates[0].prep_first if date is not None and dates[0].first > verb.end else clause.end
    first = -1
    if verb.lemma in {"be", "become"} or (verb.passive and verb.lemma in _APPOINTED):
        first = verb.end
    elif verb.lemma in {"serve", "work", "act"}:
        served = [each for each in clause.adverbials if each.prep == "as"]
        first = served[0].first if served else -1
    elif verb.lemma == "join" and clause.objects:
        served = [each for each in clause.adverbials if each.prep == "as"]
        target = teller.entity_of(clause.objects[0])
        if served and target is not None and target.kind in ACTORS:
            joining = _office(teller, served[0].first, _stop(teller, clause, served[0].first, end))
            if joining is not None and joining.of is None:
                yield _proposal(
                    page, teller, person, replace(joining, of=target, article="a"),
                    (clause.subject.first, clause.end), verb="became", date=date, confidence=0.75,
                )  # fmt: skip
        return
    elif verb.lemma in _VERBS and not verb.passive and clause.objects:
        yield from _by_verb(page, teller, clause, person, date)
        return
    if first < 0 or (verb.tense is Tense.NONE and clause.kind is not ClauseKind.PARTICIPLE):
        return
    office = _office(teller, first, _stop(teller, clause, first, end))
    if office is not None:
        present = verb.tense is Tense.PRESENT and not verb.perfect and verb.lemma != "become"
        became = verb.lemma == "become" or verb.passive
        yield _proposal(
            page,
            teller,
            person,
            office,
            (clause.subject.first if clause.subject.first >= 0 else clause.first, clause.end),
            verb="is" if present else ("became" if became else "was"),
            date=date,
            confidence=0.85,
        )


def _stop(teller: Teller, clause: Clause, first: int, end: int) -> int:
    """Return where a description ends: before an aside, a second verb, a mark."""
    inner = [
        each.first
        for each in teller.sentence.clauses
        if first < each.first < end and each.index != clause.index
    ]
    marks = [
        each.index
        for each in teller.sentence.tokens[first:end]
        if each.low in {",", ";", ".", "—", "\u2013", "(", "and"} and each.index > first
    ]
    return min([end, *inner, *marks])


def _by_verb(
    page: Page, teller: Teller, clause: Clause, person: Named, date: FoundDate | None
) -> Iterator[Proposal]:
    verb, target = clause.verb, teller.entity_of(clause.objects[0])
    if (
        verb is None
        or target is None
        or target.kind not in ACTORS | PLACES
        or target.key == person.key
    ):
        return
    if (
        verb.lemma in {"run", "lead", "own", "manage"}
        and target.kind is not EntityKind.ORGANISATION
    ):
        return
    office = _Office(_VERBS[verb.lemma], target, "of", "the", past=False)
    first = clause.subject.first if clause.subject is not None else clause.first
    founder = verb.lemma == "found"
    now = "is" if verb.tense is Tense.PRESENT and not verb.perfect else "was"
    yield _proposal(
        page, teller, person, office, (first, clause.end), verb=now,
        date=None if founder else date, confidence=0.8,
    )  # fmt: skip


def _apposition(page: Page, teller: Teller, clause: Clause) -> Iterator[Proposal]:
    """Yield the role in "Anna Bauer, the mayor of Lindau," and "its mayor, Anna Bauer,"."""
    subject, thing = clause.subject, clause.objects[0]
    if subject is None:
        return
    person, description = teller.entity_of(subject), (thing.first, clause.end)
    direct = (
        person is not None
        and person.kind is EntityKind.PERSON
        and teller.mention_at(teller.sentence.tokens[subject.end - 1]) is not None
    )
    if not direct:
        core = replace(thing, end=max(thing.core_end, thing.first + 1))
        person = teller.entity_of(core)
        description = (subject.first, subject.end)
        if person is None or person.kind is not EntityKind.PERSON:
            return
    first, end = description
    begin = clause.first if direct else first
    office = _office(teller, first, _stop(teller, clause, first, end), before=begin)
    if office is None or person is None:
        return
    span = (
        min(subject.first, thing.first),
        max(subject.end, _stop(teller, clause, thing.first, clause.end)),
    )
    yield _proposal(
        page, teller, person, office, span,
        verb=_tense(teller.sentence, office), confidence=0.85 if direct else 0.8,
    )  # fmt: skip


def _tense(sentence: Sentence, office: _Office) -> str:
    if office.past:
        return "was"
    main = next((each.verb for each in sentence.clauses if each.verb and each.parent < 0), None)
    return "was" if main is not None and main.tense is Tense.PAST else "is"


# -- descriptions --------------------------------------------------------------------------------


def _office(teller: Teller, first: int, end: int, *, before: int = -1) -> _Office | None:
    """Return the office that the tokens describe, None where they describe something else."""
    tokens = teller.sentence.tokens
    while end > first and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    past = False
    start = before if 0 <= before < first else first
    words = list(range(start, end))
    while words and (
        tokens[words[0]].low in _PAST_WORDS | _NOW_WORDS | {"the", "a", "an", "one", "as"}
        or tokens[words[0]].tag.startswith("RB")
    ):
        past |= tokens[words[0]].low in _PAST_WORDS
        words.pop(0)
    articles = {tokens[each].low for each in range(start, words[0] if words else start)}
    article = next((each for each in ("the", "a", "an") if each in articles), "")
    if not words:
        return None
    owner, words, owned, owning = _owner(teller, words)
    if not words or (owned and owner is None and not owning):
        return None
    while words and tokens[words[0]].low in _PAST_WORDS | _NOW_WORDS:
        past |= tokens[words[0]].low in _PAST_WORDS
        words.pop(0)
    for place, at in enumerate(words):
        if " ".join(each.low for each in tokens[at : at + 3]) in {"of the time", "of the day"}:
            words, past = words[:place], True
            break
    head = _head(tokens, words)
    if head < 0:
        return None
    tail = [each for each in words if each > head]
    link, of = "of", owner
    if of is None and tail:
        split = _place_of(teller, tail)
        if split is not None:
            link, of, cut = split
            words = [each for each in words if each < cut]
    text = teller.words(words[0], words[-1] + 1)
    if text is None or len(text.split()) > 9:  # noqa: PLR2004 - longer ones are stories
        return None
    if owned:
        article = "the"
    if owner is not None and owner.kind is EntityKind.PERSON:
        of, text = None, f"{text} of {owner.phrase}"
    if owning and of is None:
        text = f"{text} of {owning}"
    return _Office(text, of, link, article, past)


def _owner(teller: Teller, words: list[int]) -> tuple[Named | None, list[int], bool, str]:
    """Return who "the UWA's chief" or "its chief" belongs to, and the words after it.

    Of an owner without a name the words are given: "the inquiry".
    """
    tokens = teller.sentence.tokens
    if tokens[words[0]].tag == "PRP$":
        key = teller.page.antecedents.get(tokens[words[0]].start, "")
        return (
            teller.page.entities.get(key),
            words[1:],
            True,
            teller.page.standins.get(tokens[words[0]].start, ""),
        )
    for place, at in enumerate(words[:6]):
        if tokens[at].tag == "POS":
            mention = teller.mention_at(tokens[words[max(place - 1, 0)]])
            named = teller.page.entities[mention.entity] if mention else None
            fits = named is not None and named.kind in ACTORS | PLACES | {EntityKind.PERSON}
            said = "" if fits else (teller.words(words[0], at) or "")
            said = f"the {said}" if said and mention is None else said
            return (named if fits else None), words[place + 1 :], True, said
        if tokens[at].tag[:2] not in {"NN", "JJ", "DT"}:
            break
    return None, words, False, ""


def _head(tokens: tuple[Token, ...], words: list[int]) -> int:
    """Return the noun of the office: the last one before "of", "at", "for"..."""
    head = -1
    for at in words:
        if tokens[at].tag in {"IN", "TO", ",", "WDT", "WP", "VBD", "VBZ", "VBG"} and head >= 0:
            break
        if tokens[at].tag.startswith("NN") or tokens[at].low in {
            "head",
            "chief",
            "chair",
            "general",
        }:
            head = at
    if head < 0 or tokens[head].tag in {"NNS", "NNPS"}:
        return -1
    lemma = tokens[head].low
    if is_office(lemma) or (len(words) > 1 and lemma in {"member", "partner", "chief"}):
        return head
    # "Secretary of State", "Chief of Staff" have their noun before "of"; "prime minister" behind.
    return -1


def _place_of(teller: Teller, tail: list[int]) -> tuple[str, Named, int] | None:
    """Return link, entity and first token of "of France", "at the University of Bonn"."""
    tokens = teller.sentence.tokens
    for at in tail:
        if tokens[at].low not in {"of", "at", "for", "in"}:
            continue
        mention = next(
            (
                teller.mention_at(tokens[k])
                for k in (at + 1, at + 2)
                if k <= tail[-1] and teller.mention_at(tokens[k])
            ),
            None,
        )
        if mention is None or mention.end < tokens[tail[-1]].end:
            continue
        named = teller.page.entities[mention.entity]
        if named.kind in ACTORS | PLACES and named.kind is not EntityKind.PERSON:
            return tokens[at].low, named, at
    return None


# -- titles --------------------------------------------------------------------------------------


def _titles(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield the roles of titles right before names: "Ukraine's president Anna Bauer"."""
    teller = Teller(page, sentence)
    for mention in page.mentions:
        if (
            mention.kind is not MentionKind.ENTITY
            or not sentence.start <= mention.start < sentence.end
        ):
            continue
        person = page.entities.get(mention.entity)
        if person is None or person.kind is not EntityKind.PERSON:
            continue
        span = _title_span(teller, mention)
        if span is None:
            continue
        first, end = span
        office = _office(teller, first, end)
        if office is None or (
            end - first == 1
            and sentence.tokens[first].low
            in {
                "king",
                "queen",
                "pope",
                "prince",
                "princess",
                "doctor",
                "professor",
                "captain",
                "general",
            }
        ):
            continue
        last = next((t.index + 1 for t in reversed(sentence.tokens) if t.end <= mention.end), end)
        if (
            not office.article
            and not one_holder(sentence.tokens[end - 1].low)
            and office.of is None
        ):
            office = _Office(office.words, None, "", "a", office.past)
        yield _proposal(
            page,
            teller,
            person,
            office,
            (first, last),
            verb=_tense(sentence, office),
            confidence=0.75,
            titled=True,
        )


def _title_span(teller: Teller, mention: Mention) -> tuple[int, int] | None:
    """Return the tokens of a description that stands right before a name."""
    tokens = teller.sentence.tokens
    end = next((t.index for t in tokens if t.start >= mention.start), -1)
    if end <= 0 or tokens[end - 1].tag[:2] != "NN":
        return None
    first = end
    while first > 0:
        token = tokens[first - 1]
        own = teller.mention_at(token)
        if own is not None and teller.page.entities[own.entity].kind is EntityKind.PERSON:
            break
        if (
            token.tag[:2] in {"NN", "JJ"}
            or token.tag in {"DT", "POS", "PRP$"}
            or token.low in {"of", "for"}
        ):
            first -= 1
            if token.tag in {"DT", "PRP$"}:
                break
            continue
        break
    while first < end and tokens[first].low in {"of", "for"}:
        first += 1
    return (first, end) if first < end else None


# -- the proposal --------------------------------------------------------------------------------


def _proposal(
    page: Page,
    teller: Teller,
    person: Named,
    office: _Office,
    tokens: tuple[int, int],
    *,
    verb: str,
    confidence: float,
    date: FoundDate | None = None,
    titled: bool = False,
) -> Proposal:
    start, end = trimmed(page, *teller.sentence.span(*tokens))
    slots: dict[str, object] = {"person": person.key, "office": office.words}
    if office.of is not None:
        slots["of"] = office.of.key
    when = ""
    if date is not None:
        slots["when"] = date.edtf
        if date.label:
            slots["when_label"] = date.label
        when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    article = office.article
    last = office.words.split(" of ")[0].split()[-1].casefold()
    if not article and titled and not one_holder(last):
        article = "a" if office.of is None else "the"
    if titled and article == "the" and office.of is None and not one_holder(last):
        article = "a"
    if article in {"a", "an"}:
        article = "an" if office.words[:1].casefold() in "aeiou" else "a"
    where = f"{office.link} {office.of.phrase}" if office.of is not None else ""
    once = "once" if office.past and verb == "was" and not when else ""
    statement = (
        joined([capital(person.phrase), verb, once, article, office.words, where, when]) + "."
    )
    return Proposal(
        type="role",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=Status.STATED,
        statement=statement,
        confidence=confidence,
    )
