"""A clause put into words of its own: names for pronouns, asides left out, date and place apart."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.clause_ends import (
    ends_left_out,
    ends_within,
    goes_on_behind,
    spans_to_nothing,
)
from quizapp.drafting.telling.cores import core_subject, loose_phrases, tells_which
from quizapp.drafting.telling.dates_within import date_before, nested_date
from quizapp.drafting.telling.hanging import hanging_ends
from quizapp.drafting.telling.leads import lead_of
from quizapp.drafting.telling.phrasing import FILLERS, Teller
from quizapp.drafting.telling.places import place_of
from quizapp.drafting.telling.spacing import capital, joined, small
from quizapp.drafting.telling.told_of import told_of
from quizapp.drafting.telling.voice_turned import turned_voice

_OPENING: Final = re.compile(r"^(?:Between|From|Since|During|Over|In|On)\b")
"""Words with which a label begins that opened its sentence."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A clause in words of its own.

    Attributes:
        subject: as a sentence has it inside: "the Soviet Union".
        predicate: from the verb on, without date and place.
        lead: phrases that stood before the subject ("under the treaty"), or "".
        opens: the lead stays before the subject: at the end it would belong to an inner clause.
        verb: the verb group's words as they stand in the predicate.
        date: the one date of the clause.
        place: the entity where it happened, with the preposition in ``place_prep``.
        actor: key of the entity that is the subject, or "".
        after: what is told where this one does not do, or None.
        turned: subject and predicate with the voice turned, or None.
        shorts: predicates without the phrases at its end that it can do without, longest first.
        core: the subject without what hangs on its noun, or "".
    """

    clause: Clause
    subject: str
    predicate: str
    lead: str
    verb: str
    date: FoundDate | None
    place: Named | None
    place_prep: str
    actor: str
    shorts: tuple[str, ...] = ()
    core: str = ""
    turned: tuple[str, str] | None = None
    after: "Telling | None" = None
    opens: bool = False

    @property
    def clause_text(self) -> str:
        """Return the clause without date and place."""
        if self.lead and self.opens:
            return f"{self.lead}, {self.subject} {self.predicate}"
        tail = f" {self.lead}" if self.lead else ""
        return f"{self.subject} {self.predicate}{tail}"

    def shorter(self) -> "Telling | None":
        """Return it in the passive voice, else without a dispensable phrase, or None."""
        if self.turned is not None:
            subject, predicate = self.turned
            passive = replace(self, subject=subject, predicate=predicate, turned=None, actor="")
            return passive.but(self)
        if self.after is not None:
            return self.after
        if self.shorts:
            return replace(self, predicate=self.shorts[0], shorts=self.shorts[1:])
        if self.lead:
            return replace(self, lead="")
        return replace(self, subject=self.core, core="") if self.core else None

    def but(self, active: "Telling") -> "Telling":
        """Return it, with the shorter active one to follow."""
        return replace(self, lead="", shorts=(), after=replace(active, turned=None).shorter())

    @property
    def when_text(self) -> str:
        """Return the date as it stands in a sentence: "in 1991", or ""."""
        if self.date is None:
            return ""
        words = edtf.adverbial(self.date.edtf, self.date.label or edtf.label(self.date.edtf))
        return _OPENING.sub(lambda found: found[0].lower(), words)

    @property
    def place_text(self) -> str:
        """Return the place as it stands in a sentence: "in Paris", or ""."""
        return f"{self.place_prep} {self.place.phrase}" if self.place else ""


def tell(
    page: Page,
    sentence: Sentence,
    clause: Clause,
    swaps: Mapping[int, tuple[int, str]] | None = None,
) -> Telling | None:
    """Return a clause in words of its own; None where it does not stand alone."""
    teller = Teller(page, sentence, swaps)
    verb = clause.verb
    if verb is None or clause.subject is None or _of_other_noun(sentence, clause):
        return None
    cut = teller.asides(clause)
    # Whose word it is stands before the statement, not in it.
    cut.extend((a.prep_first, a.end) for a in clause.adverbials if a.prep == "according to")
    outer = told_of(sentence, clause)
    date, until = _date_of(teller, clause, cut)
    subject = _subject(teller, outer, cut) if outer is clause else teller.subject_words(outer)
    if not subject or _LATER.search(subject):
        return None
    place = _place_apart(teller, clause, cut)
    if place is not None:
        cut.append((place.prep_first, place.end))
    rest = _rest(teller, clause, cut)
    if rest is None:
        return None
    verb_text = teller.verb_words(verb)
    if subject.endswith(" not") and _ONLY.match(verb_text):
        # Half of "not only A but B", where the other half is a clause of its own.
        subject, verb_text = subject.removesuffix(" not"), _ONLY.sub("", verb_text)
    if until:
        verb_text = _affirmed(verb_text)
        date = replace(date, lead="in") if date is not None else None
    lead = lead_of(teller, clause, cut)
    named = teller.entity_of(outer.subject)
    person = named is not None and named.kind is EntityKind.PERSON
    if named is not None and (clause.marker, person) in {("who", False), ("which", True)}:
        return None
    return Telling(
        clause=clause,
        subject=subject,
        predicate=joined([verb_text, rest]),
        lead=lead,
        verb=verb_text,
        date=date,
        place=teller.entity_of(place) if place else None,
        place_prep=place.prep if place else "",
        actor=named.key if named else "",
        shorts=tuple(joined([verb_text, each]) for each in _shorts(teller, clause, cut)),
        core=core_subject(teller, clause) if outer is clause else "",
        turned=turned_voice(teller, clause, cut, subject),
        opens=bool(lead) and ends_within(teller.sentence, clause),
    )


def _rest(teller: Teller, clause: Clause, cut: list[tuple[int, int]]) -> str | None:
    """Return what follows the verb, with the object before a relative clause; None without words.

    Args:
        cut: runs of tokens that are left out, to which others are added.
    """
    rest = teller.rest(clause, without=cut)
    if rest is None:
        ends = ends_left_out(teller.sentence, clause) or hanging_ends(teller, clause)
        rest = teller.rest(clause, without=[*cut, *ends]) if ends else None
        cut.extend(ends)
    if rest is None:
        loose = loose_phrases(teller, clause)
        rest = teller.rest(clause, without=[*cut, *loose]) if loose else None
        cut.extend(loose)
    missing = _missing(teller, clause) if rest is not None else None
    if rest is None or missing is None:
        return None
    rest = joined([missing, _BESIDE.sub("", rest)])
    return None if spans_to_nothing(teller.sentence, clause, rest) else rest


def _of_other_noun(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a relative clause speaks of a noun before that of its subject.

    In "a museum with 6,000 exhibits, which opened its doors in 1990" no exhibits open.
    """
    subject = clause.subject
    if clause.kind is not ClauseKind.RELATIVE or subject is None or subject.end > clause.first:
        return False
    inside = sentence.tokens[clause.first : clause.end]
    plural = sentence.tokens[subject.head].tag in {"NNS", "NNPS"}
    hangs = subject.first > 0 and sentence.tokens[subject.first - 1].tag == "IN"
    return plural and hangs and any(each.low == "its" for each in inside)


