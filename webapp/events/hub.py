"""The streams of one process, and the thread that watches the database for all of them while there are any."""

from __future__ import annotations

import threading
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from webapp.db import Database
from webapp.errors import SlowDownError
from webapp.events import news
from webapp.events.news import Standing
from webapp.sessions import Caller

TICK_SECONDS: Final = 0.2
STREAMS_A_SESSION: Final = 3
TRY_AGAIN_SECONDS: Final = 30


class Listener:
    """One stream: whose it is, what they know, and what they have not heard of yet."""

    def __init__(self, account_no: int, session_id: bytes, known: Standing) -> None:
        self.account_no = account_no
        self.session_id = session_id
        self._known = known
        self._unheard: Standing = {}
        self._ended = False
        self._bell = threading.Condition()

    def tell(self, now: Standing) -> None:
        """Compare what is with what they know, and wake them for the difference."""
        with self._bell:
            self._unheard |= news.differences(self._known, now)
            self._known = now
            if self._unheard:
                self._bell.notify()

    def end(self) -> None:
        """End the stream."""
        with self._bell:
            self._ended = True
            self._bell.notify()

    def hear(self, seconds: float) -> Standing | None:
        """Wait for news; returns them, nothing when none came in time, or None at the end."""
        with self._bell:
            self._bell.wait_for(lambda: self._ended or self._unheard, seconds)
            heard, self._unheard = self._unheard, {}
            return None if self._ended else heard


class Hub:
    """At most `places` listeners. Nothing is asked of the database by streams, and little by the watcher."""

    def __init__(self, database: Database, places: int) -> None:
        self._database = database
        self._places = places
        self._listeners: dict[Listener, None] = {}  # in the order in which they came
        self._lock = threading.Lock()
        self._watching = False
        self._threads: list[threading.Thread] = []
        self.stopping = False

    def listen(self, caller: Caller) -> Listener:
        """Take a place, that of this session's first stream when it has as many as it may.

        Raises `SlowDownError` when there is none at all.
        """
        self._check_places()
        with self._database.reading() as connection:
            known = news.standings(connection, [caller.account_no]).get(caller.account_no, {})
        listener = Listener(caller.account_no, caller.session_id, known)
        with self._lock:
            self._check_places_held()
            self._make_room(caller)
            self._listeners[listener] = None
            if not self._watching:
                self._begin_to_watch()
        return listener

    def leave(self, listener: Listener) -> None:
        """Give a place back."""
        with self._lock:
            self._listeners.pop(listener, None)

    def stop(self) -> None:
        """End every stream, and wait until nothing more is asked of the database."""
        self.stopping = True
        with self._lock:
            threads = list(self._threads)
        for each in threads:
            each.join()

    def _begin_to_watch(self) -> None:
        self._watching = True
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(threading.Thread(target=self._watch, name="recul-events", daemon=True))
        self._threads[-1].start()

    def _check_places(self) -> None:
        with self._lock:
            self._check_places_held()

    def _check_places_held(self) -> None:
        if self.stopping or len(self._listeners) >= self._places:
            raise SlowDownError(retry_after=TRY_AGAIN_SECONDS)

    def _make_room(self, caller: Caller) -> None:
        # that a page is gone is only learned when something is said to it: its stream may be a shadow
        theirs = [each for each in self._listeners if each.session_id == caller.session_id]
        for each in theirs[: max(0, len(theirs) + 1 - STREAMS_A_SESSION)]:
            each.end()
            del self._listeners[each]

    def _watch(self) -> None:
        pause = threading.Event()
        try:
            with self._database.engine.connect() as connection:
                last: object = None
                told: frozenset[Listener] = frozenset()
                while listeners := self._present():
                    stamp = news.stamp(connection)
                    connection.rollback()
                    # whoever came since may have missed what was committed between their reading and this stamp
                    if stamp != last or not listeners <= told:
                        self._tell(connection, listeners)
                        last, told = stamp, listeners
                    pause.wait(TICK_SECONDS)
        except BaseException as error:  # people poll, and try again
            self._end_all()
            if not isinstance(error, SQLAlchemyError):
                raise

    def _present(self) -> frozenset[Listener]:
        with self._lock:
            if self.stopping:
                for each in self._listeners:
                    each.end()
                self._listeners.clear()
            if not self._listeners:
                self._watching = False
            return frozenset(self._listeners)

    def _tell(self, connection: Connection, listeners: frozenset[Listener]) -> None:
        standings = news.standings(connection, {each.account_no for each in listeners})
        sessions = news.still_open(connection, {each.session_id for each in listeners})
        connection.rollback()
        for each in listeners:
            if each.session_id in sessions:
                each.tell(standings.get(each.account_no, {}))
            else:
                each.end()

    def _end_all(self) -> None:
        with self._lock:
            self._watching = False
            for each in self._listeners:
                each.end()
            self._listeners.clear()
