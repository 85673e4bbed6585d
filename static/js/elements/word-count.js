/** How long a text is, said in small. */

import { countWords } from '../domain/entry.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @param {import('../domain/entry.js').EntryDocument} doc */
export function wordCount({ body }) {
  const count = countWords(body);
  if (count === 0) return nothing;
  return html`<p class="note word-count">${count === 1 ? t('entry.oneWord') : t('entry.words', { count })}</p>`;
}
