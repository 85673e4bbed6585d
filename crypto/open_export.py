"""Open an export without a server, into files that a person can read: `recul open FILE` (`docs/spec/export.md`)."""

import argparse
import getpass
import re
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from crypto import entries, export, memory, recovery, templates
from crypto.entries import Document
from crypto.errors import PhraseError, ReculError
from crypto.export import Opened, Version
from crypto.shapes import text_of

SENTENCES: Final = {
    "encoding": "Ce fichier n’est pas un export de Recul.",
    "version": "Cet export vient d’une version plus récente de Recul.",
    "frames": "Ce fichier est incomplet ou abîmé.",
    "sealed": "La phrase ou les mots n’ouvrent pas ce fichier.",
    "phrase": "Ces douze mots ne se lisent pas.",
    "password": "Cette phrase ne peut pas servir.",
    "signature": "Ce fichier a été modifié.",
    "chain": "Ce fichier a été modifié.",
    "rollback": "Ce fichier a été modifié.",
    "kdf-refused": "Ce fichier demande une dérivation que cette version refuse.",
}
_WORD_COUNT: Final = 12
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
_LONGEST_NAME: Final = 60
_UNSAFE: Final = re.compile(r"[^\w -]+")


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the file named by `arguments`; return 0, 1 when some texts do not open or did not come, 2 for none."""
    parser = argparse.ArgumentParser(prog="recul open", description="Ouvrir un export, sans serveur.")
    parser.add_argument("file", type=Path, metavar="FICHIER", help="l’export")
    parser.add_argument(
        "--out", type=Path, default=Path("recul-ouvert"), metavar="DOSSIER", help="où écrire les textes"
    )
    parser.add_argument(
        "--secret-file", type=Path, metavar="FICHIER", help="lire la phrase ou les mots dans un fichier"
    )
    asked = parser.parse_args(arguments)
    try:
        file = asked.file.read_bytes()
        secret = asked.secret_file.read_text("utf-8").strip("\r\n") if asked.secret_file else ask_secret()
        opened = open_with(file, secret)
    except OSError as error:
        print(f"{error.filename} : ce fichier ne se lit pas.", file=sys.stderr)
        return 2
    except ReculError as error:
        print(SENTENCES[error.code], file=sys.stderr)
        return 2
    broken = write(opened, asked.out)
    texts = sum(not memory.is_memory(text) for _, text, _ in opened.newest())
    print(f"{texts} textes, dans {asked.out}")
    for sentence in lacks_of(opened, broken):
        print(sentence, file=sys.stderr)
    return 1 if broken or opened.current_is_missing() else 0


def lacks_of(opened: Opened, broken: Sequence[Version]) -> list[str]:
    """Return the sentences that say what the file lacks, each version by its id."""
    made = date.fromordinal(_EPOCH_ORDINAL + opened.header.day).isoformat()
    by_device = [f"Fichier fait sans le serveur, le {made}, de ce qu’un appareil gardait."] if opened.made_alone else []
    links = opened.lacking_links
    before = [f"Le registre de ce fichier commence à la ligne {links} : rien de plus ancien n’y est."] if links else []
    return [
        *by_device,
        *(f"Ne s’ouvre pas : {object_id.hex()}, version {revision}" for object_id, revision in broken),
        *(
            f"N’est pas dans ce fichier : {object_id.hex()}, version {revision}"
            for object_id, revision in opened.missing
        ),
        *before,
    ]


def ask_secret() -> str:
    """Ask for the passphrase or the twelve words, without showing them."""
    return getpass.getpass("Phrase, ou les douze mots de la fiche : ")


def open_with(file: bytes, secret: str) -> Opened:
    """Open a file with a passphrase or with twelve words, whichever the secret is."""
    if len(secret.split()) == _WORD_COUNT:
        try:
            recovery.entropy_of(secret)
        except PhraseError:
            return export.open_with_passphrase(file, secret)
        return export.open_with_words(file, secret)
    return export.open_with_passphrase(file, secret)


def write(opened: Opened, folder: Path) -> list[Version]:
    """Write each version as Markdown and as JSON; return those that did not open or cannot be read.

    Current texts go to `folder`, earlier versions to `versions`, those of the corbeille to `corbeille`, and what the
    server had not received to `brouillons`. One's own templates are a page; what a vault remembers of groups is none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    broken = list(opened.broken)
    for (object_id, revision), text in sorted(opened.texts.items()):
        if not _write_text(text, folder / place_of(opened, object_id, revision), object_id, str(revision)):
            broken.append((object_id, revision))
    for number, draft in enumerate(opened.drafts, 1):
        if draft.text is None:
            continue
        if not _write_text(draft.text, folder / "brouillons", draft.object_id, f"{draft.base}-{number}"):
            broken.append((draft.object_id, draft.base + 1))
    return sorted(broken)


def _write_text(text: bytes, folder: Path, object_id: bytes, version: str) -> bool:
    """Write one document as Markdown and as JSON, unless it cannot be read; of a memory, one's own templates alone."""
    try:
        if memory.is_memory(text):
            if memory.kind_of(text) == "templates":
                page = templates.to_markdown(templates.from_bytes(text))
                folder.mkdir(exist_ok=True)
                (folder / f"Mes modèles {version}.md").write_text(page, "utf-8")
            return True
        document = entries.from_bytes(text)
    except ReculError:
        return False
    folder.mkdir(exist_ok=True)
    path = folder / name_of(document, object_id, version)
    path.with_name(path.name + ".md").write_text(entries.to_markdown(document), "utf-8")
    path.with_name(path.name + ".json").write_text(entries.to_json(document), "utf-8")
    return True


def place_of(opened: Opened, object_id: bytes, revision: int) -> str:
    """Return the folder of a version, under the one that was asked for."""
    record = opened.state.objects.get(object_id)
    if record is None or record.revision != revision:
        return "versions"
    return "" if record.end is None else "corbeille"


def name_of(document: Document, object_id: bytes, version: str) -> str:
    """Return a file name that stays in its folder, starts with a day, and is never two texts' at once."""
    title = unicodedata.normalize("NFC", text_of(document["title"]))
    readable = re.sub(r"\s+", " ", _UNSAFE.sub(" ", title)).strip(" -_")[:_LONGEST_NAME].strip()
    return f"{text_of(document['lived'])} {readable or 'sans titre'} {object_id.hex()}-{version}"
