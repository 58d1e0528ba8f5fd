"""Numbers that a noun carries with it: "Halmere, a city of 410,000 people,", "home to 90 birds"."""

from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.measures.measure_words import (
    LENGTHS,
    MONEY,
    dimension_of,
    is_odd,
)
from quizapp.drafting.measures.measures import ADJECTIVES
from quizapp.drafting.measures.measures_voice import voiced
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.voices.vouching import Voice, voice_of

_STOPS: Final = frozenset({",", ";", ".", ":", ")", "(", "–", "—"})  # noqa: RUF001 - dashes as articles write them
_AND: Final = frozenset({"and"})
_WHERE: Final = frozenset({"in", "on", "at", "near"})
_TYING: Final = frozenset({"of", "with"})
_NATURAL: Final = word_set("mountain peak ridge hill summit volcano cliff dune")
_HIGH: Final = _NATURAL | word_set("tower wave mast spire")
_OPEN: Final = word_set("plan hope seek want aim intend try expect propose consider mean need")
"""What a participle may only have in mind: "hoping 300 people would come"."""
_PLURALS: Final = frozenset({"NNS", "NNPS"})
_LONGEST: Final = 12
_HOME: Final = ("home", "to")


def find_carried(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return what a number says of the noun before it, where no clause of its own tells it."""
    teller = Teller(page, sentence)
    for rule in (_sized, _housing, _bracketed, _explaining, _holding):
        found = rule(teller, seen)
        if found is None:
            continue
        clause, owner, told = found
        voice = _voice(teller, clause, seen)
        words = teller.phrase(owner)
        if voice is None or not words or len(words.split()) > _LONGEST:
            return None
        if not _is_certain(teller, owner):
            return None
        what, statement = told(words)
        return voiced(_proposal(teller, (owner.first, seen), what, statement), voice)
    return None


def _is_certain(teller: Teller, owner: Phrase) -> bool:
    """Return whether a thing is named or told apart: not "high", not "dues"."""
    tokens = teller.sentence.tokens
    first, head = tokens[owner.first], tokens[owner.head]
    noun = head.tag[:2] == "NN" or head.tag == "PRP"
    told = first.tag in {"DT", "PRP$", "PRP"} or "NNP" in {first.tag[:3], head.tag[:3]}
    return noun and told


class _Told:
    """Words for the number once its owner has words."""

    def __init__(self, what: str, statement: str) -> None:
        """Take both with a place for the owner."""
        self._what, self._statement = what, statement

    def __call__(self, owner: str) -> tuple[str, str]:
        """Return what is measured, and the statement without its full stop."""
        return self._what.format(owner), self._statement.format(owner)


_Found = tuple[Clause, Phrase, _Told]
"""The clause around, the thing that carries the number, and how it is told."""


def _sized(teller: Teller, seen: Seen) -> _Found | None:
    """Return the memorandum of "Her memorandum, four pages long, argued"."""
    tokens = teller.sentence.tokens
    adjective = tokens[seen.end].low if seen.end < len(tokens) else ""
    if adjective not in ADJECTIVES or not _ends(teller, seen.end + 1, _AND):
        return None
    owner = _before_comma(teller, seen.first)
    if owner is None:
        return None
    clause, thing = owner
    be = _be(teller, clause, thing)
    told = _Told(f"the {ADJECTIVES[adjective]} of {{}}", f"{{}} {be} {_label(seen)} {adjective}")
    return clause, thing, told


def _housing(teller: Teller, seen: Seen) -> _Found | None:
    """Return the island of "the island of Hallay, home to 6,400 people"."""
    words = tuple(each.low for each in teller.sentence.tokens[max(seen.first - 2, 0) : seen.first])
    if words != _HOME or is_odd(seen.unit):
        return None
    owner = _before_comma(teller, seen.first - 2)
    return None if owner is None else (*owner, _having(seen))


def _bracketed(teller: Teller, seen: Seen) -> _Found | None:
    """Return the yard of "the Lindgaard yard (1,900 workers)"."""
    tokens = teller.sentence.tokens
    behind = tokens[seen.end].text if seen.end < len(tokens) else ""
    if seen.first < 1 or tokens[seen.first - 1].text != "(" or behind != ")":
        return None
    if is_odd(seen.unit) or dimension_of(seen.unit) is not None or "degree" in seen.unit:
        return None
    found = _phrase_ending(teller, seen.first - 1)
    return None if found is None else (*found, _having(seen))


def _explaining(teller: Teller, seen: Seen) -> _Found | None:
    """Return Halmere of "Halmere, a city of 410,000 people,"."""
    sentence = teller.sentence
    tokens = sentence.tokens
    clause = next(
        (
            each
            for each in sentence.clauses
            if each.kind is ClauseKind.APPOSITION
            and each.subject is not None
            and each.objects
            and each.objects[0].first < seen.first < each.objects[0].end
        ),
        None,
    )
    if clause is None or clause.subject is None or tokens[seen.first - 1].low not in _TYING:
        return None
    noun = tokens[seen.first - 2]
    plain = tokens[clause.objects[0].first].low in {"a", "an", "the"}
    ends = _ends(teller, seen.end) or tokens[seen.end].low in _WHERE
    if not plain or noun.index != clause.objects[0].head or not ends:
        return None
    told = _of(seen, noun.lemma.casefold(), _past(teller, clause))
    around = _around(sentence, clause)
    return None if told is None or around is None else (around, clause.subject, told)


def _of(seen: Seen, noun: str, past: bool) -> _Told | None:  # noqa: FBT001 - as the tense is passed on
    """Return how a thing with a noun "of" the number is told."""
    dimension = dimension_of(seen.unit)
    if dimension is None:
        return None if is_odd(seen.unit) else _having(seen, past=past)
    if MONEY.search(seen.unit) or seen.unit == "%":
        return None
    if LENGTHS.search(seen.unit) and noun in _HIGH:
        be = "was" if past and noun not in _NATURAL else "is"
        return _Told("the height of {}", f"{{}} {be} {_label(seen)} high")
    verb = dimension.past if past else dimension.present
    return _Told(f"the {dimension.noun} of {{}}", f"{{}} {verb} {_label(seen)}")


def _holding(teller: Teller, seen: Seen) -> _Found | None:
    """Return the collection of "Her collection, comprising 2,300 photographs, passed to"."""
    sentence = teller.sentence
    for clause in sentence.clauses:
        verb, thing = clause.verb, clause.subject
        if clause.kind is not ClauseKind.PARTICIPLE or verb is None or thing is None:
            continue
        opens = any(
            each.first == seen.first or any(first == seen.first for first, _ in each.members)
            for each in (*clause.objects, *_listed_on(sentence, clause))
        )
        if not opens or verb.passive or verb.negated or verb.lemma in _OPEN:
            continue
        around = _around(sentence, clause)
        if around is None or sentence.tokens[verb.head].tag != "VBG" or thing.end > verb.first:
            continue
        if sentence.tokens[clause.first].tag == "IN" or thing.members:
            continue  # "after selling 300 cars", "without using 20 words"
        return _kept(teller, (around, clause, thing), seen)
    return None


def _listed_on(sentence: Sentence, clause: Clause) -> tuple[Phrase, ...]:
    """Return the rest of a list read as an apposition: "comprising 2,300 maps, 9 globes"."""
    return next(
        (
            each.objects
            for each in sentence.clauses
            if each.kind is ClauseKind.APPOSITION
            and each.subject == clause.subject
            and clause.objects
            and clause.end <= each.first <= clause.end + 1
        ),
        (),
    )


def _kept(teller: Teller, case: tuple[Clause, Clause, Phrase], seen: Seen) -> _Found | None:
    """Return "the number of photographs that the collection comprises"."""
    around, clause, thing = case
    verb = clause.verb
    if verb is None:
        return None
    more = _listed_on(teller.sentence, clause)
    listed = bool(more) or any(each.members for each in clause.objects)
    whom = "" if listed else teller.words(verb.end, seen.first)
    if whom is None:
        return None
    tail = "" if listed else teller.words(seen.end, _end_of(teller, clause, seen))
    if tail is None:
        return None
    many = teller.sentence.tokens[thing.head].tag in _PLURALS
    tag = "VBD" if _past(teller, around) else "VBP" if many else "VBZ"
    done = joined([inflect(verb.lemma, tag), verb.particle, whom])
    if MONEY.search(seen.unit):
        what = "the sum that"
    elif is_odd(seen.unit) or dimension_of(seen.unit) is not None:
        return None
    else:
        what = f"the number of {seen.unit} that"
    told = _Told(joined([what, "{}", done, tail]), joined(["{}", done, _label(seen), tail]))
    return around, thing, told


def _end_of(teller: Teller, clause: Clause, seen: Seen) -> int:
    """Return one past the object of a participle that the number opens."""
    tokens = teller.sentence.tokens
    end = clause.end
    return next((k for k in range(seen.end, end) if tokens[k].text in _STOPS), end)


def _having(seen: Seen, *, past: bool = False) -> _Told:
    """Return "Hallay has 6,400 people"."""
    place = "in" if seen.unit in {"people", "inhabitants", "residents"} else "of"
    have = "had" if past else "has"
    return _Told(f"the number of {seen.unit} {place} {{}}", f"{{}} {have} {_label(seen)}")


def _before_comma(teller: Teller, at: int) -> tuple[Clause, Phrase] | None:
    tokens = teller.sentence.tokens
    return _phrase_ending(teller, at - 1) if at > 1 and tokens[at - 1].text == "," else None


def _phrase_ending(teller: Teller, end: int) -> tuple[Clause, Phrase] | None:
    """Return the longest phrase of a thing that ends there, with its clause."""
    sentence = teller.sentence
    found = [
        (clause, each)
        for clause in sentence.clauses
        for each in (clause.subject, *clause.objects, *clause.adverbials)
        if each is not None and each.end == end and not each.members and clause.verb is not None
        if clause.first <= each.first and each.kind is not ChunkKind.DATE
    ]
    if not found:
        return None
    return max(found, key=lambda each: each[1].end - each[1].first)


def _around(sentence: Sentence, clause: Clause) -> Clause | None:
    """Return the clause with a verb that an apposition or a participle hangs in."""
    by_index = {each.index: each for each in sentence.clauses}
    outer = by_index.get(clause.parent)
    while outer is not None and outer.verb is None:
        outer = by_index.get(outer.parent)
    return outer


def _voice(teller: Teller, clause: Clause, seen: Seen) -> Voice | None:
    """Return who vouches for it: what stands before a verb of saying is the article's own."""
    verb = clause.verb
    if verb is None or verb.modal or (verb.negated and seen.first > verb.first):
        return None
    framing = teller.page.framing(teller.sentence, clause)
    says = verb.lemma in REPORTING and not verb.passive and clause.kind is ClauseKind.MAIN
    if framing.status is Status.ATTRIBUTED and says and seen.end <= verb.first:
        return None if clause.first else Voice(Status.STATED)
    if framing.status is Status.STATED and clause.kind is ClauseKind.THAT and not framing.unsure:
        return Voice(Status.STATED)  # "a levy that Halmere, a city of 410,000 people, introduced"
    return voice_of(teller.page, teller.sentence, clause)


def _ends(teller: Teller, at: int, more: frozenset[str] = frozenset()) -> bool:
    tokens = teller.sentence.tokens
    return at >= len(tokens) or tokens[at].text in _STOPS | more


def _past(teller: Teller, clause: Clause) -> bool:
    around = clause if clause.verb is not None else _around(teller.sentence, clause)
    return around is not None and around.verb is not None and around.verb.tense is Tense.PAST


def _be(teller: Teller, clause: Clause, thing: Phrase) -> str:
    many = teller.sentence.tokens[thing.head].tag in _PLURALS
    if _past(teller, clause):
        return "were" if many else "was"
    return "are" if many else "is"


def _label(seen: Seen) -> str:
    return f"{seen.quantity.about} {seen.label}".strip()


def _proposal(teller: Teller, tokens: tuple[int, Seen], what: str, told: str) -> Proposal:
    page, (first, seen) = teller.page, tokens
    return quantity_of(
        seen,
        what,
        trimmed(page, *teller.sentence.span(first, seen.end)),
        passage=page.number,
        statement=f"{capital(told)}.",
        others=(f"{capital(what)} is {_label(seen)}.",),
        confidence=0.65,
    )
