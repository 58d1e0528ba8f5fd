"""Corrections of the tagger: closed classes, names, and verbs by the words around them."""

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.tagger import verb_forms
from quizapp.drafting.word_sets import word_set


def _table(**tags: str) -> dict[str, str]:
    return {word: penn for penn, words in tags.items() for word in words.split()}


CLOSED: Final = {
    **_table(
        MD="can could may might must shall should will would 'll cannot",
        DT="the a an every each no this these those some any both either neither another all",
        CC="and or but nor &",
        IN=(
            "of in on at by with from for during against between among amid within without under"
            " over above below into onto upon across through throughout towards toward near"
            " behind beyond despite because although though if unless whereas whether via per"
            " than as after before since until while like except beside besides alongside"
            " inside outside around off about aboard along amongst unlike including excluding"
            " concerning regarding throughout upon"
        ),
        TO="to",
        VBD="was were had did became began came went took gave made said saw fell rose led",
        VBZ="is has does says",
        VBP="are 're 've am have do",
        VB="be",
        VBN="been",
        VBG="being",
        PRP="he she it they we i you him them us me himself herself itself themselves",
        WP="who whom what",
        WRB="when where why how",
        WDT="which",
        RB="not n't also however then thus therefore still already never often soon later once"
        " again even only just too ago meanwhile instead yet there here now",
    ),
    "whose": "WP$",
    "his": "PRP$",
    "its": "PRP$",
    "their": "PRP$",
    "our": "PRP$",
    "my": "PRP$",
    "your": "PRP$",
}
"""Words whose tag does not hang on the sentence; "that", "her" and "'s" are decided apart."""
BE: Final = word_set("be is are was were been being am 're")
HAVE: Final = word_set("have has had having 've")
_LINK: Final = frozenset({"RB", "RBR", "RBS"})
_OPENERS: Final = frozenset({"DT", "PRP$", "JJ", "POS", "JJS", "JJR", "WP$"})
_SAME_PAST: Final = word_set("cost cut put set hit shut spread split hurt quit let cast")
_NOUNS_IN_LY: Final = word_set(
    "family assembly monopoly anomaly butterfly supply reply ally rally bully belly fly folly lily"
    " apply rely multiply imply comply"
)
_NOUN_AFTER: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})


def _named(words: Sequence[str], tags: list[str]) -> None:
    """Give words with a capital inside a sentence the tag of a name."""
    opener = True
    for index, word in enumerate(words):
        low = word.casefold()
        if word[:1].isalpha() and word[:1].isupper() and not opener and low != "i":
            if low not in CLOSED and not tags[index].startswith("JJ"):
                tags[index] = "NNP"
            elif tags[index].startswith("JJ") and index + 1 < len(words):
                tags[index] = "JJ"
        elif word[:1].isdigit():
            tags[index] = "CD"
        opener = word in {'"', "“", ":", "\u2018", "("} if not word.isalnum() else False


def _closed(words: Sequence[str], tags: list[str]) -> None:
    for index, word in enumerate(words):
        low = word.casefold()
        since_then = low == "since" and index > 0 and words[index - 1].casefold() in HAVE
        if since_then or (low == "first" and index and _verb_after_first(words, tags, index)):
            tags[index] = "RB"
        elif low == "following":
            tags[index] = "JJ" if index and tags[index - 1] == "DT" else "IN"
        elif low in {"earlier", "later"} and index and tags[index - 1] in {"DT", "PRP$"}:
            tags[index] = "JJR"
        elif low == "such" and words[index + 1 : index + 2] in (["a"], ["an"]):
            tags[index] = "PDT"
        elif low == "are" and index and tags[index - 1] == "DT":
            tags[index] = "NN"
        elif low in CLOSED and (word == low or index == 0 or low == "i"):
            tags[index] = CLOSED[low]
        elif low.endswith("ly") and tags[index] in {"NN", "VB"} and low not in _NOUNS_IN_LY:
            tags[index] = "RB"
        elif len(low) == 1 and not low.isalnum():
            tags[index] = {"%": "NN", "$": "$", "€": "$", "£": "$"}.get(low, low)


def _verb_after_first(words: Sequence[str], tags: Sequence[str], index: int) -> bool:
    """Return whether "first" goes with a verb: "is first mentioned", "the man first sets"."""
    if index + 1 >= len(words):
        return False
    if words[index - 1].casefold() in BE | HAVE:
        return tags[index + 1] in {"VBN", "VBD"}
    forms = verb_forms(words[index + 1])
    return tags[index - 1] in {"NN", "NNP", "PRP"} and bool(forms & {"VBZ", "VBD"})


def _before(tags: Sequence[str], words: Sequence[str], index: int) -> int:
    """Return the index of the nearest word to the left that is no adverb; -1 at the start."""
    at = index - 1
    while at >= 0 and tags[at] in _LINK and words[at].casefold() not in {"there", "here"}:
        at -= 1
    return at


