/** Sentences of the interface, in French or English. */

import { en } from '../i18n/en.js';
import { fr } from '../i18n/fr.js';
import { prefer, preference } from './preferences.js';

/** @typedef {'fr'|'en'} Language */
/** @typedef {keyof typeof fr} Sentence */

/** @type {Record<Language, Record<string, string>>} */
const CATALOGUES = { fr, en };

/** Tells `language-changed` to whoever shows sentences. */
export const language = new EventTarget();

/** @type {Language} */
let current = 'fr';

/**
 * The language of a person: the one they chose here, else the browser's, else French.
 * @param {string|null} chosen @param {readonly string[]} offered by the browser, the preferred first @returns {Language}
 */
export function pickLanguage(chosen, offered) {
  if (chosen === 'fr' || chosen === 'en') return chosen;
  return offered[0]?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** @returns {Language} */
export function currentLanguage() {
  return current;
}

/** Speaks a language from now on, without remembering it. @param {Language} next */
export function speak(next) {
  current = next;
  if (typeof document !== 'undefined') document.documentElement.lang = next;
  language.dispatchEvent(new Event('language-changed'));
}

/** Speaks the preferred language. Called once, before anything is shown. */
export function speakPreferred() {
  speak(pickLanguage(preference('language'), navigator.languages));
}

/** Remembers and speaks a language. @param {Language} next */
export function chooseLanguage(next) {
  prefer('language', next);
  speak(next);
}

/** Whether there is a sentence of that name. @param {string} name @returns {name is Sentence} */
export function hasSentence(name) {
  return name in fr;
}

/**
 * A sentence, its `{places}` filled. A sentence that does not exist is a mistake of ours.
 * @param {Sentence} name @param {Record<string, string|number>} [values] @returns {string}
 */
export function t(name, values = {}) {
  const sentence = CATALOGUES[current][name];
  if (sentence === undefined) throw new Error(`no sentence named ${name}`);
  return sentence.replace(/\{(\w+)\}/g, (_, place) => {
    if (!(place in values)) throw new Error(`sentence ${name} lacks ${place}`);
    return String(values[place]);
  });
}
