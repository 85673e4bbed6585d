/** Twelve words, typed or dictated: completed from four letters, and a wrong one is shown at its place. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { fitHeight } from '../ui/writing.js';

export class WordsFieldElement extends View {
  static properties = { initial: { attribute: false }, checked: { state: true } };

  constructor() {
    super();
    this.initial = '';
    /** @type {{ok: boolean, position?: number|null, completed: string[]}|null} */
    this.checked = null;
    this.asked = false;
  }

  get value() {
    return /** @type {HTMLTextAreaElement|null} */ (this.querySelector('textarea'))?.value ?? '';
  }

  focus() {
    this.querySelector('textarea')?.focus();
  }

  /** Looks at the words typed so far. @returns {Promise<boolean>} whether they are twelve right ones */
  async look() {
    const { value } = this;
    const checked = value.trim() === '' ? null : await this.notebook.checkWords(value);
    if (value === this.value) this.checked = checked;
    return checked?.ok === true;
  }

  /** Looks, and from now on says what is missing. */
  async check() {
    this.asked = true;
    const right = await this.look();
    this.requestUpdate();
    return right;
  }

  /** @param {InputEvent & {target: HTMLTextAreaElement}} event */
  async takeWords({ target }) {
    fitHeight(target);
    await this.look();
  }

  /** The place of the word to point at: an unknown word, once it is left or the form was sent. @returns {number|null} from 0 */
  wrongPlace() {
    const position = this.checked?.position ?? null;
    if (position === null || this.checked?.ok) return null;
    const typing = !this.asked && !/\s$/.test(this.value) && position === this.value.trim().split(/\s+/).length - 1;
    return typing ? null : position;
  }

  render() {
    const place = this.wrongPlace();
    const typed = this.value.trim() === '' ? [] : this.value.trim().split(/\s+/);
    const incomplete = this.asked && this.checked?.ok !== true && place === null;
    return html`<div class="field" ?data-wrong=${place !== null || incomplete}><label for="twelve">${t('words.label')}</label>
      <div class="line"><textarea id="twelve" class="written" rows="2" autocomplete="off" spellcheck="false" autocapitalize="off" autocorrect="off" translate="no"
        .defaultValue=${this.initial} aria-describedby="twelve-note" aria-invalid=${place === null ? nothing : 'true'} @input=${this.takeWords}></textarea></div>
      <div id="twelve-note" role="status">
        ${place === null ? nothing : html`<p class="wrong">${t('words.wrong', { place: place + 1, word: typed[place] ?? '' })}</p>`}
        ${incomplete ? html`<p class="wrong">${typed.length === 12 ? t('words.checksum') : t('words.count', { count: typed.length })}</p>` : nothing}
        ${place === null && !incomplete ? html`<p class="note">${this.checked?.ok ? t('words.right') : t('words.note')}</p>` : nothing}
        ${(this.checked?.completed ?? []).length > 0 ? this.renderCompleted(this.checked?.completed ?? [], place) : nothing}
      </div></div>`;
  }

  /** @param {string[]} completed @param {number|null} place */
  renderCompleted(completed, place) {
    return html`<ol class="fiche-words read-back" translate="no">${completed.map((word, index) => html`<li class=${index === place ? 'wrong' : ''}>
      <span class="rank">${index + 1}</span>${word}</li>`)}</ol>`;
  }
}

customElements.define('recul-words-field', WordsFieldElement);
