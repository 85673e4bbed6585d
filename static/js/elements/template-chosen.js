/** What a template that was chosen makes of a text. Nothing that was written is changed. */

import { asCase, blankEntry } from '../domain/entry.js';
import { attach } from '../domain/sheets.js';
import { CASE_TEMPLATE, COPY_TEMPLATE } from '../domain/templates.js';
import { today } from '../ui/dates.js';
import { shippedTemplate } from '../ui/reflection.js';
import { t } from '../ui/translate.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

/** The parts of a text that a template changes. @param {EntryDocument} doc @param {import('../domain/sheets.js').Template} template @returns {Partial<EntryDocument>} */
export function chosen(doc, template) {
  if (template.id === CASE_TEMPLATE) return doc.kind === 'case' ? {} : asCase();
  return { sheets: attach(doc.sheets, template) };
}

/** Begins a text to be handed in: the same words, in a copy of its own. @param {import('../session/notebook.js').Notebook} notebook @param {EntryDocument} doc @returns {Promise<string>} its id */
export async function beginCopy(notebook, doc) {
  const made = await notebook.note('');
  const title = doc.title === '' ? t('templates.copyTitle') : t('templates.copyOf', { title: doc.title });
  const sheets = attach([], shippedTemplate(COPY_TEMPLATE));
  await notebook.keep(made, { ...blankEntry('entry', today(), Math.floor(Date.now() / 1000)), title, lived: doc.lived, body: structuredClone(doc.body), sheets });
  return made;
}
