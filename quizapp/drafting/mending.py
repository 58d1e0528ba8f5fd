"""Links and tags of the parser that the sentence itself shows to be wrong."""

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.reporting_verbs import REPORTING
from quizapp.drafting.words import lemma_of, verb_forms

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl"})
_CLAUSES: Final = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"})
_NOUN_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_HELPERS: Final = frozenset({"aux", "auxpass"})
_OBJECTS: Final = frozenset({"dobj", "pobj", "npadvmod", "attr"})


class Mender:
    """The words of one sentence with tags, heads and links that can be changed."""

    def __init__(
        self, words: Sequence[str], tags: list[str], heads: list[int], links: list[str]
    ) -> None:
        """Take the lists; they are changed in place."""
        self.words = [each.casefold() for each in words]
        self.tags = tags
        self.heads = heads
        self.links = links

    def mend(self) -> None:
        """Correct what is known to go wrong."""
        count = len(self.words)
        for at in range(count):
            self._per_cent(at)
            self._worth(at)
            self._gerund(at)
            self._noun_for_verb(at)
            self._helper(at)
        for at in range(count):
            self._finite(at)
        for at in range(count):
            self._second_noun(at)
            self._spliced(at)
        for at in range(count):
            self._set_off(at)
            self._fronted(at)
            self._wider(at)
            self._late_by(at)
            self._late_name(at)
            self._late_noun(at)
            self._late_clause(at)
            self._past_infinitive(at)
            self._behind_date(at)

    # -- looking ---------------------------------------------------------------------------------

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _under(self, head: int, *links: str) -> list[int]:
        return [
            at
            for at, above in enumerate(self.heads)
            if above == head and at != head and (not links or self.links[at] in links)
        ]

    def _above(self, at: int) -> list[int]:
        """Return what a word hangs on, the nearest first."""
        found: list[int] = []
        while self.heads[at] != at and len(found) < len(self.heads):
            at = self.heads[at]
            found.append(at)
        return found

    def _edges(self, head: int) -> tuple[int, int]:
        inside = [at for at in range(len(self.heads)) if at == head or head in self._above(at)]
        return min(inside), max(inside) + 1

    def _verb(self, at: int) -> bool:
        return self.tags[at][:2] == "VB"

    def _hang(self, at: int, head: int, link: str) -> None:
        """Hang a word elsewhere, unless it would then hang on itself."""
        if at != head and at not in self._above(head):
            self.heads[at], self.links[at] = head, link

    # -- words -----------------------------------------------------------------------------------

    def _per_cent(self, at: int) -> None:
        """Make "cent" of "2 per cent" the noun that "2" counts."""
        if self._word(at) != "per" or self._word(at + 1) != "cent" or at == 0:
            return
        number, cent = at - 1, at + 1
        run = {number, at, cent}
        outer = next((each for each in (number, at, cent) if self.heads[each] not in run), number)
        above, link = self.heads[outer], self.links[outer]
        root = above == outer
        for each, head in enumerate(self.heads):
            if each not in run and head in run and not (each < number and self.tags[each] != "IN"):
                self.heads[each] = cent
        self.heads[number], self.links[number] = cent, "nummod"
        self.heads[at], self.links[at] = cent, "nmod"
        self.heads[cent], self.links[cent] = (cent if root else above), link
        self.tags[cent] = "NN"
        for each in self._under(number):
            if each < number and self.tags[each] == "IN" and self.links[each] == "prep":
                self.links[each] = "quantmod"

    def _worth(self, at: int) -> None:
        """Read "worth 30 million" like a preposition with its noun."""
        if self._word(at) != "worth" or self.tags[at][:2] not in {"JJ", "IN"}:
            return
        thing = next((each for each in self._under(at, *_OBJECTS, "prep") if each > at), None)
        if thing is not None and self.links[thing] != "prep":
            self.tags[at], self.links[at] = "IN", "prep"
            self.links[thing] = "pobj"

    def _gerund(self, at: int) -> None:
        """Read "silting of the river" as the noun that it is."""
        bare = self.links[at] == "advcl" and at < self.heads[at]
        if bare and not self._under(self.heads[at], *_SUBJECTS) and self.tags[at] == "VBG":
            self.links[at] = "csubj"
        if self.tags[at] != "VBG" or self.links[at] not in {"csubj", "csubjpass", *_NOUN_PLACES}:
            return
        of = any(self._word(each) == "of" and each == at + 1 for each in self._under(at, "prep"))
        if of or self.links[at] in _NOUN_PLACES or self._under(at, "det", "amod"):
            self.tags[at] = "NN"
            self.links[at] = self.links[at].replace("csubj", "nsubj")

    def _noun_for_verb(self, at: int) -> None:
        """Read "the lock leaks badly" as a clause."""
        if self.links[at] != "ccomp" or self.tags[at] != "NNS":
            return
        subject = next((each for each in self._under(at, "compound") if each == at - 1), None)
        if subject is None or "VBZ" not in verb_forms(self.words[at]):
            return
        self.tags[at], self.links[subject] = "VBZ", "nsubj"
        for each in self._under(at, "det", "amod", "compound"):
            self.heads[each] = subject

    def _helper(self, at: int) -> None:
        """Hang what hangs on an auxiliary on its verb."""
        if self.links[at] in _HELPERS:
            for each in self._under(at):
                self.heads[each] = self.heads[at]

    def _second_noun(self, at: int) -> None:
        """Read "spillway" of "After hours of rain the spillway broke" as the subject."""
        things = [each for each in self._under(at, "pobj") if each > at]
        verb = self.heads[at]
        if len(things) < 2 or not self._verb(verb) or things[-1] > verb:  # noqa: PLR2004 - one for the preposition
            return
        if not self._under(verb, *_SUBJECTS):
            self.heads[things[-1]], self.links[things[-1]] = verb, "nsubj"

    def _spliced(self, at: int) -> None:
        """Read "she sets the wheels, then turns the crank": the first verb rules the second."""
        above = self.heads[at]
        if self.links[at] != "ccomp" or at > above or not self._verb(at):
            return
        if self._under(above, *_SUBJECTS) or not self._under(at, *_SUBJECTS):
            return
        if not self._verb(above) or self._under(at, "mark"):
            return
        outer, link = self.heads[above], self.links[above]
        self.heads[at], self.links[at] = (at if outer == above else outer), link
        self.heads[above], self.links[above] = at, "conj"
        for each in self._under(above):
            if each < at:
                self.heads[each] = at

    def _finite(self, at: int) -> None:
        """Settle "founded" between a past and a participle by what hangs on it."""
        forms = verb_forms(self.words[at])
        under = {self.links[each] for each in self._under(at)}
        if self.tags[at] == "VBN" and not under & _HELPERS and "nsubj" in under:
            if self.links[at] in _CLAUSES and "VBD" in forms:
                self.tags[at] = "VBD"
            return
        hangs = self.links[at] == "acl" or "auxpass" in under
        if self.tags[at] == "VBD" and "VBN" in forms and hangs:
            self.tags[at] = "VBN"

    # -- clauses ---------------------------------------------------------------------------------

    def _set_off(self, at: int) -> None:
        """Read "The farm, opened in 2012, supplies": the second verb is the sentence's own."""
        if not self._verb(at) or self._word(at - 1) != "," or self.links[at] not in _CLAUSES:
            return
        if "VBN" not in verb_forms(self.words[at]) or self._under(at, *_HELPERS, "cc"):
            return
        subject = next((each for each in self._under(at, *_SUBJECTS) if each < at), None)
        main = next((each for each in self._under(at, "conj") if self._verb(each)), None)
        if subject is None or main is None or self._under(main, *_SUBJECTS):
            return
        if self._word(self._edges(main)[0] - 1) != ",":
            return
        above, link = self.heads[at], self.links[at]
        self.heads[main], self.links[main] = (main if above == at else above), link
        self.heads[subject] = main
        self.heads[at], self.links[at], self.tags[at] = subject, "acl", "VBN"
        for each in self._under(at):
            if each > main or each < subject:
                self.heads[each] = main

    def _fronted(self, at: int) -> None:
        """Read "In a survey, carried out in 2022, most agreed": the survey was carried out."""
        if self.links[at] != "advcl" or self._word(at - 1) != "," or self.tags[at] != "VBN":
            return
        before = next((each for each in self._under(at, "prep") if each < at), None)
        things = self._under(before, "pobj") if before is not None else []
        if before is None or not things or self._under(at, *_SUBJECTS, *_HELPERS, "mark"):
            return
        outer = self.heads[at]
        self.heads[before] = outer
        self.heads[at], self.links[at] = things[0], "acl"

    def _wider(self, at: int) -> None:
        """Hang ", and asked" of "said that it leaked, and asked" on the first verb."""
        inner = self.heads[at]
        if self.links[at] != "conj" or not self._verb(at) or self.links[inner] != "ccomp":
            return
        first = self._edges(at)[0]
        joined = self._word(first - 1) in {"and", "but"} and self._word(first - 2) == ","
        if not joined or self._under(at, *_SUBJECTS, "mark", *_HELPERS):
            return
        outer = self.heads[inner]
        if inner > outer and lemma_of(self.words[outer], self.tags[outer]) in REPORTING:
            self._hang(at, outer, "conj")

    def _late_by(self, at: int) -> None:
        """Hang ", and by the council" behind a relative clause on the verb outside it."""
        clause = next((each for each in self._above(at) if self.links[each] == "relcl"), None)
        if clause is None or self.tags[at] != "IN" or at < 2:  # noqa: PLR2004 - a comma and "and"
            return
        joined = self._word(at - 1) == "and" and self._word(at - 2) == ","
        if not joined or self.links[at] not in {"prep", "conj", "agent"}:
            return
        if self._word(self._edges(clause)[0] - 1) != ",":
            return
        verb = next((each for each in self._above(clause) if self._verb(each)), None)
        if verb is not None:
            self._hang(at - 1, verb, "cc")
            self._hang(at, verb, "prep")

    def _late_name(self, at: int) -> None:
        """Hang "Crale" of "The man who built it, Josiah Crale, drew" on the man."""
        if self.links[at] != "appos" or not self.tags[at].startswith("NNP"):
            return
        clause = next((each for each in self._above(at) if self.links[each] == "relcl"), None)
        if clause is None or self._word(self._edges(clause)[0] - 1) == ",":
            return
        first, end = self._edges(at)
        noun = self.heads[clause]
        follows = self._word(end) == "," and self._word(first - 1) == ","
        verb = self.heads[noun]
        if (
            follows
            and self.links[noun] in _SUBJECTS
            and verb > end
            and self._edges(clause)[1] <= end + 1
        ):
            self._hang(at, noun, "appos")

    def _late_noun(self, at: int) -> None:
        """Hang "Holm" of "a place whose head was, in turn, Holm" on the inner "was"."""
        if self.links[at] not in {"dobj", "attr", "npadvmod"} or not self._verb(self.heads[at]):
            return
        for clause in range(self.heads[at] + 1, at):
            be = self.links[clause] == "relcl" and lemma_of(self.words[clause], "VBD") == "be"
            inside = be and self.heads[at] in self._above(clause)
            if inside and not self._under(clause, "attr", "acomp", "prep"):
                self._hang(at, clause, "attr")
                return

    def _late_clause(self, at: int) -> None:
        """Read "it began to run, and at noon the wall gave way" as two clauses side by side."""
        above = self.heads[at]
        if self.links[at] != "ccomp" or at < above or self._under(at, "mark"):
            return
        joining = [
            each
            for each in self._under(above, "cc")
            if above < each < at and self._word(each - 1) == "," and self.words[each] != "or"
        ]
        if not joining or not self._under(at, *_SUBJECTS):
            return
        self.links[at] = "conj"
        for each in self._under(above, "conj", "prep", "advmod"):
            if joining[-1] < each < at:
                self.heads[each] = at
                if self.tags[each] == "IN":
                    self.links[each] = "prep"

    def _past_infinitive(self, at: int) -> None:
        """Hang "died" of "he went to Spain to help and died there" on "went"."""
        inner = self.heads[at]
        if self.links[at] != "conj" or self.tags[at] not in {"VBD", "VBZ", "VBP"}:
            return
        to = any(self._word(each) == "to" for each in self._under(inner, "aux"))
        if not (to or self.tags[inner] == "VBG") or self._under(at, *_SUBJECTS, "aux"):
            return
        outer = next(
            (each for each in self._above(inner) if self.tags[each] in {"VBD", "VBZ", "VBP"}), None
        )
        if outer is not None and outer < inner:
            self._hang(at, outer, "conj")

    def _behind_date(self, at: int) -> None:
        """Read "on 20 May, the anniversary of the treaty," as what the day was."""
        verb = self.heads[at]
        if self.links[at] not in {"npadvmod", "dobj"} or not self._verb(verb) or at < verb:
            return
        first = self._edges(at)[0]
        if self._word(first - 1) != "," or self._word(first) not in {"a", "an", "the"}:
            return
        before = next(
            (
                each
                for each in range(first - 2, verb, -1)
                if self.tags[each][:2] in {"NN", "CD"} and self._edges(each)[1] <= first
            ),
            None,
        )
        if before is not None and verb in self._above(before):
            self._hang(at, before, "appos")
