"""Links of clauses that the sentence itself shows to be wrong."""

from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.lexis.words import lemma_of, verb_forms
from quizapp.drafting.syntax.mending_verbless import VerblessMender
from quizapp.drafting.syntax.mending_words import CLAUSES, HELPERS, SUBJECTS


class Mender(VerblessMender):
    """Mends the links of one sentence, those of words first."""

    def mend(self) -> None:
        """Correct what is known to go wrong."""
        count = len(self.words)
        self._verbless()
        for at in range(count):
            self._up_to(at)
            self._per_cent(at)
            self._worth(at)
            self._gerund(at)
            self._deed_as_subject(at)
            self._noun_for_verb(at)
            self._helper(at)
        for at in range(count):
            self._finite(at)
        for at in range(count):
            self._second_noun(at)
            self._spliced(at)
            self._circling(at)
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
        for at in range(count):
            self._lost_subject(at)

    def _set_off(self, at: int) -> None:
        """Read "The farm, opened in 2012, supplies": the second verb is the sentence's own."""
        if not self._verb(at) or self._word(at - 1) != "," or self.links[at] not in CLAUSES:
            return
        if "VBN" not in verb_forms(self.words[at]) or self._under(at, *HELPERS, "cc"):
            return
        subject = next((each for each in self._under(at, *SUBJECTS) if each < at), None)
        main = next((each for each in self._under(at, "conj") if self._verb(each)), None)
        if subject is None or main is None or self._under(main, *SUBJECTS):
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
        if before is None or not things or self._under(at, *SUBJECTS, *HELPERS, "mark"):
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
        if not joined or self._under(at, *SUBJECTS, "mark", *HELPERS):
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
            and self.links[noun] in SUBJECTS
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
        if not joining or not self._under(at, *SUBJECTS):
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
        if not (to or self.tags[inner] == "VBG") or self._under(at, *SUBJECTS, "aux"):
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

    def _lost_subject(self, at: int) -> None:
        """Read "in the Treaty of Lorn the duke abolished it" as what the duke did.

        The parser hangs such a subject on the preposition, which has its noun already, or on a
        noun before the comma: "Searching with a telescope, Roi Alonso found".
        """
        above = self.heads[at]
        second = self.links[at] == "pobj" and any(
            each < at and self.links[each] == "pobj" for each in self._under(above)
        )
        first, end = self._edges(at)
        name = self.links[at] == "appos" and self.tags[at].startswith("NNP")
        name = name and self._word(first - 1) == ","
        if not (second or name):
            return
        while end < len(self.words) and self.tags[end].startswith("RB"):
            end += 1
        verb = self.heads[end] if self._link(end) in HELPERS else end
        if verb >= len(self.words) or not self._is_bare(verb, end) or first > verb:
            return
        for each in self._under(verb, "csubj"):
            self.links[each] = "advcl"
        self._hang(at, verb, "nsubjpass" if self._under(verb, "auxpass") else "nsubj")

    def _link(self, at: int) -> str:
        return self.links[at] if at < len(self.links) else ""

    def _is_bare(self, verb: int, first: int) -> bool:
        """Return whether a finite verb that begins at a word has no subject."""
        finite = self.tags[first] in {"VBD", "VBZ", "VBP", "MD"}
        free = not self._under(verb, "nsubj", "nsubjpass", "expl", "mark")
        begun = all(self.tags[each] == "VBG" for each in self._under(verb, "csubj"))
        return finite and free and begun and self.links[verb] in {"ROOT", "conj", "ccomp"}
