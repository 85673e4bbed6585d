"""What a sign-up and a login cost the server, and a checkpoint: its CPU time, seen from outside."""

from __future__ import annotations

from bench.load import Connection
from bench.notebook import Notebook
from bench.recul import ReculAccount, ReculSubject, register, sign_in
from bench.workloads import FILL, LARGE_ACCOUNT, Figures, folder, send

PEOPLE = 60


def measure(figures: Figures) -> None:
    """Register people, sign each in from an address of their own, then add a checkpoint to a large vault."""
    with folder() as place:
        subject = ReculSubject(place)
        process = subject.start()
        try:
            connection = Connection(subject.port)
            notebooks = [Notebook(f"inscrit{number}") for number in range(PEOPLE)]
            sign_ups = [register(each) for each in notebooks]
            logins = [sign_in(ReculAccount(each, "")) for each in notebooks]
            began = process.cpu()
            send(connection, sign_ups)
            between = process.cpu()
            for each in logins:
                connection.ask(each)
            figures.add("sign-up, CPU ms", subject.name, (between - began) * 1000 / PEOPLE)
            figures.add("login, CPU ms", subject.name, (process.cpu() - between) * 1000 / PEOPLE)
            _checkpoint(subject, connection, figures)
            connection.close()
        finally:
            subject.stop()


def _checkpoint(subject: ReculSubject, connection: Connection, figures: Figures) -> None:
    account = subject.account()
    send(connection, account.writes(LARGE_ACCOUNT // FILL, FILL))
    asked = account.checkpoint()
    process = subject.process
    assert process is not None, "the server runs"
    began = process.cpu()
    send(connection, [asked])
    figures.add(f"checkpoint of {LARGE_ACCOUNT:,} notes, CPU ms", subject.name, (process.cpu() - began) * 1000)
    figures.add(f"checkpoint of {LARGE_ACCOUNT:,} notes, bytes a note", subject.name, len(asked) / LARGE_ACCOUNT)
