"""A clause said another way, so that it is no copy: order, possessives, tense, numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.words import inflect, lemma_of, tag_words, verb_forms
from quizapp.drafting.telling import plain
from quizapp.drafting.telling.owners_turned import ends_phrase, is_noun, owners_turned
from quizapp.drafting.telling.synonyms import with_synonyms

_NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905 - reads as it counts
        start=2,
    )
}
_FIGURE: Final = re.compile(r"\d[\d,.]*\d|\d")
_TIME: Final = re.compile(
    r"^(?P<rest>.+?),? (?P<time>(?:in|by|within|over|during|after|before|since|until|at|on|for)"
    r" (?:(?:the|this|that|next|last|early|late|mid|about|almost|more|less|than|end|of|its|a|an|"
    r"first|second|past|coming|few|several|\d[\d,]*s?|\w+teen|two|three|four|five|six|seven|eight|"
    r"nine|ten|twelve|twenty|thirty|forty|fifty|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|summer|winter|spring|autumn) )*"
    r"(?:years?|months?|weeks?|days?|decades?|century|centuries|hours?|minutes?|time|night|morning|"
    r"season|summer|winter|spring|autumn|war|\d{4}s?))$"
)
_TURNED: Final = re.compile(
    r"^(?P<rest>\w+(?: [^,; ]+){2,}?) (?P<mark>if|because|unless|when|once|after|before|although|while)"  # noqa: E501 - a pattern reads best whole
    r" (?P<inner>[^,; ]+(?: [^,; ]+){2,})$"
)
_JOINED: Final = re.compile(
    r" (?:and|or|but) (?:is|are|was|were|has|have|had|will|would|can|could|may|might|must)\b"
)
_HAD: Final = re.compile(r"\b(had|has|have) (\w+)(?= |$)")
_HAD_BEEN: Final = re.compile(r"\b(\w+) (had been)(?= \w+)")
_CANNOT_BE: Final = re.compile(r"\b(\w+) ((cannot|could not) be) (\w+ed)\b")
_SPAN: Final = re.compile(r"(?:second|minute|hour|day|week|month|year|decade)s?")
_SINCE: Final = re.compile(r"\bsince\b", re.IGNORECASE)
_PAIR: Final = re.compile(r"\b(\w+) (\w+) (and|or) (\w+)(?= (\w+)|[.,]|$)")
_FIRST_TO: Final = re.compile(r"\b(was|were|is|are|became) the (first|last) to (\w+)\b")
_RATE: Final = re.compile(r"\ba (year|month|week|day)\b(?! (?:later|earlier|ago|before|after)\b)")
_CLAUSAL: Final = frozenset(
    {"fact", "claim", "idea", "view", "belief", "hope", "fear", "evidence", "sign", "news"}
    | {"risk", "theory", "report", "argument", "chance", "doubt", "conclusion", "way", "so"}
)
"""Nouns with a whole clause behind "that"."""
_TELLING: Final = frozenset(
    {"told", "tell", "tells", "informed", "assured", "reminded", "warned", "convinced", "persuaded"}
    | {"showed", "taught", "advised", "promised"}
)
"""Verbs with somebody and a clause behind "that"."""
_MOST_CHANGES: Final = 4


def _tenses(text: str) -> Iterator[str]:
    """Yield "doubled" for "had doubled": what is reported keeps its order by the verb of saying."""
    for match in () if _SINCE.search(text) else _HAD_BEEN.finditer(text):
        plural = tag_of(match[1].lower()) in {"NNS", "NNPS"} or match[1] in {"they", "we", "people"}
        form = "were" if plural else "was"
        yield f"{text[: match.start(2)]}{form}{text[match.end(2) :]}"
    for match in _CANNOT_BE.finditer(text):
        base = lemma_of(match[4], "VBN")
        plural = tag_of(match[1].lower()) in {"NNS", "NNPS"} or match[1] == "who"
        then = match[3] == "could not"
        form = ("were" if then else "are") if plural else ("was" if then else "is")
        yield f"{text[: match.start(2)]}{form} impossible to {base}{text[match.end(4) :]}"
    for match in _HAD.finditer(text):
        word = match[2]
        if match[1] != "had" or word in {"been", "had", "to", "not", "never"}:
            continue
        if "VBN" not in verb_forms(word):
            continue
        past = inflect(lemma_of(word, "VBN"), "VBD")
        if past:
            yield f"{text[: match.start()]}{past}{text[match.end() :]}"


def _orders(text: str) -> Iterator[str]:
    match = _TIME.match(text)
    if match and len(match["rest"].split()) > 2 and " to " not in match["rest"]:  # noqa: PLR2004 - a clause is left
        yield f"{match['time']} {match['rest']}"
    turned = _TURNED.match(text)
    # "After a chase and was being held" is no clause: what "and" joins belongs to the first one.
    whole = turned and not _JOINED.search(turned["inner"])
    if turned and (turned["rest"].startswith(("it ", "there ")) or _asks(turned)):
        return  # "it will be years before", "they will not confirm if it was granted"
    if turned and whole and is_clause(turned["inner"]) and is_clause(turned["rest"]):
        yield f"{turned['mark']} {turned['inner']}, {turned['rest']}"


def _asks(turned: re.Match[str]) -> bool:
    """Return whether what opens the clause belongs to the word before it.

    "If" or "when" may stand for what is asked ("did not know when they came"), and "shortly after"
    and "a year before" are one.
    """
    last = turned["rest"].split()[-1].lower()
    bound = turned["mark"] in {"after", "before", "when", "once"} and (
        tag_of(last).startswith("RB") or _SPAN.fullmatch(last) is not None
    )
    return bound or tag_of(last).startswith("VB")


def is_clause(text: str) -> bool:
    """Return whether a finite verb stands in the text."""
    return any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in tag_words(text.split()))


def _pairs(text: str) -> Iterator[str]:
    for match in _PAIR.finditer(text):
        before, left, join, right = match[1], match[2], match[3], match[4]
        if plain.BOUND_IN_PAIR & {left.lower(), right.lower()}:
            continue
        one, other = tag_of(left.lower()), tag_of(right.lower())
        same = one == other and one[:2] in {"NN", "JJ"}
        if not same and left.islower() and right.islower():
            # A word that the lexicon has not: by its ending, as it stands.
            one, other = tag_words([before, left, join, right])[1::2]
            same = one == other == "NN" or one == other == "NNS"
        same &= not second_verb(left, right, text[match.end(4) :])
        names = left[0].isupper() and right[0].isupper() and tag_of(before.lower()) == "IN"
        if names and _ends_here(text, match):
            yield f"{text[: match.start(2)]}{right} {join} {left}{text[match.end(4) :]}"
        if same and ends_phrase(before) and (ends_phrase(match[5]) or tag_of(left.lower()) == "JJ"):
            lead = text[: match.start(2)]
            if before in {"a", "an"}:
                lead = f"{lead[: -len(before) - 1]}{'an' if right[0] in 'aeiou' else 'a'} "
            yield f"{lead}{right} {join} {left}{text[match.end(4) :]}"


def second_verb(left: str, right: str, rest: str) -> bool:
    """Return whether the second of a pair may be a verb: "lives in rivers and breeds in the sea".

    Args:
        rest: what stands behind the pair.
    """
    word = rest.split(maxsplit=1)[0] if rest.strip() else ""
    verbs = ["VBZ" in verb_forms(each) for each in (left, right)]
    return verbs == [False, True] and (tag_of(word) in {"IN", "TO", "DT", "PRP$"})


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Return whether a pair of single names ends its phrase: "in Lindau and Marl"."""
    after = text[match.end(4) :].lstrip()
    return not after or after[0] in ".," or (after[0].islower() and ends_phrase(match[5]))


