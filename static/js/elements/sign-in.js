/** No notebook on this device yet: bring mine here, or make one. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { keysTrouble, refusalSentence } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './login-field.js';
import './opening.js';
import './secret-field.js';

/** Refusals that concern what was typed, said under the passphrase. */
const TYPED = new Set(['credentials', 'wrong-secret']);

export class SignInElement extends View {
  static follows = ['phase-changed'];

  /** @param {SubmitEvent} event */
  async signIn(event) {
    event.preventDefault();
    const login = /** @type {import('./login-field.js').LoginFieldElement} */ (this.querySelector('recul-login-field'));
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    const missing = login.value === '' ? login : secret.value === '' ? secret : null;
    if (missing) { missing.focus(); return; }
    await this.attempt(() => this.notebook.signIn({ login: login.value, passphrase: secret.value }));
  }

  render() {
    const opening = this.notebook.phase === 'opening';
    const code = this.refusal?.code ?? '';
    return html`<main id="page" class="page door"><p class="name">Recul</p>
      <div class="middle" ?hidden=${!opening}>${opening ? html`<recul-opening .notebook=${this.notebook}></recul-opening>` : nothing}</div>
      <div class="middle" ?hidden=${opening}>
        <div class="leaf">${bead()}<h1>${t('signIn.title')}</h1><p class="note">${t('signIn.note')}</p></div>
        ${TYPED.has(code) || code === 'login-invalid' ? nothing : keysTrouble(this.refusal)}
        <form class="flow" @submit=${this.signIn}>
          <recul-login-field .wrong=${code === 'login-invalid' ? refusalSentence(code) : ''}></recul-login-field>
          <recul-secret-field .label=${t('secret.label')} .wrong=${TYPED.has(code) ? refusalSentence('credentials') : ''}></recul-secret-field>
          <button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${t('signIn.open')}</button>
        </form>
        <p class="words"><a class="word" href="/carnet/secours">${t('unlock.haveSheet')}</a> <a class="word" href="/creer">${t('signIn.create')}</a></p>
      </div>
      <footer>${t('signIn.foot')}</footer></main>`;
  }
}

customElements.define('recul-sign-in', SignInElement);
