/** A page that goes step by step to a passphrase and a fiche: what making a space and opening it with the fiche have in common. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './fiche-check.js';
import './fiche.js';
import './passphrase-choice.js';

/** Each step is a page of its own: it is read from its top, and its heading is heard. */
export class SteppedView extends View {
  /** @type {import('../ui/lit.js').PropertyDeclarations} */
  static properties = { step: { state: true } };

  constructor() {
    super();
    /** @type {string} */
    this.step = '';
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (!changed.has('step') || changed.get('step') === undefined) return;
    scrollTo(0, 0);
    const heading = this.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }

  /** @param {string} login @param {(passphrase: string) => Promise<void>} chosen @param {string} [heading] */
  renderPhrase(login, chosen, heading) {
    return html`${trouble(this.refusal)}<recul-passphrase-choice .notebook=${this.notebook} .login=${login} .heading=${heading ?? ''} @passphrase-chosen=${(/** @type {CustomEvent<string>} */ { detail }) => chosen(detail)}></recul-passphrase-choice>
      ${this.busy ? html`<p class="note" role="status">${t('create.preparing')}</p>` : nothing}`;
  }

  /** The fiche to keep, then three of its words to read back. @param {string[]} words @param {{way: string, finish: () => Promise<void>}} end */
  renderFiche(words, { way, finish }) {
    if (this.step === 'fiche') return html`<recul-fiche .words=${words} @fiche-kept=${() => { this.step = 'check'; }}></recul-fiche>`;
    return html`<recul-fiche-check .words=${words} .refused=${this.refusal} .working=${this.busy} .way=${way}
      @fiche-asked=${() => { this.step = 'fiche'; }} @fiche-checked=${finish}></recul-fiche-check>`;
  }
}
