/** Le journal: every text by date; one may keep only a kind, or a tag. The sorting happens on this device. */

import { monthWords } from '../domain/dates.js';
import { tagsOf } from '../domain/tags.js';
import { livingEntries } from '../ui/entries.js';
import { html, nothing } from '../ui/lit.js';
import { currentLanguage, t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { entryList } from './entry-list.js';

/** @typedef {import('../session/book.js').Entry} Entry */

const KINDS = /** @type {const} */ ([['all', 'journal.all'], ['entry', 'journal.entries'], ['case', 'journal.cases']]);
/** Long journals are shown a page at a time. */
const PAGE = 100;

/**
 * Consecutive texts of one month, together.
 * @param {Entry[]} entries the latest first @returns {[month: string, entries: Entry[]][]}
 */
export function byMonth(entries) {
  /** @type {Map<string, Entry[]>} */
  const months = new Map();
  for (const entry of entries) {
    const month = entry.summary?.lived.slice(0, 7) ?? '';
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  return [...months];
}

export class JournalElement extends View {
  static properties = { kind: { state: true }, tag: { state: true }, shown: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {'all'|'entry'|'case'} */
    this.kind = 'all';
    /** @type {string|null} */
    this.tag = null;
    this.shown = PAGE;
  }

  /** @param {Entry} entry */
  keeps({ summary }) {
    if (summary === null) return this.kind === 'all' && this.tag === null;
    return (this.kind === 'all' || summary.kind === this.kind) && (this.tag === null || summary.tags.includes(this.tag));
  }

  render() {
    const all = livingEntries(this.notebook);
    const kept = all.filter((entry) => this.keeps(entry));
    return html`<main id="page" class="page with-aside"><h1>${t('places.journal')}</h1>
      <aside class="filters">${this.renderFilters(tagsOf(all.flatMap(({ summary }) => summary ?? [])))}</aside>
      <div class="by-month">${kept.length === 0 ? html`<p class="empty">${all.length === 0 ? t('journal.empty') : t('journal.none')}</p>` : nothing}
        ${byMonth(kept.slice(0, this.shown)).map(([month, entries]) => html`<section>
          ${month === '' ? nothing : html`<h2 class="month">${monthWords(`${month}-01`, currentLanguage())}</h2>`}${entryList(entries)}</section>`)}
        ${kept.length > this.shown ? html`<p class="words"><button class="word" type="button" @click=${() => { this.shown += PAGE; }}>${t('journal.more')}</button></p>` : nothing}
        <p class="words after"><a class="word" href="/carnet/corbeille">${t('bin.title')}</a></p>
      </div></main>`;
  }

  /** @param {string[]} tags */
  renderFilters(tags) {
    return html`<h2 class="aloud">${t('journal.show')}</h2>
      <p class="words">${KINDS.map(([kind, word]) => html`<button class="word" type="button" aria-pressed=${this.kind === kind ? 'true' : 'false'}
        @click=${() => { this.kind = kind; }}>${t(word)}</button>`)}</p>
      ${tags.length === 0 ? nothing : html`<details><summary><span class="word">${t('journal.tags')}</span>${this.tag === null ? nothing : html`, <strong translate="no">${this.tag}</strong>`}</summary><p class="words" translate="no">
        <button class="word" type="button" aria-pressed=${this.tag === null ? 'true' : 'false'} @click=${() => { this.tag = null; }}>${t('journal.anyTag')}</button>
        ${tags.map((tag) => html`<button class="word" type="button" aria-pressed=${this.tag === tag ? 'true' : 'false'}
          @click=${() => { this.tag = tag; }}>${tag}</button>`)}</p></details>`}`;
  }
}

customElements.define('recul-journal', JournalElement);
