"""What opens a clause inside another: conjunctions, relative words, participles, asides."""

from dataclasses import replace

from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.syntax.clause_sight import OPENERS, SETTING_OFF, SUBJECTS, WH, Open, Sight
from quizapp.drafting.syntax.verbs import read_verb


class Openings(Sight):
    """Opens inner clauses and hands them to ``clause``."""

    def inner(self, at: int, outer: Open, parent: int) -> None:
        """Read a clause inside another by the way it hangs there."""
        link = self.tree.links[at]
        if link == "relcl" and self.tree.one(at, "mark") is None:
            self.relative(at, outer, parent)
        elif link == "relcl":
            self.content(at, outer, parent)
        elif link == "acl":
            self.hanging(at, outer, parent)
        elif not self.tree.is_verb(at):
            self.presented(at, outer, parent)
        elif link in {"ccomp", "csubj", "csubjpass", "parataxis", "dep"}:
            self.content(at, outer, parent)
        else:
            self.adverbial(at, outer, parent)

    def apposed(self, at: int, parent: int) -> None:
        """Read an apposition."""
        above = self.tree.heads[at]
        earlier = [
            each
            for each in self.tree.under(above, "appos")
            if above < each < at and self.tree.kinds.get(each) is MentionKind.ENTITY
        ]
        whom = self.phrases.single(earlier[-1] if earlier else above)
        thing = self.phrases.listed(at)
        first, end = self.tree.edges(at)
        end = self.closed(max(end, thing.end), first)
        parts = self.parts(at, (at,))
        opened = Open(ClauseKind.APPOSITION, at, first, end, parent, subject=whom, aside=True)
        opened.objects.append(thing)
        index = len(self.found)
        self.found.append(None)
        for each in parts.own:
            placed = self.phrases.placed(each) or self.phrases.timed(each)
            if placed is not None:
                opened.adverbials.append(placed)
        self.found[index] = Clause(
            index=index,
            kind=ClauseKind.APPOSITION,
            first=first,
            end=end,
            subject=whom,
            verb=None,
            objects=(thing,),
            adverbials=tuple(opened.adverbials),
            parent=parent,
            aside=True,
        )
        for each in sorted([*parts.inner, *parts.apposed]):
            if each in parts.apposed:
                self.apposed(each, index)
            else:
                self.inner(each, replace(opened, subject=thing), index)

    def presented(self, at: int, outer: Open, parent: int) -> None:
        """Note the description in "A chemist by training, she"."""
        thing = self.phrases.listed(at)
        first, end = self.tree.edges(at)
        adverbials = [self.phrases.placed(each) for each in self.tree.under(at, "prep")]
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.APPOSITION,
                first=first,
                end=self.closed(end, first),
                subject=outer.subject,
                verb=None,
                objects=(thing,),
                adverbials=tuple(each for each in adverbials if each is not None),
                parent=parent,
                aside=True,
            )
        )

    def relative(self, at: int, outer: Open, parent: int) -> None:
        """Read a relative clause; the noun before it takes the place of its relative word."""
        above = self.whole(self.tree.heads[at])
        first, end = self.extent(at)
        word = self.wh(at)
        marker = self.tree.low(word) if word is not None else ""
        antecedent = self.phrases.single(above) if self.tree.is_noun(above) else None
        aside = first > 0 and self.tokens[first - 1].text in SETTING_OFF
        subject = outer.subject
        if antecedent is not None and antecedent.kind is ChunkKind.DATE and marker != "when":
            antecedent = subject
        if aside and subject is not None and outer.verb is not None and marker == "which":
            # "A dam in the valley of X, which burst": the comma parts it from all of the subject.
            apart = subject.end <= first < outer.verb.first
            antecedent = subject if apart and self.of_name(above) else antecedent
        kind = ClauseKind.TIME if marker == "when" else ClauseKind.RELATIVE
        opened = Open(
            kind, at, first, self.closed(end, first) if aside else end, parent,
            marker=marker, aside=aside,
        )  # fmt: skip
        link = self.tree.links[word] if word is not None else ""
        if (word is None and not any(self.tree.under(at, *SUBJECTS))) or link in SUBJECTS:
            opened.subject = antecedent
        elif antecedent is not None and marker in {"which", "whom", "that"} and link == "dobj":
            if aside:
                opened.objects.append(antecedent)
        elif antecedent is not None and link == "pobj" and word is not None:
            over = self.tree.heads[word]
            if over < word:
                opened.adverbials.append(replace(antecedent, prep=self.tree.low(over)))
        elif antecedent is not None and marker == "where":
            opened.adverbials.append(replace(antecedent, prep="in"))
        self.clause(opened)

    def hanging(self, at: int, outer: Open, parent: int) -> None:
        """Read a participle or "to" with a verb that hangs on a noun."""
        above = self.tree.heads[at]
        first, end = self.extent(at)
        predicate = read_verb(self.tree, at)
        aside = first > 0 and self.tokens[first - 1].text in SETTING_OFF
        if any(self.tree.low(each) == "to" for each in self.tree.under(at, "aux")):
            self.clause(
                Open(ClauseKind.INFINITIVE, at, first, end, parent, outer.subject, "to"),
                predicate=predicate,
            )
            return
        mark = self.tree.one(at, "mark")
        if mark is not None or self.tree.tag(at) not in {"VBN", "VBG", "VBD"}:
            self.content(at, outer, parent)
            return
        subject = self.phrases.single(above) if self.tree.is_noun(above) else outer.subject
        self.clause(
            Open(
                ClauseKind.PARTICIPLE, at, first, self.closed(end, first) if aside else end,
                parent, subject, aside=aside,
            ),
            predicate=replace(predicate, verb=self.hung(predicate.verb)),
        )  # fmt: skip

    def content(self, at: int, outer: Open, parent: int) -> None:
        """Read what is said or thought, or a clause that takes the place of a noun."""
        first, end = self.extent(at)
        mark = self.tree.one(at, "mark")
        wh = self.wh(at)
        marker = self.tree.low(mark) if mark is not None else ""
        kind = OPENERS.get(marker, ClauseKind.THAT)
        if mark is None and wh is not None and self.tree.tag(wh) in WH:
            marker, kind = self.tree.low(wh), ClauseKind.QUESTION
        own = any(self.tree.under(at, *SUBJECTS))
        if not own and self.tree.tag(at) in {"VBG", "VBN"} and not marker:
            kind = ClauseKind.PARTICIPLE
        if any(self.tree.low(each) == "to" for each in self.tree.under(at, "aux")) and not marker:
            kind, marker = ClauseKind.INFINITIVE, "to"
        if self.tree.links[at] in {"parataxis", "dep"} and kind is ClauseKind.THAT and not marker:
            self.loose(at, outer, parent)
            return
        subject = None if own else outer.subject
        self.clause(Open(kind, at, first, end, parent, subject, marker))

    def loose(self, at: int, outer: Open, parent: int) -> None:
        """Read a clause that stands beside the main one; ", he said," is only an aside."""
        first, end = self.extent(at)
        if self.tokens[at].lemma in REPORTING:
            begin = first - 1 if first and self.tokens[first - 1].text == "," else first
            self.add_aside(begin, self.closed(end, first), parent)
            return
        if not any(self.tree.under(at, *SUBJECTS)):
            return
        self.clause(Open(ClauseKind.MAIN, at, first, end, outer.parent))

    def adverbial(self, at: int, outer: Open, parent: int) -> None:
        """Read a clause with a conjunction or a preposition, a participle, "to" and a verb."""
        first, end = self.extent(at)
        opening = first == 0 or (outer.verb is not None and first < outer.verb.first)
        mark = self.tree.one(at, "mark")
        marker = self.tree.low(mark) if mark is not None else ""
        above = self.tree.heads[at]
        if self.tree.links[at] == "pcomp":
            first = min(first, above)
            marker = self.tree.low(above)
        wh = self.wh(at)
        if not marker and wh is not None and self.tree.tag(wh) in WH:
            marker = self.tree.low(wh)
        own = any(self.tree.under(at, *SUBJECTS))
        predicate = read_verb(self.tree, at)
        verb = predicate.verb
        aside = opening or (first > 0 and self.tokens[first - 1].text in SETTING_OFF)
        to = any(self.tree.low(each) == "to" for each in self.tree.under(at, "aux"))
        bare = not own and self.tree.tag(verb.head) in {"VBG", "VBN", "VBD"} and not verb.perfect
        if to:
            kind, marker = ClauseKind.INFINITIVE, "to"
        elif bare and verb.first == verb.head and (not marker or self.tree.links[at] == "pcomp"):
            kind = ClauseKind.PARTICIPLE
        else:
            kind = OPENERS.get(marker, ClauseKind.TIME if marker else ClauseKind.THAT)
        subject = outer.subject
        if kind is ClauseKind.PARTICIPLE and not marker:
            verb = self.hung(verb)
            if verb.passive and aside and not opening and self.tokens[first - 1].text == ",":
                # "It ended in the Peace of Orsund, signed in 1623": the noun before was signed.
                subject = self.phrases.before(first - 1) or subject
        if kind is ClauseKind.INFINITIVE:
            aside = opening and first == 0
        self.clause(
            Open(
                kind, at, first, self.closed(end, first) if aside else end, parent,
                None if own else subject, marker, aside,
            ),
            predicate=replace(predicate, verb=verb),
        )  # fmt: skip
