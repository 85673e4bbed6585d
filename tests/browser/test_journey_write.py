"""Writing: a line, a page, a case, and what becomes of them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.gestures import (
    blank_line,
    create_space,
    done,
    entry,
    follow,
    look_at,
    open_entry,
    press,
    says,
    search_line,
    unfold,
    unfold_details,
    visit,
    visit_mine,
    write_line,
)
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]


def test_a_line_is_kept_here_first_then_on_the_server(person: People) -> None:
    """The state line says where the words are: on this device at the first pause, then everywhere."""
    page = person(PHONE).page
    create_space(page, "camille")
    blank_line(page).press_sequentially("Il a posé son sac par terre.")
    says(page, "Enregistré sur cet appareil")
    look_at(page)
    press(page, "C’est posé")
    expect(blank_line(page)).to_have_value("")
    expect(blank_line(page)).to_be_focused()
    expect(entry(page, "Il a posé son sac par terre.")).to_be_visible()
    says(page, "Enregistré")
    look_at(page)


def test_a_line_goes_on_as_a_page(person: People) -> None:
    """A line becomes a page with a title, shaped words, tags and the day it was lived; all is read again later."""
    page = person(DESK).page
    create_space(page, "camille")
    blank_line(page).fill("Il a posé son sac.")
    press(page, "Continuer sur une page")
    field = page.get_by_role("textbox", name="Le texte")
    expect(field).to_have_text("Il a posé son sac.")
    look_at(page)
    page.get_by_label("Titre", exact=True).fill("Le sac")
    field.click()
    field.press("Control+End")
    field.press("Enter")
    press(page, "Gras")
    field.press_sequentially("Il s’est assis dessus.")
    expect(field.locator("strong")).to_have_text("Il s’est assis dessus.")
    unfold_details(page)
    page.get_by_label("Le jour où c’est arrivé").fill("2026-03-02")
    page.get_by_label("Mots-clés").fill("Accueil, fin d’année, accueil")
    page.get_by_label("Mots-clés").press("Tab")
    look_at(page)
    says(page, "Enregistré")
    done(page)
    leaf = entry(page, "Le sac")
    expect(leaf.locator("time")).to_have_attribute("datetime", "2026-03-02")
    open_entry(page, "Le sac")
    expect(page.get_by_role("textbox", name="Le texte")).to_have_text("Il a posé son sac.Il s’est assis dessus.")
    expect(page.get_by_text("accueil, fin d’année")).to_be_visible()
    page.get_by_role("button", name="Qui peut lire ceci ?").click()
    expect(page.get_by_text("Vous, camille.").first).to_be_visible()
    look_at(page)
    assert page.title() == "Recul"
    assert "sac" not in page.url
    done(page)
    _make_a_template(page)
    _deepen(page)


def _make_a_template(page: Page) -> None:
    """A template that asks nothing is refused with a sentence, and is not lost; one that asks is kept."""
    visit_mine(page, "Mes modèles")
    page.get_by_label("Nom", exact=True).fill("Le seuil")
    press(page, "Garder ce modèle")
    expect(page.get_by_text("Ce modèle ne pose aucune question.")).to_be_visible()
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Le seuil")
    page.get_by_label("Questions, une par ligne").fill("Ce que j’ai vu en entrant\n\nCe que j’ai laissé dehors")
    look_at(page)
    press(page, "Garder ce modèle")
    expect(page.locator("summary").get_by_text("Le seuil")).to_be_visible()
    expect(page.get_by_label("Nom", exact=True).last).to_have_value("")
    says(page, "Enregistré")


def _deepen(page: Page) -> None:
    """Questions and dimensions join a text that stays whole; what was answered stays when the rest is taken away."""
    visit(page, "Aujourd’hui")
    write_line(page, "La rentrée, sous la pluie.")
    text = open_entry(page, "Le sac")
    unfold(page, "Un modèle")
    look_at(page)
    press(page, "Demandé, fait")
    first = page.get_by_label("La consigne, telle qu’elle est écrite ou dite")
    expect(first).to_be_focused()
    first.press_sequentially("Être à l’heure.")
    look_at(page)
    unfold(page, "Un modèle")
    press(page, "Le seuil")
    page.get_by_label("Ce que j’ai laissé dehors").fill("La pluie.")
    press(page.locator(".question-sheet").filter(has_text="Demandé, fait"), "Retirer les questions sans réponse")
    expect(page.locator(".question-sheet textarea")).to_have_count(3)
    unfold(page, "Les dimensions")
    unfold(page, "Demandé et fait")
    page.get_by_label("Ce que j’ai fait", exact=True).fill("J’ai attendu.")
    degree = page.locator(".degrees input").nth(3)
    degree.check()
    unfold(page, "Ce que ça m’a fait")
    unfold(page, "Une liste, si elle aide")
    press(page, "fierté")
    unfold(page, "Ça me rappelle")
    page.get_by_label("Chercher un texte").fill("rentree")
    page.get_by_role("button", name="Relier").click()
    expect(page.get_by_role("link", name="La rentrée, sous la pluie.")).to_be_visible()
    look_at(page)
    done(page)
    says(page, "Enregistré")
    open_entry(page, "Le sac")
    expect(text).to_have_text("Il a posé son sac.Il s’est assis dessus.")
    expect(first).to_have_value("Être à l’heure.")
    expect(page.get_by_label("Ce que j’ai laissé dehors")).to_have_value("La pluie.")
    expect(page.get_by_text("demandé et fait, ça me rappelle, ce que ça m’a fait")).to_be_visible()
    unfold(page, "Les dimensions")
    unfold(page, "Demandé et fait")
    expect(degree).to_be_checked()
    expect(page.get_by_label("Ce que j’ai fait", exact=True)).to_have_value("J’ai attendu.")
    follow(page, "Partager un extrait")
    expect(page.get_by_label("La consigne, telle qu’elle est écrite ou dite")).to_be_visible()
    expect(page.get_by_label("J’ai attendu.")).to_be_visible()


def test_a_case_is_prepared_with_the_few_questions(person: People) -> None:
    """A case keeps its title and its answers, stands among the cases, and becomes an entry without losing them."""
    page = person(PHONE).page
    create_space(page, "camille")
    visit(page, "Situations")
    expect(page.get_by_text("Un moment suffit, même sans question.")).to_be_visible()
    look_at(page)
    press(page, "Préparer une situation")
    page.get_by_label("Titre", exact=True).fill("L’heure du départ")
    answers = {
        "Un seul moment, daté à peu près": "Un mardi de mars, à seize heures.",
        "Les personnes, chacune avec un nom d’emprunt et le strict utile": "Malik, neuf ans ; sa grand-mère.",
        "Ce que j’ai fait, dit, tu": "J’ai dit que nous avions le temps.",
        "Ce qui me reste": "Le bruit du sac.",
        "Ma question, ou « aidez-moi à comprendre… »": "Pourquoi ai-je menti ?",
        "Ce que je voudrais éviter dans l’échange": "Qu’on me rassure.",
    }
    for question, answer in answers.items():
        page.get_by_label(question, exact=True).fill(answer)
    page.get_by_role("textbox", name="Le texte").press_sequentially("La suite.")
    says(page, "Enregistré sur cet appareil")
    look_at(page)
    done(page)
    says(page, "Enregistré")
    visit(page, "Situations")
    open_entry(page, "L’heure du départ")
    for question, answer in answers.items():
        expect(page.get_by_label(question, exact=True)).to_have_value(answer)
    unfold_details(page)
    page.get_by_label("Un texte de journal").check()
    text = page.get_by_role("textbox", name="Le texte")
    for answer in [*answers.values(), "La suite."]:
        expect(text).to_contain_text(answer)
    done(page)
    visit(page, "Situations")
    expect(page.get_by_role("article")).to_have_count(0)


def _give_tags(page: Page, text: str, tags: str, day: str) -> None:
    open_entry(page, text)
    unfold_details(page)
    page.get_by_label("Mots-clés").fill(tags)
    page.get_by_label("Le jour où c’est arrivé").fill(day)
    page.get_by_label("Le jour où c’est arrivé").press("Tab")
    done(page)


def test_the_journal_is_read_by_date_by_kind_by_tag_and_by_words(person: People) -> None:
    """The journal shows the latest lived first under its month; kind, tag, days and words keep those and only those."""
    page = person(DESK).page
    create_space(page, "camille")
    write_line(page, "Ancien.")
    write_line(page, "Récent.")
    _give_tags(page, "Ancien.", "école", "2025-11-04")
    _give_tags(page, "Récent.", "école, train", "2026-02-11")
    visit(page, "Situations")
    press(page, "Préparer une situation")
    page.get_by_label("Titre", exact=True).fill("Une situation")
    says(page, "Enregistré sur cet appareil")
    done(page)
    visit(page, "Journal")
    leaves = page.get_by_role("article")
    expect(leaves).to_contain_text(["Une situation", "Récent.", "Ancien."])
    assert page.get_by_role("heading", level=2).all_inner_texts()[-2:] == ["février 2026", "novembre 2025"]
    look_at(page)
    _look_for_words(page)
    _keep_days(page)
    press(page, "Les situations")
    expect(leaves).to_contain_text(["Une situation"])
    press(page, "Les textes")
    expect(leaves).to_contain_text(["Récent.", "Ancien."])
    page.get_by_text("Mots-clés").click()
    press(page, "train")
    expect(leaves).to_contain_text(["Récent."])
    expect(leaves).to_have_count(1)
    press(page, "école")
    expect(leaves).to_have_count(2)
    look_at(page)
    press(page, "Les situations")
    expect(page.get_by_text("Aucun texte ne répond à ce choix.")).to_be_visible()
    press(page, "Tout")
    _lose_what_was_found(page)


def _look_for_words(page: Page) -> None:
    """Words are found as they are typed, without accents or with a slip, and marked; no address says them."""
    leaves, marks, line = page.get_by_role("article"), page.locator("article mark"), search_line(page)
    status = page.get_by_role("search").get_by_role("status")
    address, visited = page.url, page.evaluate("history.length")
    line.press_sequentially("recen")
    expect(status).to_have_text("Un texte\u202f; la recherche se fait sur cet appareil.")
    expect(marks).to_have_text(["Récent"])
    line.fill("ecole ")
    expect(status).to_have_text("2 textes\u202f; la recherche se fait sur cet appareil.")
    expect(marks).to_have_text(["école", "école"])
    expect(leaves).to_contain_text(["Récent.", "Ancien."])
    press(page, "Les plus proches d’abord")
    expect(page.get_by_role("heading", name="février 2026")).to_have_count(0)
    expect(leaves).to_contain_text(["Récent.", "Ancien."])
    press(page, "Par date")
    look_at(page)
    line.fill("ancein")
    expect(page.get_by_role("heading", name="Presque ces mots")).to_be_visible()
    expect(marks).to_have_text(["Ancien"])
    line.fill("« une situ")
    expect(marks).to_have_text(["Une situation"])
    line.fill("« situation une")
    expect(page.get_by_text("Aucun texte ne répond à ces mots.")).to_be_visible()
    look_at(page)
    assert (page.url, page.evaluate("history.length")) == (address, visited)
    line.press("Escape")
    expect(line).to_have_value("")
    expect(line).to_be_focused()
    expect(leaves).to_have_count(3)


def _keep_days(page: Page) -> None:
    """Days keep what was lived from one to the other."""
    leaves = page.get_by_role("article")
    page.get_by_text("Dates", exact=True).click()
    page.get_by_label("Au", exact=True).fill("2026-03-31")
    expect(leaves).to_contain_text(["Récent.", "Ancien."])
    page.get_by_label("Du", exact=True).fill("2026-01-01")
    expect(leaves).to_contain_text(["Récent."])
    expect(leaves).to_have_count(1)
    press(page, "Tous les jours")
    expect(leaves).to_have_count(3)


def _lose_what_was_found(page: Page) -> None:
    """What was looked for is asked again when one comes back; a text in the corbeille is found no more."""
    search_line(page).fill("ancien")
    expect(page.locator("article mark")).to_have_text(["Ancien"])
    open_entry(page, "Ancien.")
    press(page, "Mettre à la corbeille")
    visit(page, "Journal")
    expect(search_line(page)).to_have_value("ancien")
    expect(page.get_by_text("Aucun texte ne répond à ces mots.")).to_be_visible()


def test_an_earlier_version_is_read_and_taken_up_again(person: People) -> None:
    """Each sent step of a text can be read beside the present one and taken up again; none is lost by it."""
    page = person(DESK).page
    create_space(page, "camille")
    write_line(page, "Première façon de le dire.")
    field = open_entry(page, "Première façon")
    field.fill("Une autre façon.")
    says(page, "Enregistré sur cet appareil")
    done(page)
    says(page, "Enregistré")
    open_entry(page, "Une autre façon.")
    follow(page, "Versions")
    press(page, "Version 1")
    expect(page.get_by_text("Première façon de le dire.")).to_be_visible()
    expect(page.get_by_text("Une autre façon.")).to_be_visible()
    look_at(page)
    press(page, "Reprendre cette version")
    expect(page.get_by_role("textbox", name="Le texte")).to_have_text("Première façon de le dire.")
    done(page)
    says(page, "Enregistré")
    open_entry(page, "Première façon")
    follow(page, "Versions")
    expect(page.get_by_role("button", name="Version 2")).to_be_visible()


def test_the_corbeille_gives_back_and_erases(person: People) -> None:
    """A text thrown away says when it will be erased, comes back whole, or goes for good after a yes."""
    page = person(PHONE).page
    create_space(page, "camille")
    for text in ("Gardée.", "Jetée."):
        write_line(page, text)
    for text in ("Gardée.", "Jetée."):
        open_entry(page, text)
        press(page, "Mettre à la corbeille")
        expect(entry(page, text)).to_have_count(0)
    visit_mine(page, "Corbeille")
    expect(page.get_by_text("Effacement prévu : ")).to_have_count(2)
    look_at(page)
    press(entry(page, "Gardée."), "Remettre dans le journal")
    expect(entry(page, "Gardée.")).to_have_count(0)
    press(entry(page, "Jetée."), "Effacer pour de bon")
    expect(page.get_by_text("C’est sans retour.")).to_be_visible()
    press(entry(page, "Jetée."), "Annuler")
    press(entry(page, "Jetée."), "Effacer pour de bon")
    press(entry(page, "Jetée."), "Effacer pour de bon")
    expect(page.get_by_text("La corbeille est vide.")).to_be_visible()
    visit(page, "Journal")
    expect(page.get_by_role("article")).to_have_count(1)
    open_entry(page, "Gardée.")
