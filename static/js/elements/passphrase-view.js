/** Changing the passphrase: another lock on the same key. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './passphrase-choice.js';
import { scopeOf } from './scope.js';
import './secret-field.js';

export class PassphraseViewElement extends View {
  static properties = { current: { state: true }, done: { state: true } };

  constructor() {
    super();
    /** @type {string|null} the passphrase of today, once given */
    this.current = null;
    this.done = false;
  }

  /** @param {SubmitEvent} event */
  takeCurrent(event) {
    event.preventDefault();
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    if (secret.value === '') secret.focus();
    else this.current = secret.value;
  }

  /** @param {CustomEvent<string>} event */
  async change({ detail }) {
    const current = /** @type {string} */ (this.current);
    await this.attempt(async () => {
      await this.notebook.changePassphrase({ current, next: detail });
      this.done = true;
    });
    if (this.refusal !== null) this.current = null;
  }

  render() {
    return html`<main id="page" class="page">${this.done ? this.renderDone() : this.current === null ? this.renderCurrent() : this.renderNext()}</main>`;
  }

  renderCurrent() {
    const wrong = ['wrong-secret', 'credentials'].includes(this.refusal?.code ?? '');
    return html`<form class="flow" @submit=${this.takeCurrent}><h1>${t('me.phrase')}</h1>${scopeOf('phrase')}${wrong ? nothing : trouble(this.refusal)}
      <recul-secret-field .login=${this.notebook.login ?? ''} .label=${t('secret.current')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button full">${t('create.goOn')}</button></p></form>`;
  }

  renderNext() {
    return html`<recul-passphrase-choice .notebook=${this.notebook} .login=${this.notebook.login ?? ''} .heading=${t('recover.newPhrase')} @passphrase-chosen=${this.change}></recul-passphrase-choice>
      ${this.busy ? html`<p class="note" role="status">${t('act.working')}</p>` : nothing}`;
  }

  renderDone() {
    return html`<div class="flow"><div role="status"><h1>${t('phrase.changed')}</h1></div><p class="note">${t('phrase.changedNote')}</p><p><a class="word" href="/carnet/moi">${t('act.back')}</a></p></div>`;
  }
}

customElements.define('recul-passphrase-view', PassphraseViewElement);
