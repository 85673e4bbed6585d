/** The notebook is closed: one phrase opens it. Nothing of it is shown before. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { keysTrouble, refusalSentence } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './opening.js';
import './sas-line.js';
import './secret-field.js';

/** @typedef {import('./secret-field.js').SecretFieldElement} SecretFieldElement */

export class UnlockElement extends View {
  static properties = { leaving: { state: true }, told: { attribute: false } };

  static follows = ['phase-changed'];

  constructor() {
    super();
    this.leaving = false;
    /** @type {import('../session/refusal.js').RefusalError|null} what an act that closed the notebook ran into */
    this.told = null;
  }

  arrive() {
    this.secret?.focus();
  }

  get secret() {
    return /** @type {SecretFieldElement|null} */ (this.querySelector('recul-secret-field'));
  }

  /** @param {SubmitEvent} event */
  async unlock(event) {
    event.preventDefault();
    const { secret } = this;
    if (!secret) return;
    if (secret.value === '') { secret.focus(); return; }
    await this.attempt(() => this.notebook.unlock(secret.value));
    await this.updateComplete;
    if (this.refusal) this.secret?.focus();
  }

  /** @param {boolean} exported */
  async forgetDevice(exported) {
    await this.attempt(() => this.notebook.forgetDevice({ exported }));
  }

  render() {
    if (this.notebook.phase === 'opening') {
      return html`<main id="page" class="page door"><p class="name">Recul</p>
        <div class="middle"><recul-opening .notebook=${this.notebook}></recul-opening></div>
        <footer>${t('opening.here')}</footer></main>`;
    }
    const wrong = this.refusal?.code === 'wrong-secret' || this.refusal?.code === 'credentials';
    return html`<main id="page" class="page door"><p class="name">Recul</p>
      <div class="middle">
        <div class="leaf">${bead()}<h1>${t('unlock.title')}</h1><p class="note">${t('unlock.note')}</p></div>
        ${this.notebook.closedFor ? html`<p class="note" role="status">${refusalSentence(`closed-${this.notebook.closedFor}`)}</p>` : nothing}
        ${wrong ? nothing : keysTrouble(this.refusal ?? this.told)}
        <form class="flow" @submit=${this.unlock}>
          <recul-secret-field .login=${this.notebook.login ?? ''} .label=${t('secret.label')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
          <button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${t('unlock.open')}</button>
        </form>
        <p><a class="word" href="/carnet/secours">${t('unlock.haveSheet')}</a></p>
        <recul-sas-line .notebook=${this.notebook}></recul-sas-line>
      </div>
      <footer>${this.renderWhose()}</footer></main>`;
  }

  stay() {
    this.leaving = false;
    this.refusal = null;
    this.told = null;
  }

  renderWhose() {
    const code = (this.refusal ?? this.told)?.code;
    const unsent = code === 'unsent';
    // what this device keeps does not open any more: the way out is to begin again from the server
    if (!this.leaving && !unsent && code !== 'damaged') {
      return html`${t('unlock.whose', { login: this.notebook.login ?? '' })}
        <button class="word" type="button" @click=${() => { this.leaving = true; }}>${t('unlock.notMe')}</button>`;
    }
    return html`<div class="flow"><p>${unsent ? t('unlock.unsent') : t('unlock.forgetting')}</p><p class="words">
      <button class="word grave" type="button" @click=${() => this.forgetDevice(unsent)}>${unsent ? t('leave.forgetExported') : t('leave.forget')}</button>
      <button class="word" type="button" @click=${this.stay}>${t('act.cancel')}</button></p></div>`;
  }
}

customElements.define('recul-unlock', UnlockElement);
