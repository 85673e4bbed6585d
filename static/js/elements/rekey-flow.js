/** The four steps shared by a new fiche and « je suis peut-être compromis·e »: today's passphrase, a new one, the new fiche, three words. */

import { html, nothing } from '../ui/lit.js';
import { steps } from '../ui/steps.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './fiche-check.js';
import './fiche.js';
import { lostVersions } from './lost-versions.js';
import './passphrase-choice.js';
import { scopeOf } from './scope.js';
import './secret-field.js';

/** @typedef {'current'|'next'|'lost'|'fiche'|'check'|'done'} Step */
/** The sheet is read back in the same breath. */
const STEPS = /** @type {const} */ (['current', 'next', 'fiche']);

export class RekeyFlow extends View {
  static properties = { step: { state: true }, words: { state: true } };

  constructor() {
    super();
    /** Whether a new identity is made too. */
    this.compromised = false;
    /** @type {Step} */
    this.step = 'current';
    this.current = '';
    this.next = '';
    /** @type {string[]} texts whose earlier versions did not come */
    this.lost = [];
    /** @type {string[]} the new fiche */
    this.words = [];
  }

  /** @returns {'fiche'|'compromised'} */
  get act() {
    return this.compromised ? 'compromised' : 'fiche';
  }

  get title() {
    return t(this.compromised ? 'me.compromis' : 'me.fiche');
  }

  /** @param {SubmitEvent} event */
  takeCurrent(event) {
    event.preventDefault();
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    if (secret.value === '') { secret.focus(); return; }
    this.current = secret.value;
    this.step = 'next';
  }

  /** @param {string} next @param {boolean} [loseVersions] a yes to the question that follows `lost-versions` */
  async prepare(next, loseVersions = false) {
    this.next = next;
    await this.attempt(async () => {
      const { words } = await this.notebook.prepareRekey({ current: this.current, next, compromised: this.compromised, loseVersions });
      this.words = words;
      this.step = 'fiche';
    });
    if (this.refusal === null) return;
    this.lost = this.refusal.texts;
    this.step = this.refusal.code === 'lost-versions' ? 'lost' : 'current';
  }

  /** Nothing was changed. */
  stop() {
    this.refusal = null;
    this.step = 'current';
  }

  async finish() {
    await this.attempt(async () => {
      await this.notebook.finishRekey();
      this.step = 'done';
    });
  }

  render() {
    const at = this.step === 'check' ? 2 : STEPS.findIndex((step) => step === this.step);
    return html`<main id="page" class="page">${at < 0 ? nothing : steps(STEPS.map((step) => t(`rekey.step.${step}`)), at, this.title)}${this.renderStep()}</main>`;
  }

  renderStep() {
    if (this.step === 'current') return this.renderCurrent();
    if (this.step === 'next') return this.renderNext();
    if (this.step === 'lost') {
      return lostVersions(this.notebook, this.lost, { goOn: () => this.prepare(this.next, true), stop: () => this.stop(), busy: this.busy });
    }
    if (this.step === 'fiche') return html`<recul-fiche .words=${this.words} @fiche-kept=${() => { this.step = 'check'; }}></recul-fiche>`;
    if (this.step === 'done') return html`<div class="flow"><div role="status"><h1>${t(`rekey.${this.act}.done`)}</h1></div><p class="note">${t('rekey.doneNote')}</p><p><a class="word" href="/carnet/moi">${t('act.back')}</a></p></div>`;
    return html`<recul-fiche-check .words=${this.words} .refused=${this.refusal} .working=${this.busy} .way=${t('rekey.finish')}
      @fiche-asked=${() => { this.step = 'fiche'; }} @fiche-checked=${this.finish}></recul-fiche-check>`;
  }

  renderCurrent() {
    const wrong = ['wrong-secret', 'credentials'].includes(this.refusal?.code ?? '');
    return html`<form class="flow" @submit=${this.takeCurrent}><h1>${this.title}</h1>${scopeOf(this.act)}${wrong ? nothing : trouble(this.refusal)}
      <recul-secret-field .login=${this.notebook.login ?? ''} .label=${t('secret.current')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button full">${t('create.goOn')}</button></p></form>`;
  }

  /** With a new fiche alone, the phrase may stay; after a compromise it may not. */
  renderNext() {
    return html`${this.compromised ? nothing : html`<p class="actions keep-phrase"><button class="button" type="button" @click=${() => this.prepare(this.current)}>${t('rekey.keepPhrase')}</button></p>`}
      <recul-passphrase-choice .notebook=${this.notebook} .login=${this.notebook.login ?? ''} .heading=${t('recover.newPhrase')}
        @passphrase-chosen=${(/** @type {CustomEvent<string>} */ { detail }) => this.prepare(detail)}></recul-passphrase-choice>
      ${this.busy ? html`<p class="note" role="status">${t('create.preparing')}</p>` : nothing}`;
  }
}
