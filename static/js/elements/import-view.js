/** Bringing the texts of an export into this notebook. */

import { readFile } from '../ui/files.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { lacksWords } from './export-lacks.js';
import './secret-field.js';

export class ImportElement extends View {
  static properties = { brought: { state: true }, broken: { state: true }, lacks: { state: true } };

  constructor() {
    super();
    /** @type {number|null} how many texts came in */
    this.brought = null;
    this.broken = 0;
    /** @type {import('./export-lacks.js').Lacks|null} */
    this.lacks = null;
  }

  /** @param {SubmitEvent} event */
  async importAll(event) {
    event.preventDefault();
    const chooser = /** @type {HTMLInputElement} */ (this.querySelector('input[type=file]'));
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    const file = chooser.files?.[0];
    if (!file) { chooser.focus(); return; }
    await this.attempt(async () => {
      const { entries, templates, broken, lacks } = await this.notebook.openExport(await readFile(file), secret.value);
      this.brought = await this.notebook.importEntries(entries);
      await this.notebook.importTemplates(templates);
      this.broken = broken.length;
      this.lacks = lacks;
      secret.empty();
    });
  }

  render() {
    const wrong = ['wrong-secret', 'wrong-words', 'phrase', 'sealed'].includes(this.refusal?.code ?? '');
    return html`<main id="page" class="page"><form class="flow" @submit=${this.importAll}><h1>${t('me.import')}</h1>
      <p class="written">${t('import.what')}</p>${wrong ? nothing : trouble(this.refusal)}
      <div class="field"><label for="export-file">${t('opener.file')}</label><input id="export-file" type="file" accept=".recul"></div>
      <recul-secret-field .label=${t('opener.secret')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t('act.working') : t('import.do')}</button></p>
      <div role="status">${this.brought === null ? nothing : html`<p>${t('import.done', { count: this.brought })}</p>`}
        ${this.broken > 0 ? html`<p class="wrong">${t('opener.broken', { count: this.broken })}</p>` : nothing}
        ${this.lacks ? lacksWords(this.lacks, 'opener.alone') : nothing}</div></form></main>`;
  }
}

customElements.define('recul-import', ImportElement);
