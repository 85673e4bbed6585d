/** « Ce que le serveur voit de moi » : my page, facing the server's rows, read this very moment. */

import { momentWords } from '../ui/dates.js';
import { livingEntries } from '../ui/entries.js';
import { html, nothing } from '../ui/lit.js';
import { bead, seal } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { rowLines, rowOf } from './server-row.js';

/** @typedef {Record<string, unknown>} Row */

/** How many texts face their row, and how many rows of a table are unfolded. */
const SHOWN = 3;
const UNFOLDED = 1;

export class ServerViewElement extends View {
  static properties = { rows: { state: true }, read: { state: true } };

  constructor() {
    super();
    /** @type {Record<string, Row[]>|null} every row about this person, by table */
    this.rows = null;
    this.read = 0;
  }

  arrive() {
    void this.look();
  }

  async look() {
    await this.attempt(async () => {
      this.rows = await this.notebook.rows();
      this.read = Math.floor(Date.now() / 1000);
    });
  }

  render() {
    return html`<main id="page" class="page facing-page"><div class="flow"><h1>${t('me.serveur')}</h1>
      <p class="note">${this.rows ? t('server.read', { moment: momentWords(this.read) }) : t('server.reading')}</p>${trouble(this.refusal)}</div>
      ${this.rows ? html`<div class="facing">${this.renderTexts(this.rows)}${this.renderTables(this.rows)}${this.renderEnd()}</div>` : nothing}</main>`;
  }

  /** @param {Record<string, Row[]>} rows */
  renderTexts(rows) {
    const known = livingEntries(this.notebook).flatMap(({ id, summary }) => (summary ? [{ id, summary }] : [])).slice(0, SHOWN);
    return known.map((entry, index) => {
      const row = rowOf(rows, entry.id);
      return html`<div class="pair"><div class="mine">${index === 0 ? html`<h2 class="server-title">${t('server.mine')}</h2>` : nothing}
          <div class="leaf written">${bead()}<p class="when">${momentWords(entry.summary.edited)}</p><p translate="no">${entry.summary.title || entry.summary.excerpt}</p></div>
          <p class="sealed seal-self-word">${seal('self')}${t('seal.self')}</p></div>
        <div class="seen">${index === 0 ? html`<h2 class="server-title">${t('server.theirs')}</h2>` : nothing}${row ? rowLines(row) : html`<p class="note">${t('server.notYet')}</p>`}</div></div>`;
    });
  }

  /** Every table that holds something, as it is stored. @param {Record<string, Row[]>} rows */
  renderTables(rows) {
    return Object.entries(rows).filter(([, stored]) => stored.length > 0).map(([table, stored]) => html`<div class="pair"><div class="mine"><p class="when">${t('server.table')}</p>
        <p class="written">${this.explain(table)}</p><p class="note">${t('server.count', { count: stored.length })}</p></div>
      <div class="seen"><h2>${table}</h2>${stored.slice(0, UNFOLDED).map((row) => rowLines(row))}
        ${stored.length > UNFOLDED ? html`<details><summary class="word">${t('server.others', { count: stored.length - UNFOLDED })}</summary>${stored.slice(UNFOLDED).map((row) => rowLines(row))}</details>` : nothing}</div></div>`);
  }

  /** @param {string} table */
  explain(table) {
    const known = /** @type {const} */ (['accounts', 'key_slots', 'sessions', 'chains', 'links', 'versions', 'uploads', 'tombstones']);
    const name = known.find((word) => word === table);
    return name ? t(`table.${name}`) : t('table.other');
  }

  renderEnd() {
    return html`<div class="pair"><div class="mine"><p class="written">${t('server.neither')}</p></div><div class="seen"><p class="note">${t('server.knows')}</p></div></div>`;
  }
}

customElements.define('recul-server-view', ServerViewElement);
