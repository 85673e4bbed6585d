"""The browser's own modules in Chromium, driven through the notebook's door (`docs/browser-client.md`)."""

import base64
import secrets
from collections.abc import Callable
from typing import Any

from tests.attacks.clients import PASSPHRASE, Refused
from tests.browser.person import Person

CASE_FIELDS = ("moment", "people", "did", "remains", "question", "avoid")

_CALL = """async ([verb, args]) => {
  const notebook = document.querySelector('recul-app').notebook;
  const told = (error) => error.code ?? `${error.name}: ${error.message}`;
  const [name, door] = verb.split('.').reverse();
  let value = null, code = null;
  try { value = await (door ? notebook[door] : notebook)[name](...args); } catch (error) { code = told(error); }
  return {value: value === undefined ? null : value, code: notebook.alarm?.code ?? code};
}"""
_STARTED = """() => {
  const notebook = document.querySelector('recul-app')?.notebook;
  return Boolean(notebook) && (notebook.phase !== 'starting' || notebook.alarm !== null);
}"""
_SETTLED = """() => {
  const notebook = document.querySelector('recul-app').notebook;
  return notebook.alarm || ['saved', 'offline', 'two-versions', 'trouble', 'idle'].includes(notebook.state);
}"""
_ALL_SENT = """() => [...document.querySelector('recul-app').notebook.entries.values()]
  .every(({saved}) => saved === 'server')"""
MEMORY = """async () => {
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open('recul');
    opening.onsuccess = () => resolve(opening.result);
  });
  const kept = {};
  const ask = (asking) => new Promise((resolve) => { asking.onsuccess = () => resolve(asking.result); });
  for (const name of [...database.objectStoreNames].filter((name) => name !== 'settings')) {
    const store = database.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
    // closing seals the list of texts again, for a quick opening: the same words under another salt
    kept[name] = keys.map((key, at) => [key, key === 'snapshot' ? null : values[at]]);
  }
  database.close();
  return JSON.stringify(kept, (_, value) => value instanceof Uint8Array ? Array.from(value) : value);
}"""
_EXPORT = """async (passphrase) => {
  try {
    const {bytes: file} = await document.querySelector('recul-app').notebook.exportFile(passphrase);
    return {file: btoa(Array.from(file, (byte) => String.fromCharCode(byte)).join(''))};
  } catch (error) { return {code: error.code}; }
}"""
_OPEN_EXPORT = """async ([file, passphrase]) => {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  try {
    const {entries} = await document.querySelector('recul-app').notebook.openExport(bytes, passphrase);
    return [...entries].map((entry) => entry.doc ?? entry[1]?.doc ?? entry);
  } catch (error) { return error.code ?? `${error.name}: ${error.message}`; }
}"""
_ENTRIES = """() => [...document.querySelector('recul-app').notebook.entries.values()]
  .map(({id, saved, broken}) => ({id, saved, broken: Boolean(broken)}))"""


