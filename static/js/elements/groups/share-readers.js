/** Who will read, by name, and until when. Nothing is chosen beforehand. Tells `terms-chosen`. */

import { dayNumber, dayText } from '../../domain/dates.js';
import { dayNumberWords, nextSeance } from '../../ui/ends.js';
import { today } from '../../ui/dates.js';
import { choiceField } from '../../ui/fields.js';
import { listNames, ribbon, shownName } from '../../ui/groups.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';

const AFTER = 7;

/** A choice and, under it, the people it names. @param {string} words @param {string} names */
const withNames = (words, names) => html`${words}<span class="written names" translate="no">${names}</span>`;

export class ShareReadersElement extends View {
  static properties = { terms: { attribute: false }, group: { state: true }, audience: { state: true }, some: { state: true }, until: { state: true }, day: { state: true } };

  static follows = ['groups-changed'];

  constructor() {
    super();
    /** @type {any} what was chosen before, when one comes back */
    this.terms = null;
    /** @type {any} */
    this.group = null;
    /** @type {'whole'|'facilitators'|'some'|null} */
    this.audience = null;
    /** @type {Set<string>} */
    this.some = new Set();
    /** @type {'seven'|'seance'|'day'|null} */
    this.until = null;
    this.day = '';
  }

  arrive() {
    const groups = this.groups;
    if (groups.length === 1) [this.group] = groups;
    if (this.terms) Object.assign(this, this.terms.chosen);
  }

  /** @returns {any[]} groups where one can share */
  get groups() {
    return [...this.notebook.groups.list.values()].filter((/** @type {any} */ { state, people }) => (state === 'ready' || state === 'due') && people.length > 1);
  }

  /** @returns {any[]} */
  get others() {
    return this.group.people.filter((/** @type {any} */ { you }) => !you);
  }

  /** @returns {any[]} */
  get readers() {
    if (this.audience === 'facilitators') return this.others.filter(({ role }) => role === 'facilitator');
    return this.audience === 'some' ? this.others.filter(({ id }) => this.some.has(id)) : this.others;
  }

  /** @returns {{seance: string|null, end: number}|null} */
  get ending() {
    const next = nextSeance(/** @type {any[]} */ (this.group.seances), today());
    const latest = this.group.end;
    if (this.until === 'day') return this.day === '' ? null : { seance: null, end: Math.min(dayNumber(this.day), latest) };
    if (!next || this.until === null) return null;
    return { seance: next.id, end: Math.min(next.day + (this.until === 'seven' ? AFTER : 0), latest) };
  }

  /** @returns {'group'|'audience'|'some'|'until'|'day'|null} what is still to be said */
  get missing() {
    if (!this.group) return 'group';
    if (this.audience === null) return 'audience';
    if (this.readers.length === 0) return 'some';
    if (this.until === null) return 'until';
    return this.ending ? null : 'day';
  }

  goOn() {
    const { ending, missing } = this;
    if (!ending || missing) { void this.thenFocus(`[name="${missing ?? 'until'}"]`); return; }
    this.tell('terms-chosen', { group: this.group, ...ending, whole: this.audience === 'whole', readers: this.audience === 'whole' ? null : this.readers.map(({ id }) => id), people: this.readers,
      chosen: { group: this.group, audience: this.audience, some: this.some, until: this.until, day: this.day } });
  }

  render() {
    if (this.groups.length === 0) return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('shareFlow.readersTitle')}</h1></div><p class="lead">${t('shareFlow.noGroup')}</p></div>`;
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('shareFlow.readersTitle')}</h1></div>
      ${this.groups.length > 1 ? choiceField({ name: 'group', legend: t('shareFlow.whichGroup'), value: this.group?.id ?? null, choices: this.groups.map((group) => ({ value: group.id, label: ribbon(group) })), changed: (id) => this.chooseGroup(id) })
    : html`<p class="group-name" translate="no">${ribbon(this.groups[0])}</p>`}
      ${this.group ? html`${this.renderAudience()}${this.renderUntil()}` : nothing}
      ${this.renderWay()}</div>`;
  }

  renderWay() {
    const { missing } = this;
    return html`<div class="way">${missing ? html`<p class="note">${t(`shareFlow.missing.${missing}`)}</p>` : nothing}
      <button class="button ${missing ? '' : 'full'}" type="button" aria-disabled=${missing ? 'true' : nothing} @click=${this.goOn}>${t('create.goOn')}</button>
      <button class="word" type="button" @click=${() => this.tell('copy-asked')}>${t('shareFlow.backToCopy')}</button></div>`;
  }

  /** @param {string} id */
  chooseGroup(id) {
    this.group = this.groups.find((group) => group.id === id);
    this.audience = null;
    this.some = new Set();
    this.until = null;
  }

  renderAudience() {
    const names = listNames(this.others.map(shownName));
    const facilitators = this.others.filter(({ role }) => role === 'facilitator').map(shownName);
    const choices = [
      { value: 'whole', label: withNames(t('shareFlow.whole', { group: this.group.title }), names) },
      ...(facilitators.length === 0 ? [] : [{ value: 'facilitators', label: withNames(t('shareFlow.facilitators'), listNames(facilitators)) }]),
      { value: 'some', label: t('shareFlow.some') },
    ];
    return html`${choiceField({ name: 'audience', legend: t('shareFlow.who'), value: this.audience, choices, changed: (value) => { this.audience = /** @type {any} */ (value); } })}
      ${this.audience === 'some' ? html`<fieldset class="field"><legend>${t('shareFlow.someNames')}</legend><div class="choices">${this.others.map(({ id, shown }) => html`<label class="choice"><input type="checkbox" name="some" .checked=${this.some.has(id)}
        @change=${(/** @type {{target: HTMLInputElement}} */ { target }) => this.chooseSome(id, target.checked)}><span class="written" translate="no">${shownName({ shown })}</span></label>`)}</div></fieldset>` : nothing}`;
  }

  /** @param {string} id @param {boolean} yes */
  chooseSome(id, yes) {
    const next = new Set(this.some);
    if (yes) next.add(id); else next.delete(id);
    this.some = next;
  }

  renderUntil() {
    const next = nextSeance(/** @type {any[]} */ (this.group.seances), today());
    const choices = [
      ...(next ? [{ value: 'seven', label: t('shareFlow.untilSeven', { day: dayNumberWords(next.day) }), note: t('shareFlow.gone', { day: dayNumberWords(Math.min(next.day + AFTER, this.group.end)) }) },
        { value: 'seance', label: t('shareFlow.untilSeance'), note: t('shareFlow.gone', { day: dayNumberWords(next.day) }) }] : []),
      { value: 'day', label: t('shareFlow.untilDay') },
    ];
    return html`${choiceField({ name: 'until', legend: t('shareFlow.until'), value: this.until, choices, changed: (value) => { this.until = /** @type {any} */ (value); } })}
      ${this.until === 'day' ? html`<div class="field"><label for="until-day">${t('shareFlow.day')}</label><div class="line"><input id="until-day" name="day" type="date" min=${today()} max=${dayText(this.group.end)} .value=${this.day}
        @input=${(/** @type {{target: HTMLInputElement}} */ { target }) => { this.day = target.value; }}></div></div>` : nothing}`;
  }
}

customElements.define('recul-share-readers', ShareReadersElement);
