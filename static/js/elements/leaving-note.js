/** Before leaving for an address written in a text: what it is, and that it will know someone came. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @param {string|null} address http or https @param {() => void} settled called once the person decided */
export function leavingNote(address, settled) {
  if (address === null) return nothing;
  const leave = () => {
    open(address, '_blank', 'noopener,noreferrer');
    settled();
  };
  return html`<div class="readers" role="alert"><p>${t('leaving.title')}</p><p class="code" translate="no">${address}</p><p class="note">${t('leaving.note')}</p>
    <p class="actions"><button class="button" type="button" @click=${leave}>${t('leaving.go')}</button>
      <button class="button" type="button" @click=${settled}>${t('leaving.stay')}</button></p></div>`;
}
