/** What an act of security protects, and what it does not: both are said before it is done. */

import { html } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @param {'phrase'|'fiche'|'compromised'} act */
export function scopeOf(act) {
  return html`<dl class="ledger two"><div><dt>${t('scope.does')}</dt><dd class="note">${t(`scope.${act}.does`)}</dd></div>
    <div><dt>${t('scope.doesNot')}</dt><dd class="note">${t(`scope.${act}.doesNot`)}</dd></div></dl>`;
}
