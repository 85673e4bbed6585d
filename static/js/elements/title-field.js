/** The title of a text, if one wants any. */

import { html } from '../ui/lit.js';
import { spellcheck } from '../ui/preferences.js';
import { t } from '../ui/translate.js';
import { fitHeight } from '../ui/writing.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

/** @param {EntryDocument} doc @param {(title: string) => void} changed */
export function titleField(doc, changed) {
  /** @param {InputEvent & {target: HTMLTextAreaElement}} event */
  const takeTitle = ({ target }) => {
    const oneLine = target.value.replace(/\s*\n\s*/g, ' ');
    if (oneLine !== target.value) target.value = oneLine;
    fitHeight(target);
    changed(oneLine);
  };
  return html`<div class="entry-title"><label class="aloud" for="title">${t('entry.title')}</label>
    <div class="line"><textarea id="title" rows="1" spellcheck=${spellcheck()} autocapitalize="off" autocorrect="off" autocomplete="off" translate="no"
      placeholder=${doc.kind === 'case' ? t('case.title') : t('entry.titleInvite')} .value=${doc.title} @input=${takeTitle}></textarea></div></div>`;
}
