/** The steps of a dialog that is a page: done, current, to come. */

import { html, nothing } from './lit.js';
import { mark } from './marks.js';

/** @param {string[]} words @param {number} current @param {string} label */
export function steps(words, current, label) {
  return html`<ol class="steps" aria-label=${label}>${words.map((word, index) => html`<li
    class=${index < current ? 'done' : ''} aria-current=${index === current ? 'step' : nothing}>${index < current ? mark('tick') : nothing}<span>${word}</span></li>`)}</ol>`;
}
