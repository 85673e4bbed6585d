/** Taking everything away: one sealed file that opens without the server. */

import { today } from '../ui/dates.js';
import { saveFile } from '../ui/files.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './secret-field.js';

export class ExportElement extends View {
  static properties = { done: { state: true } };

  constructor() {
    super();
    this.done = false;
  }

  /** @param {SubmitEvent} event */
  async exportAll(event) {
    event.preventDefault();
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    if (secret.value === '') { secret.focus(); return; }
    this.done = false;
    await this.attempt(async () => {
      const bytes = await this.notebook.exportFile(secret.value);
      saveFile(bytes, `recul-personnel-${today()}.recul`, 'application/octet-stream');
      secret.empty();
      this.done = true;
    });
  }

  render() {
    const wrong = ['wrong-secret', 'credentials', 'sealed'].includes(this.refusal?.code ?? '');
    return html`<main id="page" class="page"><form class="flow" @submit=${this.exportAll}><h1>${t('me.export')}</h1>
      <p class="written">${t('export.what')}</p><p class="note">${t('export.old')}</p>${wrong ? nothing : trouble(this.refusal)}
      <recul-secret-field .login=${this.notebook.login ?? ''} .label=${t('secret.current')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t('act.working') : t('export.do')}</button></p>
      <p class="note" role="status">${this.done ? t('export.done') : nothing}</p>
      <p><a class="word" href="/ouvrir">${t('export.open')}</a></p></form></main>`;
  }
}

customElements.define('recul-export', ExportElement);
