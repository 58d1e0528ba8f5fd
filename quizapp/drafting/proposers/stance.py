"""What somebody thinks of a thing or wants, in a noun: "demanded an exemption"."""

from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.proposers.claimed import claimed
from quizapp.drafting.shapes.analysis import Clause, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.syntax.subjects import Ground, subject_before
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.actors import speaker_of
from quizapp.drafting.voices.report_subjects import by_grammar

_NEEDED: Final = ("was needed", "were needed")
_WEIGHTY: Final = ("was important", "were important")
_STANCES: Final = {
    "demand": ("argued", _NEEDED),
    "advocate": ("argued", _NEEDED),
    "recommend": ("argued", _NEEDED),
    "urge": ("argued", _NEEDED),
    "regret": ("said", ("was regrettable", "were regrettable")),
    "emphasise": ("argued", _WEIGHTY),
    "emphasize": ("argued", _WEIGHTY),
    "stress": ("argued", _WEIGHTY),
}
"""Verb -> the verb of saying, and what is said of one thing and of several."""
_WITH_FOR: Final = frozenset({"call", "press", "push", "plead", "lobby", "campaign", "argue"})
"""Verbs that take "for" and what is wanted."""
_CALLING: Final = frozenset({"call", "consider", "deem", "label", "brand", "term", "dub", "think"})
_CALLING_AS: Final = frozenset(
    {"describe", "see", "regard", "view", "portray", "denounce", "dismiss", "condemn", "praise"}
    | {"reject", "attack", "criticise", "criticize", "oppose"}
    | {"hail", "characterise", "characterize", "position", "perceive", "decry", "deride", "treat"}
)
_STOPS: Final = frozenset({",", ";", ":", ".", "–", "—", "(", "!", "?"})  # noqa: RUF001 - dashes of print
_NARRATED: Final = frozenset({Status.STATED, Status.ARTICLE_VIEW})
"""A word of judgement in somebody's mouth makes the clause look like the article's view."""
_SHORTEST: Final = 2
_LONGEST: Final = 22


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a claim for each stance that somebody with a name takes."""
    found = [
        _stance(page, sentence, clause)
        for sentence in page.sentences
        for clause in sentence.clauses
        if clause.verb is not None and clause.verb.happened and not clause.verb.passive
    ]
    return tuple(each for each in found if each is not None)


def _stance(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    verb = clause.verb
    if verb is None or page.framing(sentence, clause).status not in _NARRATED:
        return None
    if _quoted(page, *sentence.span(clause.first, clause.end)):
        return None
    made = _called(page, sentence, clause) or _wanted(page, sentence, clause)
    named = _speaker(page, sentence, clause) if made is not None else None
    if made is None or named is None:
        return None
    said, *points = made
    return claimed(page, named, said, points, sentence.span(clause.first, clause.end))


def _quoted(page: Page, start: int, end: int) -> bool:
    return any(
        each.quote is not None and each.start < end and start < each.end for each in page.mentions
    )


def _speaker(page: Page, sentence: Sentence, clause: Clause) -> Named | None:
    names = tuple(
        each
        for each in page.mentions
        if each.kind is MentionKind.ENTITY and sentence.start <= each.start < sentence.end
    )
    kinds = {key: each.kind for key, each in page.entities.items()}
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or subject.members:
        return None
    ground = Ground(sentence, names, kinds, page.antecedents)
    found = by_grammar(ground, verb.head, subject_before(ground, verb.first))
    if found is not None and found.key:
        return page.entities.get(found.key)
    return speaker_of(Teller(page, sentence), clause)


def _wanted(page: Page, sentence: Sentence, clause: Clause) -> tuple[str, ...] | None:
    """Return the verb of saying, and that the thing wanted or opposed is needed or wrong."""
    verb = clause.verb
    if verb is None:
        return None
    if verb.lemma in _WITH_FOR:
        first = next((each for each in clause.adverbials if each.prep_first >= verb.end), None)
        if first is None or first.prep != "for" or first.prep_first != verb.end:
            return None
        said, ends = "argued", _NEEDED
        thing = first
    elif verb.lemma in _STANCES and len(clause.objects) == 1:
        said, ends = _STANCES[verb.lemma]
        thing = clause.objects[0]
    else:
        return None
    if thing.first < verb.end or sentence.tokens[thing.head].tag not in {"NN", "NNS"}:
        return None
    if any(each.parent == clause.index and not each.aside for each in sentence.clauses):
        return None
    words = _words(page, sentence, clause, thing)
    several = bool(thing.members) or sentence.tokens[thing.head].tag == "NNS"
    # With a comma in it, where the thing ends is not told.
    return (said, f"{words} {ends[several]}") if words and "," not in words else None


def _end(sentence: Sentence, clause: Clause, thing: Phrase) -> int:
    end = thing.end
    while end < clause.end and sentence.tokens[end].text not in _STOPS:
        end += 1
    return end


def _words(page: Page, sentence: Sentence, clause: Clause, thing: Phrase) -> str:
    """Return a thing with what follows it: "an exemption for night workers"."""
    words = Teller(page, sentence).words(thing.first, _end(sentence, clause, thing))
    return words if words and _SHORTEST <= len(words.split()) <= _LONGEST else ""


def _called(page: Page, sentence: Sentence, clause: Clause) -> tuple[str, ...] | None:
    """Return the verb of saying, and that a thing is what somebody calls it."""
    verb = clause.verb
    if verb is None or not clause.objects or clause.objects[0].first < verb.end:
        return None
    thing = clause.objects[0]
    if verb.lemma in _CALLING and len(clause.objects) > 1:
        name = clause.objects[1]
        if name.first != thing.end:
            return None
    elif verb.lemma in _CALLING_AS:
        behind = [each for each in clause.adverbials if each.prep == "as"]
        if len(behind) != 1 or behind[0].prep_first != thing.end:
            return None
        name = behind[0]
    else:
        return None
    teller = Teller(page, sentence)
    about = teller.words(thing.first, thing.end)
    what = teller.words(name.first, _end(sentence, clause, name))
    if not about or not what or thing.members:
        return None
    were = "were" if sentence.tokens[thing.head].tag in {"NNS", "NNPS"} else "was"
    said = "believed" if verb.lemma in {"see", "regard", "view", "consider", "think"} else "said"
    less = teller.words(name.first, name.end)
    return said, f"{about} {were} {what}", f"{about} {were} {less or what}"
