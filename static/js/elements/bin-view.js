/** La corbeille: thirty days to change one's mind. */

import { dayText } from '../domain/dates.js';
import { fullDay } from '../ui/dates.js';
import { binnedEntries } from '../ui/entries.js';
import { html } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { entryList } from './entry-list.js';

/** @typedef {import('../session/book.js').Entry} Entry */

export class BinElement extends View {
  static properties = { erasing: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {string|null} the text about to be erased for good */
    this.erasing = null;
  }

  /** @param {string} id */
  async eraseForGood(id) {
    await this.attempt(() => this.notebook.erase(id));
    this.erasing = null;
  }

  render() {
    const entries = binnedEntries(this.notebook);
    return html`<main id="page" class="page"><div class="flow"><h1>${t('bin.title')}</h1><p class="note">${t('bin.note')}</p>${trouble(this.refusal)}</div>
      <section class="entries">${entries.length === 0 ? html`<p class="empty">${t('bin.empty')}</p>` : entryList(entries, (entry) => this.renderActs(entry))}</section></main>`;
  }

  /** @param {Entry} entry */
  renderActs(entry) {
    const end = fullDay(dayText(/** @type {number} */ (entry.end)));
    if (this.erasing === entry.id) {
      return html`<p class="note">${t('bin.sure')}</p><p class="words">
        <button class="word grave" type="button" @click=${() => this.eraseForGood(entry.id)}>${t('bin.erase')}</button>
        <button class="word" type="button" @click=${() => { this.erasing = null; }}>${t('act.cancel')}</button></p>`;
    }
    return html`<p class="note">${t('bin.until', { day: end })}</p><p class="words">
      <button class="word" type="button" @click=${() => this.attempt(() => this.notebook.restore(entry.id))}>${t('bin.restore')}</button>
      <button class="word grave" type="button" @click=${() => { this.erasing = entry.id; }}>${t('bin.erase')}</button></p>`;
  }
}

customElements.define('recul-bin', BinElement);
