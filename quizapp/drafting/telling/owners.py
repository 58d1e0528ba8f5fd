"""Whose "his" and "its" are: the subject's before them, or another's that has to be named."""

from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Token
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.telling.namer import Namer

_INITIALS: Final = 2
"""Letters; shorter names stand in too many words."""


def _may_own(word: str, named: Named) -> bool:
    """Return whether a person can be meant by "his" or "her"."""
    return named.gender in {"", "m" if word == "his" else "f"}


class Owners(Namer):
    """Tells whether an owner's pronoun can stay as it is."""

    def _is_own(self, token: Token) -> bool:
        """Return whether "his own" follows a noun, which is whose it is, whatever was found."""
        following = self.sentence.tokens[token.index + 1 : token.index + 2]
        return bool(following and following[0].low == "own") and any(
            each.verb is not None
            and each.subject is not None
            and each.subject.end <= each.verb.first <= token.index < each.end
            and self.sentence.tokens[each.subject.head].tag != "PRP"
            for each in self.sentence.clauses
        )

    def _opens_before(self, token: Token, named: Named) -> bool:
        """Return whether an owner stands before the subject that it means: "in her book Day told".

        Such a phrase is told behind the subject.
        """
        for clause in self.sentence.clauses:
            subject = clause.subject
            if subject is None or not clause.first <= token.index < subject.first:
                continue
            found = self.entity_of(subject)
            if found is not None and found.key == named.key:
                return clause.kind is ClauseKind.MAIN
        return False

    def _subject_agrees(self, token: Token) -> bool:
        """Return whether the subject before "its" or "their" is what they stand for.

        The innermost clause tells: in "it stood until Day won her third" it is Day's third.
        """
        for clause in reversed(self.sentence.clauses):
            subject, verb = clause.subject, clause.verb
            if subject is None or verb is None or not clause.first <= token.index < clause.end:
                continue
            if not subject.end <= token.index or verb.first > token.index:
                continue
            head = self.sentence.tokens[subject.head]
            if (
                head.tag == "PRP"
                and subject.end - subject.first == 1
                and self.entity_of(subject) is None
            ):
                return head.start in self.page.standins and token.low in {"its", "their"}
            named = self.entity_of(subject)
            person = named is not None and named.kind is EntityKind.PERSON
            if token.low in {"his", "her"}:
                guessed = named is None or (not person and not named.sure)
                if guessed and head.tag == "NNP" and verb.lemma not in REPORTING:
                    return True  # nobody is known by that name, yet it may well be theirs
                if named is not None and person and _may_own(token.low, named):
                    return True
                continue
            plural = head.tag in {"NNS", "NNPS"} or bool(subject.members)
            if token.low == "their" and not plural and self._many_between(clause, token):
                return True
            return plural if token.low == "their" else not plural and not person
        return False

    def _many_between(self, clause: Clause, token: Token) -> bool:
        """Return whether one plural object stands before "their": "shows pilots their height"."""
        tokens = self.sentence.tokens
        heads = [each.head for each in clause.objects if each.end <= token.index]
        return len(heads) == 1 and tokens[heads[0]].tag == "NNS"

    def _said(self, out: list[str]) -> list[Named]:
        text = " ".join(out)
        return [
            each
            for each in self.page.entities.values()
            if len(each.name) > _INITIALS and each.name in text
        ]

    @staticmethod
    def _agrees(word: str, named: Named) -> bool:
        person = named.kind is EntityKind.PERSON
        if word in {"his", "her"}:
            return person and _may_own(word, named)
        return not person and word == "its"
