"""The words of what somebody said as a clause that stands alone, whoever said it."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.proposers.points_bound import Swaps, bound_in
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, small
from quizapp.drafting.voices.sayings import Saying

_FEWEST_WORDS: Final = 3
_MOST_WORDS: Final = 32
_FEWEST_SPOKEN: Final = 5
_DAY: Final = re.compile(
    r",? (?:(?:by|until|from|since|during|before|after) )?(?<!\bof )(?<!\bin )(?<!\bfor )(?<!\bto )"
    r"(?:next|last|this) (?:year|month|week|night|spring|summer|autumn|winter|decade|century)\b"
    r"(?! of)|,? (?:(?:by|until|from|since|before|after) )?(?:yesterday|tomorrow|tonight)\b"
)
"""A time that means something only on the day of the article."""
_OF_DAY: Final = re.compile(
    r"\b(?:the )?(?:next|last|this) (?:year|month|week|night|spring|summer|autumn|winter)['’]s\b"
    r"|\b(?:yesterday|tomorrow|today|tonight)['’]s\b"
)
"""The same before what it belongs to: "last night's match"."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BESIDE: Final = frozenset(
    {"which", "where", "when", "who", "whose", "although", "though", "while", "whereas"}
)
"""Words behind a comma that open what the point does without."""
_LEADING: Final = word_set(
    "in on at by for from with without under over after before during until between among despite"
    " if unless when once within throughout across beyond given"
)
"""Words that open what goes before the subject and can stay there behind "that"."""
_PERSONAL: Final = word_set(
    "life death mind heart hand hands face name career childhood youth family body eyes eye own"
    " age birth marriage home house health voice head feet mother father wife husband son daughter"
    " brother sister children parents friends colleagues"
)
_UNFINISHED: Final = frozenset({"and", "but", "that", "the", "of", "to"})


def who(page: Page, key: str) -> Named:
    """Return the speaker with a key, with or without a name."""
    return page.entities.get(key) or next(each for each in page.doers.values() if each.key == key)


def names_in(page: Page, text: str) -> list[str]:
    """Return the names of the article's entities that stand in a text."""
    return [
        name
        for each in page.entities.values()
        for name in (each.name, *each.aliases)
        if name in text
    ]


def point_of(page: Page, sentence: Sentence, saying: Saying) -> str | None:
    """Return what is said as a clause that stands alone behind its speaker, or None.

    A pronoun that means the speaker stays: "said that she hopes to win".
    """
    bound = bound_in(page, sentence, saying, who(page, saying.speaker))
    return _point(page, sentence, saying, bound)


def _point(  # noqa: C901, PLR0911, PLR0912 - one way out for each reason to refuse
    page: Page, sentence: Sentence, saying: Saying, bound: Swaps
) -> str | None:
    tokens = [
        each for each in sentence.tokens if saying.start <= each.start and each.end <= saying.end
    ]
    inside = [t for t in tokens if saying.frame_start <= t.start and t.end <= saying.frame_end]
    if inside:
        # "It is, Ross said, a gate": the commas on both sides go with the reporting words.
        frame = (inside[0].index - 1, inside[-1].index + 2)
    if not tokens or not _has_verb(sentence, tokens):
        return None
    opening = _opening(page, tokens, sentence, inside=bool(inside))
    if opening:
        tokens = tokens[opening:]
    led = not opening and _leads(sentence, tokens)
    if led and inside and frame[0] + 1 == inside[0].index:
        frame = (frame[0] + 1, frame[1])  # the comma behind "Without a dam"
    no_start = {"VB", "TO", "IN", "VBZ", "VBP", "MD"} - ({"IN"} if led else set())
    if tokens[0].tag in no_start or tokens[0].low in {
        "and",
        "but",
        "or",
        "that",
    }:
        tokens = tokens[1:] if tokens[0].low in {"and", "but"} else []
    if not tokens or tokens[-1].low in _UNFINISHED or _of_itself(page, tokens):
        return None
    teller = Teller(page, sentence, bound)
    plain = _plain_selves(tokens)
    if inside and not opening:
        ends = (tokens[0].index, tokens[-1].index + 1)
        text = words_alone(teller, *ends, without=[frame, *plain])
        behind = [each for each in tokens if each.index >= frame[1]]
        if text is None and behind:
            text = _words_or_less(teller, tokens, [frame, *plain], after=frame[1])
    else:
        text = _taken(teller, tokens) or _words_or_less(teller, tokens, plain)
    if text is None:
        return None
    if opening:
        lead = teller.words(tokens[0].index - opening, frame[0] if inside else tokens[0].index)
        if not lead:
            return None
        text = f"{text.strip(' .,;:')} {small(lead.strip(' ,'), page)}"
    text = text.replace("“", "").replace("”", "").replace('"', "").strip(" .,;:")
    text = _DAY.sub("", _OF_DAY.sub("the", text))
    speaker = who(page, saying.speaker)
    text = _unowned(text, speaker)
    if any(name in text for name in (speaker.name, *speaker.aliases)):
        return None
    if _named_twice(page, text, page.text[saying.start : saying.end]):
        return None
    count = len(text.split())
    if not _FEWEST_WORDS <= count <= _MOST_WORDS or text.endswith("?"):
        return None
    return small(text, page)


