/** A whole text to be read: its title, what a case says, its body, what was answered of each template, the dimensions that were noted. */

import { CASE_FIELDS, wordsOf } from '../domain/entry.js';
import { answered } from '../domain/sheets.js';
import { readBody } from '../ui/body.js';
import { html, nothing } from '../ui/lit.js';
import { readDimensions } from '../ui/reflection.js';
import { t } from '../ui/translate.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

/** @param {EntryDocument} doc @param {EntryDocument} [other] what the text is compared with */
export function readEntry(doc, other) {
  const said = CASE_FIELDS.filter((name) => (doc.fields[name] ?? '').trim() !== '');
  const dimensions = readDimensions(doc.dimensions);
  if (doc.title === '' && dimensions.length === 0 && wordsOf(doc).every((words) => words.trim() === '')) return html`<p class="empty">${t('entry.empty')}</p>`;
  return html`${doc.title === '' ? nothing : html`<p class="lead" translate="no">${doc.title}</p>`}
    ${said.map((name) => html`<div class="said"><p class="label">${t(/** @type {import('../ui/translate.js').Sentence} */ (`case.${name}`))}</p>
      <p class="written" translate="no">${doc.fields[name]}</p></div>`)}
    ${readBody(doc.body, other?.body)}
    ${answered(doc.sheets).map(({ name, answers }) => html`<section class="question-sheet"><h3 translate="no">${name}</h3>${answers.map(([asked, words]) => html`
      <div class="said"><p class="label" translate="no">${asked}</p><p class="written" translate="no">${words}</p></div>`)}</section>`)}
    ${dimensions.map(({ name, lines }) => html`<div class="said"><p class="label">${name}</p>${lines.map((line) => html`<p class="written" translate="no">${line}</p>`)}</div>`)}`;
}
