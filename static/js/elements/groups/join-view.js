/**
 * What one who was invited reads before entering: what this is, the rules one by one, what silence cannot cover.
 * One goes on from here without loading another page: the invitation is in the memory of this one.
 */

import { dayNumberWords } from '../../ui/ends.js';
import { lineField, valueOf } from '../../ui/fields.js';
import { listNames } from '../../ui/groups.js';
import { forgetInvitation, invitation } from '../../ui/invitation.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import { clauseChoices, clauseList, confidentiality } from './charter-text.js';

export class JoinElement extends View {
  static properties = { letter: { state: true }, accepted: { state: true }, wrong: { state: true } };

  static follows = ['phase-changed'];

  constructor() {
    super();
    /** @type {any} */
    this.letter = null;
    /** @type {Set<string>} */
    this.accepted = new Set();
    this.wrong = false;
  }

  async arrive() {
    const secret = invitation();
    if (secret === null) return;
    await this.attempt(async () => { this.letter = await this.notebook.groups.readLetter(secret); });
  }

  /** @param {SubmitEvent} event */
  async take(event) {
    event.preventDefault();
    const secret = invitation();
    const name = valueOf(/** @type {HTMLFormElement} */ (event.target), 'name');
    this.wrong = name === '';
    const left = this.letter.clauses.length - this.accepted.size;
    if (left > 0) { void this.thenFocus('.clauses input:not(:checked)'); return; }
    if (this.wrong) { void this.thenFocus('[name="name"]'); return; }
    if (secret === null) return;
    await this.attempt(async () => {
      await this.notebook.groups.takeInvitation(secret, { name, accepted: [...this.accepted] });
      forgetInvitation();
      this.navigation.replace('groupe');
    });
  }

  /** Read before any notebook is open. */
  get outside() {
    return this.notebook.phase !== 'open';
  }

  render() {
    if (invitation() === null || (this.refusal && !this.letter)) {
      return html`<main id="page" class="page between-us ${this.outside ? 'letter' : ''}">${this.outside ? html`<p class="name">Recul</p>` : nothing}<div class="flow"><div class="leaf">${bead('group')}<h1>${t('join.title')}</h1></div>
        <p class="lead">${t('join.gone')}</p><p class="note">${t('join.goneNote')}</p></div></main>`;
    }
    if (!this.letter) return html`<main id="page" class="page between-us ${this.outside ? 'letter' : ''}">${this.outside ? html`<p class="name">Recul</p>` : nothing}<h1 class="empty">${t('join.opening')}</h1></main>`;
    return html`<main id="page" class="page between-us ${this.outside ? 'letter' : ''}">${this.outside ? html`<p class="name">Recul</p>` : nothing}<form class="flow" @submit=${this.take}>
      <div class="leaf">${bead('group')}<h1 translate="no">${this.letter.title}</h1></div>
      <p class="lead" translate="no">${t('join.invitedBy', { names: listNames(this.letter.facilitators) })}</p>
      <p class="note">${t('join.what')}</p><p class="note">${t('join.writing')}</p>
      <h2>${t('group.charter')}</h2>
      ${this.outside ? clauseList(this.letter.clauses) : html`<p class="note">${t('join.eachRule')}</p>
        ${clauseChoices(this.letter.clauses, this.accepted, (next) => { this.accepted = next; })}`}${confidentiality()}${this.renderEntry()}</form></main>`;
  }

  renderEntry() {
    if (this.outside) {
      return html`<h2>${t('join.notebookFirst')}</h2><p class="note">${t('join.notebookNote')}</p>
        <p class="words"><button class="word" type="button" @click=${() => this.navigation.go('creer')}>${t('join.create')}</button>
          <button class="word" type="button" @click=${() => this.navigation.go('aujourdhui')}>${t('join.open')}</button></p>`;
    }
    const left = this.letter.clauses.length - this.accepted.size;
    return html`${lineField({ id: 'name', label: t('newGroup.name'), note: t('newGroup.nameNote'), longest: 60 })}
      ${this.wrong ? html`<p class="wrong" role="alert">${t('newGroup.nameWrong')}</p>` : nothing}
      <p class="note">${t('join.until', { day: dayNumberWords(this.letter.lastDay) })} ${t('join.then')}</p>${trouble(this.refusal)}
      <div class="way">${left > 0 ? html`<p class="note">${t('charter.left', { count: left })}</p>` : nothing}
        <button class="button ${left > 0 ? '' : 'full'}" aria-disabled=${left > 0 ? 'true' : nothing} ?disabled=${this.busy}>${t('join.accept')}</button></div>`;
  }
}

customElements.define('recul-join', JoinElement);
