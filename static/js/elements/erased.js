/** What was erased with an account, in numbers of rows. */

import { html } from '../ui/lit.js';
import { hasSentence, t } from '../ui/translate.js';

/** @param {Record<string, number>} counts rows erased on the server, by kind */
export function erasedPage(counts) {
  const lines = Object.entries(counts).map(([kind, count]) => {
    const name = `erased.${kind}`;
    return html`<li>${hasSentence(name) ? t(name, { count }) : `${kind}\u00a0: ${count}`}</li>`;
  });
  return html`<header class="top"><strong>Recul</strong></header><main id="page" class="page"><div class="flow"><div role="status"><h1>${t('leave.erased')}</h1></div>
    <ul class="plain-list">${lines}</ul><p class="note">${t('leave.erasedNote')}</p><p><a class="word" href="/">${t('leave.home')}</a></p></div></main>`;
}
