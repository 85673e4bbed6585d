/** The mots du jour: eight words that every screen of the group shows alike, to be read aloud. */

import { dayNumber } from '../../domain/dates.js';
import { today } from '../../ui/dates.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { dayNumberWords } from '../../ui/ends.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { GroupPage } from './group-page.js';

/** How many séances are offered to be opened: yesterday's may still go on after midnight. */
const NEAREST = 2;

export class WordsElement extends GroupPage {
  static properties = { words: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.words = null;
  }

  async arrive() {
    if (!this.group) return;
    await this.attempt(async () => { this.words = await this.notebook.groups.words(this.group.id); });
  }

  /** @param {string} seanceId */
  async anchor(seanceId) {
    await this.attempt(() => this.notebook.groups.anchor(this.group.id, seanceId));
    if (this.refusal === null) await this.arrive();
    void this.thenFocus('h1');
  }

  async stopSharing() {
    await this.attempt(() => this.notebook.groups.wordsDiffer(this.group.id));
    void this.thenFocus('.refusal');
  }

  async resume() {
    await this.attempt(() => this.notebook.groups.wordsAgree(this.group.id));
    void this.thenFocus('h1');
  }

  renderGroup() {
    const { words } = this;
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('group.words')}</h1></div><p class="lead">${t('words.how')}</p>${trouble(this.refusal)}
      ${words ? html`${words.late ? html`<p class="wrong">${t('words.late')}</p>` : nothing}<ol class="eight-words" translate="no" lang="fr">${words.words.map((/** @type {string} */ word) => html`<li>${word}</li>`)}</ol>
        <p class="note">${words.anchored ? t('words.anchored') : t('words.position', { position: words.position })}</p>` : html`<p class="empty">${this.busy ? t('act.working') : nothing}</p>`}
      ${this.renderVerdict()}${this.group.role === 'facilitator' ? this.renderAnchors() : nothing}</div>`;
  }

  renderVerdict() {
    if (this.group.state === 'frozen') {
      return html`<div class="trouble refusal" role="alert" tabindex="-1"><p class="what">${t('group.frozen')}</p><p class="note">${t('words.frozenNote')}</p></div>
        <div class="actions"><button class="button" type="button" ?disabled=${this.busy} @click=${this.resume}>${t('words.agree')}</button></div>`;
    }
    return html`<p class="note">${t('words.differNote')}</p>
      <div class="actions"><button class="button" type="button" ?disabled=${this.busy} @click=${this.stopSharing}>${t('words.differ')}</button></div>`;
  }

  renderAnchors() {
    const coming = [...this.group.seances].sort((left, right) => left.day - right.day).filter(({ day }) => day >= dayNumber(today()) - 1).slice(0, NEAREST);
    if (coming.length === 0) return html`<p class="note">${t('words.needSeance')}</p>`;
    return html`<h2>${t('words.openSeance')}</h2><p class="note">${t('words.openNote')}</p><p class="words">${coming.map(({ id, day }) => html`<button class="word" type="button" ?disabled=${this.busy}
      @click=${() => this.anchor(id)}>${t('words.open', { day: dayNumberWords(day) })}</button>`)}</p>`;
  }
}

customElements.define('recul-words', WordsElement);
