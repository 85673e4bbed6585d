"""What a passphrase costs: Argon2id by the reference implementation (`docs/spec/password.md`)."""

from __future__ import annotations

import time

from bench.goals import OURS
from bench.workloads import Figures
from crypto import password


def measure(figures: Figures, rounds: int) -> None:
    """Time each derivation that the release accepts."""
    for kdf_id, kdf in password.KDFS.items():
        name = f"Argon2id {kdf.memory >> 20} MiB t={kdf.passes}, native, ms"
        for _ in range(rounds):
            began = time.perf_counter()
            password.derive("camille", "sept mots tirés au sort", kdf_id, bytes(password.SALT_SIZE))
            figures.add(name, OURS, (time.perf_counter() - began) * 1000)
