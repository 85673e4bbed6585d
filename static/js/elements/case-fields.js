/** The few questions that prepare a case (« Ma situation pour le groupe »), each of which may be left. Tells `fields-changed`. */

import { CASE_FIELDS } from '../domain/entry.js';
import { html } from '../ui/lit.js';
import { spellcheck } from '../ui/preferences.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { fitAll, fitHeight } from '../ui/writing.js';

export class CaseFieldsElement extends View {
  static properties = { fields: { attribute: false } };

  constructor() {
    super();
    /** @type {Record<string, string>} */
    this.fields = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  arrive() {
    fitAll(this);
  }

  /** @param {string} name @param {HTMLTextAreaElement} field */
  takeField(name, field) {
    fitHeight(field);
    this.tell('fields-changed', { ...this.fields, [name]: field.value });
  }

  render() {
    return html`<p class="note">${t('case.note')}</p>${CASE_FIELDS.map((name) => html`<div class="field case-field">
      <label for="case-${name}">${t(/** @type {import('../ui/translate.js').Sentence} */ (`case.${name}`))}</label>
      <div class="line"><textarea id="case-${name}" rows="1" spellcheck=${spellcheck()} autocapitalize="off" autocorrect="off" autocomplete="off" translate="no"
        .value=${this.fields[name] ?? ''} @input=${(/** @type {InputEvent} */ event) => this.takeField(name, /** @type {HTMLTextAreaElement} */ (event.target))}></textarea></div></div>`)}`;
  }
}

customElements.define('recul-case-fields', CaseFieldsElement);
