/** « Ça me rappelle » : other texts of the notebook, found by their title, their words or their tags. Tells `texts-recalled` with ids. */

import { fold } from '../domain/folding.js';
import { whenWords } from '../ui/dates.js';
import { livingEntries } from '../ui/entries.js';
import { html, nothing } from '../ui/lit.js';
import { partLabel } from '../ui/reflection.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { firstWords } from './entry-list.js';

/** @typedef {import('../domain/entry.js').Summary} Summary */

const SHOWN = 6;

/** @param {Uint8Array} id */
const hex = (id) => Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {string} id */
const bytes = (id) => Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** @param {Summary} summary */
const nameOf = (summary) => summary.title || firstWords(summary.excerpt) || t('entry.empty');

export class RecalledTextsElement extends View {
  static properties = { texts: { attribute: false }, entryId: { attribute: false }, sought: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {Uint8Array[]} */
    this.texts = [];
    /** @type {string|null} the text that recalls, never offered */
    this.entryId = null;
    this.sought = '';
  }

  /** @returns {{id: string, summary: Summary}[]} */
  found() {
    const words = fold(this.sought);
    const linked = new Set([...this.texts.map(hex), this.entryId]);
    return livingEntries(this.notebook).flatMap(({ id, summary }) => (
      summary !== null && !linked.has(id) && fold([summary.title, summary.excerpt, ...summary.tags].join(' ')).includes(words) ? { id, summary } : [])).slice(0, SHOWN);
  }

  /** @param {string} id */
  link(id) {
    this.sought = '';
    this.tell('texts-recalled', [...this.texts, bytes(id)]);
    void this.thenFocus('input');
  }

  /** @param {string} id */
  unlink(id) {
    this.tell('texts-recalled', this.texts.filter((each) => hex(each) !== id));
    void this.thenFocus('input');
  }

  render() {
    const found = this.sought.trim() === '' ? null : this.found();
    return html`${this.texts.length === 0 ? nothing : html`<p class="label">${partLabel('recurrence', 'texts')}</p><ul class="recalled">${this.texts.map((id) => this.renderLinked(hex(id)))}</ul>`}
      <div class="field"><label for="recall">${t('dimensions.search')}</label><div class="line"><input id="recall" type="search" autocomplete="off" spellcheck="false"
        autocapitalize="off" autocorrect="off" translate="no" .value=${this.sought} @input=${(/** @type {{target: HTMLInputElement}} */ { target }) => { this.sought = target.value; }}></div>
        <div role="status">${found?.length === 0 ? html`<p class="note">${t('dimensions.noneFound')}</p>` : nothing}</div>
        ${found === null || found.length === 0 ? nothing : html`<ul class="recalled">${found.map(({ id, summary }) => html`<li><span class="written" translate="no">${nameOf(summary)}</span>
          <span class="note">${whenWords(summary)}</span> <button class="word" type="button" aria-label="${t('dimensions.recall')} ${nameOf(summary)}" @click=${() => this.link(id)}>${t('dimensions.recall')}</button></li>`)}</ul>`}</div>`;
  }

  /** @param {string} id */
  renderLinked(id) {
    const summary = this.notebook.entries.get(id)?.summary ?? null;
    const name = summary === null ? t('dimensions.gone') : nameOf(summary);
    return html`<li>${summary === null ? html`<span class="note">${name}</span>` : html`<a class="word" href="/carnet/texte#${id}" translate="no">${name}</a>`}
      <button class="word" type="button" aria-label="${t('dimensions.unlink')} ${name}" @click=${() => this.unlink(id)}>${t('dimensions.unlink')}</button></li>`;
  }
}

customElements.define('recul-recalled-texts', RecalledTextsElement);
