/** The palette of dimensions, folded twice: none is asked for. Tells `dimensions-changed`. */

import { DIMENSIONS, note, noted } from '../domain/dimensions.js';
import { html, nothing } from '../ui/lit.js';
import { dimensionName, partLabel } from '../ui/reflection.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { fitAll } from '../ui/writing.js';
import { dayPart, degreePart, fewPart, namesPart, textPart } from './dimension-part.js';
import './recalled-texts.js';

/** @typedef {import('../domain/dimensions.js').Dimensions} Dimensions */

const FIELDS = { text: textPart, day: dayPart, degree: degreePart, names: namesPart, few: fewPart };

/** With a small first letter, in the middle of a sentence. @param {string} words */
const inside = (words) => words.charAt(0).toLocaleLowerCase() + words.slice(1);

export class DimensionsElement extends View {
  static properties = { dimensions: { attribute: false }, entryId: { attribute: false }, unfolded: { state: true } };

  constructor() {
    super();
    /** @type {Dimensions} */
    this.dimensions = {};
    /** @type {string|null} the text they are noted of */
    this.entryId = null;
    /** What is unfolded: the names of dimensions, and '' for the palette. @type {Set<string>} */
    this.unfolded = new Set();
  }

  /** @param {Event} event @param {string} name */
  unfold(event, name) {
    const { open } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    // an inner fold tells those around it, in some browsers
    if (event.target !== event.currentTarget || open === this.unfolded.has(name)) return;
    const next = new Set(this.unfolded);
    if (open) next.add(name); else next.delete(name);
    this.unfolded = next;
  }

  /** @param {string} name @param {string} part @param {unknown} value */
  take(name, part, value) {
    this.tell('dimensions-changed', note(this.dimensions, name, part, value));
  }

  updated() {
    // where the style sheet makes a field as tall as its text, nothing is measured
    if (!CSS.supports('field-sizing', 'content')) fitAll(this);
  }

  render() {
    return html`<details @toggle=${(/** @type {Event} */ event) => this.unfold(event, '')}><summary><span>${t('dimensions.title')}</span>
        <span class="note">${noted(this.dimensions).map((name) => inside(dimensionName(name))).join(', ')}</span></summary>
      ${this.unfolded.has('') ? html`<p class="note">${t('dimensions.note')}</p>${Object.keys(DIMENSIONS).map((name) => this.renderDimension(name))}` : nothing}</details>`;
  }

  /** @param {string} name */
  renderDimension(name) {
    const parts = () => (name === 'priority' ? this.renderOrdered(name) : Object.keys(DIMENSIONS[name]).map((key) => this.renderPart(name, key)));
    return html`<details class="dimension" @toggle=${(/** @type {Event} */ event) => this.unfold(event, name)}>
      <summary><span>${dimensionName(name)}</span>${Object.hasOwn(this.dimensions, name) ? html`<span class="note">${t('dimensions.noted')}</span>` : nothing}</summary>
      ${this.unfolded.has(name) ? html`<div class="details">${parts()}</div>` : nothing}</details>`;
  }

  /** @param {string} name @param {string} key */
  renderPart(name, key) {
    const part = DIMENSIONS[name][key];
    const value = /** @type {any} */ (this.dimensions[name]?.[key]);
    if (part.is === 'texts') {
      return html`<recul-recalled-texts .notebook=${this.notebook} .texts=${value ?? []} .entryId=${this.entryId}
        @texts-recalled=${(/** @type {CustomEvent} */ { detail }) => this.take(name, key, detail)}></recul-recalled-texts>`;
    }
    if (part.is === 'order') return nothing;
    const field = /** @type {(field: any) => unknown} */ (FIELDS[part.is]);
    return field({ name, key, part, value, noted: (/** @type {unknown} */ said) => this.take(name, key, said) });
  }

  /** Words in the order of their weight, each of which can be put before the one above. @param {string} name */
  renderOrdered(name) {
    const { order: { names } } = /** @type {any} */ (DIMENSIONS[name]);
    const order = /** @type {string[]} */ (this.dimensions[name]?.order ?? names);
    return order.map((key, at) => html`${this.renderPart(name, key)}${at === 0 ? nothing : html`<p class="words"><button class="word" type="button"
      aria-label=${t('dimensions.higherNamed', { name: partLabel(name, key) })} @click=${() => this.raise(name, order, at)}>${t('dimensions.higher')}</button></p>`}`);
  }

  /** @param {string} name @param {string[]} order @param {number} at */
  raise(name, order, at) {
    const next = [...order];
    next.splice(at - 1, 2, order[at], order[at - 1]);
    this.take(name, 'order', next);
    void this.thenFocus(`#dimension-${name}-${order[at]}`);
  }
}

customElements.define('recul-dimensions', DimensionsElement);
