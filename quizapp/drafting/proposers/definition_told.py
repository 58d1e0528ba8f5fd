"""A definition in words of its own: which way round it is said, and what can go of the meaning."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.explaining.lists import find_runs
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.words import inflect, lemma_of
from quizapp.drafting.proposers.said_words import names_in
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.telling import plain
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.rephrase import own_words, second_verb
from quizapp.drafting.telling.telling import Teller, capital

_IN_WHICH: Final = re.compile(r" in which ")
_BY_WHICH: Final = re.compile(r" (?:by|under|through|with) which ")
_AND_MORE: Final = re.compile(r"([a-z]+) and ([a-z]+s)((?: [a-z]+)?)")
_MOVES: Final = re.compile(r" (?:that|which) ([a-z]+s) (?!is |are |was |were )")
_LINKING: Final = re.compile(
    r" (?:who|that|which) (?:(?:is|are)|(?:was|were)(?= [a-z]+(?:ed|en|wn|ld|nt|id|pt|ught) )) "
)
_AND_IS: Final = re.compile(r" and (?=(?:was|were|is|are|has|had|have) )")
_PLACE: Final = re.compile(r" (?:on|in|at|near|outside|off) ")
_FEWEST_LEFT: Final = 3
_COPIED: Final = plain.COPIED_WORDS
_FEWEST_SHORTENED: Final = 4
Frame = Callable[[Sequence[str]], str]


def told_as(
    page: Page,
    named: Named,
    link: str,
    texts: Sequence[str],
    lead: str,
    *,
    fuller: Sequence[str] = (),
) -> tuple[str, ...] | None:
    """Return the statement and the meaning in it, or None where every wording is a copy.

    Args:
        page: the passage.
        named: the term.
        link: "is", "were", "remains".
        texts: the meaning, and other orders of the words in it.
        lead: "According to Anna Bauer, " or "".
        fuller: the meaning in more words, for where all others are copies.
    """
    plainly, *turned = _frames(named, link, lead, texts[0])
    kept = names_in(page, named.name)
    text = texts[0]
    ways = (text, _LINKING.sub(" ", text), *_other_texts(text))
    around = [(each, frame) for frame in turned for each in texts]
    swapped = [(each, plainly) for each in ways]
    # A name is best said first; a word stands well behind what it means.
    common = named.kind is EntityKind.CONCEPT and named.name[:1].islower()
    rest = [*around, *swapped] if common else [*swapped, *around]
    more = [(each, frame) for each in fuller for frame in (plainly, *turned)]
    swapped += [(each, plainly) for each in fuller]
    for each, frame in [*((one, plainly) for one in texts), *rest, *more]:
        said = frame([each])
        # A name has no other words, so that it counts as one where nothing is turned round.
        names = names_in(page, said) if frame is plainly else []
        if max(plain.longest_run(one, page.text, names=names) for one in (said, each)) < _COPIED:
            return said, each
        swaps = (each, frame) in swapped or not common
        found = own_words([each], page.text, frame=frame, kept=kept) if swaps else None
        if found is not None and found[1].split()[0] == each.split()[0]:
            return found  # "by the day a worker who was paid" is no meaning
    definite = text.startswith("the ")  # "the area that keeps its snow": no area without it
    for less in () if definite else (text.partition(" that ")[0], *_without_place(text)):
        if len(less.split()) < _FEWEST_LEFT + (less == text.partition(" that ")[0]):
            continue
        for frame in (plainly, *turned):
            if plain.longest_run(frame([less]), page.text) < _COPIED:
                return frame([less]), less
        found = own_words([less], page.text, frame=plainly, kept=kept)
        if found is not None and found[1].split()[0] == less.split()[0]:
            return found
    return None


def _frames(named: Named, link: str, lead: str, text: str) -> Iterator[Frame]:
    """Yield the ways round in which a term and its meaning are told, the plainest first."""

    def led(said: str) -> str:
        return f"{lead}{said}." if lead else f"{capital(said)}."

    yield lambda texts: led(f"{named.phrase} {link} {texts[0]}")
    common = named.kind is EntityKind.CONCEPT and named.name[:1].islower()
    if common and link in {"is", "are"}:
        yield lambda texts: led(f"the word for {texts[0]} is {named.name}")
    elif not named.word and named.kind is EntityKind.CONCEPT and named.name[1:].islower():
        return  # "Coral bleaching": the capital may be that of its sentence alone
    elif text.startswith("the "):
        yield lambda texts: led(f"{texts[0]} {link} {named.phrase}")
    elif text.startswith(("a ", "an ")) and link in {"is", "was"}:
        yield lambda texts: led(f"{texts[0]} {link} called {named.phrase}")


def turned_lists(teller: Teller, begin: int, stop: int, text: str) -> Iterator[str]:
    """Yield a meaning with the members of a list in it turned on by one and more."""
    for run in find_runs(teller.sentence):
        if not begin < run.first < run.end <= stop:
            continue
        members = [words_alone(teller, *each) for each in run.members]
        head = words_alone(teller, begin, run.first)
        tail = words_alone(teller, run.end, stop) if run.end < stop else ""
        if head is None or tail is None or not text.startswith(head):
            continue
        named = [each for each in members if each]
        shared = " of " in named[0] and not all(" of " in each for each in named)
        if len(named) != len(members) or shared:
            continue  # "the towns of Amar, Lind and Dur": all three are towns
        for by in range(1, len(named)):
            turned = [*named[by:], *named[:by]]
            listed = f"{', '.join(turned[:-1])} and {turned[-1]}"
            yield f"{head} {listed} {tail}".strip()


def _other_texts(text: str) -> Iterator[str]:
    """Yield other wordings of a meaning: "moving" for "that moves", "where" for "in which"."""
    turned = _IN_WHICH.sub(" where ", _BY_WHICH.sub(" whereby ", text))
    if not _goes_on(turned):
        turned = _MOVES.sub(_moving, turned, count=1)
    if turned != text:
        yield turned
    first = _AND_IS.split(text, maxsplit=1)[0]
    if first != text and len(first.split()) >= _FEWEST_SHORTENED:
        yield first
    less = turned.partition(" rather than ")[0]
    if less != turned and len(less.split()) >= _FEWEST_SHORTENED:
        yield less


def _goes_on(text: str) -> bool:
    """Return whether "that lives in rivers and breeds in the sea" has a second verb."""
    return any(second_verb(*each.groups()) for each in _AND_MORE.finditer(text))


def _without_place(text: str) -> Iterator[str]:
    """Yield "a research station" for "a research station on a ridge in the south"."""
    for found in reversed(list(_PLACE.finditer(text))):
        less = text[: found.start()].rstrip(" ,")
        if len(less.split()) >= _FEWEST_LEFT and " that " not in less and " which " not in less:
            yield less


def _moving(found: re.Match[str]) -> str:
    lemma = lemma_of(found[1], "VBZ")
    verb = tag_of(found[1]).startswith("VB") or lemma != found[1]
    return f" {inflect(lemma, 'VBG')} " if verb and lemma not in {"be", "have"} else found[0]
