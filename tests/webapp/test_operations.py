"""What an administrator does, by the command that they type."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from werkzeug.serving import make_server

from crypto.client import Client, WsgiTransport
from crypto.group_operations import MEMBER
from tests.browser.live_server import live_server
from tests.crypto.conftest import PASSPHRASE
from tests.crypto.group_people import People
from tests.webapp.person import API, Person
from webapp import cli, create_app, secret
from webapp.config import SettingError, Settings, from_environment
from webapp.db import Database, connect_once
from webapp.groups.models import Group, GroupLink, Membership
from webapp.invitations.models import Invitation
from webapp.objects.models import Version
from webapp.operations import soundness
from webapp.operations.doctor import examine

_numbers = count()


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The options that point a command at the installation of the test; the umask is put back afterwards."""
    monkeypatch.setenv("RECUL_PUBLIC_URL", settings.public_url)
    path = os.pathsep.join(str(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")))
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    before = os.umask(0o022)
    os.umask(before)
    yield ["--data-dir", str(settings.data_dir), "--database-url", settings.database]
    os.umask(before)


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address at which the application answers over HTTP."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_restored_backup_is_the_server_of_its_day(
    app: Flask, settings: Settings, command: list[str], tmp_path: Path, person: Person
) -> None:
    """C09: texts of the backup are back byte for byte, later ones gone, every session cut, and clients are told."""
    file = tmp_path / "backup.tar"
    text = person.note(b"kept" * 500)
    fake = app.test_client().post(f"{API}/prelogin", json={"login": "personne-ici"}).get_json()
    assert cli.main(["backup", *command, str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    person.note(b"later" * 500)
    elsewhere = Person(app.test_client())
    elsewhere.register()
    assert cli.main(["restore", *command, str(file)]) == 1, "accounts are there"
    app.extensions["recul"].database.engine.dispose()
    settings.secret_file.unlink()
    assert cli.main(["restore", *command, str(file), "--replace"]) == 0

    again = create_app(settings)
    person.client.application = again
    assert person.client.get(f"{API}/account").get_json() == {"error": "session"}
    assert person.sign_in(again.test_client()).status_code == 200
    assert elsewhere.sign_in(again.test_client()).status_code == 401
    assert again.test_client().post(f"{API}/prelogin", json={"login": "personne-ici"}).get_json() == fake
    assert again.test_client().get(f"{API}/status").get_json()["restored_at"] > 0
    person.client = again.test_client()
    person.sign_in()
    (kept,) = person.frames("/objects?after=-1")
    assert (kept.object_id, kept.body) == (text, b"kept" * 500)  # type: ignore[union-attr]
    assert person.head()["seq"] == 1
    again.extensions["recul"].database.engine.dispose()


def test_a_device_gives_back_what_a_restore_lost(
    app: Flask, settings: Settings, command: list[str], tmp_path: Path, person: Person
) -> None:
    """After a restore the links and bodies that a device kept are appended unchanged."""
    person.note()
    assert cli.main(["backup", *command, str(tmp_path / "backup.tar")]) == 0
    base = person.mark
    put, frame = person.write()
    lost = person.moved(person.sign(put))
    assert person.append([lost], [frame], base).status_code == 201
    app.extensions["recul"].database.engine.dispose()
    assert cli.main(["restore", *command, "--replace", str(tmp_path / "backup.tar")]) == 0
    again = create_app(settings)
    person.client = again.test_client()
    person.sign_in()
    assert person.append([lost], [frame], base).get_json()["seq"] == 2
    again.extensions["recul"].database.engine.dispose()


def test_a_restored_group_goes_on(app: Flask, settings: Settings, command: list[str], tmp_path: Path) -> None:
    """In a fresh folder members find what they shared, post again, and someone invited before the backup joins."""
    anne, basile, denis = (_arrive(app) for _ in range(3))
    people = People(anne)
    people.make()
    people.join(basile, "Basile")
    kept, secret = people.share(basile, "avant"), people.invite()
    page = f"/groups/{people.group_id.hex()}/presentation"
    anne.api.json("PUT", page, {"html": "<p>Ouvert</p>", "open": True})
    assert cli.main(["backup", *command, str(tmp_path / "backup.tar")]) == 0
    app.extensions["recul"].database.engine.dispose()
    fresh = replace(settings, data_dir=tmp_path / "fresh", public_url="https://recul.example")
    if settings.database.startswith("sqlite"):
        fresh = replace(fresh, database_url=f"sqlite:///{fresh.data_dir}/recul.sqlite")
    there = ["--data-dir", str(fresh.data_dir), "--database-url", fresh.database, "--replace"]
    assert cli.main(["restore", *there, str(tmp_path / "backup.tar")]) == 0

    again = create_app(fresh)
    anne, basile, denis = people.clients["Anne"], people.clients["Basile"], _come_back(denis, again)
    people.leader = anne = _come_back(anne, again)
    people.clients = {"Anne": anne, "Basile": _come_back(basile, again)}
    people.follow()
    assert people.texts(anne) == people.texts(people.clients["Basile"]) and kept in people.texts(anne)
    assert "Ouvert" in anne.api.json("GET", page)["html"]
    arrival, welcome = people.meet(denis, "Denis", secret)
    welcome.type_digits(arrival.side.digits)
    arrival.type_digits(welcome.side.digits)
    assert welcome.add()
    denis.groups.join(arrival)
    later = people.share(denis, "après")
    people.follow()
    assert later in people.texts(anne)
    assert [finding.what for finding in examine(fresh) if not finding.well] == []
    _check_that_doctor_sees_groups(fresh, people.group_id)
    again.extensions["recul"].database.engine.dispose()


def _check_that_doctor_sees_groups(settings: Settings, group_id: bytes) -> None:
    its_rows = GroupLink.group_no.in_(select(Group.group_no).where(Group.chain_id == group_id))
    with connect_once(settings).writing() as connection:
        connection.execute(delete(GroupLink).where(its_rows, GroupLink.seq == 2))
        connection.execute(update(Invitation).values(last_day=1))
    bad = [finding.what for finding in examine(settings) if not finding.well]
    assert bad == ["groups are whole", "what ended is erased"]
    with connect_once(settings).writing() as connection:
        connection.execute(update(Group).values(seq=Group.seq - 1))
        assert soundness.groups_are_whole(connection)
        connection.execute(delete(Membership).where(Membership.role == MEMBER))
        assert not soundness.groups_are_whole(connection)


def _arrive(app: Flask) -> Client:
    client = Client(WsgiTransport(app))
    client.register(f"mesange-{next(_numbers)}", PASSPHRASE)
    return client


def _come_back(client: Client, app: Flask) -> Client:
    """Return the same device before another server, its session begun again."""
    back = Client(WsgiTransport(app), client.device)
    back.sign_in(client.device.keys.login, PASSPHRASE)
    return back


def test_a_backup_never_replaces_a_file(app: Flask, command: list[str], tmp_path: Path) -> None:
    """A file that exists is left as it is."""
    file = tmp_path / "backup.tar"
    file.write_text("mine")
    assert cli.main(["backup", *command, str(file)]) == 1
    assert file.read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"not a backup", bytes(2048)])
def test_what_is_not_a_backup_changes_nothing(
    app: Flask, command: list[str], tmp_path: Path, content: bytes, person: Person
) -> None:
    """A damaged file is refused, and the server goes on as it was."""
    (tmp_path / "backup.tar").write_bytes(content)
    assert cli.main(["restore", *command, "--replace", str(tmp_path / "backup.tar")]) == 1
    assert person.client.get(f"{API}/account").status_code == 200


def test_doctor_finds_what_is_wrong(app: Flask, settings: Settings) -> None:
    """A sound installation has nothing bad; each thing that is broken is named."""
    settings.data_dir.chmod(0o700)
    sound = replace(settings, public_url="https://recul.example")
    assert [finding.what for finding in examine(sound) if not finding.well] == []
    settings.secret_file.chmod(0o644)
    settings.data_dir.chmod(0o755)
    with connect_once(settings).writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    bad = {finding.what for finding in examine(settings) if not finding.well}
    assert bad == {
        "data folder is private", "server secret is private", "public address is https", "migrations are applied"
    }  # fmt: skip
    assert all(finding.advice for finding in examine(settings) if not finding.well)


def test_doctor_says_so_when_nothing_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first start, or with a wrong folder, it fails and says what to do."""
    code = cli.main(["doctor", "--data-dir", str(tmp_path / "absent")])
    assert code == 1 and "BAD" in capsys.readouterr().out


def test_sweep_says_what_it_erased(
    app: Flask, command: list[str], person: Person, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command erases what has ended and counts it."""
    person.note()
    with database.writing() as connection:
        connection.execute(update(Version).values(end=1))
    assert cli.main(["sweep", *command]) == 0
    assert "texts: 1" in capsys.readouterr().out


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_verify_names_each_file_that_differs(
    served: str, settings: Settings, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """G01: nothing is said of an honest server; a changed, a missing and an added file are each named."""
    assert cli.main(["verify", *command, served]) == 0
    assert cli.main(["manifest", *command]) == 0
    lines = capsys.readouterr().out.splitlines()
    manifest = tmp_path / "manifest"
    manifest.write_text("\n".join(lines))
    assert cli.main(["verify", *command, served, "--manifest", str(manifest)]) == 0
    changed = [line.replace(line[:64], "0" * 64) if line.endswith("  /static/js/main.js") else line for line in lines]
    changed = [line for line in changed if not line.endswith("  /carnet")]
    manifest.write_text("\n".join([*changed, "0" * 64 + "  /static/js/absent.js"]))
    assert cli.main(["verify", *command, served, "--manifest", str(manifest)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "/carnet: served, and in no release",
        "/static/js/absent.js: not served",
        "/static/js/main.js: another file",
    ]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "ftp://a", "file:///etc/passwd"])
def test_verify_fails_without_a_server(tmp_path: Path, url: str) -> None:
    """An address that does not answer is not a server that was verified."""
    assert cli.main(["verify", "--data-dir", str(tmp_path), url]) == 1


def test_the_secret_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    """32 random bytes, mode 0600, the same at each start."""
    path = tmp_path / "new" / "server-secret"
    first, second = secret.load(path), secret.load(path)
    assert first.mark("salt", b"x") == second.mark("salt", b"x") != first.mark("other", b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and len(path.read_bytes()) == 32


@pytest.mark.parametrize(
    "environment",
    [
        {"RECUL_PUBLIC_URL": "recul.example"},
        {"RECUL_PUBLIC_URL": "https://recul.example/sub"},
        {"RECUL_TRUSTED_PROXIES": "-1"},
        {"RECUL_TRUSTED_PROXIES": "one"},
        {"RECUL_SESSION_IDLE": "30d"},
    ],
)
def test_a_setting_that_means_nothing_is_refused(environment: dict[str, str]) -> None:
    """The server does not start on a setting it would have to guess."""
    with pytest.raises(SettingError):
        from_environment(environment)


def test_settings_come_from_the_environment_then_the_command_line(tmp_path: Path) -> None:
    """The command line wins over the environment, which wins over the defaults."""
    environment = {"RECUL_DATA_DIR": "/a", "RECUL_SESSION_IDLE": "60", "RECUL_PUBLIC_URL": "https://r.example/"}
    found = from_environment(environment, data_dir=tmp_path, database_url=None)
    assert (found.data_dir, found.session_idle, found.session_lifetime) == (tmp_path, 60, 180 * 86_400)
    assert found.origins == {"https://r.example"} and found.secure


@pytest.mark.parametrize("arguments", [["open", "--help"], ["--help"]])
def test_help_is_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command says what it does; `recul open` is the reader of exports itself."""
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 0 and "recul" in capsys.readouterr().out


def test_what_is_not_http_is_not_quoted(tmp_path: Path) -> None:
    """G09, J02: bytes that are no request get a JSON code, and neither they nor the address are in the log."""
    with live_server(tmp_path) as server:
        host, port = server.origin.removeprefix("http://").split(":")
        for bad in (b"canari\r\n\r\n", b"GET / HTTP/1.1\r\ncana ri: <b>\r\n\r\n", b"GET / HTTP/9.9 canari\r\n\r\n"):
            with socket.create_connection((host, int(port)), timeout=20) as connection:
                connection.sendall(bad)
                answer = connection.makefile("rb").read()
            assert answer.startswith(b"HTTP/1.1 400 ") and answer.endswith(b'{"error":"malformed"}')
    written = server.log.read_text()
    assert written.count("not-http") == 3
    assert "canari" not in written and "cana ri" not in written and "127.0.0.1" not in written


def test_the_command_serves_and_stops(tmp_path: Path) -> None:
    """`recul serve` migrates an empty folder and serves the files of this installation, until a signal."""
    with live_server(tmp_path) as server:
        recul = Path(sys.executable).with_name("recul")
        subprocess.run([recul, "verify", server.origin], check=True, cwd=tmp_path)
        doctor = [recul, "doctor", "--data-dir", str(tmp_path)]
        checked = subprocess.run(doctor, check=False, capture_output=True, text=True).stdout
    assert "well migrations are applied" in checked and "well every commit reaches the disk" in checked
    assert server.process.returncode == 0
