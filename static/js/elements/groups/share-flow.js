/** Sharing: the copy, who reads it and until when, exactly what they will see. The original never moves, and nothing leaves before the last step. */

import { blocksOf } from '../../domain/excerpt.js';
import { html, nothing } from '../../ui/lit.js';
import { readDimensions } from '../../ui/reflection.js';
import { steps } from '../../ui/steps.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import './share-choose.js';
import './share-copy.js';
import './share-preview.js';
import './share-readers.js';

/** @typedef {'choose'|'copy'|'readers'|'preview'} Step */
const STEPS = /** @type {const} */ (['copy', 'readers', 'preview']);

export class ShareFlowElement extends View {
  static properties = { entryId: { attribute: false }, step: { state: true }, doc: { state: true } };

  static follows = ['groups-changed'];

  constructor() {
    super();
    /** @type {string|null} */
    this.entryId = null;
    /** @type {Step} */
    this.step = 'choose';
    /** @type {import('../../domain/entry.js').EntryDocument|null} */
    this.doc = null;
    /** @type {{title: string, body: import('../../domain/entry.js').Block[], aliases: any[], left: Set<string>}} the copy under way */
    this.copy = { title: '', body: [], aliases: [], left: new Set() };
    /** @type {any} who reads, and until when */
    this.terms = null;
  }

  async arrive() {
    const { entryId } = this;
    if (entryId === null) return;
    await this.attempt(async () => { this.doc = (await this.notebook.open(entryId)).doc; });
    await this.updateComplete;
    if (document.activeElement === document.body) await this.showStep();
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (changed.has('step') && changed.get('step') !== undefined) void this.showStep();
  }

  /** A step starts at its top, its heading read first, once it is drawn. */
  async showStep() {
    await /** @type {View|null} */ (this.querySelector('main > .view'))?.updateComplete;
    scrollTo(0, 0);
    await this.thenFocus('h1');
  }

  async share() {
    const { group, seance, end, readers } = this.terms;
    await this.attempt(async () => {
      await this.notebook.groups.rememberAliases(this.copy.aliases);
      await this.notebook.groups.share(group.id, { title: this.copy.title, body: this.copy.body, seance, end, readers, named: true });
      this.navigation.replace('groupe', group.id);
    });
  }

  render() {
    const shownStep = Math.max(0, STEPS.findIndex((step) => step === this.step));
    return html`<main id="page" class="page ${this.step === 'readers' || this.step === 'preview' ? 'between-us' : ''}"><p class="note strong">${t('shareFlow.title')}</p>
      ${steps(STEPS.map((step) => t(`shareFlow.step.${step}`)), shownStep, t('shareFlow.title'))}${trouble(this.refusal)}
      ${this.doc === null ? nothing : this.renderStep(this.doc)}</main>`;
  }

  /** @param {import('../../domain/entry.js').EntryDocument} doc */
  renderStep(doc) {
    if (this.step === 'choose') {
      return html`<recul-share-choose .notebook=${this.notebook} .blocks=${blocksOf(doc, (field) => t(/** @type {any} */ (`case.${field}`)), readDimensions(doc.dimensions))}
        @lines-chosen=${(/** @type {CustomEvent} */ { detail }) => { this.copy = { ...this.copy, title: doc.title, body: detail }; this.step = 'copy'; }}></recul-share-choose>`;
    }
    if (this.step === 'copy') {
      return html`<recul-share-copy .notebook=${this.notebook} .copy=${this.copy} @copy-ready=${(/** @type {CustomEvent} */ { detail }) => { this.copy = detail; this.step = 'readers'; }}
        @lines-asked=${() => { this.step = 'choose'; }}></recul-share-copy>`;
    }
    if (this.step === 'readers') {
      return html`<recul-share-readers .notebook=${this.notebook} .terms=${this.terms} @terms-chosen=${(/** @type {CustomEvent} */ { detail }) => { this.terms = detail; this.step = 'preview'; }}
        @copy-asked=${() => { this.step = 'copy'; }}></recul-share-readers>`;
    }
    return html`<recul-share-preview .notebook=${this.notebook} .copy=${this.copy} .terms=${this.terms} .working=${this.busy} @share-asked=${this.share}
      @terms-asked=${() => { this.step = 'readers'; }} @keeping-asked=${() => this.navigation.replace('texte', this.entryId ?? undefined)}></recul-share-preview>`;
  }
}

customElements.define('recul-share-flow', ShareFlowElement);
