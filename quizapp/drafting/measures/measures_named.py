"""Measures that a phrase names: "its budget of 4 million", "nine days to reach", "19 of the 48"."""

from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MEASURES, MONEY, TIME, is_odd
from quizapp.drafting.measures.measures import ADJECTIVES
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.telling.telling import tell
from quizapp.drafting.voices.vouching import is_stated

_LESS: Final = word_set(
    "fewer less more higher lower larger smaller longer shorter faster slower heavier lighter"
    " cheaper dearer warmer colder"
)
_LONGEST: Final = 16


def find_named(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the measure that the words right around the number name."""
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        if not is_stated(page, sentence, clause) or clause.verb is None:
            continue
        for rule in (_owned, _with, _trailing, _set_off, _took, _compared):
            found = rule(teller, clause, seen)
            if found is not None:
                return found
    return None


def _noun_of(teller: Teller, seen: Seen) -> int:
    """Return the token of the noun in "a budget of 4 million pounds", or -1."""
    tokens = teller.sentence.tokens
    at = seen.first - 2
    if at < 1 or tokens[seen.first - 1].low != "of" or not tokens[at].tag.startswith("NN"):
        return -1
    money = MONEY.search(seen.unit) is not None
    return at if tokens[at].lemma in MEASURES or money else -1


def _owned(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the budget in "its budget of 4 million pounds comes from the state"."""
    tokens, subject, verb = teller.sentence.tokens, clause.subject, clause.verb
    noun = _noun_of(teller, seen)
    if noun < 0 or subject is None or verb is None or not subject.first < noun < verb.first:
        return None
    if tokens[subject.first].low == "whose":
        owner = _before(teller, clause)
        named = joined(["the", teller.words(subject.first + 1, noun + 1) or ""])
        named = f"{named} of {owner}" if owner else ""
    else:
        held = any(each.tag in {"PRP$", "POS"} for each in tokens[subject.first : noun])
        named = (teller.words(subject.first, noun + 1) or "") if held else ""
    if not named or len(named.split()) > _LONGEST:
        return None
    told = f"{named} {_be(clause)} {_label(seen)}"
    return _made(teller, (subject.first, seen.end), seen, named, told)


def _before(teller: Teller, clause: Clause) -> str:
    """Return the name that a relative clause hangs on."""
    at = clause.first - 1
    while at > 0 and teller.sentence.tokens[at].text in {",", "(", "—"}:
        at -= 1
    mention = teller.mention_at(teller.sentence.tokens[at])
    return teller.page.entities[mention.entity].phrase if mention is not None else ""


def _with(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the staff in "With a staff of 23, the museum is small"."""
    tokens, subject = teller.sentence.tokens, clause.subject
    noun = _noun_of(teller, seen)
    if (
        noun < 0
        or subject is None
        or clause.kind is not ClauseKind.MAIN
        or seen.end > subject.first
    ):
        return None
    if tokens[clause.first].low != "with" or tokens[subject.first - 1].text != ",":
        return None
    first = noun
    while first > 0 and tokens[first - 1].tag[:2] in {"JJ", "NN"}:
        first -= 1
    owner = teller.phrase(subject)
    if not owner or tokens[first - 1].low not in {"a", "an"}:
        return None
    named = teller.sentence.words(first, noun + 1)
    has = "had" if clause.verb is not None and clause.verb.tense is Tense.PAST else "has"
    told = f"{owner} {has} {tokens[first - 1].low} {named} of {_label(seen)}"
    return _made(teller, (clause.first, subject.end), seen, f"the {named} of {owner}", told)


def _trailing(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the elevation in "Lindau is the highest town, at an elevation of 1,023 metres"."""
    tokens, verb, noun = teller.sentence.tokens, clause.verb, _noun_of(teller, seen)
    main = clause.kind is ClauseKind.MAIN and verb is not None and verb.lemma == "be"
    if noun < 0 or not main or verb is None or verb.negated or clause.subject is None:
        return None
    first = noun
    while first > 0 and tokens[first - 1].tag[:2] in {"JJ", "NN"}:
        first -= 1
    opens = [each.low for each in tokens[max(0, first - 3) : first]]
    if opens not in ([",", at, a] for at in ("at", "with") for a in ("a", "an")):
        return None
    owner = teller.phrase(clause.subject)
    if not owner or not verb.end <= first < clause.end:
        return None
    named = teller.sentence.words(first, noun + 1)
    has = "had" if verb.tense is Tense.PAST else "has"
    told = f"{owner} {has} {opens[-1]} {named} of {_label(seen)}"
    return _made(teller, (clause.first, seen.end), seen, f"the {named} of {owner}", told)


def _set_off(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the height in "the tower, 324 metres tall, was finished"."""
    tokens, subject = teller.sentence.tokens, clause.subject
    word = tokens[seen.end].low if seen.end < len(tokens) else ""
    if subject is None or word not in ADJECTIVES or clause.kind is not ClauseKind.MAIN:
        return None
    if subject.end != seen.first - 1 or tokens[seen.first - 1].text != ",":
        return None
    owner = teller.phrase(subject)
    if not owner:
        return None
    told = f"{owner} {_be(clause)} {_label(seen)} {word}"
    what = f"the {ADJECTIVES[word]} of {owner}"
    return _made(teller, (subject.first, seen.end + 1), seen, what, told)


def _took(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the time in "it took the crew nine days to reach the pole"."""
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None or verb.lemma != "take" or verb.negated or verb.modal or subject is None:
        return None
    to = seen.end < len(tokens) and tokens[seen.end].tag == "TO"
    if tokens[subject.first].low != "it" or not to or not TIME.search(seen.unit):
        return None
    end = next(
        (k for k in range(seen.end, len(tokens)) if tokens[k].text in {",", ";", ".", ":"}),
        len(tokens),
    )
    deed = teller.words(seen.end, end)
    who = _taker(teller, clause, seen)
    if not deed or len(deed.split()) > _LONGEST:
        return None
    if who:
        told, what = f"{who} needed {_label(seen)} {deed}", f"the time that {who} needed {deed}"
    else:
        told, what = f"{_label(seen)} were needed {deed}", f"the time that was needed {deed}"
    average = "average of" in teller.sentence.words(verb.end, seen.first).casefold()
    if average:
        told, what = f"{told} on average", f"{what} on average"
    return _made(teller, (clause.first, end), seen, what, told)


def _taker(teller: Teller, clause: Clause, seen: Seen) -> str:
    thing: Phrase | None = next(iter(clause.objects), None)
    if thing is None or thing.end > seen.first or thing.first <= seen.first < thing.end:
        return ""
    return teller.phrase(thing) or ""


def _compared(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return "38 per cent fewer beetles than traps in the meadow", "three times as much as"."""
    tokens, verb = teller.sentence.tokens, clause.verb
    word = tokens[seen.end].low if seen.end < len(tokens) else ""
    more_so = word in _LESS or (seen.end < len(tokens) and tokens[seen.end].tag in {"JJR", "RBR"})
    times = seen.unit == "times" and (word == "as" or more_so)
    if verb is None or seen.first < verb.end or not (times or (is_odd(seen.unit) and more_so)):
        return None
    mark = "as" if word == "as" else "than"
    end = next(
        (k for k in range(seen.end, clause.end) if tokens[k].text in {",", ";", ".", ":", "—"}),
        clause.end,
    )
    middle = next((k for k in range(seen.end + 1, end) if tokens[k].low == mark), -1)
    telling = tell(teller.page, teller.sentence, clause)
    if middle < 0 or telling is None or verb.negated or verb.modal or verb.auxiliary:
        return None
    more, than = teller.words(seen.end, middle), teller.words(middle + 1, end)
    between = teller.words(verb.end, seen.first)
    if not more or not than or between is None or len(than.split()) > _LONGEST:
        return None
    about = seen.quantity.about
    between = between.removesuffix(about).strip() if about else between
    done = joined([telling.subject, telling.verb, between])
    told = f"compared with {than}, {done} {_label(seen)} {more}"
    if times:
        return _made(
            teller,
            (clause.first, end),
            seen,
            f"how many times {more} {mark} {than} {done}",
            f"{done} {_label(seen)} {more} {mark} {than}",
        )
    if seen.unit == "%":
        what = f"the share by which {done} {more} than {than}"
        return _made(teller, (clause.first, end), seen, what, told)
    what = f"how much {more} than {than} {done}"
    told = f"{done} {_label(seen)} {more} than {than}"
    plain = word not in {"more", "less"}
    return _made(teller, (clause.first, end), seen, what, told) if plain else None


def _label(seen: Seen) -> str:
    return f"{seen.quantity.about} {seen.label}" if seen.quantity.about else seen.label


def _be(clause: Clause) -> str:
    past = clause.verb is not None and clause.verb.tense is Tense.PAST
    return "was" if past else "is"


def _made(teller: Teller, tokens: tuple[int, int], seen: Seen, what: str, told: str) -> Proposal:
    page = teller.page
    start, end = trimmed(page, *teller.sentence.span(*tokens))
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(told)}.",
        others=(f"{capital(_label(seen))} is {what}.",) if what.startswith("how ") else (),
        confidence=0.75 if is_odd(seen.unit) else 0.7,
    )
