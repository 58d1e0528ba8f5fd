"""Part-of-speech tags of English words, from the lexicon that textblob brings along."""

from collections.abc import Sequence
from functools import lru_cache

from quizapp.drafting.lexis.lean import lean_imports, lighten_lemminflect

with lean_imports():
    from lemminflect import getAllLemmas, getInflection, getLemma
    from textblob.en import tag

lighten_lemminflect()

_UNIVERSAL = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}


def tag_words(words: Sequence[str]) -> list[str]:
    """Return a Penn Treebank tag for each word; the words hold no spaces."""
    tagged = tag(" ".join(words), tokenize=False)
    if len(tagged) == len(words):
        return [str(each[1]) for each in tagged]
    return [str(tag(word, tokenize=False)[0][1]) for word in words]


@lru_cache(maxsize=20_000)
def lemma_of(word: str, penn: str) -> str:
    """Return the base form of a word with that tag, in small letters unless a name."""
    if penn.startswith("NNP"):
        return word
    low = word.casefold()
    kind = _UNIVERSAL.get(penn[:1])
    if kind is None:
        return low
    found = getLemma(low, kind)
    if kind == "VERB" and low in _LEMMAS:
        return _LEMMAS[low]
    return str(found[0]) if found else low


_LEMMAS = {
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "am": "be", "being": "be",
    "'s": "be", "had": "have", "has": "have", "did": "do", "founded": "found", "founds": "found",
    "found": "find", "left": "leave", "fell": "fall", "felled": "fell", "lay": "lie",
    "bound": "bind",
    "wound": "wind", "saw": "see", "born": "bear", "bore": "bear", "borne": "bear", "won": "win",
    "rose": "rise", "led": "lead", "met": "meet", "went": "go", "fled": "flee", "ground": "grind",
    "shot": "shoot", "held": "hold", "began": "begin", "begun": "begin", "became": "become",
    "spun": "spin", "laid": "lay", "paid": "pay", "dove": "dive", "wove": "weave", "cost": "cost",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def verb_forms(word: str) -> frozenset[str]:
    """Return the verb tags that a word can have: {"VBD", "VBN"} for "signed"."""
    low = word.casefold()
    forms: set[str] = set()
    for lemma in getAllLemmas(low, "VERB").get("VERB", ()):
        for penn in ("VB", "VBD", "VBN", "VBG", "VBZ"):
            if low in getInflection(lemma, penn):
                forms.add(penn)
    return frozenset(forms)


@lru_cache(maxsize=20_000)
def inflect(lemma: str, penn: str) -> str:
    """Return a form of a verb or noun: ("sign", "VBD") gives "signed"."""
    fixed = {("found", "VBD"): "founded", ("found", "VBN"): "founded", ("bear", "VBN"): "born"}
    if (lemma, penn) in fixed:
        return fixed[lemma, penn]
    found = getInflection(lemma, penn)
    return str(found[0]) if found else lemma
