"""C09 of docs/attacks.md: an honest restore, after a passphrase was replaced and a session cut."""

import pytest

from tests.attacks.clients import OTHER_PASSPHRASE, PASSPHRASE, Refused
from tests.attacks.evil_server import EvilServer
from tests.attacks.python_client import PythonClient
from webapp import cli, create_app


def test_a_restore_revives_no_session_and_is_noticed(evil: EvilServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """C09: sessions of the backup are dead, the time is told, and a device that knows more takes nothing older."""
    settings = evil.honest.extensions["recul"].settings  # type: ignore[attr-defined]
    monkeypatch.setenv("RECUL_PUBLIC_URL", settings.public_url)
    command, file = ["--data-dir", str(settings.data_dir)], str(settings.data_dir / "backup.tar")
    someone = PythonClient(evil)
    someone.create()
    someone.keep("avant")
    someone.send()
    cut = someone.another_device()
    cut.sign_in()
    assert cli.main(["backup", *command, file]) == 0
    someone.change(OTHER_PASSPHRASE)
    someone.keep("après")
    someone.send()
    evil.honest.extensions["recul"].database.engine.dispose()  # type: ignore[attr-defined]
    assert cli.main(["restore", *command, file, "--replace"]) == 0
    evil.honest = create_app(settings)
    for device in (cut, someone):
        with pytest.raises(Refused, match="session"):
            device.send()
    before = someone.memory()
    with pytest.raises(Refused, match="rollback"):
        someone.sign_in(PASSPHRASE)
    assert someone.memory() == before
    evil.honest.extensions["recul"].database.engine.dispose()
