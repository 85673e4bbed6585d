/** The blank line of a closed notebook: one may write, one cannot read. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { fitHeight } from '../ui/writing.js';

export class SasLineElement extends View {
  static properties = { kept: { state: true }, text: { state: true } };

  constructor() {
    super();
    this.kept = 0;
    this.text = '';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.text.trim() !== '') void this.keepNote();
  }

  async keepNote() {
    const { text } = this;
    if (text.trim() === '') return;
    await this.attempt(async () => {
      await this.notebook.note(text);
      this.kept += 1;
      if (this.text === text) this.text = '';
    });
  }

  /** @param {InputEvent & {target: HTMLTextAreaElement}} event */
  takeText({ target }) {
    this.text = target.value;
    fitHeight(target);
  }

  render() {
    return html`<section class="blank-line sas"><div class="leaf">${bead()}
      <label class="label" for="sas">${t('sas.label')}</label>
      <div class="line"><textarea id="sas" rows="1" spellcheck="false" autocapitalize="off" autocorrect="off" autocomplete="off" translate="no"
        placeholder=${t('today.invite')} aria-describedby="sas-note" .value=${this.text} @input=${this.takeText} @blur=${this.keepNote}></textarea></div>
      <p class="note" id="sas-note" role="status">${this.kept > 0 ? t('sas.kept') : t('sas.note')}</p>
      ${this.text.trim() === '' ? nothing : html`<p class="words"><button class="word" type="button" @click=${this.keepNote}>${t('sas.keep')}</button></p>`}
      ${trouble(this.refusal)}</div></section>`;
  }
}

customElements.define('recul-sas-line', SasLineElement);
