/** Leaving a group, each shared text decided by itself; or, for who facilitates, announcing the day it closes. */

import { dayNumber, dayText } from '../../domain/dates.js';
import { dayNumberWords } from '../../ui/ends.js';
import { today } from '../../ui/dates.js';
import { choiceField, lineField, valueOf } from '../../ui/fields.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { plainText } from '../../domain/entry.js';
import { GroupPage } from './group-page.js';

const LONGEST = 80;

/** The first words of a text, enough to know it again. @param {string} text */
const shorten = (text) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/[\s,;:.]*\S*$/, '')}…`);

const FATES = /** @type {const} */ (['withdraw', 'keep', 'unnamed']);

export class LeaveGroupElement extends GroupPage {
  static properties = { fates: { state: true }, kept: { state: true } };

  constructor() {
    super();
    /** @type {Map<string, 'withdraw'|'keep'|'unnamed'>} what becomes of each text; « retirer » unless another was chosen */
    this.fates = new Map();
    this.kept = 0;
  }

  async leave() {
    const shares = new Map(this.mine.map(({ id }) => [id, this.fates.get(id) ?? 'withdraw']));
    await this.attempt(() => this.notebook.groups.leave(this.group.id, { shares }));
    this.goOn('groupe', this.group.id);
  }

  /** @param {SubmitEvent} event */
  async close(event) {
    event.preventDefault();
    const day = dayNumber(valueOf(/** @type {HTMLFormElement} */ (event.target), 'closing'));
    await this.attempt(() => this.notebook.groups.close(this.group.id, day));
    this.goOn('groupe', this.group.id);
  }

  async takeBack() {
    await this.attempt(async () => {
      const docs = await this.notebook.groups.exportShared(this.group.id);
      this.kept = await this.notebook.importEntries(docs.map((doc) => ({ id: '', revision: 1, current: true, end: null, doc })));
    });
  }

  /** @returns {any[]} one's shared texts, then one's answers */
  get mine() {
    const { shares } = this.group;
    return [...shares, ...shares.flatMap((/** @type {any} */ { answers }) => answers)].filter(({ yours }) => yours);
  }

  renderGroup() {
    const { role, end, people } = this.group;
    const alone = role === 'facilitator' && people.length > 1 && people.filter((/** @type {any} */ person) => person.role === 'facilitator').length === 1;
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${role === 'facilitator' ? t('group.leaveOrClose') : t('group.leave')}</h1></div>${trouble(this.refusal)}
      ${this.mine.length === 0 ? nothing : html`<h2>${t('leaveGroup.mine')}</h2>${this.mine.map((share) => this.renderFate(share))}
        <p class="words"><button class="word" type="button" @click=${this.takeBack}>${t('leaveGroup.takeBack')}</button></p>
        <p class="note" role="status">${this.kept ? t('leaveGroup.taken', { count: this.kept }) : nothing}</p>`}
      ${alone ? html`<p class="note">${t('leaveGroup.sole')}</p>` : html`<p class="note">${t('leaveGroup.note')}</p>
        <div class="actions"><button class="button grave" type="button" ?disabled=${this.busy} @click=${this.leave}>${t('leaveGroup.go')}</button></div>`}
      ${role === 'facilitator' ? html`<form class="flow" @submit=${this.close}><h2>${t('leaveGroup.close')}</h2><p class="note">${t('leaveGroup.closeNote', { day: dayNumberWords(end) })}</p>
        ${lineField({ id: 'closing', label: t('leaveGroup.closeDay'), type: 'date', least: today(), value: dayText(end) })}
        <div class="actions"><button class="button" ?disabled=${this.busy}>${t('leaveGroup.announce')}</button></div></form>` : nothing}</div>`;
  }

  /** @param {any} share */
  renderFate(share) {
    const legend = html`<span translate="no">${share.title || shorten(share.text ?? plainText(share.body ?? []))}</span>`;
    const choices = FATES.map((value) => ({ value, label: t(`leaveGroup.fate.${value}`), note: value === 'unnamed' ? t('leaveGroup.unnamedNote') : '' }));
    return choiceField({ name: `fate-${share.id}`, legend: /** @type {any} */ (legend), value: this.fates.get(share.id) ?? 'withdraw', choices, changed: (value) => { this.fates = new Map(this.fates).set(share.id, /** @type {any} */ (value)); } });
  }
}

customElements.define('recul-group-leave', LeaveGroupElement);