def _date_of(
    teller: Teller, clause: Clause, cut: list[tuple[int, int]]
) -> tuple[FoundDate | None, bool]:
    """Return the date of a clause, which is cut out of it, and whether "not until" is before it."""
    verb = clause.verb
    dates = teller.dates(clause)
    if not dates:
        nested = nested_date(teller, clause)
        if nested is not None:
            cut.append(nested[1])
        return date_before(teller, clause) or (nested[0] if nested else None), False
    date = teller.date_in(dates[0].first, dates[0].end) if len(dates) == 1 else None
    if date is None or (_spends(clause) and dates[0].first == dates[0].prep_first):
        return None, False
    until = verb is not None and verb.negated and date.lead in {"until", "till"}
    if not is_exact(date) and not until:
        return None, False
    if _ends_with(teller, clause, dates[0]) or (
        date.lead == "since" and not date.edtf.endswith("/..")
    ):
        return None, False
    cut.append((dates[0].prep_first, dates[0].end))
    return date, until


def _ends_with(teller: Teller, clause: Clause, date: Phrase) -> bool:
    """Return whether a date is that of an end: "belonged to the club until his death in 1955"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or date.prep_first < verb.end or tokens[date.above].tag[:2] != "NN":
        return False
    for token in reversed(tokens[verb.end : date.prep_first]):
        if token.low in {"until", "till", "before"}:
            return True
        if token.text == ",":
            return False
    return False


def _spends(clause: Clause) -> bool:
    """Return whether a clause has a time for its object: "spent the summer of 1864"."""
    return clause.verb is not None and clause.verb.lemma in {"spend", "pass"} and not clause.objects


_LATER: Final = re.compile(
    r", (?:an?|one|two|three|some|many) (?:year|month|week|day|decade|hour|moment)s?$"
)
"""A subject that took in "a year later", of which the last word was left out."""


_ONLY: Final = re.compile(r"(?:only|just|merely) ")
_BESIDE: Final = re.compile(
    r"(?:, (?:as )?compared (?:with|to)|, (?:but|yet|whereas|although)(?! (?:also|not|rather)\b)"
    r"| [-\u2013\u2014]) .*$"
)
"""What is set beside a clause: another thing, a contrast, words behind a dash."""


def _affirmed(words: str) -> str:
    """Return "was admitted" for "was not admitted", and "joined" for "did not join"."""
    first, _, rest = words.partition(" not ")
    if first == "did" and rest:
        verb, _, more = rest.partition(" ")
        return joined([inflect(verb, "VBD"), more])
    return f"{first} {rest}".strip()


def _missing(teller: Teller, clause: Clause) -> str | None:
    """Return the object that stands before its relative clause; None where it has no words."""
    thing = clause.objects[0] if clause.objects else None
    if clause.kind is not ClauseKind.RELATIVE or thing is None or thing.first >= clause.first:
        return ""
    return teller.phrase(thing)


_DISTANT: Final = re.compile(r"^[\w,. -]*\d[\d,.]* (?:kilo)?(?:metres|miles|feet|yards|paces)$")
"""What says nothing without the phrase behind it: "found 40 metres" "below the surface"."""
_NEEDED: Final = frozenset({"of", "to", "into", "as", "from", "than"})


def _shorts(teller: Teller, clause: Clause, cut: list[tuple[int, int]]) -> Iterator[str]:
    """Yield what follows the verb without its last phrases, as long as it stays whole."""
    verb = clause.verb
    taken = {at for begin, stop in cut for at in range(begin, stop)}
    behind = [
        each
        for each in clause.adverbials
        if verb is not None
        and each.prep
        and each.prep_first >= verb.end
        and each.prep_first not in taken
    ]
    needed: list[Phrase] = []
    for place, each in reversed(list(enumerate(behind))):
        enough = bool(clause.objects) or place > 0 or (verb is not None and verb.passive)
        if verb is None or not enough or each.prep in _NEEDED or each.kind is ChunkKind.DATE:
            return
        needed.extend([each] if tells_which(teller, each) else [])
        parted = any(one.above < each.prep_first for one in needed)
        if parted or goes_on_behind(teller.sentence, clause, each):
            continue
        words = teller.words(verb.end, each.prep_first, without=cut)
        if words is None or _DISTANT.search(words):
            return
        yield words


def _subject(teller: Teller, clause: Clause, cut: list[tuple[int, int]]) -> str | None:
    phrase = clause.subject
    if phrase is None:
        return None
    verb = clause.verb
    end = phrase.end
    if verb is not None and clause.kind is not ClauseKind.RELATIVE and phrase.first >= clause.first:
        # What hangs on the subject ("the bank in Paris", "the law that banned bags") belongs to it.
        after = [each for each in clause.adverbials if phrase.end <= each.prep_first < verb.first]
        if any(each.kind is ChunkKind.DATE for each in after):
            cut = [
                *cut,
                *((each.prep_first, each.end) for each in after if each.kind is ChunkKind.DATE),
            ]
        end = max(verb.first, phrase.end) if phrase.end <= verb.first else phrase.end
        tokens = teller.sentence.tokens
        if phrase.end + 1 < end and tokens[phrase.end].text == "," == tokens[end - 1].text:
            # "A second phase, with 80 sites, is to start": what stands between commas can go.
            beside = [each for each in after if each.prep_first == phrase.end + 1]
            end = phrase.end if beside and beside[0].prep in {"with", "without"} else end
    named = teller.entity_of(phrase)
    if named is not None and (end == phrase.end or _only_cut(phrase.end, end, cut, teller)):
        return named.phrase
    if named is not None and teller.presented(phrase):
        return named.phrase
    described = teller.described(phrase)
    if described and (end == phrase.end or _only_cut(phrase.end, end, cut, teller)):
        return described
    return teller.words(phrase.first, end, without=cut)


def _only_cut(first: int, end: int, cut: list[tuple[int, int]], teller: Teller) -> bool:
    skipped = {at for begin, stop in cut for at in range(begin, stop)}
    return all(
        at in skipped or teller.sentence.tokens[at].low in {",", *FILLERS}
        for at in range(first, end)
    )


def _place_apart(teller: Teller, clause: Clause, cut: list[tuple[int, int]]) -> Phrase | None:
    """Return the place of a clause, where the end of the statement can take it.

    Behind what stood before the subject it would be the place of that.
    """
    place, verb = place_of(teller, clause), clause.verb
    behind = place is not None and verb is not None and place.prep_first >= verb.end
    if place is not None and not behind and ends_within(teller.sentence, clause):
        return None  # "In Norland he drew a map that has a river": at the end it is the river's
    lead = lead_of(teller, clause, cut) if behind else ""
    return None if lead and not lead.startswith("of ") else place


__all__ = ["Teller", "Telling", "capital", "joined", "small", "tell", "told_of"]
