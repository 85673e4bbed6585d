/**
 * Three ways to leave: sign out, forget this device, delete the account.
 * Tells `leaving-begun` and `erasing-begun` with the promise of what was begun.
 */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './secret-field.js';

export class LeaveElement extends View {
  static properties = { asked: { state: true } };

  constructor() {
    super();
    /** @type {'forget'|'delete'|null} the act one is about to confirm */
    this.asked = null;
  }

  /** @param {SubmitEvent} event */
  async deleteAccount(event) {
    event.preventDefault();
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    if (secret.value === '') { secret.focus(); return; }
    const erasing = this.notebook.deleteAccount(secret.value);
    this.tell('erasing-begun', erasing);
    await this.attempt(() => erasing);
  }

  /** This view goes with the notebook: whoever stays hears how it ends. @param {Promise<unknown>} leaving */
  leaveBy(leaving) {
    this.tell('leaving-begun', leaving);
  }

  /** @param {boolean} exported */
  forgetDevice(exported) {
    this.leaveBy(this.notebook.forgetDevice({ exported }));
  }

  render() {
    return html`<main id="page" class="page"><div class="flow"><h1>${t('me.quitter')}</h1>
      ${this.asked === 'delete' ? nothing : trouble(this.refusal)}
      <h2>${t('leave.signOut')}</h2><p class="note">${t('leave.signOutNote')}</p>
      <p class="words"><button class="word" type="button" @click=${() => this.leaveBy(this.notebook.signOut())}>${t('leave.signOut')}</button></p>
      <h2>${t('leave.forget')}</h2><p class="note">${t('leave.forgetNote')}</p>${this.renderForget()}
      <h2>${t('leave.delete')}</h2><p class="note">${t('leave.deleteNote')}</p>${this.renderDelete()}</div></main>`;
  }

  renderForget() {
    if (this.asked !== 'forget') return html`<p class="words"><button class="word grave" type="button" @click=${() => { this.asked = 'forget'; }}>${t('leave.forget')}</button></p>`;
    return html`<p class="actions"><button class="button grave" type="button" @click=${() => this.forgetDevice(false)}>${t('leave.forgetNow')}</button>
      <button class="word" type="button" @click=${() => { this.asked = null; }}>${t('act.cancel')}</button></p>`;
  }

  renderDelete() {
    if (this.asked !== 'delete') return html`<p class="words"><button class="word grave" type="button" @click=${() => { this.asked = 'delete'; }}>${t('leave.delete')}</button></p>`;
    const wrong = ['wrong-secret', 'credentials'].includes(this.refusal?.code ?? '');
    return html`<form class="flow" @submit=${this.deleteAccount}>${wrong ? nothing : trouble(this.refusal)}
      <recul-secret-field .login=${this.notebook.login ?? ''} .label=${t('secret.current')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button grave" aria-disabled=${this.busy ? 'true' : nothing}>${t('leave.deleteNow')}</button>
        <button class="word" type="button" @click=${() => { this.asked = null; }}>${t('act.cancel')}</button></p></form>`;
  }
}

customElements.define('recul-leave', LeaveElement);
