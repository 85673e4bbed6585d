/** What the journal shows of the texts: a kind, a tag, days; and in which order what was looked for. */

import { dateWords, dayText } from '../domain/dates.js';
import { today } from '../ui/dates.js';
import { dayNumberWords } from '../ui/ends.js';
import { html, live, nothing } from '../ui/lit.js';
import { currentLanguage, t } from '../ui/translate.js';

/** @typedef {import('../domain/choice.js').Choice} Choice */
/** @typedef {(change: Partial<Choice>) => void} Choose */

const KINDS = /** @type {const} */ ([['all', 'journal.all'], ['entry', 'journal.entries'], ['case', 'journal.cases']]);
const ORDERS = /** @type {const} */ ([['date', 'find.byDate'], ['rank', 'find.byRank']]);

/** @param {string} label @param {boolean} pressed @param {() => void} press */
const word = (label, pressed, press) => html`<button class="word" type="button" aria-pressed=${pressed ? 'true' : 'false'} @click=${press}>${label}</button>`;

/** @param {Choice} choice @param {Choose} choose @param {string[]} tags */
function tagFilter({ tag: chosen }, choose, tags) {
  return html`<details><summary><span class="word">${t('journal.tags')}</span>${chosen === null ? nothing : html`, <strong translate="no">${chosen}</strong>`}</summary><p class="words" translate="no">
    ${word(t('journal.anyTag'), chosen === null, () => choose({ tag: null }))}
    ${tags.map((tag) => word(tag, chosen === tag, () => choose({ tag })))}</p></details>`;
}

/** A day half erased is no day, and stays as it is typed. @param {string} id @param {string} label @param {string} day @param {(day: string) => void} changed */
const dayField = (id, label, day, changed) => html`<div class="field"><label for=${id}>${label}</label><div class="line">
  <input id=${id} type="date" .value=${live(day)} translate="no" autocomplete="off" @input=${(/** @type {{target: HTMLInputElement}} */ { target }) => changed(target.value)}></div></div>`;

/** @param {{from: string, to: string}} days */
function daysChosen({ from, to }) {
  if (from === '' && to === '') return nothing;
  const [first, last] = [from, to].map((day) => (day === '' ? '…' : dateWords(day, today(), currentLanguage())));
  return html`, <strong>${first} – ${last}</strong>`;
}

/** @param {Choice} choice @param {Choose} choose @param {number|null} seance */
function dayFilter({ from, to }, choose, seance) {
  const since = seance === null ? '' : dayText(seance);
  return html`<details><summary><span class="word">${t('find.days')}</span>${daysChosen({ from, to })}</summary>
    ${dayField('find-from', t('find.from'), from, (day) => choose({ from: day }))}${dayField('find-to', t('find.to'), to, (day) => choose({ to: day }))}
    <p class="words">${word(t('find.anyDay'), from === '' && to === '', () => choose({ from: '', to: '' }))}
      ${seance === null ? nothing : word(t('find.sinceSeance', { day: dayNumberWords(seance) }), from === since && to === '', () => choose({ from: since, to: '' }))}</p></details>`;
}

/**
 * @param {Choice} choice @param {Choose} choose
 * @param {{tags: string[], seance: number|null, sorted: boolean}} offered `sorted`: something was found that may come in another order
 */
export function journalFilters(choice, choose, { tags, seance, sorted }) {
  return html`<h2 class="aloud">${t('journal.show')}</h2>
    <p class="words">${KINDS.map(([kind, label]) => word(t(label), choice.kind === kind, () => choose({ kind })))}</p>
    ${tags.length === 0 ? nothing : tagFilter(choice, choose, tags)}${dayFilter(choice, choose, seance)}
    ${sorted ? html`<p class="words">${ORDERS.map(([order, label]) => word(t(label), choice.order === order, () => choose({ order })))}</p>` : nothing}`;
}