class BrowserClient:
    """A `Client` that is a page of the real application."""

    def __init__(self, arrive: Callable[[], Person], login: str = "") -> None:
        self.login = login or f"personne-{secrets.token_hex(4)}"
        self.words = ""
        self._arrive = arrive
        self.person = arrive()
        self._page = self.person.page
        self._page.goto("/carnet")
        self.wait_until_started()

    def wait_until_started(self) -> None:
        """Wait until the page has looked at its device and its worker."""
        self._page.wait_for_function(_STARTED)

    def create(self, passphrase: str = PASSPHRASE) -> None:  # each verb is described once, in `clients.Client`
        self.words = " ".join(self._call("prepareSpace", {"login": self.login, "passphrase": passphrase})["words"])
        self._call("createSpace")
        self._settle()

    def sign_in(self, passphrase: str = PASSPHRASE) -> None:
        self._call("signIn", {"login": self.login, "passphrase": passphrase})
        self._call("acceptState")
        self.send()

    def reopen(self, passphrase: str = PASSPHRASE) -> None:
        self._call("close")
        self._call("unlock", passphrase)
        self.send()

    def recover(self, passphrase: str) -> None:
        asked = {"login": self.login, "words": self.words, "passphrase": passphrase}
        self.words = " ".join(self._call("recover", asked)["words"])
        self._call("acceptState")
        self._call("finishRecovery")
        self.send()

    def keep(self, text: str, object_id: str | None = None) -> str:
        if object_id is None:
            return str(self._call("note", text))
        document = self._call("open", object_id)["doc"]
        self._call("keep", object_id, document | {"body": [["paragraph", [[text, []]]]]})
        return object_id

    def send(self) -> None:
        self._call("flush")
        self._settle()

    def try_again(self) -> None:
        self._page.wait_for_function(_ALL_SENT)

    def confirmed(self) -> set[str]:
        return {entry["id"] for entry in self._page.evaluate(_ENTRIES) if entry["saved"] == "server"}

    def read(self) -> dict[str, str | None]:
        return {
            entry["id"]: None if entry["broken"] else _text(self._call("open", entry["id"])["doc"])
            for entry in self._page.evaluate(_ENTRIES)
        }

    def rewrite(self, object_id: str, **changes: Any) -> None:
        """Change parts of a document: its title, its tags, its fields."""
        self._call("keep", object_id, self._call("open", object_id)["doc"] | changes)

    def keep_case(self, fields: dict[str, str]) -> str:
        """Write a case with these fields; returns its id."""
        object_id = self.keep("cas")
        blank = dict.fromkeys(CASE_FIELDS, "")
        self.rewrite(object_id, kind="case", fields=blank | fields)
        return object_id

    def keep_template(self, name: str, questions: list[str]) -> None:
        """Keep a template of one's own."""
        self._call("keepTemplate", {"id": None, "name": name, "questions": questions})

    def look_for(self, words: str, *, found: bool = True) -> None:
        """Type words where the journal is searched, and wait until they are found, or are not."""
        places = self._page.get_by_role("navigation", name="Lieux")
        places.get_by_role("link", name="Journal", exact=True).click()
        self._page.get_by_role("searchbox").fill(words)
        self._page.locator("article mark" if found else ".by-month > .empty").first.wait_for()

    def in_groups(self, verb: str, *arguments: Any) -> Any:
        """Call a verb of the door of groups (`docs/group-client.md`)."""
        return self._call(f"groups.{verb}", *arguments)

    def reopened_without_passphrase(self) -> str:
        """Load the page again and give the phase it stays in."""
        self._page.reload()
        self.wait_until_started()
        return str(self._page.evaluate("() => document.querySelector('recul-app').notebook.phase"))

    def close(self) -> None:
        """Close the notebook."""
        self._call("close")

    def erase(self, object_id: str) -> None:
        self._call("erase", object_id)
        self.send()

    def change(self, passphrase: str) -> None:
        self._call("changePassphrase", {"current": PASSPHRASE, "next": passphrase})

    def start_over(self, passphrase: str) -> None:
        asked = {"current": PASSPHRASE, "next": passphrase, "compromised": True}
        self.words = " ".join(self._call("prepareRekey", asked)["words"])
        self._call("finishRekey")

    def export(self, passphrase: str) -> bytes:
        answer = self._page.evaluate(_EXPORT, passphrase)
        if "code" in answer:
            raise Refused(answer["code"])
        return base64.b64decode(answer["file"])

    def export_kept(self, passphrase: str) -> bytes:
        return self.export(passphrase)

    def open_export(self, file: bytes, passphrase: str) -> list[str]:
        answer = self._page.evaluate(_OPEN_EXPORT, [base64.b64encode(file).decode(), passphrase])
        if isinstance(answer, str):
            raise Refused(answer)
        return [_text(document) for document in answer]

    def memory(self) -> str:
        return str(self._page.evaluate(MEMORY))

    def shown(self) -> str:
        return str(self._page.evaluate("document.body.innerText"))

    def another_device(self) -> "BrowserClient":
        other = BrowserClient(self._arrive, self.login)
        other.words = self.words
        return other

    def leave(self) -> None:
        self.person.context.close()

    def _settle(self) -> None:
        self._page.wait_for_function(_SETTLED)
        if code := self._page.evaluate("document.querySelector('recul-app').notebook.alarm?.code ?? null"):
            raise Refused(code)

    def _call(self, verb: str, *arguments: Any) -> Any:
        answer = self._page.evaluate(_CALL, [verb, list(arguments)])
        if answer["code"] is not None:
            raise Refused(answer["code"])
        return answer["value"]


def _text(document: dict[str, Any]) -> str:
    return "\n".join("".join(run[0] for run in runs) for _, runs in document["body"])
