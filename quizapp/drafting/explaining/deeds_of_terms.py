"""What a term does, as part of what it is: "a program that reads papers"."""

from quizapp.drafting.shapes.analysis import ClauseKind
from quizapp.drafting.shapes.spans import Mention
from quizapp.drafting.telling.telling import Teller, tell


def with_deed(teller: Teller, span: tuple[int, int], mention: Mention, text: str) -> str:
    """Return "a program that reads papers" where "a program called Sifter reads papers"."""
    tokens = teller.sentence.tokens
    if tokens[span[0]].low not in {"a", "an"} or mention.start < tokens[span[1] - 1].end:
        return text
    for clause in teller.sentence.clauses:
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or subject.first != span[0] or not verb.happened:
            continue
        if clause.kind is not ClauseKind.MAIN or tokens[verb.head].start < mention.end:
            continue
        if tokens[verb.head].tag not in {"VBZ", "VBP"} or verb.lemma == "be" or verb.passive:
            return text
        telling = tell(teller.page, teller.sentence, clause)
        if telling is None:
            return text
        return f"{text} that {telling.predicate}"
    return text
