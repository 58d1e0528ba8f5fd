"""${message}."""

from typing import Final

import sqlalchemy as sa
${imports if imports else ""}
from alembic import op

revision: Final = ${repr(up_revision)}
down_revision: Final = ${repr(down_revision)}
branch_labels: Final = None
depends_on: Final = None
# True where code of before may serve on: nothing it uses goes or changes its meaning, and new
# columns of its tables may be left out.
additive: Final = False


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
