"""JSON of the group routes."""

from __future__ import annotations

from webapp.wire import Bytes16, Bytes32, Day, Html, Struct


class GroupOut(Struct):
    """A group that I am a member of, and where its chain stands."""

    chain_id: Bytes16
    role: int
    epoch: int
    seq: int
    head: Bytes32
    end: int


class GroupsOut(Struct):
    """Those I am a member of."""

    groups: list[GroupOut]


class PresentationIn(Struct):
    """The public page: HTML that is cleaned before it is kept, and whether it may be read."""

    html: Html
    open: bool


class PresentationOut(Struct):
    """The public page as cleaned; `address` is null before the first one was written."""

    html: str
    open: bool
    address: Bytes16 | None


class SeanceDay(Struct):
    """The day of a séance."""

    seance_id: Bytes16
    day: Day


class SeancesIn(Struct):
    """Every day, at most 200; those before are forgotten."""

    seances: list[SeanceDay]


class SeancesOut(Struct):
    """Every day, ascending."""

    seances: list[SeanceDay]
