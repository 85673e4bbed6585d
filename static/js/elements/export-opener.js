/** Opening an export without an account: a file, a passphrase or twelve words, then one's texts, to read and to take away. */

import { blocksAround } from '../domain/excerpt.js';
import { toMarkdown } from '../domain/markdown.js';
import { openExport, watchCode } from '../session/export-opener.js';
import { fullDay } from '../ui/dates.js';
import { readFile, saveFile } from '../ui/files.js';
import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { readDimensions } from '../ui/reflection.js';
import { t } from '../ui/translate.js';
import { refusalSentence, trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { lacksWords } from './export-lacks.js';
import { readEntry } from './read-entry.js';
import './secret-field.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

/** @typedef {{docs: EntryDocument[], login: string, broken: number, lacks: import('./export-lacks.js').Lacks}} Opened */

/** The texts as one Markdown file. @param {EntryDocument[]} docs @returns {string} */
export function asMarkdown(docs) {
  return docs.map((doc) => {
    const [before, after] = blocksAround(doc, (field) => t(/** @type {any} */ (`case.${field}`)), readDimensions(doc.dimensions));
    return [`# ${doc.title || doc.lived}`, doc.lived, ...(doc.tags.length > 0 ? [doc.tags.join(', ')] : []), toMarkdown([...before, ...doc.body, ...after])].join('\n\n');
  }).join('\n\n---\n\n');
}

/** The texts as JSON; ids become hexadecimal. @param {EntryDocument[]} docs @returns {string} */
export function asJson(docs) {
  const hexed = (/** @type {string} */ _, /** @type {unknown} */ value) => (value instanceof Uint8Array ? [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('') : value);
  return JSON.stringify(docs, hexed, 2);
}

export class ExportOpenerElement extends View {
  static properties = { opened: { state: true } };

  constructor() {
    super();
    /** @type {Opened|null} */
    this.opened = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  arrive() {
    // what is not about the code is said when a file is opened
    watchCode().catch((error) => { if (error.code === 'code') this.refusal = error; });
  }

  /** @param {SubmitEvent} event */
  async openFile(event) {
    event.preventDefault();
    const chooser = /** @type {HTMLInputElement} */ (this.querySelector('input[type=file]'));
    const secret = /** @type {import('./secret-field.js').SecretFieldElement} */ (this.querySelector('recul-secret-field'));
    const file = chooser.files?.[0];
    if (!file) { chooser.focus(); return; }
    if (secret.value === '') { secret.focus(); return; }
    await this.attempt(async () => {
      const { entries, login, broken, lacks } = await openExport(await readFile(file), secret.value);
      const docs = entries.filter(({ current }) => current).map(({ doc }) => doc).sort((a, b) => (a.lived < b.lived ? 1 : -1));
      this.opened = { docs, login, broken: broken.length, lacks };
    });
  }

  render() {
    return html`<header class="top"><strong>${t('opener.name')}</strong><a class="word plain" href="/">Recul</a></header>
      <main id="page" class="page">${this.opened ? this.renderOpened(this.opened) : this.renderForm()}</main>`;
  }

  renderForm() {
    // altered or replaced code is given no passphrase to read
    if (this.refusal?.code === 'code') return html`<div class="flow"><h1>${t('opener.title')}</h1>${trouble(this.refusal)}<p class="note">${t('alarm.code.do')}</p></div>`;
    const wrong = ['wrong-secret', 'wrong-words', 'phrase', 'sealed'].includes(this.refusal?.code ?? '');
    return html`<form class="flow" @submit=${this.openFile}><div class="leaf">${bead()}<h1>${t('opener.title')}</h1></div>
      <p class="note">${t('opener.note')}</p>${wrong ? nothing : trouble(this.refusal)}
      <div class="field"><label for="export-file">${t('opener.file')}</label><input id="export-file" type="file" accept=".recul"></div>
      <recul-secret-field .label=${t('opener.secret')} .wrong=${wrong ? refusalSentence('wrong-secret') : ''}></recul-secret-field>
      <p class="actions"><button class="button full" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t('act.working') : t('opener.open')}</button></p></form>`;
  }

  /** @param {Opened} opened */
  renderOpened({ docs, login, broken, lacks }) {
    return html`<div class="flow"><div role="status"><h1>${t('opener.opened', { login, count: docs.length })}</h1></div>
        ${broken > 0 ? html`<p class="wrong">${t('opener.broken', { count: broken })}</p>` : nothing}
        ${lacksWords(lacks, 'opener.alone')}<p class="note">${t('opener.clear')}</p>
        <p class="actions"><button class="button" type="button" @click=${() => saveFile(asMarkdown(docs), 'recul-personnel.md', 'text/markdown')}>${t('opener.saveMarkdown')}</button>
          <button class="button" type="button" @click=${() => saveFile(asJson(docs), 'recul-personnel.json', 'application/json')}>${t('opener.saveJson')}</button></p></div>
      <section class="entries">${docs.map((doc) => html`<article class="leaf">${bead()}<time class="when" datetime=${doc.lived}>${fullDay(doc.lived)}</time>${readEntry(doc)}</article>`)}</section>`;
  }
}

customElements.define('recul-export-opener', ExportOpenerElement);
