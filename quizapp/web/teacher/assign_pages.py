"""The two pages on which a quiz is assigned: its settings, and its questions with their keys."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import Words
from quizapp.services.assigning.assigning_content import Chosen, KeyedItem
from quizapp.services.assigning.assigning_give import ClassChoice
from quizapp.services.assigning.assigning_presets import Preset
from quizapp.services.assigning.assigning_settings import Settings, Times
from quizapp.services.quizzes.quiz_rules import Section, Shortfall
from quizapp.store.quizzes.quiz_queries import SetChoice
from quizapp.store.teaching.assigning_queries import SetPassage
from quizapp.web.pages import shows
from quizapp.web.teacher.assign_form import AssignForm
from quizapp.web.teacher.assign_picker import Picker
from quizapp.web.teacher.assign_rules import SectionFields


@shows("teacher/assign.html")
@dataclass(frozen=True, slots=True)
class AssignPage:
    """The first step: settings.

    Attributes:
        sections: as typed; read only where the mode is "rules".
        passages: of each set that a rule or the quiz names.
        items: kept when one comes back to the settings.
        remembered: whether the settings are those used last in this class.
    """

    room: ClassChoice
    form: AssignForm
    sets: tuple[SetChoice, ...]
    sections: tuple[SectionFields, ...]
    passages: tuple[SetPassage, ...]
    items: tuple[Chosen, ...]
    chosen_for: str
    presets: dict[str, Preset]
    remembered: bool
    now: datetime


@shows("teacher/preview.html")
@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The second step: the questions with their keys.

    Attributes:
        places: (name, zone, times) of each class.
        fields: the settings as they were sent, carried along in the form.
        drawn: each learner is asked other questions: only those that were picked can change.
        listed: all are picked from the list, none drawn.
        telling: (n, m) where question n tells the answer of m.
        problem: why the last thing asked for could not be done, or "".
    """

    room: ClassChoice
    settings: Settings
    places: tuple[tuple[str, str, Times], ...]
    named: int
    fields: tuple[tuple[str, str], ...]
    drawn: bool
    listed: bool
    sections: tuple[Section, ...]
    questions: tuple[KeyedItem, ...]
    short: tuple[Shortfall, ...]
    telling: tuple[tuple[int, int], ...]
    repeated: tuple[tuple[int, int], ...]
    warnings: tuple[Words, ...]
    picker: Picker
    sets: tuple[SetChoice, ...]
    problem: str
