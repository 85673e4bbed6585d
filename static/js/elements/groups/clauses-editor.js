/** The rules of a group, to change, take away or add. Tells `clauses-changed` with all of them. */

import { html, repeat } from '../../ui/lit.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';
import { fitAll } from '../../ui/writing.js';

/** @typedef {{id?: string, text: string}} Clause */

export class ClausesEditorElement extends View {
  static properties = { clauses: { attribute: false } };

  constructor() {
    super();
    /** @type {Clause[]} */
    this.clauses = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  updated() {
    // where the style sheet makes a field as tall as its text, it stays so when the window changes
    if (!CSS.supports('field-sizing', 'content')) fitAll(this);
  }

  /** @param {Clause[]} clauses */
  change(clauses) {
    this.clauses = clauses;
    this.tell('clauses-changed', clauses);
  }

  /** @param {number} at @param {string} text */
  write(at, text) {
    this.change(this.clauses.map((clause, index) => (index === at ? { ...clause, text: text.trim() } : clause)));
  }

  /** @param {number} at */
  takeAway(at) {
    this.change(this.clauses.filter((_clause, index) => index !== at));
    void this.thenFocus(`#clause-${Math.min(at, this.clauses.length - 1)}`);
  }

  add() {
    this.change([...this.clauses, { text: '' }]);
    void this.thenFocus(`#clause-${this.clauses.length - 1}`);
  }

  render() {
    return html`<ol class="clauses">${repeat(this.clauses, (_, at) => at, ({ text }, at) => html`<li><div class="field"><label class="aloud" for="clause-${at}">${t('charter.clause', { number: at + 1 })}</label>
        <div class="line"><textarea id="clause-${at}" rows="2" maxlength="400" spellcheck="false" .value=${text}
          @change=${(/** @type {{target: HTMLTextAreaElement}} */ { target }) => this.write(at, target.value)}></textarea>
          <button class="word" type="button" @click=${() => this.takeAway(at)}>${t('charter.takeAway')}<span class="aloud"> ${at + 1}</span></button></div></div></li>`)}</ol>
      <p class="words"><button class="word" type="button" @click=${this.add}>${t('charter.add')}</button></p>`;
  }
}

customElements.define('recul-clauses-editor', ClausesEditorElement);
