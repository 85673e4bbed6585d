"""The command `recul` (`docs/operations.md`). Each command loads only what it uses."""

# ruff: noqa: PLC0415
from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import astuple, fields
from pathlib import Path

from webapp.config import SettingError, Settings, from_environment

Given = argparse.Namespace


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 when all is well, 1 when it is not, 2 for a bad call."""
    parser = _parser()
    given, rest = parser.parse_known_args(arguments)
    if given.run is open_export:
        given.arguments = rest  # the reader of exports has its own parser
    elif rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    os.umask(0o077)
    try:
        code: int = given.run(given)
    except SettingError as error:
        return _complain(error, 2)
    return code


def serve(given: Given) -> int:
    """Bring the database up to date and serve."""
    from webapp.operations import serve as command

    address = None if os.environ.get("RECUL_PUBLIC_URL") else f"http://localhost:{given.port}"
    command.serve(_settings(given, public_url=address), given.host, given.port, given.workers, given.threads)
    return 0


def migrate(given: Given) -> int:
    """Bring the database up to date."""
    from webapp.db import connect_once
    from webapp.operations import migrate as command

    settings = _settings(given)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    command.upgrade(connect_once(settings))
    return 0


def doctor(given: Given) -> int:
    """Check an installation."""
    from webapp.operations.doctor import examine

    findings = examine(_settings(given))
    for finding in findings:
        print("well" if finding.well else "BAD ", finding.what, "" if finding.well else f"→ {finding.advice}")
    return 0 if all(finding.well for finding in findings) else 1


def sweep(given: Given) -> int:
    """Erase what has ended."""
    from webapp.db import connect_once
    from webapp.objects import sweep as command

    settings = _settings(given)
    swept = command.sweep(connect_once(settings), settings)
    print(", ".join(f"{name}: {count}" for name, count in zip(_names(swept), astuple(swept), strict=True)))
    return 0


def backup(given: Given) -> int:
    """Write one file with everything."""
    from webapp.operations import backup as command

    try:
        command.backup(_settings(given), given.file)
    except command.BackupError as error:
        return _complain(error, 1)
    return 0


def restore(given: Given) -> int:
    """Put a backup back."""
    from webapp.operations import backup as command

    try:
        print("accounts:", command.restore(_settings(given), given.file, replace=given.replace))
    except command.BackupError as error:
        return _complain(error, 1)
    return 0


def open_export(given: Given) -> int:
    """Open an export without a server."""
    from crypto import open_export as command

    return int(command.main(given.arguments) or 0)


def manifest(given: Given) -> int:
    """List every file served with its SHA-256."""
    from webapp.operations.verify import manifest_lines

    print("\n".join(manifest_lines(_settings(given))))
    return 0


def verify(given: Given) -> int:
    """Compare what a server serves with what it should."""
    from webapp.operations import verify as command

    try:
        found = list(command.differences(_settings(given), given.url, given.manifest))
    except (command.VerifyError, OSError) as error:
        return _complain(error, 1)
    for sentence in found:
        print(sentence)
    return 1 if found else 0


def _settings(given: Given, **chosen: object) -> Settings:
    return from_environment(data_dir=given.data_dir, database_url=given.database_url, **chosen)


def _names(record: object) -> list[str]:
    return [field.name for field in fields(record)]  # type: ignore[arg-type]


def _complain(error: Exception, code: int) -> int:
    print(f"recul: {error}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recul", description="A reflective journal that its own server cannot read.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Given], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=(run.__doc__ or "").rstrip("."), description=run.__doc__)
        added.add_argument("--data-dir", type=Path, help="the folder of the database and of the server secret")
        added.add_argument("--database-url", help="a SQLAlchemy address; by default a SQLite file in that folder")
        added.set_defaults(run=run)
        return added

    serving = command("serve", serve)
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--workers", type=int, default=1, help="processes")
    serving.add_argument("--threads", type=int, default=8, help="threads in each process")
    command("migrate", migrate)
    command("doctor", doctor)
    command("sweep", sweep)
    command("backup", backup).add_argument("file", type=Path)
    restoring = command("restore", restore)
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="erase the accounts that are there")
    commands.add_parser("open", help="Open an export without a server", add_help=False).set_defaults(run=open_export)
    command("manifest", manifest)
    verifying = command("verify", verify)
    verifying.add_argument("url")
    verifying.add_argument("--manifest", type=Path, help="the output of `recul manifest`; by default, these files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
