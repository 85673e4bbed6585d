"""What the tests about groups do through the notebook's door."""

import time
from typing import Any

from tests.browser.carnet import Carnet

TODAY = int(time.time() // 86_400)
FRAME: dict[str, Any] = {
    "title": "Analyse du jeudi",
    "form": "app",
    "colour": 3,
    "rhythm": "tous les quinze jours",
    "planned": 10,
    "windows": "closed",
    "clauses": [{"text": "Ce qui est dit ici reste ici."}],
    "seances": [{"day": TODAY + 7, "starts": "18:00", "ends": "20:00", "place": "salle 2"}],
    "name": "Camille",
    "end": TODAY + 300,
}


def create_group(carnet: Carnet, **changes: Any) -> str:
    """Make a group; returns its id."""
    group: str = carnet.do("notebook.groups.create(a[0])", FRAME | changes)
    return group