def _words(text: str) -> Iterator[str]:
    for word, digits in _NUMBERS.items():
        changed = re.sub(
            rf"\b{word}\b(?= (?!hundred|thousand|million|billion)\w)", digits, text, count=1
        )
        if changed != text:
            yield changed
    for old, new in (("by which", "through which"), ("in which", "where")):
        if f" {old} " in text:
            yield text.replace(f" {old} ", f" {new} ", 1)
    words = text.split()
    for at, word in enumerate(words[:-1]):
        relative = word == "that" and at and is_noun(words[at - 1].strip(","))
        object_gap = relative and words[at + 1] in {"a", "an", "the", "people", "many", "some"}
        told = _TELLING.intersection(words[max(at - 5, 0) : at])
        if object_gap and (words[at - 1] in _CLAUSAL or told):
            continue  # "told the guards that the sea was salt enough"
        if relative and (object_gap or tag_of(words[at + 1].lower())[:2] in {"VB", "MD"}):
            yield " ".join([*words[:at], "which", *words[at + 1 :]])


_BACK: Final = {
    "was": "had been",
    "were": "had been",
    "is": "was",
    "are": "were",
    "has": "had",
    "have": "had",
    "will": "would",
    "can": "could",
    "may": "might",
}


def backshifted(text: str) -> str:
    """Return a clause as it follows a verb of saying in the past, or "" where it cannot be told."""
    words = text.split()
    tags = tag_words(words)
    kept = {"would", "could", "should", "must", "might", "had", "did", "does", "do"}
    at = next(
        (
            at
            for at, tag in enumerate(tags)
            if tag in {"VBD", "VBZ", "VBP", "MD"}
            and words[at].lower() not in kept
            and not (
                tag == "VBD" and at and tags[at - 1].startswith(("JJ", "DT", "PRP$"))
            )  # "creative thought"
        ),
        None,
    )
    modal = any(each.lower() in kept for each in words)
    if at is None and tags.count("VBN") == 1 and not modal:
        # "the affair taught": a past that looks like a participle.
        at = tags.index("VBN")
        tags = [*tags[:at], "VBD", *tags[at + 1 :]]
    before = {each.lower() for each in words[max((at or 0) - 2, 0) : at]}
    if not at or words[at - 1].lower() in {*kept, *_BACK, "been"} or before & {"be", "to"}:
        return ""  # "asked that pilots be better trained" is no past
    word = words[at].lower()
    if word in _BACK:
        changed = _BACK[word]
    elif tags[at] == "VBD":
        changed = f"had {inflect(lemma_of(word, 'VBD'), 'VBN')}"
    elif tags[at] == "VBZ":
        changed = inflect(lemma_of(word, "VBZ"), "VBD")
    else:
        return ""
    if changed == "had been" and words[at + 1 : at + 2] == ["being"]:
        return ""  # no "had been being run"
    if changed == "had been" and words[at + 1 : at + 2] == ["not"]:
        return " ".join([*words[:at], "had not been", *words[at + 2 :]])
    return " ".join([*words[:at], changed, *words[at + 1 :]])


