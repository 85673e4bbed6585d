/** « Qui peut lire ceci ? », answered with names. */

import { html } from '../ui/lit.js';
import { seal } from '../ui/marks.js';
import { t } from '../ui/translate.js';

/** The readers of a text that is mine alone. @param {string|null} login */
export function whoReads(login) {
  return html`<section class="readers" aria-label=${t('readers.title')}><p class="sealed seal-self-word">${seal('self')}${t('seal.self')}</p>
    <p class="written">${t('readers.you', { login: login ?? '' })}</p><p class="note">${t('readers.self')}</p><p class="note">${t('readers.except')}</p></section>`;
}
