"""A vault that the server shows older than what its owner posted in a group, on a device that knows nothing else."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.browser.carnet import Carnet, carnet_of, signed_in
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


def _write_links(carnet: Carnet, group: str, count: int) -> None:
    """Open the same séance as often, then see that one checkpoint came with it, and no second one."""
    before, seance = group_of(carnet, group)["seq"], group_of(carnet, group)["seances"][0]["id"]
    carnet.do(
        "(async () => { for (let left = a[2]; left > 0; left -= 1) await notebook.groups.anchor(a[0], a[1]); })()",
        group, seance, count,
    )  # fmt: skip
    for _ in range(2):
        carnet.do("notebook.groups.flush()")
        assert group_of(carnet, group)["seq"] == before + count + 1


def test_a_vault_below_ones_own_posts_is_an_alarm(person: People, server: LiveServer, tmp_path: Path) -> None:
    """A new device holds an older vault, shown alone, against what its owner's posts witness; the person may go on."""
    camille = carnet_of(person())
    passphrase, _ = camille.create("camille")
    group = create_group(camille)
    _write_links(camille, group, 64)
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
