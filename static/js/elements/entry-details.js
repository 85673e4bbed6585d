/** What surrounds a text: the day it was lived, its tags, whether it is a case. Folded; none is required. Tells `details-changed`. */

import { CASE_FIELDS, asCase } from '../domain/entry.js';
import { parseTags } from '../domain/tags.js';
import { fullDay } from '../ui/dates.js';
import { html } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

export class EntryDetailsElement extends View {
  static properties = { doc: { attribute: false } };

  constructor() {
    super();
    /** @type {EntryDocument} */
    this.doc = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  /** What a case said in its fields stays in the text when it becomes an entry again. @param {'entry'|'case'} kind */
  chooseKind(kind) {
    if (kind === this.doc.kind) return;
    if (kind === 'case') {
      this.tell('details-changed', asCase());
      return;
    }
    const said = CASE_FIELDS.map((name) => this.doc.fields[name] ?? '').filter((words) => words.trim() !== '');
    const kept = said.flatMap((words) => words.split('\n')).map((line) => ['paragraph', line === '' ? [] : [[line, []]]]);
    this.tell('details-changed', { kind, fields: {}, body: [...kept, ...this.doc.body] });
  }

  /** @param {string} lived */
  takeDay(lived) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(lived)) this.tell('details-changed', { lived });
  }

  render() {
    const { doc } = this;
    return html`<details><summary><span>${t('details.title')}</span><span class="note" translate="no">${[fullDay(doc.lived), ...doc.tags].join(', ')}</span></summary>
      <div class="details">
        <div class="field"><label for="lived">${t('details.lived')}</label>
          <div class="line"><input id="lived" type="date" required .value=${doc.lived} @change=${(/** @type {Event} */ event) => this.takeDay(/** @type {HTMLInputElement} */ (event.target).value)}></div></div>
        <div class="field"><label for="tags">${t('details.tags')}</label>
          <div class="line"><input id="tags" type="text" autocomplete="off" spellcheck="false" autocapitalize="off" autocorrect="off" translate="no" aria-describedby="tags-note"
            .value=${doc.tags.join(', ')} @change=${(/** @type {Event} */ event) => this.tell('details-changed', { tags: parseTags(/** @type {HTMLInputElement} */ (event.target).value) })}></div>
          <p class="note" id="tags-note">${t('details.tagsNote')}</p></div>
        <fieldset class="field"><legend>${t('details.kind')}</legend><div class="choices">
          ${/** @type {const} */ (['entry', 'case']).map((kind) => html`<label class="choice"><input type="radio" name="kind" .checked=${doc.kind === kind} @change=${() => this.chooseKind(kind)}>${t(`details.${kind}`)}</label>`)}
        </div></fieldset></div></details>`;
  }
}

customElements.define('recul-entry-details', EntryDetailsElement);
