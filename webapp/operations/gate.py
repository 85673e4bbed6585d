"""How many requests are answered at a time, and in which order."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import Any

from flask import Flask
from werkzeug.wsgi import ClosingIterator

from webapp.context import EXTENSION
from webapp.events import routes as events


class Places:
    """A number of places, given in the order in which they are asked for.

    A semaphore, or a queue of free places, wakes whom it likes: in a crowd the unlucky wait more than twice as long.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: deque[Any] = deque()
        self._mutex = Lock()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take(self) -> None:
        """Wait for a place."""
        with self._mutex:
            if self._free:
                self._free -= 1
                return
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def give(self) -> None:
        """Hand a place to whoever has waited longest."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Gate:
    """The application, answering a number of requests at a time; streams of wake-ups wait outside.

    A stream holds a thread for minutes and does nothing. The threads it may hold are added to those that work, and the
    gate keeps these from working all at once.
    """

    def __init__(self, app: Flask, places: int) -> None:
        self._app = app
        self._places = Places(places)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer a request when a place is free."""
        if environ["PATH_INFO"] == events.PATH:
            return self._app(environ, start_response)
        self._places.take()
        try:
            answer = self._app(environ, start_response)
        except BaseException:
            self._places.give()
            raise
        return ClosingIterator(answer, self._places.give)

    def stop(self) -> None:
        """Let the streams end; called by a signal handler, so that nothing is locked here."""
        self._app.extensions[EXTENSION].events.stopping = True
