"""What ends by itself: texts two days past their end, uploads after a day, sessions, counters."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy import func, select, update

from crypto.frames import MissingFrame
from tests.webapp.person import Person, body_hash
from webapp import clock
from webapp.accounts.models import SessionRow
from webapp.config import Settings
from webapp.db import Database
from webapp.limits import Counter
from webapp.objects.models import Upload
from webapp.objects.sweep import Swept, sweep, sweep_if_due


def test_a_text_goes_two_days_after_its_end(settings: Settings, database: Database, person: Person) -> None:
    """Every version of a text goes two days past the end of its current one; other texts stay; the weight follows."""
    past, body = clock.today() - 2, b"1" * 1024
    text = person.note(body)
    person.note(b"2" * 1024, text, end=past)
    kept = person.note(b"3" * 1024, end=past + 1)
    assert sweep(database, settings).texts == 1
    gone = person.fetch(body_hash(body), body_hash(b"2" * 1024))
    assert gone == [MissingFrame(text, 1), MissingFrame(text, 2)]
    assert [each.object_id for each in person.frames("/objects?after=-1")] == [kept]  # type: ignore[union-attr]
    assert (person.head()["objects"], person.head()["bytes"]) == (2, 1024)
    assert sweep(database, settings).texts == 0
    person.checkpoint()


def test_the_end_of_a_replaced_version_has_no_effect(settings: Settings, database: Database, person: Person) -> None:
    """A text taken out of the corbeille stays whole: only the end of its current version counts."""
    text = person.note(b"1" * 1024, end=clock.today() - 5)
    person.note(b"2" * 1024, text)
    assert sweep(database, settings).texts == 0
    assert len(person.fetch(body_hash(b"1" * 1024), body_hash(b"2" * 1024))) == 2


def test_a_text_that_ended_can_be_written_and_erased_again(
    settings: Settings, database: Database, person: Person
) -> None:
    """After the sweep the chain goes on: the next revision follows, and a tombstone ends it."""
    text = person.note(end=clock.today() - 2)
    sweep(database, settings)
    person.note(b"4" * 1024, text)
    assert person.head()["bytes"] == 1024
    person.erase(text)
    assert (person.head()["objects"], person.head()["bytes"]) == (0, 0)


def test_an_upload_that_no_link_named_dies_after_a_day(settings: Settings, database: Database, person: Person) -> None:
    """A body kept after a lost race is erased a day later, and a link that names it then is refused."""
    behind = person.mark
    put, frame = person.write()
    person.note()
    person.append([person.sign(put, after=behind)], [frame], behind)
    assert sweep(database, settings).uploads == 0
    with database.writing() as connection:
        connection.execute(update(Upload).values(stored=Upload.stored - 86_400))
    assert sweep(database, settings).uploads == 1
    assert person.append([person.sign(put)]).get_json() == {"error": "refused-link"}


def test_an_old_upload_goes_when_another_comes(database: Database, person: Person) -> None:
    """Without any sweep, a vault's own old uploads are erased when it uploads again."""
    behind = person.mark
    person.note()
    for _ in range(2):
        put, frame = person.write()
        person.append([person.sign(put, after=behind)], [frame], behind)
        with database.writing() as connection:
            connection.execute(update(Upload).values(stored=Upload.stored - 86_400))
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(Upload)).scalar_one() == 1


def test_sessions_and_counters_that_are_over_go(settings: Settings, database: Database, person: Person) -> None:
    """Rows that mean nothing any more are erased."""
    person.sign_in()
    with database.writing() as connection:
        connection.execute(update(SessionRow).values(expires=0))
        connection.execute(update(Counter).values(expires=0))
        counters = connection.execute(select(func.count()).select_from(Counter)).scalar_one()
    assert sweep(database, settings) == Swept(0, 0, 1, counters, shares=0, groups=0, invitations=0)


def test_signing_in_sweeps_once_an_hour(app: Flask, settings: Settings, database: Database, person: Person) -> None:
    """A server without a timer sweeps by itself, at most once an hour, by one process."""
    assert sweep_if_due(database, settings) is None
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE facts SET value = value - 3601")
    assert sweep_if_due(database, replace(settings)) is not None
    assert sweep_if_due(database, settings) is None
