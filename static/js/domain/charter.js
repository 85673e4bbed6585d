/** The rules offered to a new group, each accepted or changed one by one. They are ours, in the words of members. */

/** @type {Readonly<Record<'fr'|'en', readonly string[]>>} */
export const CLAUSES = Object.freeze({
  fr: Object.freeze([
    'Je viens, je présente, je réponds parce que je le veux bien.',
    'Ce qui se dit ici reste ici. Dehors, je peux parler de moi ; ni des autres, ni des situations.',
    'Les personnes dont nous parlons portent un nom d’emprunt.',
    'Nous ne jugeons pas les personnes. Une hypothèse se dit au conditionnel.',
    'Le conseil attend son tour.',
    'Une seule parole à la fois.',
    'Si je dois manquer une séance, je préviens, et le groupe en parle.',
    'Il n’y a entre nous ni lien hiérarchique ni évaluation. Si cela change, je le dis.',
    'La personne qui anime n’évalue personne, ne rapporte rien à personne, et se fait superviser.',
    'Nous disons ensemble ce qui s’écrit, où, et jusqu’à quand.',
    'Si une personne est en danger, cela passe avant la règle du silence : nous en parlons sans attendre.',
    'À distance, je suis seul·e, porte fermée, et rien n’enregistre.',
    'L’institution s’interdit de demander qui a dit quoi, de venir, de lire, de sanctionner une parole.',
  ]),
  en: Object.freeze([
    'I come, I present and I answer because I am willing to.',
    'What is said here stays here. Outside, I may speak of myself; not of the others, nor of the situations.',
    'The people we speak of go by another name.',
    'We do not judge people. A hypothesis is offered as such.',
    'Advice waits its turn.',
    'One person speaks at a time.',
    'If I must miss a session, I say so beforehand, and the group talks about it.',
    'There is no line of authority and no assessment between us. If that changes, I say so.',
    'The facilitator assesses nobody, carries no word to anyone, and has supervision.',
    'Together we say what gets written, where, and until when.',
    'If someone is in danger, that comes before the rule of silence: we speak of it at once.',
    'At a distance, I am alone, the door is shut, and nothing records.',
    'The institution will not ask who said what, nor attend, nor read, nor punish words spoken here.',
  ]),
});

/** The kinds of group, as the frame names them. */
export const FORMS = Object.freeze(/** @type {const} */ (['app', 'codev', 'suivi', 'balint', 'other']));
