"""Tags and links of single words that the sentence itself shows to be wrong."""

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.lexis.words import verb_forms

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl"})
CLAUSES: Final = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"})
NOUN_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
HELPERS: Final = frozenset({"aux", "auxpass"})
OBJECTS: Final = frozenset({"dobj", "pobj", "npadvmod", "attr"})


class WordMender:
    """The words of one sentence with tags, heads and links that can be changed."""

    def __init__(
        self, words: Sequence[str], tags: list[str], heads: list[int], links: list[str]
    ) -> None:
        """Take the lists; they are changed in place."""
        self.words = [each.casefold() for each in words]
        self.tags = tags
        self.heads = heads
        self.links = links

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
        thing = next((each for each in self._under(at, *OBJECTS, "prep") if each > at), None)
        if thing is not None and self.links[thing] != "prep":
            self.tags[at], self.links[at] = "IN", "prep"
            self.links[thing] = "pobj"

    def _gerund(self, at: int) -> None:
        """Read "silting of the river" as the noun that it is."""
        bare = self.links[at] == "advcl" and at < self.heads[at]
        if bare and not self._under(self.heads[at], *SUBJECTS) and self.tags[at] == "VBG":
            self.links[at] = "csubj"
        if self.tags[at] != "VBG" or self.links[at] not in {"csubj", "csubjpass", *NOUN_PLACES}:
            return
        of = any(self._word(each) == "of" and each == at + 1 for each in self._under(at, "prep"))
        if of or self.links[at] in NOUN_PLACES or self._under(at, "det", "amod"):
            self.tags[at] = "NN"
            self.links[at] = self.links[at].replace("csubj", "nsubj")

    def _deed_as_subject(self, at: int) -> None:
        """Read "relining" of "Relining the basin took five months" as what took them."""
        verb = self.heads[at]
        if self.tags[at] != "VBG" or self.links[at] != "csubj" or at > verb:
            return
        if self._under(at, *SUBJECTS, *HELPERS, "mark") or self._under(verb, *SUBJECTS, *HELPERS):
            return
        measured = any(self._under(each, "nummod") for each in self._under(verb, *OBJECTS))
        things = self._under(at, "dobj")
        if not measured or len(things) != 1 or self._edges(at)[0] != at:
            return
        self.tags[at], self.links[at] = "NN", "nsubj"
        self.links[things[0]] = "nmod"

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
        if self.links[at] in HELPERS:
            for each in self._under(at):
                self.heads[each] = self.heads[at]

    def _second_noun(self, at: int) -> None:
        """Read "spillway" of "After hours of rain the spillway broke" as the subject."""
        things = [each for each in self._under(at, "pobj") if each > at]
        verb = self.heads[at]
        if len(things) < 2 or not self._verb(verb) or things[-1] > verb:  # noqa: PLR2004 - one for the preposition
            return
        if not self._under(verb, *SUBJECTS):
            self.heads[things[-1]], self.links[things[-1]] = verb, "nsubj"

    def _circling(self, at: int) -> None:
        """Read "a bat circling a lamp may be seen": the bat may be seen."""
        above = self.heads[at]
        inside = self.links[at] in {"csubj", "csubjpass", "ccomp", "advcl"} and at < above
        if not inside or self.tags[at] != "VBG" or self._under(above, *SUBJECTS):
            return
        subject = next((each for each in self._under(at, "nsubj") if each < at), None)
        if subject is not None and not self._under(at, "mark", *HELPERS):
            self.heads[subject] = above
            self.heads[at], self.links[at] = subject, "acl"

    def _spliced(self, at: int) -> None:
        """Read "she sets the wheels, then turns the crank": the first verb rules the second."""
        above = self.heads[at]
        if self.links[at] != "ccomp" or at > above or not self._verb(at):
            return
        if self._under(above, *SUBJECTS) or not self._under(at, *SUBJECTS):
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
        if self.tags[at] == "VBN" and not under & HELPERS and "nsubj" in under:
            if self.links[at] in CLAUSES and "VBD" in forms:
                self.tags[at] = "VBD"
            return
        hangs = self.links[at] == "acl" or "auxpass" in under
        if self.tags[at] == "VBD" and "VBN" in forms and hangs:
            self.tags[at] = "VBN"
