/**
 * Choosing a passphrase: one is drawn first, one may choose one's own. Tells `passphrase-chosen` with the passphrase.
 * Nothing is accepted that a meter finds too easy.
 */

import { html, nothing, svg } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './secret-field.js';

/** What the meter calls enough, in powers of ten (docs/spec/password.md §2). */
const ENOUGH_LOG10 = 14;

export class PassphraseChoiceElement extends View {
  static properties = {
    login: { attribute: false }, heading: { attribute: false }, suggested: { state: true }, own: { state: true }, rating: { state: true },
  };

  constructor() {
    super();
    this.login = '';
    this.heading = '';
    this.suggested = '';
    this.own = false;
    /** @type {{enough: boolean, guessesLog10: number}|null} */
    this.rating = null;
  }

  arrive() {
    void this.drawAnother();
  }

  async drawAnother() {
    await this.attempt(async () => { this.suggested = await this.notebook.suggestPassphrase(); });
  }

  get typed() {
    return /** @type {import('./secret-field.js').SecretFieldElement|null} */ (this.querySelector('recul-secret-field'));
  }

  /** Rates what is typed; the answer to an older text is dropped. */
  async rateTyped() {
    const text = this.typed?.value ?? '';
    const rating = text === '' ? null : await this.notebook.rateChosen(text, this.login);
    if (text === (this.typed?.value ?? '')) this.rating = rating;
  }

  /** @param {Event} event */
  async keepPassphrase(event) {
    event.preventDefault();
    if (!this.own) {
      if (this.suggested !== '') this.tell('passphrase-chosen', this.suggested);
      return;
    }
    await this.rateTyped();
    if (this.rating?.enough) this.tell('passphrase-chosen', this.typed?.value);
    else this.typed?.focus();
  }

  /** @param {boolean} own */
  chooseOwn(own) {
    this.own = own;
    this.rating = null;
  }

  render() {
    return html`<form class="flow" @submit=${this.keepPassphrase}>
      <div class="leaf">${bead()}<h1>${this.own ? t('phrase.ownTitle') : this.heading || t('phrase.title')}</h1></div>
      ${trouble(this.refusal)}
      ${this.own ? this.renderOwn() : this.renderDrawn()}
      <p class="note">${t('phrase.forgotten')}</p>
      <div class="way"><button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${t('phrase.keep')}</button>
        <button class="word" type="button" @click=${() => this.chooseOwn(!this.own)}>${this.own ? t('phrase.drawOne') : t('phrase.chooseOwn')}</button></div>
    </form>`;
  }

  renderDrawn() {
    return html`<p class="phrase" translate="no">${this.suggested}</p>
      <p class="words"><button class="word" type="button" @click=${this.drawAnother}>${t('phrase.another')}</button></p>
      <p class="note">${t('phrase.drawn')}</p>`;
  }

  renderOwn() {
    const reached = Math.min(100, Math.round(((this.rating?.guessesLog10 ?? 0) / ENOUGH_LOG10) * 100));
    const enough = this.rating?.enough === true;
    return html`<div @input=${this.rateTyped}><recul-secret-field .login=${this.login} .label=${t('phrase.own')} .purpose=${'new-password'}></recul-secret-field></div>
      <svg class="meter ${enough ? 'enough' : ''}" width="100%" height="3" aria-hidden="true">${svg`<rect width="100%" height="3"></rect><rect class="reached" width="${reached}%" height="3"></rect>`}</svg>
      <p class="note" role="status">${this.rating === null ? t('phrase.ownHow') : enough ? t('phrase.enough') : t('phrase.notEnough')}</p>`;
  }
}

customElements.define('recul-passphrase-choice', PassphraseChoiceElement);
