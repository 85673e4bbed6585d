/** Earlier versions of a text; and, when two devices wrote at once, both versions side by side. */

import { momentWords } from '../ui/dates.js';
import { otherVersion } from '../ui/entries.js';
import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { readEntry } from './read-entry.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/** @typedef {{revision: number, doc: EntryDocument}} Version */

export class VersionsElement extends View {
  static properties = { place: { attribute: false }, current: { state: true },
    other: { state: true }, earlier: { state: true }, chosen: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {import('../ui/navigation.js').Place} */
    this.place = { view: 'versions', id: null, revision: null };
    /** @type {Version|null} */
    this.current = null;
    /** @type {{id: string, doc: EntryDocument}|null} the version another device wrote */
    this.other = null;
    /** @type {number[]} revisions, the latest first */
    this.earlier = [];
    /** @type {Version|null} the earlier version being read */
    this.chosen = null;
  }

  arrive() {
    void this.look();
  }

  /** Reads the text, its other version if there are two, and the list of earlier ones. */
  async look() {
    const { id } = this.place;
    if (id === null) return;
    await this.attempt(async () => {
      this.current = await this.notebook.open(id);
      const other = otherVersion(this.notebook, id);
      this.other = other ? { id: other.id, doc: (await this.notebook.open(other.id)).doc } : null;
      const versions = await this.notebook.versions(id);
      this.earlier = versions.map(({ revision }) => revision).filter((revision) => revision !== this.current?.revision).sort((a, b) => b - a);
    });
  }

  /** @param {number} revision */
  async read(revision) {
    await this.attempt(async () => {
      const doc = await this.notebook.openVersion(/** @type {string} */ (this.place.id), revision);
      this.chosen = { revision, doc };
    });
  }

  /** An earlier version becomes the text again; the one of today stays among the versions. */
  async takeUp() {
    const { chosen, place } = this;
    if (!chosen || place.id === null) return;
    const { id } = place;
    await this.attempt(() => this.notebook.keep(id, { ...chosen.doc, edited: Math.floor(Date.now() / 1000) }));
    this.goOn('texte', id);
  }

  /** @param {string|null} kept the version that stays alone; null keeps both */
  async settleTwo(kept) {
    const { id } = this.place;
    await this.attempt(() => (kept === null ? this.notebook.keepBoth(/** @type {string} */ (id)) : this.notebook.keepThis(kept)));
    this.goOn('texte', kept ?? /** @type {string} */ (id));
  }

  render() {
    return html`<main id="page" class="page"><div class="flow"><div class="leaf">${bead()}<h1>${this.other ? t('versions.two') : t('versions.title')}</h1></div>
      <p class="note">${this.other ? t('versions.twoNote') : t('versions.note')}</p>${trouble(this.refusal)}</div>
      ${this.current === null ? nothing : this.other ? this.renderTwo(this.current.doc, this.other) : this.renderEarlier(this.current)}</main>`;
  }

  /** @param {EntryDocument} doc @param {{id: string, doc: EntryDocument}} other */
  renderTwo(doc, other) {
    const own = /** @type {string} */ (this.place.id);
    return html`<div class="sides">${this.renderSide(t('versions.here'), own, doc, other.doc)}${this.renderSide(t('versions.elsewhere'), other.id, other.doc, doc)}</div>
      <p class="actions"><button class="button" type="button" @click=${() => this.settleTwo(null)}>${t('versions.keepBoth')}</button></p>`;
  }

  /** @param {string} heading @param {string} id @param {EntryDocument} doc @param {EntryDocument} other */
  renderSide(heading, id, doc, other) {
    return html`<section class="side"><h2>${heading}, ${momentWords(doc.edited)}</h2>${readEntry(doc, other)}
      <p class="actions"><button class="button" type="button" @click=${() => this.settleTwo(id)}>${t('versions.keepThis')}</button></p></section>`;
  }

  /** @param {Version} current */
  renderEarlier(current) {
    if (this.chosen) {
      return html`<div class="sides"><section class="side"><h2>${t('versions.earlier')}, ${momentWords(this.chosen.doc.edited)}</h2>${readEntry(this.chosen.doc, current.doc)}
          <p class="actions"><button class="button" type="button" @click=${this.takeUp}>${t('versions.takeUp')}</button>
          <button class="word" type="button" @click=${() => { this.chosen = null; }}>${t('versions.others')}</button></p></section>
        <section class="side"><h2>${t('versions.now')}, ${momentWords(current.doc.edited)}</h2>${readEntry(current.doc, this.chosen.doc)}</section></div>`;
    }
    if (this.earlier.length === 0) return html`<p class="empty">${t('versions.empty')}</p>`;
    return html`<ol class="contents" reversed>${this.earlier.map((revision) => html`<li><button class="word" type="button" @click=${() => this.read(revision)}>${t('versions.revision', { revision })}</button></li>`)}</ol>`;
  }
}

customElements.define('recul-versions', VersionsElement);
