/** What a file that holds a notebook lacks, in sentences. */

import { dayText } from '../domain/dates.js';
import { fullDay } from '../ui/dates.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @typedef {import('../worker/exporting.js').Lacks} Lacks */

/** @param {Lacks} lacks @param {'export.alone'|'opener.alone'} alone the sentence for a file made without the server */
export function lacksWords({ alone: withoutServer, day, texts, versions, drafts }, alone) {
  return html`${withoutServer ? html`<p class="note">${t(alone, { day: fullDay(dayText(day)) })}</p>` : nothing}
    ${drafts > 0 ? html`<p class="note">${t('lacks.drafts', { count: drafts })}</p>` : nothing}
    ${texts > 0 ? html`<p class="wrong">${t('lacks.texts', { count: texts })}</p>` : nothing}
    ${versions > 0 ? html`<p class="note">${t('lacks.versions', { count: versions })}</p>` : nothing}`;
}
