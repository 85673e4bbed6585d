/** Opening with the fiche: twelve words, then a new passphrase and a new fiche. The old ones are worth nothing afterwards. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { steps } from '../ui/steps.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import './arrival-view.js';
import './login-field.js';
import { lostVersions } from './lost-versions.js';
import './opening.js';
import { SteppedView } from './stepped-view.js';
import './words-field.js';

/** @typedef {'words'|'phrase'|'lost'|'state'|'fiche'|'check'} Step */
/** The sheet is read back in the same breath. */
const STEPS = /** @type {const} */ (['words', 'phrase', 'fiche']);

export class RecoverElement extends SteppedView {
  static properties = { fiche: { state: true } };

  constructor() {
    super();
    /** @type {Step} */
    this.step = 'words';
    this.login = '';
    this.words = '';
    this.passphrase = '';
    /** @type {string[]} texts whose earlier versions did not come */
    this.lost = [];
    /** @type {string[]} the new fiche */
    this.fiche = [];
  }

  /** @param {SubmitEvent} event */
  async keepWords(event) {
    event.preventDefault();
    const login = /** @type {import('./login-field.js').LoginFieldElement} */ (this.querySelector('recul-login-field'));
    const words = /** @type {import('./words-field.js').WordsFieldElement} */ (this.querySelector('recul-words-field'));
    if (login.value === '') { login.focus(); return; }
    if (!(await words.check())) { words.focus(); return; }
    this.login = login.value;
    this.words = words.value;
    this.refusal = null;
    this.step = 'phrase';
  }

  /** @param {string} passphrase @param {boolean} [loseVersions] a yes to the question that follows `lost-versions` */
  async prepare(passphrase, loseVersions = false) {
    this.passphrase = passphrase;
    await this.attempt(async () => {
      const { words } = await this.notebook.recover({ login: this.login, words: this.words, passphrase, loseVersions });
      this.fiche = words;
      this.step = this.notebook.pendingState ? 'state' : 'fiche';
    });
    this.lost = this.refusal?.texts ?? [];
    if (this.refusal?.code === 'lost-versions') this.step = 'lost';
    else if (this.refusal && !['weak-passphrase', 'password'].includes(this.refusal.code)) this.step = 'words';
  }

  /** Nothing was changed. */
  stop() {
    this.refusal = null;
    this.step = 'words';
  }

  async finish() {
    await this.attempt(() => this.notebook.finishRecovery());
  }

  /** The step of the margin that the page is at. */
  get at() {
    if (this.step === 'lost') return 1;
    return this.step === 'check' ? 2 : STEPS.findIndex((step) => step === this.step);
  }

  render() {
    if (this.step === 'state') {
      return html`<recul-arrival .notebook=${this.notebook} @state-accepted=${() => { this.step = 'fiche'; }} @state-refused=${() => { this.step = 'words'; }}></recul-arrival>`;
    }
    return html`<header class="top"><strong>${t('recover.title')}</strong><a class="word plain" href="/carnet">${t('act.cancel')}</a></header>
      <main id="page" class="page">
        ${steps(STEPS.map((step) => t(`recover.step.${step}`)), this.at, t('recover.title'))}
        ${this.renderStep()}</main>`;
  }

  renderStep() {
    if (this.step === 'words') return this.renderWords();
    if (this.step === 'phrase') return this.renderPhrase(this.login, (passphrase) => this.prepare(passphrase), t('recover.newPhrase'));
    if (this.step === 'lost') {
      return lostVersions(this.notebook, this.lost, { goOn: () => this.prepare(this.passphrase, true), stop: () => this.stop(), busy: this.busy });
    }
    return this.renderFiche(this.fiche, { way: t('recover.finish'), finish: () => this.finish() });
  }

  renderWords() {
    const code = this.refusal?.code ?? '';
    return html`<form class="flow" @submit=${this.keepWords}>
      <div class="leaf">${bead()}<h1>${t('recover.wordsTitle')}</h1></div>
      <p class="note">${t('recover.wordsNote')}</p>
      ${code === 'login-invalid' ? nothing : trouble(this.refusal)}
      <recul-login-field .initial=${this.login || (this.notebook.login ?? '')} .wrong=${code === 'login-invalid' ? refusalSentence(code) : ''}></recul-login-field>
      <recul-words-field .notebook=${this.notebook} .initial=${this.words}></recul-words-field>
      <p class="note">${t('recover.after')}</p>
      <div class="way"><button class="button full">${t('create.goOn')}</button></div></form>`;
  }
}

customElements.define('recul-recover', RecoverElement);
