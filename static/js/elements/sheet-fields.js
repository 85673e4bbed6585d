/** The questions attached to a text, each of which may be left. Tells `sheets-changed`. */

import { detach, isPassed, say } from '../domain/sheets.js';
import { html, nothing } from '../ui/lit.js';
import { spellcheck } from '../ui/preferences.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { fitAll } from '../ui/writing.js';

/** @typedef {import('../domain/sheets.js').Sheet} Sheet */

export class SheetFieldsElement extends View {
  static properties = { sheets: { attribute: false } };

  constructor() {
    super();
    /** @type {Sheet[]} */
    this.sheets = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  updated() {
    // where the style sheet makes a field as tall as its text, nothing is measured
    if (!CSS.supports('field-sizing', 'content')) fitAll(this);
  }

  /** @param {number} at @param {number} question @param {string} said */
  takeAnswer(at, question, said) {
    this.tell('sheets-changed', say(this.sheets, at, question, said));
  }

  /** Takes away what was passed, and gives the keyboard to what comes next. @param {number} at */
  removeUnanswered(at) {
    const kept = detach(this.sheets, at);
    this.tell('sheets-changed', kept);
    if (kept.length < this.sheets.length) this.tell('sheet-removed');
    else void this.thenFocus(`#sheet-${at}`);
  }

  render() {
    return html`${this.sheets.map((sheet, at) => html`<section class="question-sheet" aria-labelledby="sheet-${at}"><h2 id="sheet-${at}" translate="no">${sheet.name}</h2>
      ${sheet.answers.map(([asked, said], question) => html`<div class="field case-field"><label for="sheet-${at}-${question}" translate="no">${asked}</label>
        <div class="line"><textarea id="sheet-${at}-${question}" rows="1" spellcheck=${spellcheck()} autocapitalize="off" autocorrect="off" autocomplete="off" translate="no"
          .value=${said} @input=${(/** @type {{target: HTMLTextAreaElement}} */ { target }) => this.takeAnswer(at, question, target.value)}></textarea></div></div>`)}
      ${sheet.answers.some(isPassed) ? html`<p class="words"><button class="word" type="button" @click=${() => this.removeUnanswered(at)}>${t('templates.removeUnanswered')}</button></p>` : nothing}
    </section>`)}`;
  }
}

customElements.define('recul-sheets', SheetFieldsElement);
