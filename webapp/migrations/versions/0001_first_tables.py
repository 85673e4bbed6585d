"""The first tables: accounts and their sessions, chains and their links, objects, counters, facts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _bytes(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(length), nullable=nullable)


def _count(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, _number(), nullable=nullable)


def _small(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{column}"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    """Make them."""
    _make_accounts()
    _make_chains()
    _make_objects()
    op.create_table("counters", _text("key", 160), _small("count"), _count("expires"), _primary("counters", "key"))
    op.create_index("ix_counters_expires", "counters", ["expires"])
    op.create_table("facts", _text("name", 32), _count("value"), _primary("facts", "name"))


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        _count("account_no"),
        _text("login", 32),
        _bytes("vault_id", 16),
        _bytes("keyring"),
        _small("created_day"),
        _primary("accounts", "account_no"),
        _unique("accounts", "login"),
        _unique("accounts", "vault_id"),
    )
    op.create_table(
        "key_slots",
        _count("account_no"),
        _small("kind"),
        _small("kdf_id"),
        _bytes("salt", 16),
        _bytes("slot", 104),
        _text("proof_hash", 128),
        _primary("key_slots", "account_no", "kind"),
        _belongs("key_slots", "account_no", "accounts"),
    )
    op.create_table(
        "sessions",
        _bytes("session_id", 16),
        _bytes("token_hash", 32),
        _count("account_no"),
        _text("scope", 8),
        _text("device_label", 40),
        _count("created"),
        _small("last_seen_day"),
        _count("expires"),
        _primary("sessions", "session_id"),
        _unique("sessions", "token_hash"),
        _belongs("sessions", "account_no", "accounts"),
    )
    op.create_index("ix_sessions_account_no", "sessions", ["account_no"])


def _make_chains() -> None:
    op.create_table(
        "chains",
        _count("chain_no"),
        _bytes("chain_id", 16),
        _count("account_no"),
        _count("seq"),
        _bytes("head", 32),
        _bytes("identity", 32),
        _bytes("box_key", 32),
        _count("epoch"),
        _bytes("keyring_hash", 32),
        _bytes("slots"),
        _count("checkpoint"),
        _count("checkpoint_seq", nullable=True),
        _count("objects"),
        _count("stored_bytes"),
        _primary("chains", "chain_no"),
        _unique("chains", "chain_id"),
        _unique("chains", "account_no"),
        _belongs("chains", "account_no", "accounts"),
    )
    op.create_table(
        "links",
        _count("chain_no"),
        _count("seq"),
        _bytes("signed"),
        _primary("links", "chain_no", "seq"),
        _belongs("links", "chain_no", "chains"),
    )


def _make_objects() -> None:
    op.create_table(
        "versions",
        _count("version_no"),
        _count("chain_no"),
        _count("seq"),
        _bytes("object_id", 16),
        _count("revision"),
        _count("epoch"),
        _bytes("body_hash", 32),
        _count("size"),
        _count("end", nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        _bytes("wrap", 104, nullable=True),
        _bytes("body", nullable=True),
        _primary("versions", "version_no"),
        _unique("versions", "chain_no", "object_id", "revision"),
        _belongs("versions", "chain_no", "chains"),
    )
    op.create_index("ix_versions_chain_no_seq", "versions", ["chain_no", "seq"])
    op.create_index("ix_versions_chain_no_body_hash", "versions", ["chain_no", "body_hash"])
    has_end = sa.text('"end" IS NOT NULL')
    op.create_index("ix_versions_end", "versions", ["end"], sqlite_where=has_end, postgresql_where=has_end)
    op.create_table(
        "uploads",
        _count("chain_no"),
        _bytes("body_hash", 32),
        _bytes("object_id", 16),
        _count("revision"),
        _count("epoch"),
        _count("stored"),
        _bytes("wrap", 104),
        _bytes("body"),
        _primary("uploads", "chain_no", "body_hash"),
        _belongs("uploads", "chain_no", "chains"),
    )
    op.create_index("ix_uploads_stored", "uploads", ["stored"])
    op.create_table(
        "tombstones",
        _count("chain_no"),
        _bytes("object_id", 16),
        _primary("tombstones", "chain_no", "object_id"),
        _belongs("tombstones", "chain_no", "chains"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("versions", "uploads"):  # ciphertext does not compress: do not try
            op.execute(f"ALTER TABLE {table} ALTER COLUMN body SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Drop them."""
    for table in (
        "tombstones",
        "uploads",
        "versions",
        "links",
        "chains",
        "sessions",
        "key_slots",
        "accounts",
        "facts",
        "counters",
    ):
        op.drop_table(table)
