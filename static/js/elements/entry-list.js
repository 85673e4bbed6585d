/** A list of texts: no box, a bead on the line, the date in the margin. */

import { EXCERPT_LENGTH } from '../domain/entry.js';
import { whenWords } from '../ui/dates.js';
import { html, nothing, repeat } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { refusalSentence } from '../ui/trouble.js';

/** @typedef {import('../session/book.js').Entry} Entry */
/** @typedef {import('../domain/entry.js').Summary} Summary */
/** @typedef {import('../domain/question.js').Marked} Marked */
/** @typedef {import('../domain/question.js').Passage} Passage */

/** First words, ended at a word when there are more. @param {string} excerpt @returns {string} */
export function firstWords(excerpt) {
  return Array.from(excerpt).length < EXCERPT_LENGTH ? excerpt : excerpt.replace(/[\s,;:.]*\S*$/, '…');
}

/** What stands for a text in a list: its title, else its first words. @param {Summary} summary */
function body(summary) {
  if (summary.title !== '') {
    return html`<span class="heading">${summary.title}</span>${summary.excerpt === '' ? nothing : html`<span class="excerpt">${firstWords(summary.excerpt)}</span>`}`;
  }
  return html`<span class="excerpt">${summary.excerpt === '' ? t('entry.empty') : firstWords(summary.excerpt)}</span>`;
}

/** Words, with those that were looked for marked. @param {Marked} marked */
function withMarks({ text, marks }) {
  const ends = [0, ...marks.map(([, end]) => end)];
  return html`${marks.map(([start, end], at) => html`${text.slice(ends[at], start)}<mark>${text.slice(start, end)}</mark>`)}${text.slice(ends[marks.length])}`;
}

/** What a text shows when it was looked for. @param {Passage} passage */
function found({ title, tags, excerpt }) {
  return html`${title.text === '' ? nothing : html`<span class="heading">${withMarks(title)}</span>`}<span class="excerpt">${withMarks(excerpt)}</span>
    ${tags.length === 0 ? nothing : html`<span class="note block"><span translate="yes">${t('find.tags')}</span> ${tags.map((tag, at) => html`${at === 0 ? nothing : ', '}${withMarks(tag)}`)}</span>`}`;
}

/** A text that was refused: nothing of it is shown. @param {Entry} entry */
function refused(entry) {
  return html`<article class="leaf entry">${bead()}<div class="trouble refusal">
    <p class="what">${t('entry.broken')}</p><p class="note">${refusalSentence('sealed')}</p>
    ${entry.end === null ? nothing : html`<p class="note">${t('bin.note')}</p>`}</div></article>`;
}

/**
 * One text in a list.
 * @param {Entry} entry @param {(entry: Entry) => unknown} [below] words under it @param {Passage} [passage] what answers in it
 */
export function entryLeaf(entry, below = () => nothing, passage = undefined) {
  const { summary } = entry;
  if (entry.broken || summary === null) return refused(entry);
  return html`<article class="leaf entry written">${bead()}<time class="when" datetime=${summary.lived}>${whenWords(summary)}</time>
    <a href="/carnet/texte#${entry.id}" translate="no"><span class="aloud">${t('seal.self')}, </span>${passage ? found(passage) : body(summary)}</a>
    ${entry.copyOf ? html`<p class="note">${t('entry.second')} <a class="word" href="/carnet/versions#${entry.id}">${t('state.sideBySide')}</a></p>` : nothing}
    ${below(entry)}</article>`;
}

/** @param {Entry[]} entries @param {(entry: Entry) => unknown} [below] @param {Map<string, Passage>} [passages] */
export function entryList(entries, below, passages) {
  return repeat(entries, (entry) => entry.id, (entry) => entryLeaf(entry, below, passages?.get(entry.id)));
}
