"""Which language a text is written in, by script and function words; only English is drafted."""

import re
from typing import Final

from quizapp.errors import InputError

_SCRIPTS: Final = (
    ("Japanese", re.compile("[\u3040-\u30ff]")),
    ("Chinese", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]")),
    ("Korean", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    (
        "a language in Arabic script",
        re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"),
    ),
    ("Hebrew", re.compile("[\u05d0-\u05ff]")),
    ("a language in Cyrillic script", re.compile("[\u0400-\u052f]")),
    ("Greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("a language of India", re.compile("[\u0900-\u0dff]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Armenian", re.compile("[\u0530-\u058f]")),
    ("Georgian", re.compile("[\u10a0-\u10ff]")),
    ("Amharic", re.compile("[\u1200-\u137f]")),
)
"""In this order: Japanese holds Chinese characters, so its own are looked for first."""

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD: Final = re.compile(r"[^\W\d_]+")

_WORDS: Final = {
    "English": (
        "the and of to that was for with his they this have from had not but what were we there"
        " which their would been has who she her it its as are be by or at you he if will when"
        " than them these into could about other some after before while where how because"
        " a an can may"
    ),
    "German": (
        "der die das und ist nicht ein eine einen einem einer von zu den dem des mit sich auf"
        " für auch werden wird als wie bei noch nach aus aber sind hat haben oder zum zur"
    ),
    "French": (
        "le les et est une des du que qui dans pour pas sur au aux avec ce cette il elle ils"
        " sont par plus ne se sa ses leur leurs mais ont été être comme nous vous"
    ),
    "Spanish": (
        "el los las y una que en por con para del se su sus lo como más pero este esta fue son"
        " ha han sin sobre entre también muy ya cuando donde desde hasta"
    ),
    "Portuguese": (
        "os um uma que em por com para do da dos das não se mais como mas foi são ao aos pela"
        " pelo seu sua também ele ela nos já está entre"
    ),
    "Italian": (
        "il gli e è un una che di per con del della dei delle nel nella non si più come anche"
        " sono ha alla al dal dalla sul suo sua questo questa ma"
    ),
    "Dutch": (
        "het een van en dat niet te zijn op met voor aan er die maar om hij bij uit ook naar"
        " heeft wordt worden dit deze hebben nog werd"
    ),
    "Swedish, Danish or Norwegian": (
        "och att det som är på av för med till inte den har ett om var men jag han og at er til"
        " ikke af blev ble hun også fra eller når"
    ),
    "Polish": (
        "i w na nie się jest z że do to jak po co ale za od przez dla był była tym które który"
        " oraz przy jego"
    ),
    "Czech or Slovak": "a v na se je že s z do to ve pro jako které který ale by jsou po byl o od",
    "Turkish": "ve bir bu için ile de da olarak olan daha çok gibi kadar en sonra ne ama o",
    "Finnish": "ja on ei että se oli hän ovat myös mutta kun joka sen tai kuin niin ole mukaan",
    "Hungarian": "a az és hogy nem is egy ez volt meg csak de mint azt még van vagy el már",
    "Romanian": "și în de la cu nu pe care este din un o pentru mai sau ca fi fost prin sunt",
    "Indonesian or Malay": "yang dan di dari untuk dengan ini pada dalam itu adalah tidak akan",
    "Vietnamese": "và của là có không trong được cho một những các với người đã này để",
    "Latin": "et in est ad non cum qui quod ut sed ex ab sunt hoc per quae esse aut",
}
"""The commonest function words, written down for this purpose; they hardly overlap in sum."""

_LISTS: Final = {name: frozenset(words.split()) for name, words in _WORDS.items()}

_ENGLISH_SHARE: Final = 0.15
"""Of the words of running English a third and more are on the list; lists of names have fewer."""

MOSTLY: Final = 0.6
"""Share of letters in Latin script: below, other scripts are more than quotations."""


def _refusal(guess: str) -> InputError:
    return InputError(
        f"quizapp drafts from English text only; this looks like {guess}."
        " Send an English article, or start an empty one and write its facts yourself.",
        field="article",
    )


def _other_script(text: str) -> str:
    """Return the language of the script that most letters are in, or "" for Latin."""
    counts = {name: len(letters.findall(text)) for name, letters in _SCRIPTS}
    latin = len(_LATIN.findall(text))
    most = max(counts, key=lambda name: counts[name])
    # Chinese and Korean write a word in about two signs, an alphabet in five.
    weight = 2.5 if most in {"Chinese", "Japanese", "Korean"} else 1.0
    others = counts[most] * weight
    if latin + others == 0 or latin / (latin + others) >= MOSTLY:
        return ""
    if most == "Chinese" and counts["Japanese"] > 0.1 * counts["Chinese"]:
        return "Japanese"
    return most


def judge_script(text: str) -> None:
    """Refuse a text most of which is in another script than English is written in.

    Raises:
        InputError: with the language that it looks like.
    """
    if other := _other_script(text):
        raise _refusal(other)


def judge_language(text: str) -> str:
    """Return "en".

    Raises:
        InputError: the text is not English, with the language that it looks like.
    """
    judge_script(text)
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        raise _refusal("no language at all")
    shares = {
        name: sum(word in known for word in words) / len(words) for name, known in _LISTS.items()
    }
    english = shares.pop("English")
    best = max(shares, key=lambda name: shares[name])
    if english >= _ENGLISH_SHARE and english > shares[best]:
        return "en"
    raise _refusal(best if shares[best] > max(english, 0.1) else "no running text in any language")
