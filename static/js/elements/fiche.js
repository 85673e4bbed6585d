/** The fiche de secours: twelve words on the screen and on paper. Tells `fiche-kept` when the person says it is done. */

import { html } from '../ui/lit.js';
import { bead, seal } from '../ui/marks.js';
import { fullDay, today } from '../ui/dates.js';
import { qrCode } from '../ui/qr.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';

/** The twelve words, numbered. @param {string[]} words */
function wordList(words) {
  return html`<ol class="fiche-words" translate="no">${words.map((word, index) => html`<li><span class="rank">${index + 1}</span>${word}</li>`)}</ol>`;
}

export class FicheElement extends View {
  static properties = { words: { attribute: false }, copied: { state: true } };

  constructor() {
    super();
    /** @type {string[]} */
    this.words = [];
    this.copied = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  render() {
    return html`<div class="flow">
      <div class="leaf">${bead()}<h1>${t('fiche.title')}</h1></div>
      ${wordList(this.words)}
      <p class="note">${this.copied ? t('fiche.byHand') : t('fiche.where')}</p>
      <p class="note">${t('fiche.noPicture')}</p>
      <div class="way"><button class="button" type="button" @click=${() => print()}>${t('fiche.print')}</button>
        <button class="button" type="button" @click=${() => { this.copied = true; }}>${t('fiche.copy')}</button>
        <button class="word" type="button" @click=${() => this.tell('fiche-kept')}>${t('fiche.done')}</button></div>
    </div>${this.renderSheet()}`;
  }

  /** What the printer prints, and nothing else: black on white, the pseudonym left to be written by hand. */
  renderSheet() {
    return html`<section class="sheet" aria-hidden="true">
      <header><div><p class="name">Recul</p><p class="sheet-title">${t('sheet.title')}</p></div>${seal('self')}</header>
      <p>${t('sheet.lead')}</p>
      ${wordList(this.words)}
      <dl><dt>${t('sheet.login')}</dt><dd></dd><dt>${t('sheet.address')}</dt><dd></dd>
        <dt>${t('sheet.printed')}</dt><dd class="said">${fullDay(today())} ${today().slice(0, 4)}</dd></dl>
      <div class="where"><div>
        <p><strong>${t('sheet.whereTitle')}</strong> ${t('sheet.where')}</p>
        <p><strong>${t('sheet.seenTitle')}</strong> ${t('sheet.seen')}</p>
        <p><strong>${t('sheet.nobodyTitle')}</strong> ${t('sheet.nobody')}</p></div>
        ${qrCode(this.words.join(' '), t('sheet.qr'))}</div>
      <footer>${t('sheet.foot')}</footer></section>`;
  }
}

customElements.define('recul-fiche', FicheElement);
