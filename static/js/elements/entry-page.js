/** One text: who can read it, when it was lived, its words. Kept at every pause. */

import { isSameEntry, wordsOf } from '../domain/entry.js';
import { CASE_TEMPLATE, COPY_TEMPLATE } from '../domain/templates.js';
import { RefusalError } from '../session/refusal.js';
import { whenWords } from '../ui/dates.js';
import { otherVersion } from '../ui/entries.js';
import { Keeper } from '../ui/keeper.js';
import { html, keyed, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { fitAll } from '../ui/writing.js';
import './case-fields.js';
import './dimensions-fields.js';
import './entry-details.js';
import './entry-editor.js';
import { leavingNote } from './leaving-note.js';
import './sheet-fields.js';
import './template-choice.js';
import { beginCopy, chosen } from './template-chosen.js';
import { titleField } from './title-field.js';
import { whoReads } from './who-reads.js';
import { wordCount } from './word-count.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */

export class EntryPageElement extends View {
  static properties = { entryId: { attribute: false }, doc: { state: true }, readersShown: { state: true }, alone: { state: true }, leavingFor: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {string|null} */
    this.entryId = null;
    /** @type {EntryDocument|null} */
    this.doc = null;
    /** The revision that was read. */
    this.revision = 0;
    /** What can be taken back in these words. @type {import('../editor/past.js').Past|null} */
    this.past = null;
    /** How many times another device's words took the place of these. */
    this.renewed = 0;
    this.readersShown = false;
    /** Nothing but the text is shown. */
    this.alone = false;
    /** @type {string|null} the address one pressed in the text */
    this.leavingFor = null;
    /** @type {Keeper<EntryDocument>} */
    this.keeper = new Keeper((doc) => this.keepText(doc), (error) => this.showRefusal(error));
  }

  /** The text's id; a page without one does not write. */
  get textId() {
    if (this.entryId === null) throw new Error('a text without an id');
    return this.entryId;
  }

  async arrive() {
    if (this.entryId === null) return;
    await this.attempt(async () => {
      const { doc, revision } = await this.notebook.open(this.textId);
      this.past = await this.notebook.past(this.textId);
      [this.doc, this.revision] = [doc, revision];
    });
    await this.updateComplete;
    // the other fields fit their own
    const title = this.querySelector('.entry-title');
    if (title) fitAll(title);
  }

  follow() {
    super.follow();
    const { signal } = /** @type {AbortController} */ (this.following);
    this.notebook.addEventListener('entries-changed', () => { void this.renew(); }, { signal });
  }

  /** Shows what another device wrote, unless something is being typed here: then both versions will be kept. */
  async renew() {
    const entry = this.entryId === null ? undefined : this.notebook.entries.get(this.entryId);
    if (this.doc === null || entry?.saved !== 'server' || entry.revision === this.revision || this.keeper.busy) return;
    const { doc, revision } = await this.notebook.open(this.textId);
    if (this.keeper.busy) return;
    this.revision = revision;
    if (isSameEntry(doc, this.doc)) return;
    this.renewed += 1;
    this.past = null;
    this.doc = doc;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.showAlone(false);
    void this.settle();
  }

  /** @param {boolean} alone whether everything around the text goes out of sight */
  showAlone(alone) {
    this.alone = alone;
    document.documentElement.classList.toggle('only-text', alone);
    if (this.isConnected) /** @type {HTMLElement|null} */ (this.querySelector('recul-entry-editor'))?.focus();
  }

  /** A notebook that has just closed takes the words in its sas. @param {EntryDocument} doc */
  async keepText(doc) {
    if (this.notebook.phase === 'open') await this.keepWithPast(doc);
    else await this.notebook.note([doc.title, ...wordsOf(doc)].filter((words) => words.trim() !== '').join('\n'));
  }

  /** The words first: a device that keeps them and not what can be taken back has lost nothing. @param {EntryDocument} doc */
  async keepWithPast(doc) {
    const { past } = this;
    await this.notebook.keep(this.textId, doc);
    await this.notebook.keepPast(this.textId, past).catch((error) => { if (!(error instanceof RefusalError)) throw error; });
  }

  /** @param {unknown} error */
  showRefusal(error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    this.refusal = /** @type {any} */ (error);
  }

  async settle() {
    if (this.doc === null) return;
    await this.keeper.settle();
    if (this.notebook.phase === 'open') await this.notebook.flush();
  }

  /** Changes a part of the text and keeps it. @param {Partial<EntryDocument>} part */
  change(part) {
    if (this.doc === null) return;
    this.doc = { ...this.doc, ...part, edited: Math.floor(Date.now() / 1000) };
    this.keeper.typed(this.doc);
  }

  /** Adds the questions of a template, and gives them the keyboard. @param {import('../domain/sheets.js').Template} template */
  async takeTemplate(template) {
    if (this.doc === null) return;
    if (template.id === COPY_TEMPLATE) { await this.beginCopy(this.doc); return; }
    this.change(chosen(this.doc, template));
    await this.updateComplete;
    await /** @type {View|null} */ (this.querySelector(template.id === CASE_TEMPLATE ? 'recul-case-fields' : 'recul-sheets'))?.updateComplete;
    await this.thenFocus(template.id === CASE_TEMPLATE ? '#case-moment' : 'recul-sheets .question-sheet:last-child textarea');
  }

  /** @param {EntryDocument} doc */
  async beginCopy(doc) {
    const made = await this.attempt(() => beginCopy(this.notebook, doc));
    this.goOn('texte', made);
  }

  async throwAway() {
    await this.keeper.settle();
    await this.attempt(() => this.notebook.trash(this.textId));
    this.goOn('aujourdhui');
  }

  render() {
    const { doc } = this;
    if (this.entryId === null) return html`<main id="page" class="page"><h1 class="empty">${t('entry.nowhere')}</h1></main>`;
    if (doc === null) return html`<main id="page" class="page"><h1 class="aloud">${t('entry.label')}</h1>${trouble(this.refusal)}</main>`;
    return html`<main id="page" class="page with-aside" @focusout=${this.settle} @keydown=${(/** @type {KeyboardEvent} */ { key }) => { if (key === 'Escape' && this.alone) this.showAlone(false); }}>
      <div class="text"><h1 class="aloud">${t('entry.label')}</h1>
        <div class="entry-head">${bead()}<button class="word seal-self" type="button" aria-expanded=${this.readersShown ? 'true' : 'false'} aria-controls="readers"
            @click=${() => { this.readersShown = !this.readersShown; }}>${t('seal.self')}<span class="aloud">, ${t('readers.title')}</span></button>
          <time class="when" datetime=${doc.lived}>${whenWords(doc)}</time></div>
        <div id="readers" ?hidden=${!this.readersShown}>${whoReads(this.notebook.login)}</div>
        ${trouble(this.refusal)}${this.renderTwoVersions()}
        ${titleField(doc, (title) => this.change({ title }))}
        ${doc.kind === 'case' ? html`<recul-case-fields .fields=${doc.fields} @fields-changed=${(/** @type {CustomEvent} */ { detail }) => this.change({ fields: detail })}></recul-case-fields>` : nothing}
        ${keyed(`${doc.kind} ${this.renewed}`, html`<recul-entry-editor .body=${doc.body} .past=${this.past} .label=${t('entry.label')} .invite=${doc.kind === 'case' ? t('case.freely') : t('today.invite')}
          @past-changed=${(/** @type {CustomEvent} */ { detail }) => { this.past = detail; }}
          @body-changed=${(/** @type {CustomEvent} */ { detail }) => this.change({ body: detail })}
          @alone-asked=${() => this.showAlone(true)}
          @link-pressed=${(/** @type {CustomEvent} */ { detail }) => { this.leavingFor = detail; }}></recul-entry-editor>`)}
        <recul-sheets .sheets=${doc.sheets} @sheets-changed=${(/** @type {CustomEvent} */ { detail }) => this.change({ sheets: detail })}
          @sheet-removed=${() => this.thenFocus('recul-template-choice summary')}></recul-sheets>
        ${leavingNote(this.leavingFor, () => { this.leavingFor = null; })}
        ${this.alone ? html`<button class="word show-all" type="button" @click=${() => this.showAlone(false)}>${t('entry.showAll')}</button>` : nothing}
        <div class="entry-foot">${wordCount(doc)}<recul-template-choice .notebook=${this.notebook} @template-chosen=${(/** @type {CustomEvent} */ { detail }) => this.takeTemplate(detail)}></recul-template-choice>
          <recul-dimensions .notebook=${this.notebook} .dimensions=${doc.dimensions} .entryId=${this.entryId}
            @dimensions-changed=${(/** @type {CustomEvent} */ { detail }) => this.change({ dimensions: detail })}></recul-dimensions>
          <recul-entry-details .doc=${doc} @details-changed=${(/** @type {CustomEvent} */ { detail }) => this.change(detail)}></recul-entry-details></div>
        <p class="words"><a class="word" href="/carnet/partager#${this.entryId}">${t('shareFlow.title')}</a>
          <a class="word" href="/carnet/versions#${this.entryId}">${t('versions.title')}</a>
          <button class="word" type="button" @click=${this.throwAway}>${t('entry.throwAway')}</button></p></div>
      <aside class="beside"><h2>${t('readers.title')}</h2><p class="note">${t('readers.you', { login: this.notebook.login ?? '' })} ${t('readers.self')}</p></aside></main>`;
  }

  renderTwoVersions() {
    if (!otherVersion(this.notebook, this.textId)) return nothing;
    return html`<p class="note">${t('state.twoVersions')} <a class="word" href="/carnet/versions#${this.entryId}">${t('state.sideBySide')}</a></p>`;
  }
}

customElements.define('recul-entry-page', EntryPageElement);
