/** Le journal: every text by date; one may keep a kind, a tag, some days, and look for words. All of it happens on this device. */

import { EVERYTHING, keeps, lastSeance } from '../domain/choice.js';
import { monthWords } from '../domain/dates.js';
import { tagsOf } from '../domain/tags.js';
import { today } from '../ui/dates.js';
import { livingEntries } from '../ui/entries.js';
import { html, nothing } from '../ui/lit.js';
import { currentLanguage, t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { entryList } from './entry-list.js';
import { journalFilters } from './journal-filters.js';
import { Looking } from './looking.js';
import { searchLine } from './search-line.js';

/** @typedef {import('../session/book.js').Entry} Entry */

/** Long journals are shown a page at a time; what was found, a shorter one, since it is drawn at each letter. */
const PAGE = 100;
const FOUND_PAGE = 30;

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
  static properties = { choice: { state: true }, pages: { state: true } };

  static follows = ['entries-changed', 'groups-changed'];

  constructor() {
    super();
    /** @type {import('../domain/choice.js').Choice} */
    this.choice = EVERYTHING;
    this.pages = 1;
    /** @type {Looking|null} */
    this.looking = null;
    /** @type {{entries: Entry[], tags: string[]}|null} sorted once for as long as no text changes */
    this.sorted = null;
  }

  follow() {
    super.follow();
    this.sorted = null;
    this.looking ??= new Looking(this.notebook, (answer) => this.firstOf(answer), () => this.requestUpdate());
    const signal = this.following?.signal;
    this.notebook.addEventListener('entries-changed', () => { this.sorted = null; }, { signal });
    this.notebook.addEventListener('finding-changed', () => this.askAgain(), { signal });
  }

  arrive() {
    this.askAgain();
  }

  /** There is more to look through, or more to show of what was found. */
  askAgain() {
    if (this.looking?.text !== '') void this.looking?.ask();
    this.requestUpdate();
  }

  /** @param {Partial<import('../domain/choice.js').Choice>} change */
  choose(change) {
    this.choice = { ...this.choice, ...change };
    this.pages = 1;
    this.askAgain();
  }

  showMore() {
    this.pages += 1;
    this.askAgain();
  }

  all() {
    if (this.sorted === null) {
      const entries = livingEntries(this.notebook);
      this.sorted = { entries, tags: tagsOf(entries.flatMap(({ summary }) => summary ?? [])) };
    }
    return this.sorted;
  }

  kept() {
    return this.all().entries.filter(({ summary }) => keeps(this.choice, summary));
  }

  /** @param {import('../domain/question.js').Answer} answer @returns {string[]} */
  firstOf(answer) {
    const { exact, near } = Looking.sort(answer, this.kept(), this.choice.order);
    return [...exact, ...near].slice(0, this.pages * FOUND_PAGE).map(({ id }) => id);
  }

  /** How many texts answer; null when none does yet. @param {import('./looking.js').Sorted} found */
  countOf({ exact, near }) {
    return exact.length + near.length || (this.looking?.whole ? 0 : null);
  }

  render() {
    const { entries, tags } = this.all();
    const kept = this.kept();
    const answer = this.looking?.answer ?? null;
    const found = answer && Looking.sort(answer, kept, this.choice.order);
    const count = found && this.countOf(found);
    const offered = { tags, seance: lastSeance(this.notebook.groups.list.values(), today()), sorted: (count ?? 0) > 1 };
    return html`<main id="page" class="page with-aside"><h1>${t('places.journal')}</h1>
      ${entries.length === 0 ? nothing : this.renderLine(count)}
      <aside class="filters">${journalFilters(this.choice, (change) => this.choose(change), offered)}</aside>
      <div class="by-month">${found ? this.renderFound(found) : this.renderAll(kept, entries.length === 0)}
        ${(found ? count ?? 0 : kept.length) > this.pages * (found ? FOUND_PAGE : PAGE) ? html`<p class="words"><button class="word" type="button" @click=${this.showMore}>${t('journal.more')}</button></p>` : nothing}
        <p class="words after"><a class="word" href="/carnet/corbeille">${t('bin.title')}</a></p>
      </div></main>`;
  }

  /** @param {number|null} count */
  renderLine(count) {
    return searchLine({
      text: this.looking?.text ?? '', count, takingIn: this.notebook.takingIn, begin: () => this.notebook.beginFinding(),
      typed: (text) => { this.pages = 1; void this.looking?.type(text); },
    });
  }

  /** @param {Entry[]} kept @param {boolean} isEmpty nothing is written at all */
  renderAll(kept, isEmpty) {
    if (kept.length === 0) return html`<p class="empty">${isEmpty ? t('journal.empty') : t('journal.none')}</p>`;
    return this.renderMonths(kept.slice(0, this.pages * PAGE));
  }

  /** @param {import('./looking.js').Sorted} found */
  renderFound({ exact, near }) {
    if (exact.length + near.length === 0) return this.looking?.whole ? html`<p class="empty">${t('find.none')}</p>` : nothing;
    const most = this.pages * FOUND_PAGE;
    const first = exact.slice(0, most);
    const then = near.slice(0, most - first.length);
    return html`${this.choice.order === 'date' ? this.renderMonths(first) : html`<section>${this.renderList(first)}</section>`}
      ${then.length === 0 ? nothing : html`<section><h2 class="month">${t('find.near')}</h2>${this.renderList(then)}</section>`}`;
  }

  /** @param {Entry[]} entries */
  renderMonths(entries) {
    return byMonth(entries).map(([month, texts]) => html`<section>
      ${month === '' ? nothing : html`<h2 class="month">${monthWords(`${month}-01`, currentLanguage())}</h2>`}${this.renderList(texts)}</section>`);
  }

  /** @param {Entry[]} entries */
  renderList(entries) {
    return entryList(entries, undefined, this.looking?.answer ? this.looking.passages : undefined);
  }
}

customElements.define('recul-journal', JournalElement);
