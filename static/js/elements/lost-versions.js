/** Earlier versions that the server did not give back: said by the names of their texts, before a new key would lose them. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';

/** @typedef {import('../session/notebook.js').Notebook} Notebook */

/** @param {Notebook} notebook @param {string} id @returns {string} */
function nameOf({ entries }, id) {
  const summary = entries.get(id)?.summary;
  return summary?.title || summary?.excerpt || t('lost.unnamed');
}

/**
 * The question, and its two answers.
 * @param {Notebook} notebook @param {string[]} ids of the texts @param {{goOn: () => void, stop: () => void, busy: boolean}} answers
 */
export function lostVersions(notebook, ids, { goOn, stop, busy }) {
  return html`<div class="flow"><div class="leaf">${bead()}<h1>${t('lost.title')}</h1></div>
    <p class="note">${t('lost.means')}</p>
    <ul>${ids.map((id) => html`<li>${nameOf(notebook, id)}</li>`)}</ul>
    <p class="note">${t('lost.choice')}</p>
    <p class="actions"><button class="button full" type="button" @click=${stop}>${t('lost.stop')}</button>
      <button class="word grave" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${goOn}>${busy ? t('act.working') : t('lost.goOn')}</button></p></div>`;
}