def _unowned(text: str, speaker: Named) -> str:
    """Return "the final report" for "her final report", which was told as "Anna Reid's".

    Kin and what is of the body or of a life are told apart by whose they are.
    """
    owned = re.compile(rf"{re.escape(speaker.phrase)}(?:'s|’s|'|’) ((?:[a-z-]+ )?)([a-z]+)\b")
    found = owned.search(text)
    if found is None or found[2] in _PERSONAL or found[1].strip() in _PERSONAL:
        return text
    nouns = [each for each in (found[1].strip(), found[2]) if each]
    if any(kind_of_noun(each) is EntityKind.PERSON for each in nouns):
        return text
    return f"{text[: found.start()]}the {found[1]}{found[2]}{text[found.end() :]}"


def _leads(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a phrase or a condition opens what is said: "Without a dam, the town"."""
    if tokens[0].low not in _LEADING:
        return False
    comma = next((each.index for each in tokens if each.text == ","), None)
    return comma is not None and any(
        each.kind in {ClauseKind.MAIN, ClauseKind.THAT}
        and each.subject is not None
        and comma < each.subject.first <= tokens[-1].index
        for each in sentence.clauses
    )


def _has_verb(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Return whether a clause lies in the tokens, by its tags or by the parser."""
    if any(each.tag in _FINITE or each.tag == "VBN" for each in tokens):
        return True  # "the affair taught": a past can look like a participle
    inside = {each.index for each in tokens}
    return any(
        each.verb is not None
        and each.verb.head in inside
        and each.subject is not None
        and each.subject.head in inside
        and each.kind in {ClauseKind.MAIN, ClauseKind.THAT}
        for each in sentence.clauses
    )


def _opening(page: Page, tokens: Sequence[Token], sentence: Sentence, *, inside: bool) -> int:
    """Return how many tokens a date takes up that opens what is said: "Since 2020, he claimed,"."""
    if tokens[0].tag != "IN":
        return 0
    date = next(
        (
            each
            for each in page.mentions
            if each.date is not None and each.start <= tokens[1].start < each.end
        ),
        None,
    )
    if date is None:
        return 0
    count = sum(each.start < date.end for each in tokens)
    if inside:
        clause = next(
            (
                each
                for each in sentence.clauses
                if each.subject is not None and each.subject.first > tokens[count].index + 1
            ),
            None,
        )
        if clause is None or clause.subject is None:
            return 0
        return clause.subject.first - tokens[0].index
    return count + (tokens[count].low == ",") if count < len(tokens) else 0


def _of_itself(page: Page, tokens: Sequence[Token]) -> bool:
    """Return whether an object is taken for the subject: "the staff voted it down"."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        words = page.standins.get(token.start, "")
        if not words or token.tag != "PRP" or after.tag in _FINITE or before.low == "that":
            continue
        noun = words.split()[-1].casefold()
        if any(each.low == noun for each in tokens if each.start < token.start):
            return True
    return False


def _plain_selves(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the places of "itself" and the like that only stress the noun before them."""
    return [
        (each.index, each.index + 1)
        for before, each in pairwise(tokens)
        if each.low in {"itself", "himself", "herself", "themselves"} and before.tag[:2] == "NN"
    ]


def _taken(teller: Teller, tokens: Sequence[Token]) -> str | None:
    """Return "the boat took an hour to reach the ship" for "it took the boat an hour to"."""
    if tokens[0].low != "it" or len(tokens) < _FEWEST_SPOKEN or tokens[1].lemma != "take":
        return None
    things = [
        each
        for clause in teller.sentence.clauses
        if clause.verb is not None and clause.verb.head == tokens[1].index
        for each in clause.objects
    ]
    if len(things) != 2 or things[0].first != tokens[2].index or things[1].first != things[0].end:  # noqa: PLR2004 - who, and how long
        return None
    who_did = teller.phrase(things[0])
    rest = words_alone(teller, things[0].end, tokens[-1].index + 1)
    return f"{who_did} {tokens[1].text} {rest}" if who_did and rest else None


def _words_or_less(
    teller: Teller,
    tokens: Sequence[Token],
    without: Sequence[tuple[int, int]],
    *,
    after: int = 0,
) -> str | None:
    """Return what is said, or its main part where only an added clause does not stand alone."""
    text = words_alone(teller, tokens[0].index, tokens[-1].index + 1, without=without)
    if text is not None:
        return text
    for at in range(_FEWEST_SPOKEN, len(tokens)):
        if tokens[at].index <= after:
            continue
        low, before = tokens[at].low, tokens[at - 1].low
        purpose = low == "so" and at + 1 < len(tokens) and tokens[at + 1].low == "that"
        aside = before == "," and low in _BESIDE
        reason = low in {"since", "because"} and before not in {"not", "only", "just", "partly"}
        reason = reason and tokens[min(at + 1, len(tokens) - 1)].tag != "CD"  # "since 1987"
        if purpose or aside or reason:
            return words_alone(teller, tokens[0].index, tokens[at].index, without=without)
    return None


def _named_twice(page: Page, text: str, written: str) -> bool:
    """Return whether putting names for pronouns says a name once more than it was written."""
    return any(
        text.count(each.name) > max(1, written.count(each.name)) for each in page.entities.values()
    )


def clauses_said(sentence: Sentence, saying: Saying) -> list[Clause]:
    """Return the clauses with subject and verb that lie within what is said, in their order."""
    return [
        each
        for each in sentence.clauses
        if each.verb is not None
        and each.subject is not None
        and saying.start <= sentence.tokens[each.subject.first].start
        and sentence.tokens[each.verb.end - 1].end <= saying.end
    ]
