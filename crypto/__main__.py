"""`python -m crypto open FILE`: the reference implementation as a command."""

import sys

from crypto import open_export


def main(arguments: list[str]) -> int:
    """Run a command; return its exit status."""
    if arguments[:1] != ["open"]:
        print("python -m crypto open FICHIER [--out DOSSIER] [--secret-file FICHIER]", file=sys.stderr)
        return 2
    return open_export.main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
