"""The sealed list that a device keeps: it opens a notebook at once, and is never believed against the chain."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.carnet import Carnet, carnet_of
from tests.browser.person import Person, wait_for_answer

People = Callable[..., Person]

_WITH_DATABASE = """(work) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('recul');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const done = (result) => { opening.result.close(); resolve(result); };
    work(opening.result.transaction(['single', 'links', 'objects'], 'readwrite'), done);
  };
})"""
_TAKE = f"""() => ({_WITH_DATABASE})((transaction, done) => {{
  const asking = transaction.objectStore('single').get('snapshot');
  asking.onsuccess = () => {{ window.taken = asking.result; done(asking.result.lacking); }};
}})"""
_FOLLOWED = f"""() => ({_WITH_DATABASE})((transaction, done) => {{
  const asking = transaction.objectStore('single').get('snapshot');
  asking.onsuccess = () => done(asking.result.lacking <= 1);
}})"""
_PUT_BACK = f"""() => ({_WITH_DATABASE})((transaction, done) => {{
  transaction.objectStore('single').put(window.taken, 'snapshot');
  transaction.oncomplete = () => done();
}})"""
_DAMAGE = f"""() => ({_WITH_DATABASE})((transaction, done) => {{
  const single = transaction.objectStore('single');
  const asking = single.get('snapshot');
  asking.onsuccess = () => {{
    asking.result.sealed[asking.result.sealed.length - 1] ^= 1;
    single.put(asking.result, 'snapshot');
  }};
  transaction.oncomplete = () => done();
}})"""
_LOSE_LAST_LINK = f"""() => ({_WITH_DATABASE})((transaction, done) => {{
  const asking = transaction.objectStore('links').openCursor(null, 'prev');
  asking.onsuccess = () => asking.result.delete();
  transaction.oncomplete = () => done();
}})"""
_LOSE_TEXT = f"""(id) => ({_WITH_DATABASE})((transaction, done) => {{
  transaction.objectStore('objects').delete(id);
  transaction.oncomplete = () => done();
}})"""
# In one go, so that nothing opened behind the list has come yet.
_FIRST_SHOWN = "notebook.unlock(a[0]).then(() => [...notebook.entries.values()].map((e) => e.summary.excerpt).sort())"
_BROKEN = "[...notebook.entries.values()].filter((entry) => entry.broken).map((entry) => entry.id)"


def _opened(page: Page, passphrase: str) -> Carnet:
    carnet = Carnet(page)
    carnet.unlock(passphrase)
    return carnet


def test_an_old_or_damaged_list_is_never_shown_as_the_notebook(person: People) -> None:
    """A list put back alone follows the links that came since; one that does not open is made again from them."""
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    changed = carnet.write("Ancienne version.")
    carnet.write("Autre texte.")
    carnet.do("notebook.close()")
    carnet.page.evaluate(_TAKE)
    carnet.unlock(passphrase)
    carnet.amend(changed, "Nouvelle version.")
    carnet.sync()
    carnet.do("notebook.close()")
    carnet.page.evaluate(_PUT_BACK)
    with someone.offline():
        for damage in (None, _DAMAGE):
            if damage:
                carnet.page.evaluate(damage)
            carnet = Carnet(carnet.page)
            assert carnet.do(_FIRST_SHOWN, passphrase) == ["Autre texte.", "Nouvelle version."]
            assert (carnet.text(changed), carnet.alarm) == ("Nouvelle version.", None)
            carnet.do("notebook.close()")
        carnet.page.evaluate(_LOSE_LAST_LINK)
        carnet.page.evaluate(_DAMAGE)
        carnet = Carnet(carnet.page)
        assert carnet.refusal("notebook.unlock(a[0])", passphrase) == "rollback"
        assert (carnet.alarm, carnet.excerpts()) == ("rollback", [])


def test_a_device_without_memory_begins_at_the_last_checkpoint(person: People) -> None:
    """A new device asks for no link before it, lists before it reads, and gets a damaged list back."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    for number in range(70):
        first.do("notebook.note(a[0]).then(() => notebook.flush())", f"Ligne {number:02}")
    lines = first.excerpts()
    someone = person()
    asked: list[str] = []
    someone.page.on("request", lambda request: asked.append(request.url))
    second = carnet_of(someone)
    second.do("notebook.signIn({login: a[0], passphrase: a[1]})", "camille", passphrase)
    assert second.page.evaluate(_TAKE) >= 64
    second.do("notebook.acceptState()")
    second.sync()
    wait_for_answer(second.page, _FOLLOWED)
    assert second.excerpts() == lines
    assert any("/start" in url for url in asked)
    assert not any("/links?after=-1" in url for url in asked)
    lost = second.do("[...notebook.entries.keys()][0]")
    assert [version["revision"] for version in second.do("notebook.versions(a[0])", lost)] == [1]
    second.do("notebook.close()")
    second.page.evaluate(_PUT_BACK)
    second.page.evaluate(_LOSE_TEXT, lost)
    with someone.offline():
        second = _opened(second.page, passphrase)
        assert second.excerpts() == lines
        second.wait(f"{_BROKEN}.length > 0 && notebook.progress === null")
        assert second.do(_BROKEN) == [lost]
        wait_for_answer(second.page, _FOLLOWED)
    second.wait("notebook.state === 'idle'")
    assert second.text(lost) in lines
    second.do("notebook.close()")
    second.page.evaluate(_DAMAGE)
    second = _opened(second.page, passphrase)
    second.sync()
    assert (second.excerpts(), second.do(_BROKEN), second.alarm) == (lines, [], None)
