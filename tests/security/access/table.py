"""The whole table: each route of the application, and who may call it with which arguments."""

from typing import Final

from tests.security.access.accounts import ACCOUNTS
from tests.security.access.api import API
from tests.security.access.author_forms import AUTHOR_FORMS
from tests.security.access.authors import AUTHORS_TABLE
from tests.security.access.case import Table
from tests.security.access.decks import DECKS_TABLE
from tests.security.access.learners import LEARNERS
from tests.security.access.lti import LTI
from tests.security.access.memory import MEMORY
from tests.security.access.quizzes import QUIZZES
from tests.security.access.studio import STUDIO_TABLE
from tests.security.access.teachers import TEACHERS_TABLE
from tests.security.access.teachers_assigning import ASSIGNING_TABLE
from tests.security.access.teachers_grades import GRADES_TABLE
from tests.security.access.teachers_people import TEACHERS_PEOPLE

TABLE: Final[Table] = {
    **ACCOUNTS,
    **LEARNERS,
    **LTI,
    **DECKS_TABLE,
    **MEMORY,
    **QUIZZES,
    **TEACHERS_TABLE,
    **GRADES_TABLE,
    **ASSIGNING_TABLE,
    **TEACHERS_PEOPLE,
    **AUTHORS_TABLE,
    **AUTHOR_FORMS,
    **STUDIO_TABLE,
    **API,
}
