/** The charter: each rule read and accepted by itself, nothing ticked beforehand. */

import { lineField, valueOf } from '../../ui/fields.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { clauseChoices, clauseList, confidentiality } from './charter-text.js';
import { GroupPage } from './group-page.js';

export class CharterViewElement extends GroupPage {
  static properties = { accepted: { state: true }, kept: { state: true } };

  constructor() {
    super();
    /** @type {Set<string>} */
    this.accepted = new Set();
    this.kept = false;
  }

  /** @param {SubmitEvent} event */
  async accept(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const me = this.group.people.find((/** @type {any} */ { you }) => you);
    const left = this.group.accepted ? [] : this.group.clauses.filter((/** @type {any} */ { id }) => !this.accepted.has(id));
    if (left.length > 0) { void this.thenFocus('.clauses input:not(:checked)'); return; }
    const clauses = this.group.clauses.map((/** @type {any} */ { id }) => id);
    await this.attempt(() => this.notebook.groups.acceptCharter(this.group.id, clauses, valueOf(form, 'name') || me.name));
    if (this.refusal === null) this.kept = true;
    void this.thenFocus('h1');
  }

  renderGroup() {
    const { group } = this;
    const me = group.people.find((/** @type {any} */ { you }) => you);
    return html`<form class="flow" @submit=${this.accept}><div class="leaf">${bead('group')}<h1>${t('group.charter')}</h1></div>
      <p class="note">${t('charter.version', { number: group.charter })}</p>
      ${group.accepted ? clauseList(group.clauses)
    : clauseChoices(group.clauses, this.accepted, (next) => { this.accepted = next; })}
      ${confidentiality()}
      ${lineField({ id: 'name', label: t('newGroup.name'), value: me?.name ?? '', longest: 60 })}
      ${trouble(this.refusal)}
      <p class="note" role="status">${group.accepted ? t('charter.youAccepted') : nothing} ${this.kept ? t('charter.kept') : nothing}</p>
      ${group.accepted ? html`<p class="words"><button class="word">${t('charter.changeName')}</button></p>` : this.renderWay(group.clauses.length - this.accepted.size)}</form>`;
  }

  /** @param {number} left rules that are not accepted yet */
  renderWay(left) {
    return html`<div class="way">${left > 0 ? html`<p class="note">${t('charter.left', { count: left })}</p>` : nothing}
      <button class="button ${left > 0 ? '' : 'full'}" aria-disabled=${left > 0 ? 'true' : nothing}>${t('charter.accept')}</button></div>`;
  }
}

customElements.define('recul-group-charter', CharterViewElement);
