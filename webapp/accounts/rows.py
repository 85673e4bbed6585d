"""« Ce que le serveur voit de moi »: every stored row about a person, as stored."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, func, select

from webapp.accounts.models import Account, KeySlot, SessionRow
from webapp.accounts.wire import RowsOut
from webapp.chains.models import Chain, Link
from webapp.groups import rows as rows_of_groups
from webapp.objects.models import TombstoneRow, Upload, Version

SHOWN_BYTES: Final = 96
SIZE: Final = "size"
OWNED: Final[tuple[Any, ...]] = (Account, KeySlot, SessionRow, Chain)
CHAINED: Final[tuple[Any, ...]] = (Link, Version, Upload, TombstoneRow)


def rows_about(connection: Connection, account_no: int) -> RowsOut:
    """Return the rows of an account, table by table; long ciphertexts are cut and carry their size."""
    chain_no = connection.execute(select(Chain.chain_no).where(Chain.account_no == account_no)).scalar_one()
    tables: dict[str, list[dict[str, Any]]] = {}
    for model in OWNED:
        tables[model.__tablename__] = _rows(connection, model, model.account_no == account_no)
    for model in CHAINED:
        tables[model.__tablename__] = _rows(connection, model, model.chain_no == chain_no)
    for model, theirs in rows_of_groups.about(account_no):
        tables[model.__tablename__] = _rows(connection, model, theirs)
    return RowsOut(tables=tables)


def _rows(connection: Connection, model: Any, theirs: Any) -> list[dict[str, Any]]:
    columns = [_beginning(column) for column in model.__table__.c]
    sizes = [func.length(column).label(f"{column.name} {SIZE}") for column in _long(model)]
    found = connection.execute(select(*columns, *sizes).where(theirs)).mappings()
    names = model.__table__.c.keys()
    return [{name: _shown(row[name], row.get(f"{name} {SIZE}")) for name in names} for row in found]


def _long(model: Any) -> list[Any]:
    """The columns that hold ciphertext of any size."""
    return [
        column for column in model.__table__.c if isinstance(column.type, LargeBinary) and column.type.length is None
    ]


def _beginning(column: Any) -> Any:
    if isinstance(column.type, LargeBinary) and column.type.length is None:
        return func.substr(column, 1, SHOWN_BYTES, type_=column.type).label(column.name)
    return column


def _shown(cell: Any, size: int | None) -> Any:
    if not isinstance(cell, bytes):
        return cell
    if (size or len(cell)) <= SHOWN_BYTES:
        return cell.hex()
    return {"hex": cell[:SHOWN_BYTES].hex(), "size": size or len(cell)}
