"""Ways to sign in: passkeys, accounts of an OpenID Connect provider, and where one is signed in."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0023"
down_revision: Final = "0022"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["user_id"],
        ["users.id"],
        name=op.f(f"fk_{table}_user_id_users"),
        ondelete="CASCADE",
    )


def upgrade() -> None:
    _passkeys()
    _oidc()
    op.create_table(
        "open_sessions",
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        _person("open_sessions"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_open_sessions")),
    )
    op.create_index(op.f("ix_open_sessions_user_id"), "open_sessions", ["user_id"])


def _passkeys() -> None:
    op.create_table(
        "passkey_holders",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("handle", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        _person("passkey_holders"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_passkey_holders")),
        sa.UniqueConstraint("handle", name=op.f("uq_passkey_holders_handle")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        _person("passkeys"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkeys_credential")),
    )
    op.create_index(op.f("ix_passkeys_user_id"), "passkeys", ["user_id"])
    op.create_table(
        "spent_challenges",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_spent_challenges")),
    )
    op.create_index(op.f("ix_spent_challenges_until"), "spent_challenges", ["until"])


def _oidc() -> None:
    op.create_table(
        "oidc_requests",
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=64), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("token_url", sa.String(length=500), nullable=False),
        sa.Column("jwks_url", sa.String(length=500), nullable=False),
        sa.Column("by_post", sa.Boolean(), nullable=False),
        sa.Column("next_path", sa.String(length=500), nullable=False),
        sa.Column("user_id", _big_id(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        _person("oidc_requests"),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_oidc_requests")),
    )
    op.create_index(op.f("ix_oidc_requests_user_id"), "oidc_requests", ["user_id"])
    op.create_index(op.f("ix_oidc_requests_expires_at"), "oidc_requests", ["expires_at"])
    op.create_table(
        "oidc_accounts",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("made_here", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        _person("oidc_accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_accounts")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_oidc_accounts_issuer_subject")),
        sa.UniqueConstraint("user_id", "issuer", name=op.f("uq_oidc_accounts_user_id_issuer")),
    )


def downgrade() -> None:
    for table in (
        "open_sessions",
        "oidc_accounts",
        "oidc_requests",
        "spent_challenges",
        "passkeys",
        "passkey_holders",
    ):
        op.drop_table(table)
