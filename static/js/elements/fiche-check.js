/** Three of the twelve words, typed back, so that nobody leaves with a sheet that was never printed. Tells `fiche-checked`. */

import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';

/** Accents and case do not matter when one reads one's own hand. @param {string} word */
const folded = (word) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').trim();

/** Three different places among twelve, in order. @returns {number[]} from 0 */
export function drawPlaces() {
  const drawn = new Set();
  while (drawn.size < 3) drawn.add(crypto.getRandomValues(new Uint8Array(1))[0] % 12);
  return [...drawn].sort((a, b) => a - b);
}

export class FicheCheckElement extends View {
  static properties = { words: { attribute: false }, way: { attribute: false }, wrong: { state: true }, refused: { attribute: false }, working: { attribute: false } };

  constructor() {
    super();
    /** @type {string[]} */
    this.words = [];
    this.places = drawPlaces();
    /** @type {number[]} the places whose word is not the right one */
    this.wrong = [];
    /** @type {{code: string}|null} what the parent ran into */
    this.refused = null;
    this.working = false;
    this.way = '';
  }

  /** @param {SubmitEvent} event */
  checkWords(event) {
    event.preventDefault();
    const typed = this.places.map((place) => /** @type {HTMLInputElement} */ (this.querySelector(`#word-${place}`)).value);
    this.wrong = this.places.filter((place, index) => folded(typed[index]) !== folded(this.words[place]));
    if (this.wrong.length === 0) { this.tell('fiche-checked'); return; }
    const first = this.querySelector(`#word-${this.wrong[0]}`);
    if (first instanceof HTMLElement) first.focus();
  }

  render() {
    return html`<form class="flow" @submit=${this.checkWords}>
      <div class="leaf">${bead()}<h1>${t('check.title')}</h1></div>
      <p class="written">${t('check.final')}</p>
      <p class="note">${t('check.note')}</p>
      ${this.places.map((place) => this.renderPlace(place))}
      ${trouble(this.refused)}
      <div class="way"><button class="button full" aria-disabled=${this.working ? 'true' : nothing}>${this.working ? t('act.working') : this.way || t('check.create')}</button>
        <button class="word" type="button" @click=${() => this.tell('fiche-asked')}>${t('check.back')}</button></div></form>`;
  }

  /** @param {number} place */
  renderPlace(place) {
    const wrong = this.wrong.includes(place);
    return html`<div class="field" ?data-wrong=${wrong}><label for="word-${place}">${t('check.place', { place: place + 1 })}</label>
      <div class="line"><input id="word-${place}" class="written" type="text" autocomplete="off" spellcheck="false" autocapitalize="off" autocorrect="off"
        translate="no" aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${wrong ? `wrong-${place}` : nothing}></div>
      ${wrong ? html`<p class="wrong" id="wrong-${place}" role="alert">${t('check.wrong', { place: place + 1 })}</p>` : nothing}</div>`;
  }
}

customElements.define('recul-fiche-check', FicheCheckElement);