def _run(text: str, passage: str, names: Sequence[str] = ()) -> int:
    """Return the longest run of words in common, whether figures count as words or not."""
    spelled = [
        _FIGURE.sub(lambda match: " " + "n" * len(match[0]) + " ", each) for each in (text, passage)
    ]
    said, there = spelled
    return max(
        plain.longest_run(text, passage, names=names), plain.longest_run(said, there, names=names)
    )


def _firsts(text: str) -> Iterator[str]:
    """Yield "was the first that guaranteed" for "was the first to guarantee"."""
    for match in _FIRST_TO.finditer(text):
        past = inflect(match[3], "VBD")
        if past:
            said = f"{match[1]} the {match[2]} that {past}"
            yield f"{text[: match.start()]}{said}{text[match.end() :]}"
    rate = _RATE.search(text)
    before = text[: rate.start()].split()[-1:] if rate else []
    if rate and before and not tag_of(before[0].lower()).startswith(("IN", "TO", "VB", "PD")):
        yield f"{text[: rate.start()]}per {rate[1]}{text[rate.end() :]}"


_WAYS: Final[tuple[Callable[[str], Iterator[str]], ...]] = (
    _tenses,
    owners_turned,
    _orders,
    _pairs,
    _words,
    _firsts,
    with_synonyms,
)


