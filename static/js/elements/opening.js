/** The notebook is opening: what is happening and how far it is, on the line itself. */

import { html, nothing, svg } from '../ui/lit.js';
import { bead, mark } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import './sas-line.js';

const STEPS = /** @type {const} */ (['deriving', 'verifying', 'texts']);

/**
 * How much of the line is filled, in hundredths. The lock is a third, the checking a sixth, the texts the rest.
 * @param {{step: string, done: number, total: number}|null} progress @returns {number}
 */
export function lineFilled(progress) {
  if (!progress) return 4;
  const share = progress.total > 0 ? progress.done / progress.total : 0;
  if (progress.step === 'texts') return Math.round(50 + 50 * share);
  return progress.step === 'verifying' ? Math.round(34 + 16 * share) : Math.round(6 + 28 * share);
}

export class OpeningElement extends View {
  static properties = { writing: { state: true } };

  static follows = ['progress-changed'];

  constructor() {
    super();
    this.writing = false;
  }

  render() {
    const { progress } = this.notebook;
    const current = STEPS.indexOf(/** @type {any} */ (progress?.step ?? 'deriving'));
    return html`
      <svg class="thread" width="3" height="100%" aria-hidden="true">${svg`<rect width="3" height="${lineFilled(progress)}%"></rect>`}</svg>
      <div class="leaf">${bead()}<h1>${t('opening.title')}</h1>
        <p class="note">${t('opening.slow')}</p></div>
      <ol class="stages">${STEPS.map((step, index) => this.renderStep(step, index, current))}</ol>
      <p role="status" class="aloud">${t(`opening.${STEPS[current]}.now`, { done: progress?.done ?? 0, total: progress?.total ?? 0 })}</p>
      ${this.notebook.login === null ? nothing : this.writing ? html`<recul-sas-line .notebook=${this.notebook}></recul-sas-line>`
    : html`<p><button class="word" type="button" @click=${() => { this.writing = true; }}>${t('opening.write')}</button></p>`}`;
  }

  /** @param {typeof STEPS[number]} step @param {number} index @param {number} current */
  renderStep(step, index, current) {
    const { done = 0, total = 0 } = this.notebook.progress ?? {};
    if (index < current) return html`<li class="done">${mark('tick')}<span>${t(`opening.${step}.done`)}</span></li>`;
    if (index > current) return html`<li>${t(`opening.${step}.toCome`)}</li>`;
    return html`<li aria-current="step">${t(total > 0 && step === 'texts' ? 'opening.texts.now' : `opening.${step}.toCome`, { done, total })}</li>`;
  }
}

customElements.define('recul-opening', OpeningElement);
