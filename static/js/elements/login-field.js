/** A field for the pseudonym one signs in with. Its `value` is read when the form is sent. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';

export class LoginFieldElement extends View {
  static properties = { wrong: { attribute: false }, note: { attribute: false }, initial: { attribute: false } };

  constructor() {
    super();
    this.wrong = '';
    this.note = '';
    this.initial = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  get value() {
    return /** @type {HTMLInputElement|null} */ (this.querySelector('input'))?.value.trim() ?? '';
  }

  focus() {
    this.querySelector('input')?.focus();
  }

  render() {
    return html`<div class="field" ?data-wrong=${this.wrong !== ''}><label for="login">${t('login.label')}</label>
      <div class="line"><input id="login" type="text" autocomplete="username" spellcheck="false" autocapitalize="off" autocorrect="off" translate="no"
        maxlength="64" .defaultValue=${this.initial} aria-invalid=${this.wrong === '' ? nothing : 'true'} aria-describedby="login-note"></div>
      <p class=${this.wrong === '' ? 'note' : 'wrong'} id="login-note">${this.wrong === '' ? this.note : this.wrong}</p></div>`;
  }
}

customElements.define('recul-login-field', LoginFieldElement);
