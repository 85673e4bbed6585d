"""Groups: chains, members, objects and boxes, invitations and ceremonies, public pages and days of séances."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "groups",
    "group_links",
    "memberships",
    "group_objects",
    "group_tombstones",
    "epoch_boxes",
    "presentations",
    "seances",
    "invitations",
    "ceremony_messages",
)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _bytes(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(length), nullable=nullable)


def _count(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, _number(), nullable=nullable)


def _small(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _unique(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def _belongs(table: str, column: str, other: str, theirs: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{theirs or column}"], name=f"fk_{table}_{column}")


def _of_group(table: str) -> sa.ForeignKeyConstraint:
    return _belongs(table, "group_no", "groups")


def upgrade() -> None:
    """Make them."""
    op.create_index("ix_chains_identity", "chains", ["identity"])
    _make_chains()
    _make_objects()
    _make_public_sides()
    _make_invitations()
    if op.get_bind().dialect.name == "postgresql":  # ciphertext does not compress: do not try
        op.execute("ALTER TABLE group_objects ALTER COLUMN body SET STORAGE EXTERNAL")


def _make_chains() -> None:
    op.create_table(
        "groups",
        _count("group_no"),
        _bytes("chain_id", 16),
        _count("seq"),
        _bytes("head", 32),
        _count("epoch"),
        _count("end"),
        _count("checkpoint_seq", nullable=True),
        _count("objects"),
        _count("stored_bytes"),
        _bytes("roster"),
        _primary("groups", "group_no"),
        _unique("groups", "chain_id"),
    )
    op.create_index("ix_groups_end", "groups", ["end"])
    op.create_table(
        "group_links",
        _count("group_no"),
        _count("seq"),
        _bytes("signed"),
        _primary("group_links", "group_no", "seq"),
        _of_group("group_links"),
    )
    op.create_table(
        "memberships",
        _count("group_no"),
        _bytes("identity", 32),
        _count("account_no", nullable=True),
        _small("role"),
        _small("left_day", nullable=True),
        _primary("memberships", "group_no", "identity"),
        _of_group("memberships"),
        _belongs("memberships", "account_no", "accounts"),
    )
    op.create_index("ix_memberships_account_no", "memberships", ["account_no"])


def _make_objects() -> None:
    op.create_table(
        "group_objects",
        _count("group_no"),
        _bytes("object_id", 16),
        _bytes("owner", 32),
        _bytes("author", 32),
        _count("revision"),
        _bytes("body_hash", 32),
        _count("size"),
        _bytes("boxes_hash", 32),
        _bytes("parent", 16, nullable=True),
        _count("end", nullable=True),
        _count("seq"),
        _count("epoch"),
        _bytes("rewrap", 104, nullable=True),
        _bytes("boxes", 2144, nullable=True),
        _bytes("body", nullable=True),
        _primary("group_objects", "group_no", "object_id"),
        _of_group("group_objects"),
    )
    op.create_index("ix_group_objects_group_no_seq", "group_objects", ["group_no", "seq"])
    op.create_index("ix_group_objects_group_no_body_hash", "group_objects", ["group_no", "body_hash"])
    for name, columns, condition in (
        ("ix_group_objects_group_no_parent", ["group_no", "parent"], "parent IS NOT NULL"),
        ("ix_group_objects_end", ["end"], '"end" IS NOT NULL'),
    ):
        some = sa.text(condition)
        op.create_index(name, "group_objects", columns, sqlite_where=some, postgresql_where=some)
    op.create_table(
        "group_tombstones",
        _count("group_no"),
        _bytes("object_id", 16),
        _primary("group_tombstones", "group_no", "object_id"),
        _of_group("group_tombstones"),
    )
    op.create_table(
        "epoch_boxes",
        _count("group_no"),
        _bytes("identity", 32),
        _count("epoch"),
        _count("seq"),
        _bytes("box", 136),
        _primary("epoch_boxes", "group_no", "identity", "epoch"),
        _of_group("epoch_boxes"),
    )


def _make_public_sides() -> None:
    op.create_table(
        "presentations",
        _count("group_no"),
        _bytes("address", 16),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        _primary("presentations", "group_no"),
        _unique("presentations", "address"),
        _of_group("presentations"),
    )
    op.create_table(
        "seances",
        _count("group_no"),
        _bytes("seance_id", 16),
        _small("day"),
        _primary("seances", "group_no", "seance_id"),
        _of_group("seances"),
    )


def _make_invitations() -> None:
    op.create_table(
        "invitations",
        _bytes("invitation_id", 16),
        _count("group_no"),
        _count("account_no"),
        _count("taker_no", nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        _small("role"),
        _small("last_day"),
        _bytes("letter"),
        _small("attempt"),
        _small("turn"),
        _count("failed_at", nullable=True),
        _primary("invitations", "invitation_id"),
        _of_group("invitations"),
        _belongs("invitations", "account_no", "accounts"),
        _belongs("invitations", "taker_no", "accounts", "account_no"),
    )
    for column in ("group_no", "account_no", "taker_no", "last_day"):
        op.create_index(f"ix_invitations_{column}", "invitations", [column])
    op.create_table(
        "ceremony_messages",
        _bytes("invitation_id", 16),
        _small("step"),
        _count("sent"),
        _bytes("message"),
        _primary("ceremony_messages", "invitation_id", "step"),
        _belongs("ceremony_messages", "invitation_id", "invitations"),
    )
    op.create_index("ix_ceremony_messages_sent", "ceremony_messages", ["sent"])


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_chains_identity", "chains")
