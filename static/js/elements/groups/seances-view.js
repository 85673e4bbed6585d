/** The séances of a group: their days, hours and places. The server learns the days, nothing else. */

import { dayNumber, dayText } from '../../domain/dates.js';
import { dayNumberWords, hourOf } from '../../ui/ends.js';
import { today } from '../../ui/dates.js';
import { lineField, valueOf } from '../../ui/fields.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { GroupPage } from './group-page.js';

export class SeancesElement extends GroupPage {
  /** @param {SubmitEvent} event */
  async add(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const day = dayNumber(valueOf(form, 'day'));
    if (Number.isNaN(day)) { /** @type {HTMLElement} */ (form.querySelector('[name="day"]')).focus(); return; }
    const seance = { id: null, day, starts: valueOf(form, 'starts'), ends: valueOf(form, 'ends'), place: valueOf(form, 'place') };
    await this.save([...this.group.seances, seance]);
    if (this.refusal === null) form.reset();
  }

  /** @param {string} id */
  async takeAway(id) {
    await this.save(this.group.seances.filter((/** @type {any} */ other) => other.id !== id));
    void this.thenFocus('h1');
  }

  /** @param {any[]} seances */
  save(seances) {
    return this.attempt(() => this.notebook.groups.editFrame(this.group.id, { seances }));
  }

  renderGroup() {
    const { role } = this.group;
    const seances = [...this.group.seances].sort((left, right) => left.day - right.day);
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('group.seances')}</h1></div>
      ${seances.length === 0 ? html`<p class="empty">${t('group.noSeance')}</p>` : html`<ul class="seances">${seances.map((/** @type {any} */ seance) => this.renderSeance(seance))}</ul>`}${trouble(this.refusal)}
      ${role === 'facilitator' ? this.renderForm() : nothing}</div>`;
  }

  /** @param {any} seance */
  renderSeance({ id, day, starts, ends, place }) {
    return html`<li><p class="written ${day < dayNumber(today()) ? 'quiet' : ''}">${dayNumberWords(day)}</p><p class="note" translate="no">${[starts && ends ? `${hourOf(starts)}\u00a0–\u00a0${hourOf(ends)}` : starts && hourOf(starts), place].filter(Boolean).join(', ')}</p>
      ${this.group.role === 'facilitator' ? html`<p class="words"><button class="word" type="button" @click=${() => this.takeAway(id)}>${t('seances.remove')}<span class="aloud"> ${dayNumberWords(day)}</span></button></p>` : nothing}</li>`;
  }

  renderForm() {
    return html`<form class="flow" @submit=${this.add}><h2>${t('seances.add')}</h2>
      ${lineField({ id: 'day', label: t('seances.day'), type: 'date', least: today(), most: dayText(this.group.end) })}
      ${lineField({ id: 'starts', label: t('seances.starts'), type: 'time', value: '14:00' })}
      ${lineField({ id: 'ends', label: t('seances.ends'), type: 'time', value: '17:00' })}
      ${lineField({ id: 'place', label: t('seances.place'), longest: 120 })}<p class="note">${t('seances.note')}</p>
      <div class="actions"><button class="button full" ?disabled=${this.busy}>${t('seances.set')}</button></div></form>`;
  }
}

customElements.define('recul-group-seances', SeancesElement);
