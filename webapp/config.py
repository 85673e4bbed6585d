"""The settings of one server, read once and never changed (`docs/operations.md`)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

HOUR = 3_600
DAY = 24 * HOUR
BROTLI_QUALITIES = range(1, 12)
ROOT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting holds something the server cannot start with."""


@dataclass(frozen=True)
class Settings:
    """Everything that an administrator may choose; durations are seconds."""

    data_dir: Path
    public_url: str = "http://localhost:8000"
    database_url: str = ""
    trusted_proxies: int = 0
    session_idle: int = 30 * DAY
    session_lifetime: int = 180 * DAY
    recovery_lifetime: int = HOUR
    log_addresses: bool = False
    event_streams: int = 64
    brotli_quality: int = 10
    static_dir: Path = ROOT / "static"
    templates_dir: Path = ROOT / "templates"

    def __post_init__(self) -> None:
        """Refuse an address that browsers could not compare with an origin."""
        parts = urlsplit(self.public_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise SettingError("RECUL_PUBLIC_URL must be an origin, such as https://recul.example")
        if self.trusted_proxies < 0:
            raise SettingError("RECUL_TRUSTED_PROXIES must be zero or more")
        if self.brotli_quality not in BROTLI_QUALITIES:
            raise SettingError("RECUL_BROTLI_QUALITY must be between 1 and 11")

    @property
    def secure(self) -> bool:
        """True when the public address is https: cookies are then `__Host-` and `Secure`."""
        return self.public_url.startswith("https:")

    @property
    def origins(self) -> frozenset[str]:
        """The values of `Origin` that are ours; a loopback address answers under its three names."""
        parts = urlsplit(self.public_url)
        names = {"localhost", "127.0.0.1", "[::1]"}
        host = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
        if host not in names:
            return frozenset({f"{parts.scheme}://{parts.netloc}"})
        port = f":{parts.port}" if parts.port else ""
        return frozenset(f"{parts.scheme}://{name}{port}" for name in names)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL: the one given, or a SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'recul.sqlite'}"

    @property
    def secret_file(self) -> Path:
        """The file of 32 random bytes behind fake salts, device cookies and counters."""
        return self.data_dir / "server-secret"


NUMBERS = (
    "trusted_proxies",
    "session_idle",
    "session_lifetime",
    "recovery_lifetime",
    "event_streams",
    "brotli_quality",
)


def from_environment(environment: Mapping[str, str] = os.environ, /, **chosen: object) -> Settings:
    """Read the `RECUL_*` variables; `chosen` (the command line) wins where it is not None.

    Raises `SettingError` for a value of the wrong kind.
    """
    values: dict[str, object] = {"data_dir": Path(environment.get("RECUL_DATA_DIR", "data"))}
    for name in ("database_url", "public_url"):
        if text := environment.get(f"RECUL_{name.upper()}"):
            values[name] = text.rstrip("/")
    for name in NUMBERS:
        if text := environment.get(f"RECUL_{name.upper()}"):
            if not text.isdecimal():
                raise SettingError(f"RECUL_{name.upper()} must be a whole number")
            values[name] = int(text)
    values["log_addresses"] = environment.get("RECUL_LOG_ADDRESSES", "") == "1"
    values |= {name: value for name, value in chosen.items() if value is not None}
    settings = Settings(**values)  # type: ignore[arg-type]
    return replace(settings, data_dir=settings.data_dir.absolute())
