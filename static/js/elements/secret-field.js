/** A field for a passphrase: hidden until one asks to see it. Dispatches nothing; its `value` is read when the form is sent. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';

/** How many fields were made: each needs a name of its own for its label. */
let made = 0;

export class SecretFieldElement extends View {
  static properties = { label: { attribute: false }, login: { attribute: false }, purpose: { attribute: false }, visible: { state: true }, wrong: { attribute: false } };

  constructor() {
    super();
    this.label = '';
    /** Whose passphrase it is, for a password manager. */
    this.login = '';
    /** @type {'current-password'|'new-password'} */
    this.purpose = 'current-password';
    this.visible = false;
    /** @type {string} what is wrong with it, in words */
    this.wrong = '';
    made += 1;
    this.name = `secret-${made}`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector(`#${this.name}`));
  }

  get value() {
    return this.input?.value ?? '';
  }

  empty() {
    this.input.value = '';
  }

  focus() {
    this.input?.focus();
  }

  render() {
    return html`<div class="field" ?data-wrong=${this.wrong !== ''}><label for=${this.name}>${this.label}</label>
      ${this.login === '' ? nothing : html`<input type="text" autocomplete="username" .value=${this.login} hidden>`}
      <div class="line"><input id=${this.name} type=${this.visible ? 'text' : 'password'} autocomplete=${this.purpose} spellcheck="false" autocapitalize="off"
        autocorrect="off" translate="no" aria-invalid=${this.wrong === '' ? nothing : 'true'} aria-describedby=${this.wrong === '' ? nothing : `${this.name}-wrong`}>
        <button class="word" type="button" aria-pressed=${this.visible ? 'true' : 'false'}
          @click=${() => { this.visible = !this.visible; }}>${this.visible ? t('secret.hide') : t('secret.show')}</button></div>
      ${this.wrong === '' ? nothing : html`<p class="wrong" id="${this.name}-wrong" role="alert">${this.wrong}</p>`}</div>`;
  }
}

customElements.define('recul-secret-field', SecretFieldElement);
