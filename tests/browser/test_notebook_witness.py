"""A vault that the server shows older than what its owner posted in a group, on a device that knows nothing else."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.browser.carnet import carnet_of, signed_in
from tests.browser.groups import create_group, group_of
from tests.browser.live_server import LiveServer
from tests.browser.person import Person

People = Callable[..., Person]


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _put_back_vaults(database: Path, copy: Path) -> None:
    """Bring the vaults of a copy back, and leave the groups as they are."""
    with closing(sqlite3.connect(database)) as writing, writing:
        writing.execute("ATTACH ? AS copy", (str(copy),))
        made = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%chain_no%'"
        for (name,) in writing.execute(made).fetchall():
            writing.execute(f'DELETE FROM "{name}"')
            writing.execute(f'INSERT INTO "{name}" SELECT * FROM copy."{name}"')


def test_a_vault_below_ones_own_posts_is_an_alarm(person: People, server: LiveServer, tmp_path: Path) -> None:
    """A new device holds an older vault, shown alone, against what its owner's posts witness; the person may go on."""
    camille = carnet_of(person())
    passphrase, _ = camille.create("camille")
    group = create_group(camille)
    camille.sync()
    camille.wait("notebook.state === 'saved'")
    database = server.data_dir / "recul.sqlite"
    _copy(database, tmp_path / "copy")
    camille.write("Après la copie.")
    mine = [each["id"] for each in group_of(camille, group)["clauses"]]
    camille.do("notebook.groups.acceptCharter(a[0], a[1], 'Camille')", group, mine)
    assert signed_in(person, "camille", passphrase).alarm is None
    camille.page.close()
    _put_back_vaults(database, tmp_path / "copy")
    device = carnet_of(person())
    device.do("notebook.signIn({login: 'camille', passphrase: a[0]})", passphrase)
    device.do("notebook.acceptState()")
    device.wait("notebook.alarm")
    assert device.do("notebook.alarm") == {"code": "rollback", "detail": "witness"}
    device.page.get_by_role("button", name="Continuer avec ce carnet").click()
    device.wait("!notebook.alarm && notebook.groups.list.get(a[0])?.state === 'ready'", group)
    device.do("notebook.groups.flush()")
    device.write("La suite.")
    assert (device.alarm, device.excerpts()) == (None, ["La suite."])
