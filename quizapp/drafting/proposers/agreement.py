"""Treaties, acts and accords: when they were concluded, by whom, and what was given and got."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.events.happenings import happened
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.telling import Teller, capital, joined, tell
from quizapp.drafting.voices.vouching import is_stated

_CONCLUDED: Final = word_set("sign conclude ratify adopt agree negotiate approve pass")
_GAVE: Final = word_set("give cede surrender hand pay transfer grant renounce relinquish return")
_GOT: Final = word_set("receive get gain obtain acquire win keep secure")
_PLEDGED: Final = word_set("pledge promise undertake agree commit vow")
_STATES: Final = word_set(
    "be have seem remain include contain mean know become say tell state provide stipulate last end"
)
"""Verbs behind "under the treaty" that pledge nothing."""
_UNDER: Final = frozenset({"under", "in", "by"})


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return what clauses tell of agreements."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            if not happened(sentence, clause) or not is_stated(page, sentence, clause):
                continue
            candidates = (_concluded(page, sentence, clause), _terms(page, sentence, clause))
            found.extend(each for each in candidates if each is not None)
    return tuple(found)


def _agreement(named: Named | None) -> Named | None:
    return named if named is not None and named.kind is EntityKind.AGREEMENT else None


def _actors(teller: Teller, phrase: Phrase | None) -> list[Named]:
    if phrase is None:
        return []
    spans = phrase.members or ((phrase.first, phrase.end),)
    found = []
    for first, end in spans:
        named = teller.entity_of(Phrase(first, end, end - 1, phrase.kind, core_end=end))
        if named is None or named.kind not in ACTORS:
            return []
        found.append(named)
    return found


def _concluded(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return "the treaty was signed by A and B in 1850" and "A and B signed the treaty"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or verb.lemma not in _CONCLUDED:
        return None
    if verb.passive:
        name = _agreement(teller.entity_of(clause.subject))
        by = [each for each in clause.adverbials if each.prep in {"by", "between"}]
        parties = _actors(teller, by[0]) if by else []
    else:
        name = next(
            (one for each in clause.objects if (one := _agreement(teller.entity_of(each)))), None
        )
        parties = _actors(teller, clause.subject)
    if name is None:
        return None
    date = _date(teller, clause)
    if date is None and len(parties) < 2:  # noqa: PLR2004 - nothing to ask
        return None
    telling = tell(page, sentence, clause)
    slots: dict[str, object] = {"name": name.key}
    when = ""
    if date is not None:
        slots["when"] = date.edtf
        if date.label:
            slots["when_label"] = date.label
        when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    if len(parties) > 1:
        slots["parties"] = [each.key for each in parties]
    names = [each.phrase for each in parties]
    who = (
        f"by {', '.join(names[:-1])} and {names[-1]}"
        if len(names) > 1
        else (f"by {names[0]}" if names else "")
    )
    place = telling.place_text if telling else ""
    past = (
        "signed"
        if verb.lemma == "sign"
        else {"agree": "agreed", "pass": "passed"}.get(verb.lemma, f"{verb.lemma.rstrip('e')}ed")
    )
    if verb.lemma == "ratify":
        past = "ratified"
    statement = joined([capital(name.phrase), "was", past, when, who, place]) + "."
    other = (
        joined([f"{capital(when)}," if when else "", name.phrase, "was", past, place, who]) + "."
    )
    return Proposal(
        type="agreement",
        passage=page.number,
        slots=slots,
        start=clause_span(page, sentence, clause)[0],
        end=clause_span(page, sentence, clause)[1],
        status=Status.STATED,
        statement=statement,
        others=(capital(other),),
        confidence=0.85,
    )


def _date(teller: Teller, clause: Clause) -> FoundDate | None:
    dates = teller.dates(clause)
    date = teller.date_in(dates[0].first, dates[0].end) if len(dates) == 1 else None
    return date if date is not None and is_exact(date) else None


def _terms(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return what was given, got or pledged "under the treaty"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or verb.passive or clause.subject is None:
        return None
    held = next(_held(teller, clause), None)
    giver = _actors(teller, clause.subject)
    if held is None:
        return None
    name, phrase = held
    cut = [*teller.asides(clause), (phrase.prep_first, phrase.end)]
    told = teller.rest(clause, without=cut)
    subject = teller.phrase(clause.subject)
    if told is None or subject is None or not told:
        return None
    slots: dict[str, object] = {"name": name.key}
    done = joined([subject, teller.verb_words(verb), told])
    if verb.lemma in _GAVE | _GOT and len(giver) == 1:
        slots["giver"] = giver[0].key
        slots["gave" if verb.lemma in _GAVE else "got"] = told.removeprefix("up ")
    elif verb.lemma in _PLEDGED or sentence.tokens[verb.first].lemma in _PLEDGED:
        slots["pledge"] = told
    elif verb.lemma not in _STATES and clause.kind is ClauseKind.MAIN and clause.objects:
        # What a treaty has somebody do is what was pledged in it.
        slots["pledge"] = joined(["to", verb.lemma, verb.particle, told])
        done = joined([subject, "were" if _many(sentence, clause) else "was", str(slots["pledge"])])
    else:
        return None
    date = teller.date_in(phrase.core_end, phrase.end) if phrase.core_end < phrase.end else None
    of = ""
    if date is not None and is_exact(date) and "/" not in date.edtf:
        slots["when"] = date.edtf
        of = f" of {date.label or edtf.label(date.edtf)}"
    span = clause_span(page, sentence, clause)
    return Proposal(
        type="agreement",
        passage=page.number,
        slots=slots,
        start=span[0],
        end=span[1],
        status=Status.STATED,
        statement=f"{capital(done)} under {name.phrase}{of}.",
        others=(f"Under {name.phrase}{of}, {done}.",),
        confidence=0.75,
    )


def _many(sentence: Sentence, clause: Clause) -> bool:
    subject = clause.subject
    if subject is None:
        return False
    return bool(subject.members) or sentence.tokens[subject.head].tag in {"NNS", "NNPS"}


def _held(teller: Teller, clause: Clause) -> Iterator[tuple[Named, Phrase]]:
    """Yield the agreements under which a clause tells something, with their phrases."""
    for each in clause.adverbials:
        core = replace(each, end=each.core_end) if each.core_end > each.first else each
        name = _agreement(teller.entity_of(each) or teller.entity_of(core))
        if name is not None and each.prep in _UNDER:
            yield name, each
