/** The charter: each rule read and accepted by itself, nothing ticked beforehand. */

import { lineField, valueOf } from '../../ui/fields.js';
import { html } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { clauseChoices, confidentiality } from './charter-text.js';
import { GroupPage } from './group-page.js';

export class CharterViewElement extends GroupPage {
  static properties = { accepted: { state: true } };

  constructor() {
    super();
    /** @type {Set<string>} */
    this.accepted = new Set();
  }

  /** @param {SubmitEvent} event */
  async accept(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const me = this.group.people.find((/** @type {any} */ { you }) => you);
    await this.attempt(() => this.notebook.groups.acceptCharter(this.group.id, [...this.accepted], valueOf(form, 'name') || me.name));
  }

  renderGroup() {
    const { group } = this;
    const me = group.people.find((/** @type {any} */ { you }) => you);
    return html`<form class="flow" @submit=${this.accept}><div class="leaf">${bead('group')}<h1>${t('group.charter')}</h1></div>
      <p class="note">${t('charter.version', { number: group.charter })}</p>
      ${group.accepted ? html`<ol class="clauses">${group.clauses.map((/** @type {any} */ { text }) => html`<li class="written" translate="no">${text}</li>`)}</ol>`
    : clauseChoices(group.clauses, this.accepted, (next) => { this.accepted = next; })}
      ${confidentiality()}
      ${lineField({ id: 'name', label: t('newGroup.name'), value: me?.name ?? '', longest: 60 })}
      ${trouble(this.refusal)}
      ${group.accepted ? html`<p class="note">${t('charter.youAccepted')}</p><p class="words"><button class="word">${t('charter.changeName')}</button></p>`
    : html`<div class="way"><button class="button full" ?disabled=${this.accepted.size < group.clauses.length}>${t('charter.accept')}</button></div>`}</form>`;
  }
}

customElements.define('recul-group-charter', CharterViewElement);
