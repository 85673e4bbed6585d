/** A whole text to be read: its title, what a case says, its body. */

import { CASE_FIELDS, plainText } from '../domain/entry.js';
import { readBody } from '../ui/body.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

/** @param {EntryDocument} doc @param {EntryDocument} [other] what the text is compared with */
export function readEntry(doc, other) {
  const said = CASE_FIELDS.filter((name) => (doc.fields[name] ?? '').trim() !== '');
  if (doc.title === '' && said.length === 0 && plainText(doc.body) === '') return html`<p class="empty">${t('entry.empty')}</p>`;
  return html`${doc.title === '' ? nothing : html`<p class="lead" translate="no">${doc.title}</p>`}
    ${said.map((name) => html`<div class="said"><p class="label">${t(/** @type {import('../ui/translate.js').Sentence} */ (`case.${name}`))}</p>
      <p class="written" translate="no">${doc.fields[name]}</p></div>`)}
    ${readBody(doc.body, other?.body)}`;
}
