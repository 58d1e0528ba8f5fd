"""The teacher's class: groups, accommodations, rules and times of quizzes, grades by hand."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0012"
down_revision: Final = "0011"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_tables()
    _add_columns()
    # Until now nothing was taken after the due time: it was the closing time.
    op.execute("UPDATE assignments SET closes_at = due_at")
    op.execute(
        "UPDATE assignments SET show_score = 'due', show_key = 'due', show_explanation = 'due',"
        " show_passage = 'due' WHERE feedback = 'after_due'"
    )
    op.execute(
        "INSERT INTO attempt_items (attempt_id, item_id, position)"
        " SELECT attempts.id, assignment_items.id, assignment_items.position"
        " FROM attempts JOIN assignment_items"
        " ON assignment_items.assignment_id = attempts.assignment_id"
    )
    with op.batch_alter_table("assignments") as table:
        table.drop_column("feedback")


def _create_tables() -> None:
    op.create_table(
        "accommodations",
        sa.Column("class_id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("time_factor", sa.Float(), nullable=False),
        sa.Column("untimed", sa.Boolean(), nullable=False),
        sa.Column("later_minutes", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["classes.id"],
            name=op.f("fk_accommodations_class_id_classes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_accommodations_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("class_id", "user_id", name=op.f("pk_accommodations")),
    )
    op.create_index(op.f("ix_accommodations_user_id"), "accommodations", ["user_id"], unique=False)
    op.create_table(
        "class_groups",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("class_id", _big_id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["classes.id"],
            name=op.f("fk_class_groups_class_id_classes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_groups")),
        sa.UniqueConstraint("class_id", "name", name=op.f("uq_class_groups_class_id_name")),
    )
    op.create_index(op.f("ix_class_groups_class_id"), "class_groups", ["class_id"], unique=False)
    op.create_table(
        "grade_categories",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("class_id", _big_id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("drop_lowest", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["classes.id"],
            name=op.f("fk_grade_categories_class_id_classes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_categories")),
        sa.UniqueConstraint("class_id", "name", name=op.f("uq_grade_categories_class_id_name")),
    )
    op.create_index(
        op.f("ix_grade_categories_class_id"), "grade_categories", ["class_id"], unique=False
    )
    op.create_table(
        "group_members",
        sa.Column("group_id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["class_groups.id"],
            name=op.f("fk_group_members_group_id_class_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_group_members_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_members")),
    )
    op.create_index(op.f("ix_group_members_user_id"), "group_members", ["user_id"], unique=False)
    op.create_table(
        "assignment_exceptions",
        sa.Column("assignment_id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("closes_at", sa.BigInteger(), nullable=True),
        sa.Column("extra_time_s", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("excused_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_assignment_exceptions_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_assignment_exceptions_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", "user_id", name=op.f("pk_assignment_exceptions")),
    )
    op.create_index(
        op.f("ix_assignment_exceptions_user_id"), "assignment_exceptions", ["user_id"], unique=False
    )
    op.create_table(
        "assignment_targets",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("assignment_id", _big_id(), nullable=False),
        sa.Column("group_id", _big_id(), nullable=True),
        sa.Column("user_id", _big_id(), nullable=True),
        sa.CheckConstraint(
            "(group_id IS NULL) <> (user_id IS NULL)", name=op.f("ck_assignment_targets_one_of_two")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_assignment_targets_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["class_groups.id"],
            name=op.f("fk_assignment_targets_group_id_class_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_assignment_targets_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_targets")),
    )
    op.create_index(
        op.f("ix_assignment_targets_assignment_id"),
        "assignment_targets",
        ["assignment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assignment_targets_group_id"), "assignment_targets", ["group_id"], unique=False
    )
    op.create_index(
        op.f("ix_assignment_targets_user_id"), "assignment_targets", ["user_id"], unique=False
    )
    op.create_table(
        "notices",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("assignment_id", _big_id(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_notices_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notices_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_assignment_id"), "notices", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_notices_user_id"), "notices", ["user_id"], unique=False)
    op.create_table(
        "answer_credits",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("item_id", _big_id(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("made_by", _big_id(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["assignment_items.id"],
            name=op.f("fk_answer_credits_item_id_assignment_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["users.id"],
            name=op.f("fk_answer_credits_made_by_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_credits")),
        sa.UniqueConstraint("item_id", "digest", name=op.f("uq_answer_credits_item_id_digest")),
    )
    op.create_index(op.f("ix_answer_credits_item_id"), "answer_credits", ["item_id"], unique=False)
    op.create_index(op.f("ix_answer_credits_made_by"), "answer_credits", ["made_by"], unique=False)
    op.create_table(
        "attempt_items",
        sa.Column("attempt_id", _big_id(), nullable=False),
        sa.Column("item_id", _big_id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_attempt_items_attempt_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["assignment_items.id"],
            name=op.f("fk_attempt_items_item_id_assignment_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "item_id", name=op.f("pk_attempt_items")),
    )
    op.create_index(op.f("ix_attempt_items_item_id"), "attempt_items", ["item_id"], unique=False)


def _add_columns() -> None:
    with op.batch_alter_table("classes") as table:
        table.add_column(sa.Column("join_expires_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("term_starts_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("term_ends_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("retention_days", sa.Integer(), nullable=True))
    with op.batch_alter_table("class_members") as table:
        table.add_column(sa.Column("external_id", sa.String(length=64), nullable=True))
        table.add_column(
            sa.Column("made_here", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("shares_recall", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(
            sa.Column("shares_times", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _add_columns_of_assignments()
    with op.batch_alter_table("assignment_items") as table:
        table.add_column(sa.Column("section", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(
            sa.Column("dropped_as", sa.String(length=8), nullable=False, server_default="")
        )
        table.add_column(sa.Column("replaces_id", _big_id(), nullable=True))
        table.create_foreign_key(
            op.f("fk_assignment_items_replaces_id_assignment_items"),
            "assignment_items",
            ["replaces_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("late_by_s", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("reached", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("attempt_answers") as table:
        table.add_column(sa.Column("manual_score", sa.Float(), nullable=True))
        table.add_column(sa.Column("comment", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("graded_by", _big_id(), nullable=True))
        table.add_column(sa.Column("graded_at", sa.BigInteger(), nullable=True))
        table.create_index(op.f("ix_attempt_answers_graded_by"), ["graded_by"], unique=False)
        table.create_foreign_key(
            op.f("fk_attempt_answers_graded_by_users"),
            "users",
            ["graded_by"],
            ["id"],
            ondelete="SET NULL",
        )


def _add_columns_of_assignments() -> None:
    with op.batch_alter_table("assignments") as table:
        table.add_column(
            sa.Column("kind", sa.String(length=8), nullable=False, server_default="quiz")
        )
        table.add_column(
            sa.Column("attempt_counts", sa.String(length=8), nullable=False, server_default="best")
        )
        table.add_column(sa.Column("visible_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("closes_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("late_percent", sa.Float(), nullable=False, server_default="0"))
        table.add_column(
            sa.Column("late_unit", sa.String(length=4), nullable=False, server_default="day")
        )
        table.add_column(sa.Column("late_floor", sa.Float(), nullable=False, server_default="0"))
        table.add_column(sa.Column("missing_percent", sa.Float(), nullable=True))
        table.add_column(
            sa.Column("one_by_one", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("back_allowed", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(
            sa.Column("password", sa.String(length=64), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("show_score", sa.String(length=8), nullable=False, server_default="submit")
        )
        table.add_column(
            sa.Column("show_key", sa.String(length=8), nullable=False, server_default="submit")
        )
        table.add_column(
            sa.Column(
                "show_explanation", sa.String(length=8), nullable=False, server_default="submit"
            )
        )
        table.add_column(
            sa.Column("show_passage", sa.String(length=8), nullable=False, server_default="submit")
        )
        table.add_column(
            sa.Column("grade_as", sa.String(length=8), nullable=False, server_default="points")
        )
        table.add_column(sa.Column("category_id", _big_id(), nullable=True))
        table.add_column(sa.Column("sections", sa.Text(), nullable=False, server_default="[]"))
        table.add_column(
            sa.Column("drawn", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("goal", sa.Text(), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("changed_at", sa.BigInteger(), nullable=True))
        table.create_index(op.f("ix_assignments_category_id"), ["category_id"], unique=False)
        table.create_foreign_key(
            op.f("fk_assignments_category_id_grade_categories"),
            "grade_categories",
            ["category_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("assignments") as table:
        table.add_column(
            sa.Column(
                "feedback", sa.String(length=16), nullable=False, server_default="after_submit"
            )
        )
    op.execute("UPDATE assignments SET feedback = 'after_due' WHERE show_key <> 'submit'")
    op.execute("UPDATE assignments SET due_at = closes_at")
    _drop_columns()
    op.drop_table("attempt_items")
    op.drop_table("answer_credits")
    op.drop_table("notices")
    op.drop_table("assignment_targets")
    op.drop_table("assignment_exceptions")
    op.drop_table("group_members")
    op.drop_table("grade_categories")
    op.drop_table("class_groups")
    op.drop_table("accommodations")


def _drop_columns() -> None:
    with op.batch_alter_table("attempt_answers") as table:
        table.drop_constraint(op.f("fk_attempt_answers_graded_by_users"), type_="foreignkey")
        table.drop_index(op.f("ix_attempt_answers_graded_by"))
        table.drop_column("graded_at")
        table.drop_column("graded_by")
        table.drop_column("comment")
        table.drop_column("manual_score")
    with op.batch_alter_table("attempts") as table:
        table.drop_column("reached")
        table.drop_column("sequence")
        table.drop_column("late_by_s")
    with op.batch_alter_table("assignment_items") as table:
        table.drop_constraint(
            op.f("fk_assignment_items_replaces_id_assignment_items"), type_="foreignkey"
        )
        table.drop_column("replaces_id")
        table.drop_column("dropped_as")
        table.drop_column("section")
    _drop_columns_of_assignments()
    with op.batch_alter_table("class_members") as table:
        table.drop_column("shares_times")
        table.drop_column("shares_recall")
        table.drop_column("made_here")
        table.drop_column("external_id")
    with op.batch_alter_table("classes") as table:
        table.drop_column("retention_days")
        table.drop_column("term_ends_on")
        table.drop_column("term_starts_on")
        table.drop_column("join_expires_at")


def _drop_columns_of_assignments() -> None:
    with op.batch_alter_table("assignments") as table:
        table.drop_constraint(
            op.f("fk_assignments_category_id_grade_categories"), type_="foreignkey"
        )
        table.drop_index(op.f("ix_assignments_category_id"))
        table.drop_column("changed_at")
        table.drop_column("version")
        table.drop_column("goal")
        table.drop_column("drawn")
        table.drop_column("sections")
        table.drop_column("category_id")
        table.drop_column("grade_as")
        table.drop_column("show_passage")
        table.drop_column("show_explanation")
        table.drop_column("show_key")
        table.drop_column("show_score")
        table.drop_column("password")
        table.drop_column("back_allowed")
        table.drop_column("one_by_one")
        table.drop_column("missing_percent")
        table.drop_column("late_floor")
        table.drop_column("late_unit")
        table.drop_column("late_percent")
        table.drop_column("closes_at")
        table.drop_column("visible_at")
        table.drop_column("attempt_counts")
        table.drop_column("kind")
