/** Mes situations: the cases one prepares, mine until I share a copy. */

import { blankEntry } from '../domain/entry.js';
import { today } from '../ui/dates.js';
import { livingEntries } from '../ui/entries.js';
import { html } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { entryList } from './entry-list.js';

export class CasesElement extends View {
  static follows = ['entries-changed'];

  async prepareCase() {
    const id = await this.attempt(async () => {
      const made = await this.notebook.note('');
      await this.notebook.keep(made, blankEntry('case', today(), Math.floor(Date.now() / 1000)));
      return made;
    });
    this.goOn('texte', id);
  }

  render() {
    const cases = livingEntries(this.notebook).filter((entry) => entry.summary?.kind === 'case');
    return html`<main id="page" class="page"><div class="flow"><h1>${t('places.cases')}</h1>
        <p class="note">${t('cases.note')}</p>${trouble(this.refusal)}
        <p class="words"><button class="word" type="button" @click=${this.prepareCase}>${t('cases.prepare')}</button></p></div>
      <section class="entries">${cases.length === 0 ? html`<p class="empty">${t('cases.empty')}</p>` : entryList(cases)}</section></main>`;
  }
}

customElements.define('recul-cases', CasesElement);
