/** The blank line of the open notebook: kept from the first pause, as a text of its own. Tells `line-kept` with its id. */

import { entryFromText } from '../domain/entry.js';
import { fullDay, today } from '../ui/dates.js';
import { Keeper } from '../ui/keeper.js';
import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { spellcheck } from '../ui/preferences.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { fitHeight } from '../ui/writing.js';

export class BlankLineElement extends View {
  static properties = { text: { state: true }, entryId: { state: true } };

  constructor() {
    super();
    this.text = '';
    /** @type {string|null} the text this line has become */
    this.entryId = null;
    /** @type {import('../domain/entry.js').EntryDocument|null} that text, as it was first kept */
    this.doc = null;
    /** @type {Keeper<string>} */
    this.keeper = new Keeper((text) => this.keepText(text), (error) => this.showRefusal(error));
  }

  arrive() {
    this.querySelector('textarea')?.focus({ preventScroll: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    void this.settle();
  }

  /** A notebook that has just closed takes the words in its sas. @param {string} text */
  async keepText(text) {
    if (this.notebook.phase !== 'open') {
      await this.notebook.note(text);
    } else if (this.entryId !== null && this.doc !== null) {
      const { body } = entryFromText(text, this.doc.lived, this.doc.written);
      await this.notebook.keep(this.entryId, { ...this.doc, body, edited: Math.floor(Date.now() / 1000) });
    } else if (text.trim() !== '') {
      this.entryId = await this.notebook.note(text);
      this.doc = (await this.notebook.open(this.entryId)).doc;
      this.tell('line-kept', this.entryId);
    }
  }

  /** @param {unknown} error */
  showRefusal(error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    this.refusal = /** @type {any} */ (error);
  }

  async settle() {
    await this.keeper.settle();
    if (this.entryId !== null && this.notebook.phase === 'open') await this.notebook.flush();
  }

  /** @param {InputEvent & {target: HTMLTextAreaElement}} event */
  takeText({ target }) {
    this.text = target.value;
    this.refusal = null;
    fitHeight(target);
    this.keeper.typed(this.text);
  }

  /** What was written joins the other texts, and the line is blank again. */
  async layDown() {
    await this.settle();
    this.entryId = null;
    this.doc = null;
    this.text = '';
    this.tell('line-kept', null);
    await this.updateComplete;
    const field = this.querySelector('textarea');
    if (!field) return;
    fitHeight(field);
    field.focus();
  }

  async goOn() {
    await this.settle();
    if (this.entryId !== null) this.navigation.go('texte', this.entryId);
  }

  render() {
    return html`<section class="blank-line"><h1 class="when">${fullDay(today())}</h1>
      <div class="leaf">${bead()}<label class="aloud" for="blank">${t('today.label')}</label>
        <div class="line"><textarea id="blank" rows="1" spellcheck=${spellcheck()} autocapitalize="off" autocorrect="off" autocomplete="off" translate="no"
          placeholder=${t('today.invite')} aria-describedby="blank-note" .value=${this.text} @input=${this.takeText} @blur=${this.settle}></textarea></div>
        <p class="note" id="blank-note">${t('today.self')}</p>
        ${this.text.trim() === '' ? nothing : html`<p class="words">
          <button class="word" type="button" @click=${this.layDown}>${t('today.layDown')}</button>
          <button class="word" type="button" @click=${this.goOn}>${t('today.goOn')}</button></p>`}
        ${trouble(this.refusal)}</div></section>`;
  }
}

customElements.define('recul-blank-line', BlankLineElement);
