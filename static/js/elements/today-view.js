/** Aujourd'hui: a blank line, and under it what was written lately. */

import { livingEntries } from '../ui/entries.js';
import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import './blank-line.js';
import { entryList } from './entry-list.js';

const LATELY = 5;

export class TodayElement extends View {
  static properties = { underWay: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {string|null} the text being written on the blank line, not repeated under it */
    this.underWay = null;
  }

  render() {
    const lately = livingEntries(this.notebook).filter((entry) => entry.id !== this.underWay).slice(0, LATELY);
    return html`<main id="page" class="page"><recul-blank-line .notebook=${this.notebook} .navigation=${this.navigation}
        @line-kept=${(/** @type {CustomEvent<string|null>} */ { detail }) => { this.underWay = detail; }}></recul-blank-line>
      ${lately.length === 0 ? nothing : html`<section class="entries"><h2>${t('today.lately')}</h2>${entryList(lately)}</section>`}</main>`;
  }
}

customElements.define('recul-today', TodayElement);
