/** The line on which one asks, and what is said of the answer. Nothing of it goes into an address, a history or a store. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** Below it, texts are taken in before one could read that they are. */
const MANY = 500;

/** @param {number|null} count null while there is nothing to say */
function answerWords(count) {
  if (count === null) return t('find.here');
  if (count === 0) return t('find.countNone');
  return count === 1 ? t('find.countOne') : t('find.count', { count });
}

/**
 * @param {{text: string, count: number|null, takingIn: {done: number, total: number}|null, begin: () => void, typed: (text: string) => void}} line
 */
export function searchLine({ text, count, takingIn, begin, typed }) {
  /** @param {Event & {currentTarget: HTMLElement}} event */
  const empty = ({ currentTarget }) => {
    typed('');
    /** @type {HTMLElement} */ (currentTarget.parentElement?.querySelector('input')).focus();
  };
  /** @param {KeyboardEvent & {currentTarget: HTMLElement}} event */
  const heed = (event) => {
    if (event.key !== 'Escape' || text === '') return;
    event.preventDefault();
    empty(event);
  };
  return html`<div class="find field" role="search"><label class="aloud" for="find">${t('find.label')}</label>
    <div class="line"><input id="find" type="search" .value=${text} placeholder=${t('find.label')} maxlength="200" enterkeyhint="search" translate="no" spellcheck="false"
        autocomplete="off" autocapitalize="off" autocorrect="off" aria-describedby="find-note" @focus=${begin} @keydown=${heed}
        @input=${(/** @type {{target: HTMLInputElement}} */ { target }) => typed(target.value)}>
      ${text === '' ? nothing : html`<button class="word" type="button" @click=${empty}>${t('find.empty')}</button>`}</div>
    <p class="note" id="find-note" role="status">${answerWords(count)}</p>
    ${takingIn === null || takingIn.total < MANY ? nothing : html`<p class="note">${t('find.takingIn', takingIn)}</p>`}</div>`;
}
