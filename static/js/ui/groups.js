/** What the pages about groups share: the names in a sentence, the ribbon, the group of a place. */

import { html } from './lit.js';
import { currentLanguage, hasSentence, t } from './translate.js';

/**
 * @typedef {object} GroupPerson
 * @property {string} id identity
 * @property {string|null} shown the name, with digits when it looks like another; null until their card has come
 * @property {'facilitator'|'member'} role
 * @property {boolean} you
 */

/** Names in one sentence: « Nadia, Awa et vous ». @param {string[]} names @returns {string} */
export function listNames(names) {
  return new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(names);
}

/** The name, or « quelqu’un »; the digits that tell two people apart stay beside it. @param {{shown: string|null}} person @returns {string} */
export const shownName = ({ shown }) => shown?.replace(/ (\d{4})$/, '\u00a0$1') ?? t('share.someone');

/** Whose words these are, told apart from anyone with a name like theirs. @param {any} written a share or an answer @param {any} group @returns {string} */
export function authorOf(written, group) {
  if (written.yours) return t('group.you');
  if (!written.named) return t('share.someone');
  const author = group.people.find((/** @type {GroupPerson} */ { id }) => id === written.author);
  return shownName(author ?? { shown: written.shownAuthor });
}

/** The names of those who read a shared text. @param {any} share @param {any} group @returns {string} */
export function readersNames(share, group) {
  return listNames(peopleNames(group.people.filter((/** @type {GroupPerson} */ { id }) => share.whole || share.readers.includes(id))));
}

/** @param {GroupPerson} person @returns {string} */
export function nameOf(person) {
  if (person.role === 'facilitator') return person.you ? t('group.facilitatorYou') : t('group.facilitator', { name: shownName(person) });
  return person.you ? t('group.you') : shownName(person);
}

/** The people of a group, facilitators first, oneself last. @param {GroupPerson[]} people @returns {string[]} */
export function peopleNames(people) {
  const place = (/** @type {GroupPerson} */ { role, you }) => (you ? 2 : role === 'facilitator' ? 0 : 1);
  return [...people].sort((left, right) => place(left) - place(right) || shownName(left).localeCompare(shownName(right), currentLanguage())).map(nameOf);
}

/** The ribbon of a group: a colour and a weave, beside its name. @param {{colour: number, title: string|null}} group */
export function ribbon({ colour, title }) {
  return html`<span class="ribbon ribbon-${(colour % 4) + 1} weave-${Math.floor(colour / 4)}"></span><span class="ribbon-name">${title ?? t('group.untitled')}</span>`;
}

/** Why a group is stopped, in words. @param {string|null} code @returns {string} */
export function groupTrouble(code) {
  const name = `group.trouble.${code}`;
  return hasSentence(name) ? t(name) : t('group.trouble.other');
}
