"""A clause turned into the rest of a question: "did the wall fall", "does the firm employ".

Only what is certain is turned: the clause's first word that could be a finite verb must be a
known one, with nothing but a subject before it and no other finite verb after it. Everything else
is left to a plainer wording.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from quizapp.bank.verbs import BASES, PRESENTS, THIRDS

_BE: Final = frozenset({"was", "were"})
_PLURALS: Final = frozenset({"people", "men", "women", "children", "police"})
_NO_PARTICIPLE: Final = frozenset(
    {"became", "began", "broke", "came", "chose", "drew", "drove", "fell", "flew", "froze", "gave"}
    | {"grew", "ran", "rose", "sank", "shrank", "sprang", "stole", "swore", "took", "tore", "went"}
    | {"withdrew", "wrote", "ate", "drank", "knew", "overthrew", "sang", "spoke", "swam", "threw"}
    | {"undertook", "woke"}
)
"""Pasts that are finite wherever they stand, while "sold" is no second verb in "was sold"."""
_DONE: Final = frozenset(
    {"been", "become", "begun", "broken", "chosen", "come", "done", "drawn", "driven", "eaten"}
    | {"fallen", "flown", "frozen", "given", "gone", "grown", "hidden", "known", "overthrown"}
    | {"risen", "run", "seen", "shown", "shrunk", "spoken", "stolen", "sunk", "sworn", "taken"}
    | {"thrown", "torn", "undertaken", "withdrawn", "worn", "written"}
)
"""Participles that are no pasts."""
_OPENS_CLAUSE: Final = frozenset(
    {"that", "which", "who", "whom", "whose", "what", "when", "where", "while"}
    | {"because", "if", "as"}
)
"""Words before the verb after which it may belong to another clause."""
_NO_SUBJECT: Final = frozenset({"the", "a", "an", "to", "it", "there", "his", "her"})
"""Words that no finite verb follows, or whose sentence is another one turned around."""
_OTHERS: Final = frozenset(
    {"is", "are", "has", "have", "had", "did", "does", "do", "will", "would", "could", "can", "may"}
    | {"might", "must", "should", "shall", "said", "told", "saw", "wore", "bore", "hung"}
)
"""Finite verbs that are not turned."""
_PLACED: Final = frozenset({"in", "on", "at", "with", "for"})
"""Words after "had" where what somebody had is asked for: "had on board"."""
_MODALS: Final = frozenset({"will", "would", "can", "could", "may", "might", "must", "should"})
_BETWEEN: Final = frozenset({"never", "always", "not", "only", "also", "still", "ever", "often"})
"""Words before a verb that would be torn from it."""
_THESE: Final = frozenset({"this", "these", "those", "our", "my", "some", "all"})
_OF_OWNERS: Final = ("'s", "s'", "\u2019s", "s\u2019")
_COUNTED: Final = frozenset({"first", "second", "third", "last", "next", "newly", "most", "own"})
"""Words that may stand between "the" and a participle: "her first published novel"."""
_AFTER_NOUN: Final = frozenset(
    {"based", "called", "dubbed", "entitled", "located", "nicknamed", "situated", "titled"}
)
"""Participles that tell of the noun before them once there is a verb: "made a film based on it"."""
_DETERMINED: Final = frozenset(
    {"the", "a", "an", "to", "of", "in", "on", "at", "for", "by", "with"}
)
"""Words after which "costs" or "supplies" is a noun."""
_OWNED: Final = frozenset({"a", "an", "the", "his", "her", "its", "their", "no"})
"""Words after "had" where it is no auxiliary: "had his report printed"."""


def inverted(clause: str) -> str | None:
    """Return "did the wall fall" for "the wall fell", or None where it is not certain."""
    words = clause.split()
    at = next(iter(_pasts(words)), 0)
    if at == 0 or not _are_subject(words[:at]):
        return None
    first = words[0].lower() if words[0] in {"The", "A", "An"} else words[0]
    return inverted_predicate(" ".join((first, *words[1:at])), " ".join(words[at:]))


def inverted_now(clause: str) -> str | None:
    """Return "does the firm employ" for "the firm employs", or None where it is not certain.

    As `inverted` does, of what is so now, "is", "are", "has" and "have" among it.
    """
    words = clause.split()
    pasts = _pasts(words)
    found = [n for n in range(len(words)) if n in pasts or _may_be_now(words, n)]
    if len(found) != 1 or found[0] == 0 or not _are_subject(words[: found[0]]):
        return None
    at = found[0]
    if words[at - 1].casefold() in _BETWEEN:
        return None
    first = words[0].lower() if words[0] in {"The", "A", "An"} else words[0]
    return _asked_now(" ".join((first, *words[1:at])), words[at], words[at + 1 :])


def _asked_now(subject: str, verb: str, rest: Sequence[str]) -> str | None:
    if verb in {"is", "are"} | _MODALS:
        return " ".join((verb, subject, *rest)) if rest else None
    if verb in {"has", "have"}:
        owned = not rest or _bare(rest[0]) in _OWNED | _PLACED or rest[0][0].isdigit()
        helping = "does" if verb == "has" else "do"
        return " ".join((helping, subject, "have", *rest)) if owned else None
    if verb in THIRDS:
        return " ".join(("does", subject, THIRDS[verb], *rest))
    return " ".join(("do", subject, verb, *rest)) if verb in PRESENTS else None


def base_of(past: str) -> str | None:
    """Return "estimate" for "estimated", or None for a verb that is not known."""
    return BASES.get(past)


def lasting(clause: str) -> str | None:
    """Return "has Ann led the board" for "Ann has led the board", or None where in doubt."""
    words = clause.split()
    found = [n for n, word in enumerate(words) if word in {"has", "have"}]
    if len(found) != 1 or not found[0] or not _are_subject(words[: found[0]]):
        return None
    at = found[0]
    rest = words[at + 1 :]
    done = bool(rest) and (rest[0].endswith("ed") or rest[0] in BASES or rest[0] in _DONE)
    others = [word for n, word in enumerate(words) if n != at and _bare(word) in _BE | _OTHERS]
    if not done or others or any(_OPENS_CLAUSE.intersection(words)):
        return None
    subject = words[0].lower() if words[0] in {"The", "A", "An"} else words[0]
    return " ".join((words[at], subject, *words[1:at], *rest))


def of_many(predicate: str) -> str | None:
    """Return a predicate as many have it: "were found" for "was found"; None where in doubt.

    The verb is its first word, which has to be a known one.
    """
    verb, *rest = predicate.split()
    if any(_may_be_verb(word) for word in rest) and verb not in _BE | _OTHERS:
        return None
    many = {"was": "were", "is": "are", "has": "have", **THIRDS}.get(verb, verb)
    known = many in _BE | _OTHERS or many in BASES or many in PRESENTS
    return " ".join((many, *rest)) if known else None


def _may_be_now(words: Sequence[str], at: int) -> bool:
    """Return whether a word may be a verb of the present: "employs", or "travel" after a plural."""
    bare, before = _bare(words[at]), words[at - 1].casefold() if at else ""
    if before in _MODALS:
        return False
    if bare in {"is", "are", "has", "have"} or bare in THIRDS:
        return before not in _DETERMINED
    many = before in _PLURALS or (before.endswith("s") and not before.endswith("'s"))
    return bare in PRESENTS and many


def inverted_predicate(subject: str, predicate: str) -> str | None:
    """Return "did Ann leave home" for a subject and "left home", or None where in doubt."""
    verb, *rest = predicate.split()
    if verb in _BE:
        return None if not rest or _is_finite(rest) else " ".join((verb, subject, *rest))
    if verb == "had":
        owned = (not rest or rest[0] in _OWNED | _PLACED) and not _is_finite(rest)
        return " ".join(("did", subject, "have", *rest)) if owned else None
    base = BASES.get(verb)
    if base is None or any(_bare(rest[n]) not in _AFTER_NOUN for n in _pasts(rest)):
        return None
    return " ".join(("did", subject, base, *rest))


def _are_subject(words: Sequence[str]) -> bool:
    """Return whether these words before a verb are its subject and nothing else."""
    plain = [word.casefold() for word in words]
    opened = _OPENS_CLAUSE.intersection(plain)
    return plain[-1] not in _NO_SUBJECT and not opened and not any(w[-1] in ",;:" for w in words)


def _is_finite(words: Iterable[str]) -> bool:
    """Return whether one of these words after "was" is a finite verb of its own."""
    return any(_bare(word) in _BE | _OTHERS | _NO_PARTICIPLE for word in words)


def _pasts(words: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the words that may be finite; "a revised plan" has none."""
    return tuple(
        n for n, word in enumerate(words) if _may_be_verb(word) and not _is_of_noun(words, n)
    )


def _is_of_noun(words: Sequence[str], at: int) -> bool:
    """Return whether a word in "-ed" stands before its noun: "a revised plan", "her first ..."."""
    if not _bare(words[at]).endswith("ed") or words[at][-1] in ",;:" or at + 1 >= len(words):
        return False
    before = at - 2 if at > 1 and words[at - 1].casefold() in _COUNTED else at - 1
    if before < 0:
        return False
    return words[before].casefold() in _OWNED | _THESE or words[before].endswith(_OF_OWNERS)


def _may_be_verb(word: str) -> bool:
    """Return whether a word may be finite: a form of "be", a known past, or one in "-ed"."""
    bare = _bare(word)
    if not bare[:1].islower() or "-" in bare:
        return False
    return bare in _BE or bare in _OTHERS or bare in BASES or bare.endswith("ed")


def _bare(word: str) -> str:
    return re.sub(r"\W+$", "", word)
