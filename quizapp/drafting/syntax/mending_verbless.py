"""Sentences that were read without a finite verb: one of their nouns or participles is it."""

from typing import Final

from quizapp.drafting.lexis.words import verb_forms
from quizapp.drafting.syntax.mending_words import WordMender

_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})
_BESIDE: Final = frozenset({"compound", "amod", "nmod"})
_SINGULAR: Final = frozenset({"NN", "NNP", "JJ"})
_FEWEST: Final = 5
"""Words of a sentence with its mark; what is shorter may be a heading."""


class VerblessMender(WordMender):
    """Finds the verb of a sentence that shows none, and reads "up to 40" as one number."""

    def _verbless(self) -> None:
        """Make a verb of the noun or participle in whose place it stands."""
        ends = bool(self.words) and self.words[-1] == "." and len(self.words) >= _FEWEST
        if not ends or any(each in _FINITE for each in self.tags):
            return
        for at in range(1, len(self.words) - 1):
            if self._plural_for_verb(at) or self._participle_for_verb(at):
                return

    def _plural_for_verb(self, at: int) -> bool:
        """Read "The female lays up to 40 eggs." as what she does."""
        left = at - 1
        if (
            self.heads[at] != at
            or self.tags[at] != "NNS"
            or "VBZ" not in verb_forms(self.words[at])
        ):
            return False
        beside = self.heads[left] == at and self.links[left] in _BESIDE
        if not beside or self.tags[left] not in _SINGULAR:
            return False
        # "High tides in May." is no sentence, "The high tides at 10." is none either.
        counted = self.tags[at + 1] == "CD" or self._under(at, "appos", "dobj", "prep")
        opened = self._under(at, "det") or left == 0
        if not counted or not opened:
            return False
        self.tags[at], self.links[at] = "VBZ", "ROOT"
        self.tags[left] = "NN" if self.tags[left] == "JJ" else self.tags[left]
        for each in self._under(at):
            if each < left:
                self.heads[each] = left
            elif self.links[each] == "appos":
                self.links[each] = "dobj"
        self.links[left] = "nsubj"
        return True

    def _participle_for_verb(self, at: int) -> bool:
        """Read "In the frost some 300 swans starved near Marl." as what they did.

        "A bridge built in 1902." is no sentence: something stands before the subject, the verb has
        an object, or the subject is counted.
        """
        noun = self.heads[at]
        if self.tags[at] != "VBN" or self.links[at] != "acl" or noun != at - 1:
            return False
        root = next(k for k, above in enumerate(self.heads) if above == k)
        opens = self._edges(noun)[0] > 0 or any(
            each < noun and self.tags[each] == "IN" for each in self._under(noun, "prep")
        )
        whole = root == noun or (root == 0 and self.tags[root] == "IN")
        if not whole or "VBD" not in verb_forms(self.words[at]) or self._under(at, "agent"):
            return False
        counted = self._under(noun, "nummod")  # "An estimated 70,000 fish suffocated near Marl."
        if not (opens or root == 0 or counted or self._under(at, "dobj")):
            return False
        self.tags[at], self.links[at], self.heads[at] = "VBD", "ROOT", at
        for each in self._under(root):
            if root == noun and (self.links[each] == "prep" or self.links[each] == "punct"):
                self.heads[each] = at
        if root != noun:
            self.heads[root], self.links[root] = at, "prep"
        self.heads[noun], self.links[noun] = at, "nsubj"
        return True

    def _up_to(self, at: int) -> None:
        """Read "can hold up to 40 people" as holding that many, not as holding up."""
        number = at + 2
        if self._word(at) != "up" or self._word(at + 1) != "to" or number >= len(self.words):
            return
        if self.links[at] == "prt" and self.links[at + 1] == "quantmod":
            self.tags[at], self.heads[at], self.links[at] = "IN", self.heads[at + 1], "quantmod"
