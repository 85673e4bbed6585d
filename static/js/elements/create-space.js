/** Making one's space: the passphrase, the fiche, and three words read back. Nothing is sent before the last step. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { steps } from '../ui/steps.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import './login-field.js';
import './opening.js';
import { SteppedView } from './stepped-view.js';

/** @typedef {'login'|'phrase'|'fiche'|'check'} Step */
/** The name comes with the phrase. */
const STEPS = /** @type {const} */ (['phrase', 'fiche', 'check']);

export class CreateSpaceElement extends SteppedView {
  static properties = { words: { state: true }, login: { state: true } };

  static follows = ['phase-changed'];

  constructor() {
    super();
    /** @type {Step} */
    this.step = 'login';
    this.login = '';
    /** @type {string[]} */
    this.words = [];
  }

  /** @param {SubmitEvent} event */
  keepLogin(event) {
    event.preventDefault();
    const field = /** @type {import('./login-field.js').LoginFieldElement} */ (this.querySelector('recul-login-field'));
    if (field.value === '') { field.focus(); return; }
    this.login = field.value;
    this.refusal = null;
    this.step = 'phrase';
  }

  /** @param {string} passphrase */
  async keepPassphrase(passphrase) {
    await this.attempt(async () => {
      const { words } = await this.notebook.prepareSpace({ login: this.login, passphrase });
      this.words = words;
      this.step = 'fiche';
    });
    if (this.refusal?.code === 'login-invalid') this.step = 'login';
  }

  async createSpace() {
    await this.attempt(() => this.notebook.createSpace());
    if (this.refusal?.code === 'login-taken') this.step = 'login';
  }

  render() {
    if (this.notebook.phase === 'closed') {
      return html`<main id="page" class="page door"><p class="name">Recul</p><div class="middle"><div class="leaf">${bead()}<h1>${t('create.already')}</h1></div>
        <p><a class="word" href="/carnet">${t('create.openIt')}</a></p></div></main>`;
    }
    return html`<header class="top"><strong>${t('create.title')}</strong><a class="word plain" href="/carnet">${t('create.later')}</a></header>
      <main id="page" class="page">
        ${steps(STEPS.map((step) => t(`create.step.${step}`)), Math.max(0, STEPS.findIndex((step) => step === this.step)), t('create.title'))}
        ${this.renderStep()}</main>`;
  }

  renderStep() {
    if (this.step === 'login') return this.renderLogin();
    if (this.step === 'phrase') return this.renderPhrase(this.login, (passphrase) => this.keepPassphrase(passphrase));
    return this.renderFiche(this.words, { way: t('check.create'), finish: () => this.createSpace() });
  }

  renderLogin() {
    const code = this.refusal?.code ?? '';
    const aboutLogin = code === 'login-taken' || code === 'login-invalid';
    return html`<form class="flow" @submit=${this.keepLogin}>
      <div class="leaf">${bead()}<h1>${t('create.loginTitle')}</h1></div>
      ${aboutLogin ? nothing : trouble(this.refusal)}
      <recul-login-field .initial=${this.login} .note=${t('create.loginNote')} .wrong=${aboutLogin ? refusalSentence(code) : ''}></recul-login-field>
      ${code === 'login-taken' ? html`<p class="note">${t('create.loginTakenFiche')}</p>` : nothing}
      <p class="note">${t('create.loginWhy')}</p>
      <div class="way"><button class="button full">${t('create.goOn')}</button></div></form>`;
  }
}

customElements.define('recul-create-space', CreateSpaceElement);
