/** Making a group: its name and rhythm, its end, its rules. Nothing is shared with anyone by it. */

import { CLAUSES, FORMS } from '../../domain/charter.js';
import { dayNumber, dayText } from '../../domain/dates.js';
import { today } from '../../ui/dates.js';
import { choiceField, lineField, valueOf } from '../../ui/fields.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { currentLanguage, t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import './clauses-editor.js';
import { colourField } from './colour-field.js';

const YEAR = 365;

export class GroupCreateElement extends View {
  static properties = { form: { state: true }, windows: { state: true }, colour: { state: true }, wrong: { state: true } };

  constructor() {
    super();
    this.form = 'app';
    this.windows = 'closed';
    this.colour = 0;
    this.wrong = '';
    /** @type {{id?: string, text: string}[]} */
    this.clauses = CLAUSES[currentLanguage()].map((text) => ({ text }));
  }

  /** @param {SubmitEvent} event */
  async create(event) {
    event.preventDefault();
    const fields = /** @type {HTMLFormElement} */ (event.target);
    const [title, name, rhythm] = ['title', 'name', 'rhythm'].map((field) => valueOf(fields, field));
    const [planned, end] = [Number(valueOf(fields, 'planned')), dayNumber(valueOf(fields, 'end'))];
    this.wrong = title === '' ? 'title' : name === '' ? 'name' : Number.isNaN(end) || end <= dayNumber(today()) ? 'end' : '';
    if (this.wrong !== '') { /** @type {HTMLElement} */ (fields.querySelector(`[name="${this.wrong}"]`)).focus(); return; }
    const clauses = this.clauses.filter(({ text }) => text !== '');
    await this.attempt(async () => {
      const id = await this.notebook.groups.create({ title, form: this.form, colour: this.colour, rhythm, planned, windows: this.windows, end, clauses, seances: [], name });
      this.navigation.replace('groupe', id);
    });
  }

  render() {
    const inAYear = dayText(dayNumber(today()) + YEAR);
    return html`<main id="page" class="page between-us"><form class="flow" @submit=${this.create}>
      <div class="leaf">${bead('group')}<h1>${t('groups.create')}</h1></div><p class="note">${t('newGroup.note')}</p>
      ${lineField({ id: 'title', label: t('newGroup.title'), note: t('newGroup.titleNote'), longest: 80 })}
      ${this.wrong === 'title' ? html`<p class="wrong" role="alert">${t('newGroup.titleWrong')}</p>` : nothing}
      ${lineField({ id: 'name', label: t('newGroup.name'), note: t('newGroup.nameNote'), longest: 60 })}
      ${this.wrong === 'name' ? html`<p class="wrong" role="alert">${t('newGroup.nameWrong')}</p>` : nothing}
      ${choiceField({ name: 'form', legend: t('newGroup.form'), value: this.form, choices: FORMS.map((value) => ({ value, label: t(`newGroup.form.${value}`) })), changed: (value) => { this.form = value; } })}
      ${colourField(this.colour, (colour) => { this.colour = colour; })}
      ${lineField({ id: 'rhythm', label: t('newGroup.rhythm'), value: t('newGroup.rhythmUsual'), longest: 120 })}
      ${lineField({ id: 'planned', label: t('newGroup.planned'), type: 'number', least: '1', most: '30', value: '8' })}
      ${choiceField({ name: 'windows', legend: t('newGroup.windows'), value: this.windows, choices: ['closed', 'windows'].map((value) => ({ value, label: t(/** @type {any} */ (`newGroup.windows.${value}`)) })), changed: (value) => { this.windows = value; } })}
      ${lineField({ id: 'end', label: t('newGroup.end'), type: 'date', least: today(), value: inAYear, note: t('newGroup.endNote') })}
      ${this.wrong === 'end' ? html`<p class="wrong" role="alert">${t('newGroup.endWrong')}</p>` : nothing}
      <h2>${t('group.charter')}</h2><p class="note">${t('newGroup.charterNote')}</p>
      <recul-clauses-editor .clauses=${this.clauses} @clauses-changed=${(/** @type {CustomEvent} */ { detail }) => { this.clauses = detail; }}></recul-clauses-editor>
      ${trouble(this.refusal)}<div class="way"><button class="button full" ?disabled=${this.busy}>${t('newGroup.go')}</button></div></form></main>`;
  }
}

customElements.define('recul-group-create', GroupCreateElement);