def own_words(
    texts: Sequence[str],
    passage: str,
    *,
    frame: Callable[[Sequence[str]], str],
    kept: Sequence[str] = (),
) -> tuple[str, ...] | None:
    """Return the texts said so that the statement made of them copies no run of nine words.

    Args:
        texts: the clauses and phrases that go into the statement.
        passage: the text they come from.
        frame: makes the statement of the texts.
        kept: names and the like that must stay as they are.

    Returns:
        The statement and then the texts, or None where no other way of saying it is found.
    """
    for measure in (_run, _copied):
        current = _changed(list(texts), passage, frame, measure)
        if _run(frame(current), passage) < plain.COPIED_WORDS:
            return (frame(current), *current)
        found = plain.reworded([frame(current), *current], passage, kept=kept)
        if found is not None and _run(found[0], passage) < plain.COPIED_WORDS:
            return found
    return None


def _changed(
    current: list[str],
    passage: str,
    frame: Callable[[Sequence[str]], str],
    measure: Callable[[str, str], int],
) -> list[str]:
    """Return the texts after the changes, each the best by a measure of what is copied."""
    for _ in range(_MOST_CHANGES):
        if _run(frame(current), passage) < plain.COPIED_WORDS:
            break
        before = measure(frame(current), passage)
        best: tuple[int, int, str] | None = None
        for at, text in enumerate(current):
            for way in _WAYS:
                for changed in way(text):
                    trial = [*current[:at], changed, *current[at + 1 :]]
                    left = measure(frame(trial), passage)
                    if left < before and (best is None or left < best[0]):
                        best = (left, at, changed)
        if best is None:
            break
        current[best[1]] = best[2]
    return current


def _copied(text: str, passage: str) -> int:
    """Return how many runs of nine words of a text stand in the passage.

    Of two long runs each has to be broken, though breaking one leaves the longest as it was.
    """
    theirs, own = plain.words_of(passage), plain.words_of(text)
    size = plain.COPIED_WORDS
    known = {tuple(theirs[at : at + size]) for at in range(len(theirs) - size + 1)}
    return sum(tuple(own[at : at + size]) in known for at in range(len(own) - size + 1))


def reworded_together(
    texts: Sequence[str], passage: str, *, kept: Sequence[str] = ()
) -> tuple[str, ...] | None:
    """Return texts that say the same with no run of nine words of the passage.

    Args:
        texts: a statement, then slots that are parts of it and change with it.
        passage: the text they come from.
        kept: names and the like that must stay as they are.

    Returns:
        The texts, or None where the statement and its slots find no other way together.
    """
    current = tuple(texts)
    for _ in range(4):
        run = max(_run(each, passage, kept) for each in current)
        if run < plain.COPIED_WORDS:
            return current
        best: tuple[int, tuple[str, ...]] | None = None
        for trial in _together(current, kept):
            length = max(_run(each, passage, kept) for each in trial)
            if length < run and (best is None or length < best[0]):
                best = (length, trial)
        if best is None:
            return None
        current = best[1]
    return None


def _together(texts: tuple[str, ...], kept: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the texts with one change in each: in the slots, or in the statement beside them."""
    statement, slots = texts[0], texts[1:]
    parts = [each for each in slots if each in statement]
    if len(parts) != len(slots):
        return
    for at, slot in enumerate(slots):
        for way in (_words, with_synonyms, owners_turned, _tenses, _pairs):
            for changed in way(slot):
                if any(name in slot and name not in changed for name in kept):
                    continue
                said = statement.replace(slot, changed, 1)
                yield (said, *slots[:at], changed, *slots[at + 1 :])
    if not slots:
        return
    for changed in with_synonyms(statement):
        if all(each in changed for each in slots) and all(
            name in changed for name in kept if name in statement
        ):
            yield (changed, *slots)
