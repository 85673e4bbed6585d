/** The passphrase asked again, then one sealed file, and what it lacks. */

import { today } from '../ui/dates.js';
import { saveFile } from '../ui/files.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { lacksWords } from './export-lacks.js';
import './secret-field.js';

export class ExportFormElement extends View {
  static properties = { lacks: { state: true } };

  constructor() {
    super();
    /** @type {import('../worker/exporting.js').Lacks|null} of the file just saved */
    this.lacks = null;
  }

  /** @param {SubmitEvent} event */
  async exportAll(event) {
    event.preventDefault();
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    if (secret.value === '') { secret.focus(); return; }
    this.lacks = null;
    await this.attempt(async () => {
      const { bytes, lacks } = await this.notebook.exportFile(secret.value);
      saveFile(bytes, `recul-personnel-${today()}.recul`, 'application/octet-stream');
      secret.empty();
      this.lacks = lacks;
    });
  }

  render() {
    const wrong = ['wrong-secret', 'credentials'].includes(this.refusal?.code ?? '');
    return html`<form class="flow" @submit=${this.exportAll}>${wrong ? nothing : trouble(this.refusal)}
      <recul-secret-field .login=${this.notebook.login ?? ''} .label=${t('secret.current')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t('act.working') : t('export.do')}</button></p>
      <div role="status">${this.lacks ? html`<p class="note">${t('export.done')}</p>${lacksWords(this.lacks, 'export.alone')}` : nothing}</div></form>`;
  }
}

customElements.define('recul-export-form', ExportFormElement);
