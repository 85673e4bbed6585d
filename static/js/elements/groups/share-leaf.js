/** One shared text in a group's list: whose it is, its first words, its end. */

import { plainText } from '../../domain/entry.js';
import { dateOfDay, endWords } from '../../ui/ends.js';
import { authorOf } from '../../ui/groups.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { firstWords } from '../entry-list.js';

const EXCERPT = 280;

/** What waits, or was refused. @param {any} share */
function shareState(share) {
  if (share.question) return html`<p class="note">${t(share.question === 'group-changed' ? 'share.changed' : 'share.revised')} <a class="word" href="/carnet/extrait#${share.id}">${t('share.readers')}</a></p>`;
  return share.saved === 'device' ? html`<p class="note">${t('share.onDevice')}</p>` : nothing;
}

/** @param {any} share @param {any} group */
export function shareLeaf(share, group) {
  const when = html`<span class="when"><span translate="no">${authorOf(share, group)}</span>, ${dateOfDay(share.day)}</span>`;
  if (share.broken) {
    return html`<article class="leaf entry">${bead('group')}${when}<div class="trouble refusal"><p class="what">${t('share.broken')}</p></div></article>`;
  }
  const words = firstWords(plainText(share.body).slice(0, EXCERPT));
  return html`<article class="leaf entry written">${bead('group')}${when}
    <a href="/carnet/extrait#${share.id}" translate="no"><span class="aloud">${t('seal.group')}, </span>
      ${share.title === '' ? nothing : html`<span class="heading">${share.title}</span>`}<span class="excerpt">${words}</span></a>
    <p class="note">${endWords(share, group)}</p>${shareState(share)}</article>`;
}
