"""Pronouns of what is said that the statement tells by a name, though another one may be meant."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.animacy import may_be_he
from quizapp.drafting.antecedents.coreference_words import FEMALE, MALE
from quizapp.drafting.antecedents.genders import told_gender
from quizapp.drafting.lexis.lexicon import gender_of
from quizapp.drafting.proposers.points_bound import bound_in
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.voices.sayings import Saying

_NEAR: Final = 2
"""Sentences in which somebody without a name may be meant: that of the saying, the one before."""
_NAMES: Final = frozenset({"NNP", "NNPS"})


def is_torn(page: Page, sentence: Sentence, saying: Saying, speaker: Named) -> bool:
    """Return whether a "he" or "she" of what is said may be another than the statement names.

    It may be the one who speaks, unless the words themselves name whom it takes up, and it may be
    somebody without a name: "two guards feared he was about to shoot", said of the robber.
    """
    return any(
        _may_speak(speaker, gender) or any(_unnamed(page, sentence, token, gender))
        for token, gender in _told_by_name(page, sentence, saying, speaker)
    )


def _told_by_name(
    page: Page, sentence: Sentence, saying: Saying, speaker: Named
) -> Iterator[tuple[Token, str]]:
    """Yield the pronouns of a person that stay not as they are, with their gender."""
    bound = bound_in(page, sentence, saying, speaker)
    for each in sentence.tokens:
        inside = saying.start <= each.start < saying.end
        if not inside or saying.frame_start <= each.start < saying.frame_end:
            continue
        gender = "m" if each.low in MALE else "f" if each.low in FEMALE else ""
        key = page.antecedents.get(each.start, "")
        other = key not in {"", speaker.key} and each.start not in bound
        if gender and other and not _is_named(page, saying, each, key):
            yield each, gender


def _is_named(page: Page, saying: Saying, token: Token, key: str) -> bool:
    """Return whether what is said names the one itself: "that Holt had sold his boat"."""
    return any(
        each.kind is MentionKind.ENTITY and each.entity == key
        for each in page.within(saying.start, token.start)
    )


def _may_speak(speaker: Named, gender: str) -> bool:
    """Return whether the pronoun can be the one who speaks."""
    known = speaker.gender or gender_of(speaker.name.split()[0])
    titled = speaker.word == "the" and speaker.name[:1].isupper()  # "the Suda" is a book
    return speaker.kind is EntityKind.PERSON and not titled and known in {"", gender}


def _unnamed(page: Page, sentence: Sentence, token: Token, gender: str) -> Iterator[Token]:
    """Yield the nouns that may mean one person without a name, up to a pronoun."""
    for each in page.sentences:
        if not sentence.index - _NEAR < each.index <= sentence.index:
            continue
        for noun in each.tokens:
            if noun.start >= token.start or noun.tag != "NN" or _is_of_a_name(page, each, noun):
                continue
            followed = [one.low for one in each.tokens[noun.index + 1 : noun.index + 2]]
            person = may_be_he(noun.lemma) or followed == ["who"]
            if person and told_gender(noun.lemma) in {"", gender}:
                yield noun


def _is_of_a_name(page: Page, sentence: Sentence, noun: Token) -> bool:
    """Return whether a noun only says who a named one is: "the coroner, Dick Wallace"."""
    if any(each.start <= noun.start < each.end for each in page.mentions):
        return True  # within a name or a quotation
    behind = sentence.tokens[noun.index + 1 : noun.index + 3]
    if behind and behind[0].tag in _NAMES:
        return True
    if len(behind) > 1 and behind[0].text == "," and behind[1].tag in _NAMES:
        return True
    return any(
        each.kind is ClauseKind.APPOSITION and each.first <= noun.index < each.end
        for each in sentence.clauses
    ) or any(
        noun.index == one.head
        for each in sentence.clauses
        if each.verb is not None and each.verb.lemma == "be"
        for one in each.objects
    )
