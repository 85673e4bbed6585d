/** Since when the server has shown nothing new to this device, in sentences. */

import { dateOf, momentWords } from '../ui/dates.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @typedef {import('../session/hearing.js').Heard} Heard */

const DAY_MS = 86_400_000;
/** After so long without an exchange it is said wherever one writes. */
const LONG_DAYS = 3;
/** After so long without a change from elsewhere it is said where one looks at one's devices. */
const SILENT_DAYS = 14;

/** @param {number|null} moment @param {number} days @returns {boolean} */
const isOld = (moment, days) => moment !== null && Date.now() - moment > days * DAY_MS;

/** @param {number} moment milliseconds */
const since = (moment) => t('heard.nothingSince', { day: dateOf(moment / 1000) });

/** For the state line. @param {Heard} heard */
export function silenceWords({ exchanged }) {
  return isOld(exchanged, LONG_DAYS) ? html`<span> ${since(/** @type {number} */ (exchanged))}</span>` : nothing;
}

/** For the page of one's devices. @param {Heard} heard */
export function heardWords({ exchanged, elsewhere }) {
  const silent = isOld(exchanged, LONG_DAYS) ? exchanged : isOld(elsewhere, SILENT_DAYS) ? elsewhere : null;
  return html`<section class="flow"><h2>${t('heard.title')}</h2>
    ${silent === null ? nothing : html`<p class="wrong">${since(silent)}</p>`}
    <p class="note">${exchanged === null ? t('heard.noExchange') : t('heard.exchanged', { moment: momentWords(exchanged / 1000) })}</p>
    <p class="note">${elsewhere === null ? t('heard.noChange') : t('heard.elsewhere', { moment: momentWords(elsewhere / 1000) })}</p>
    <p class="note">${t('heard.note')}</p></section>`;
}
