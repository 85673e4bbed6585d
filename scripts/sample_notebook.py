"""The notebook of nobody: believable words for pictures, all of them invented."""

LINES = [
    (
        "Le sac",
        "J’ai dit que nous avions le temps. Ce n’était pas vrai. Il a posé son sac par terre et il s’est assis dessus, "
        "comme on attend un train. J’ai continué à ranger les chaises pour ne pas avoir à répondre.",
        "accueil, départ",
        "2026-11-16",
    ),
    (
        "",
        "Réunion de synthèse. Trois fois j’ai commencé une phrase, trois fois quelqu’un l’a finie à ma place. "
        "À la quatrième, je n’ai plus eu envie.",
        "équipe",
        "2026-11-12",
    ),
    (
        "Ce que dit la chaise vide",
        "Elle n’est pas venue. On a laissé sa chaise dans le cercle, sans le décider. Personne ne l’a regardée et tout "
        "le monde en a parlé, à sa façon, de biais.",
        "groupe, absence",
        "2026-11-03",
    ),
    (
        "",
        "Trajet du retour. Je me suis entendue dire « c’est le cadre » alors que je pensais « je suis fatiguée ».",
        "cadre",
        "2026-10-21",
    ),
    (
        "Une visite écourtée",
        "Vingt minutes au lieu d’une heure. Le thé était prêt, les tasses sorties. J’ai regardé ma montre avant de "
        "m’asseoir et il l’a vu.",
        "visite, temps",
        "2026-10-08",
    ),
]

REWRITTEN = (
    "J’ai dit que nous avions le temps. Ce n’était pas vrai, et il le savait. Il a posé son sac par terre et il s’est "
    "assis dessus, comme on attend un train.\nJe n’ai pas menti pour le rassurer. J’ai menti pour finir de ranger."
)

ANSWERS = {
    "Ce que je cherchais à ce moment-là": "Que la séance commence à l’heure, comme si de rien n’était.",
    "La valeur que j’ai défendue, celle que j’ai laissée": "Le cadre, pour tous. L’attention, pour une seule.",
}
GAP = {
    "Ce qui m’était demandé": "Retirer les chaises des absents.",
    "Ce que j’ai fait": "J’ai laissé la sienne, et je n’ai rien dit.",
}
AFFECTS = "trouble, tendresse"

CASE_TITLE = "L’heure du départ"
CASE = {
    "Un seul moment, daté à peu près": "Un mardi de novembre, vers seize heures trente, dans l’entrée.",
    "Les personnes, chacune avec un nom d’emprunt et le strict utile": "Malo, neuf ans. Sa grand-mère. Moi.",
    "Ce que j’ai fait, dit, tu": "J’ai dit « nous avons le temps ». J’ai tu que la salle devait être rendue.",
    "Ce qui me reste": "Le bruit du sac sur le carrelage.",
    "Ma question, ou « aidez-moi à comprendre… »": "Aidez-moi à comprendre ce que je protégeais en mentant.",
    "Ce que je voudrais éviter dans l’échange": "Qu’on me rassure trop vite.",
}

COMMON = "Elle a demandé si je reviendrais."
FROM_TRAIN = "Elle a demandé si je reviendrais. J’ai dit oui sans regarder l’agenda."
FROM_DESK = "Elle a demandé si je reviendrais. J’ai répondu « bien sûr », trop vite pour que ce soit une réponse."
UNDER_WAY = "Dans le couloir, elle a ralenti pour que je la rattrape"

SHARED = (
    "En réunion, j’ai parlé la dernière, encore. Ce n’est pas de la timidité ; c’est une manière de ne pas choisir."
)
TO_SHARE = (
    "Kenzo a refusé de monter dans la voiture de sa mère, Mme Aubry. Il a demandé si, à Clermont, il y aurait le chien."
)
ANSWER = "Qu’est-ce que parler la première aurait engagé ?"
