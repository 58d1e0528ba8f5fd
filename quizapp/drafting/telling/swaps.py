"""Words and others of the same meaning, for statements that stay too near to the passage."""

import re
from typing import Final

_PAIRS: Final = (
    "because of > owing to|owing to > because of|due to > because of|such as > like"
    "|in order to > to|as well as > and also|more than(?= [\\d$€£]) > over"
    "|over(?= [\\d$€£]) > more than|fewer than(?= \\d) > under|about(?= [\\d$€£]) > around"
    "|around(?= [\\d$€£]) > about|approximately > about|roughly > about|nearly > almost"
    "|almost > nearly|began to > started to|began in > started in|begins > starts"
    "|started to > began to|commenced > began|purchased > bought|bought > purchased"
    "|constructed > built|built > constructed|received > got|obtained > got|assisted > helped"
    "|attempted to > tried to|tried to > attempted to|demonstrated > showed|resided > lived"
    "|required > needed|permitted to > allowed to|allowed to > permitted to|defeated > beat"
    "|perished > died|passed away > died|selected > chose|several > a number of"
    "|numerous > many|a large number of > many|a number of > several|large > big"
    "|located > situated|situated > located|known as > called"
    "|upon > on|towards > in the direction of|established > set up|set up > established"
    "|founded > established|entire > whole|whole > entire|largest > biggest|biggest > largest"
    "|declared > proclaimed|proclaimed > declared|published > brought out"
    "|came into force > took effect|took effect > came into force"
    "|entered into force > came into force|completed > finished|finished > completed"
    "|moved to > relocated to|destroyed > wiped out|banned > prohibited|prohibited > banned"
    "|abolished > did away with|introduced > brought in|replaced > took the place of"
    "|led to > brought about|requires > needs|rapidly > fast|quickly > fast"
    "|annually > every year|each year > every year|every year > each year"
    "|together with > along with|along with > together with|the rest of > the remainder of"
    "|next to > beside"
    "|agreed to > consented to"
    "|decided to > resolved to|refused to > declined to|for example > for instance"
    "|by(?= [a-z]+ing\\b) > through|newly > recently|large-scale > extensive|mainly > chiefly"
    "|chiefly > mainly|often > frequently|frequently > often"
    "|usually > as a rule|entirely > completely|completely > entirely|huge > very large"
    "|tiny > very small|rebuilt > built again|reopened > opened again"
    "|became known as > came to be called|took part in > participated in"
    "|participated in > took part in|in charge of > responsible for"
)
_BASE: Final = "".join(
    rf"(?<!\b{each} )" for each in ("to", "will", "would", "can", "could", "should", "must", "may")
)
"""Not behind what a base form follows: "to set up" is no past."""
SWAPS: Final = tuple(
    (
        re.compile(
            rf"{_BASE if old == 'set up' else ''}\b{old}" + ("" if old.endswith(")") else r"\b")
        ),
        new,
    )
    for old, _, new in (each.partition(" > ") for each in _PAIRS.split("|"))
)
"""Pattern and what may stand in its place."""
