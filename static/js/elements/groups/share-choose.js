/** Which lines of a text one copies. Tells `lines-chosen` with their blocks. */

import { blockText } from '../../domain/excerpt.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';

export class ShareChooseElement extends View {
  static properties = { blocks: { attribute: false }, chosen: { state: true } };

  constructor() {
    super();
    /** @type {import('../../domain/entry.js').Block[]} */
    this.blocks = [];
    /** @type {Set<number>} */
    this.chosen = new Set();
  }

  /** @param {number} at @param {boolean} yes */
  choose(at, yes) {
    const next = new Set(this.chosen);
    if (yes) next.add(at); else next.delete(at);
    this.chosen = next;
  }

  copyThem() {
    if (this.chosen.size === 0) { void this.thenFocus('.lines input'); return; }
    this.tell('lines-chosen', this.blocks.filter((_, at) => this.chosen.has(at)));
  }

  render() {
    return html`<div class="flow"><div class="leaf">${bead()}<h1>${t('shareFlow.chooseTitle')}</h1></div><p class="note">${t('shareFlow.chooseNote')}</p>
      <div class="choices lines">${this.blocks.map((block, at) => html`<label class="choice"><input type="checkbox" .checked=${this.chosen.has(at)}
        @change=${(/** @type {{target: HTMLInputElement}} */ { target }) => this.choose(at, target.checked)}><span class="written" translate="no">${blockText(block)}</span></label>`)}</div>
      <p class="words"><button class="word" type="button" @click=${() => { this.chosen = new Set(this.blocks.keys()); }}>${t('shareFlow.chooseAll')}</button></p>
      <div class="way">${this.chosen.size === 0 ? html`<p class="note">${t('shareFlow.noLine')}</p>` : nothing}
        <button class="button ${this.chosen.size === 0 ? '' : 'full'}" type="button" aria-disabled=${this.chosen.size === 0 ? 'true' : nothing} @click=${this.copyThem}>${t('shareFlow.copyThese')}</button></div></div>`;
  }
}

customElements.define('recul-share-choose', ShareChooseElement);