def _participles(words: Sequence[str], tags: list[str]) -> None:
    """Settle base forms after "to" and modals, and participles after "have" and "be"."""
    for index, word in enumerate(words):
        forms = verb_forms(word) if tags[index] not in {"CD", "IN", "DT", "CC"} else frozenset()
        if not forms or (word[:1].isupper() and index):
            continue
        at = _before(tags, words, index)
        if at < 0:
            continue
        left = words[at].casefold()
        adjacent_noun = index + 1 < len(tags) and tags[index + 1] in _NOUN_AFTER
        bare = tags[at] == "MD" or left in {"did", "does", "do"}
        bare = bare or (left == "to" and not (tags[index] == "NN" and adjacent_noun))
        done = left in HAVE and tags[index] not in {"JJ", "NN"}
        done = done or (left in BE and tags[index] in {"VBD", "VBN", "VB", "NN", "VBP"})
        if bare and "VB" in forms:
            tags[index] = "VB"
        elif (done or (left in HAVE and word in _SAME_PAST)) and "VBN" in forms:
            tags[index] = "VBN"
        elif left in BE and "VBG" in forms and tags[index] == "NN":
            tags[index] = "VBG"


def _finite_verbs(  # noqa: C901, PLR0912 - a case for each tag that is often wrong
    words: Sequence[str], tags: list[str]
) -> None:
    """Settle nouns that are verbs and verbs that are nouns, by their neighbours."""
    for index, word in enumerate(words):
        left = tags[index - 1] if index else ""
        right = tags[index + 1] if index + 1 < len(tags) else "."
        forms = verb_forms(word) if tags[index][:1] in {"V", "N", "J"} else frozenset()
        penn = tags[index]
        if penn in {"VB", "VBP", "VBD", "VBZ"} and left in {"DT", "PRP$", "POS", "WP$"}:
            if word.casefold() in CLOSED:
                continue
            if penn == "VBD" or "VBN" in forms:
                tags[index] = "VBN"
            else:
                tags[index] = "NNS" if penn == "VBZ" else "NN"
        elif penn in {"VB", "VBP"} and "VBN" in forms and words[index + 1 : index + 2] == ["by"]:
            tags[index] = "VBN"
        elif penn in {"VB", "VBP"} and left in {"JJ", "IN"} and right not in {"DT", "PRP$"}:
            tags[index] = "NN"
        elif penn == "VB" and left in {"NNS", "PRP", "NNPS"}:
            tags[index] = "VBP"
        elif penn == "NNS" and "VBZ" in forms and left in {"NN", "NNP", "PRP", "WDT", "WP", "RB"}:
            if right in {"DT", "PRP$", "TO", "RB", "CD", "PRP"} or (left in {"WDT", "WP", "PRP"}):
                tags[index] = "VBZ"
        elif (
            penn == "NNS"
            and "VBZ" in forms
            and left == ","
            and right in {"DT", "PRP$", "CD", "RB", "IN"}
        ):
            tags[index] = "VBZ"
        elif (
            word in _SAME_PAST
            and (left in {"CC", "NN", "NNP", "NNS"})
            and (right in {"DT", "CD", "PRP$", "$", "RP"} or (left == "CC" and right[:2] == "NN"))
        ):
            tags[index] = "VBD"
        elif penn in {"NN", "VB", "JJ"} and "VBD" in forms and word.endswith("ed"):
            tags[index] = "VBD" if left in {"NN", "NNS", "NNP", "PRP", "WDT", "WP"} else "VBN"
        elif (
            penn == "NN"
            and "VB" in forms
            and left in {"PRP", "NNS"}
            and (left == "PRP" or (right in {"DT", "PRP$", "IN", "TO"} and index > 1))
        ):
            tags[index] = "VBP"


def _that(words: Sequence[str], tags: list[str]) -> None:
    for index, word in enumerate(words):
        low = word.casefold()
        left = tags[index - 1] if index else ""
        right = tags[index + 1] if index + 1 < len(tags) else "."
        if low == "that":
            if left in {"NN", "NNS", "NNP"} and right[:1] in {"V", "M", "R"}:
                tags[index] = "WDT"
            elif right == "NN" and (
                left in {"IN", "TO", ",", ""} or words[index + 2 : index + 3] in ([","], ["."])
            ):
                tags[index] = "DT"
            else:
                tags[index] = "IN"
        elif low == "her":
            tags[index] = "PRP$" if right[:1] in {"N", "J"} or right in {"CD", "VBN"} else "PRP"
        elif low == "'s":
            own = left[:1] == "N" or left in {"CD", "PRP$"} or words[index - 1][:1].isupper()
            tags[index] = "POS" if own and left != "PRP" else "VBZ"
        elif low == "'":
            tags[index] = "POS" if left in {"NNS", "NNP", "NNPS"} and right[:1] in "NJ" else "''"
        elif low == "to" and right in {"DT", "PRP$", "NNP", "CD", "PRP"}:
            tags[index] = "IN"


def corrected(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the tags with our corrections."""
    better = list(tags)
    _closed(words, better)
    _named(words, better)
    _that(words, better)
    _participles(words, better)
    _finite_verbs(words, better)
    _that(words, better)
    return better
