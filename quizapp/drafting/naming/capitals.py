"""Runs of capitalised words in a passage, cut where a name ends and another begins."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizapp.drafting.data import word_set, words
from quizapp.drafting.lexis.gazetteer import is_demonym
from quizapp.drafting.lexis.lexicon import given_names, is_common, is_function_word

_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Capt|Lt|Sen|Rep|Rev|Gov|Jr|Sr|Inc|Ltd|Corp)\."
    r"|[A-Z]\.(?=\s?[A-Z])|[^\W\d_]\w*(?:[’'](?!s\b|S\b)[^\W\d_]\w*|-\w+|–(?=[A-Z][a-z])\w+)*|\d[\d,.]*\d|\d|&"
)
_START: Final = re.compile(r"(?:^|[.!?…][\"”’')\]]*\s+|[:;—–]\s+|^\s*[-•*]\s+)[\"“‘'(\[]*|[“\"‘(]")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Capt|Lt|Sen|Rep|Rev|Gov)|\b[A-Z])\.\s+$"
)
PARTICLES: Final = word_set("capitals_particles")
"""Small words inside a person's name."""
_MONTHS: Final = word_set("capitals_months")
_HYPHENED: Final = word_set("capitals_hyphened")
_NUMBERED: Final = word_set("capitals_numbered")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage with its place; ``first`` when a sentence or quotation starts here."""

    text: str
    start: int
    end: int
    first: bool


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a passage."""
    firsts = {
        match.end()
        for match in _START.finditer(text)
        if not _ABBREVIATED.search(text, 0, match.end())
    }
    return tuple(
        Word(match[0], match.start(), match.end(), match.start() in firsts)
        for match in _TOKEN.finditer(text)
    )


def is_name_word(word: Word) -> bool:
    """Return whether the word may belong to a name."""
    text = word.text
    if len(text) == 1 or text.startswith(("I'", "I’")):
        return False
    if text in _MONTHS or text in {"I", "I'm", "I’m", "OK", "A.M.", "P.M."} or text[0].isdigit():
        return False
    head, _, tail = text.rpartition("-")
    if head and tail.lower() in _HYPHENED:
        return False
    if text[0].isupper():
        return True
    return bool(re.match(r"(?:al|el|d|l|ash|as|an|bin)[-’'][A-Z]|[a-z][A-Z]\w", text))


def _joins(run: list[Word], small: list[Word], following: Word) -> bool:  # noqa: PLR0911 - one way out for each reason to refuse
    """Return whether small words between two capitalised ones belong to a name."""
    inner = [each.text for each in small]
    if all(each in PARTICLES for each in inner):
        return not (inner[0] in {"la", "le", "y"} and len(run) == 0)
    # In "Bill Holm of the Miners Union" a first name is no head word.
    named = len(run) > 1 and run[0].text in given_names()
    headed = bool({each.text for each in (run[1:] if named else run)} & _HEADS())
    if inner[0] == "of" and headed and inner in (["of"], ["of", "the"]):
        return True
    if inner == ["of"] and not run[-1].first and not is_common(following.text):
        return run[-1].text in {"House", "Isle", "Prince", "Duke", "Bay", "Gulf", "Cape", "Horn"}
    if headed and inner in (["for"], ["on"], ["on", "the"], ["for", "the"], ["against"]):
        return following.text not in _MONTHS
    if inner in (["and"], ["&"]):
        if inner == ["&"]:
            return True
        return headed and is_common(run[-1].text) and is_common(following.text) and len(run) > 1
    if inner == ["in"]:
        return run[-1].text == "Prize" or (
            headed and any(each.text in {"on", "for", "of"} for each in run)
        )
    return False


def _HEADS() -> frozenset[str]:  # noqa: N802 - a constant that is read from a file when first asked for
    return (
        words("organisation_words")
        | words("agreement_words")
        | words("event_words")
        | frozenset({"Secretary", "Minister", "Bank", "Archbishop", "Duke", "Prince", "Republic"})
        | frozenset({"Partnership", "Action", "Programme", "Program", "Plan", "Campaign"})
        | frozenset({"Kingdom", "States", "Museum", "Institutes", "Journal", "Proceedings"})
    )


def _gap(text: str, left: Word, right: Word) -> str:
    return text[left.end : right.start]


def _trailing_number(run: list[Word], word: Word) -> bool:
    return bool(run) and word.text.isdigit() and run[-1].text in _NUMBERED


def runs(text: str, found: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Yield the runs of capitalised words, with the small words that belong inside."""
    index = 0
    while index < len(found):
        if not is_name_word(found[index]):
            index += 1
            continue
        run = [found[index]]
        index += 1
        while index < len(found):
            step = _extend(text, found, index, run)
            if not step:
                break
            run.extend(found[index : index + step])
            index += step
        yield tuple(run)


def _listed(text: str, found: tuple[Word, ...], index: int, run: list[Word]) -> int:
    """Return the words of a list that goes on a name: "Department for Culture, Media and Sport"."""
    ahead = found[index : index + 3]
    if len(ahead) < 3 or not {"for", "of"} & {each.text for each in run}:  # noqa: PLR2004 - X and Y
        return 0
    gaps = [_gap(text, left, right) for left, right in zip([run[-1], *ahead], ahead, strict=False)]
    joined = (
        gaps == [", ", " ", " "]
        and ahead[1].text == "and"
        and bool({each.text for each in run} & _HEADS())
    )
    common = all(is_name_word(each) and is_common(each.text) for each in (ahead[0], ahead[2]))
    return 3 if joined and common else 0


def _is_middle_initial(text: str, found: tuple[Word, ...], index: int, run: list[Word]) -> bool:
    """Return whether a letter without a stop stands between names: "Anna R Holm"."""
    word, ahead = found[index], found[index + 1 : index + 2]
    return (
        len(word.text) == 1
        and word.text.isupper()
        and run[-1].text in given_names()
        and bool(ahead)
        and is_name_word(ahead[0])
        and not ahead[0].first
        and _gap(text, word, ahead[0]) == " "
    )


def _extend(text: str, found: tuple[Word, ...], index: int, run: list[Word]) -> int:  # noqa: PLR0911 - one way out for each reason to refuse
    """Return how many words from ``index`` go on with the run."""
    word = found[index]
    gap = _gap(text, run[-1], word)
    if gap in {"' ", "’ ", "'s ", "’s "} and word.text in words("organisation_words"):
        # "Families' Group", "People's Party": one name.
        return 1 if is_common(run[-1].text) else 0
    if gap not in {" ", "\u00a0"} or word.first:
        return _listed(text, found, index, run)
    if _is_middle_initial(text, found, index, run):
        return 2
    if run[-1].text[1:] == "." and (len(run) > 1 and is_function_word(word.text)):
        return 0
    if run[-1].text in {"U.S.", "U.K.", "E.U.", "U.N."} and is_demonym(word.text):
        return 0
    given = run[-1].text in given_names()
    if is_name_word(word) or (word.text in _MONTHS and given) or _trailing_number(run, word):
        return 1
    small: list[Word] = []
    for each in found[index : index + 3]:
        if is_name_word(each) and small:
            return len(small) + 1 if _joins(run, small, each) else 0
        if _gap(text, (small or run)[-1], each) != " ":
            return 0
        small.append(each)
    return 0
