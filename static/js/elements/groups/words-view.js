/** The mots du jour: eight words that every screen of the group shows alike, to be read aloud. */

import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { dayNumberWords } from '../../ui/ends.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { GroupPage } from './group-page.js';

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
  }

  renderGroup() {
    const { words, group } = this;
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('group.words')}</h1></div><p class="note">${t('words.how')}</p>${trouble(this.refusal)}
      ${words ? html`${words.late ? html`<p class="wrong">${t('words.late')}</p>` : nothing}<ol class="eight-words" translate="no" lang="fr">${words.words.map((/** @type {string} */ word) => html`<li>${word}</li>`)}</ol>
        <p class="note">${words.anchored ? t('words.anchored') : t('words.position', { position: words.position })}</p>` : html`<p class="empty">${t('act.working')}</p>`}
      ${group.role === 'facilitator' ? this.renderAnchors() : nothing}
      ${group.state === 'frozen' ? html`<div class="trouble refusal"><p class="what">${t('group.frozen')}</p><p class="note">${t('words.frozenNote')}</p></div>
        <div class="actions"><button class="button" type="button" @click=${() => this.attempt(() => this.notebook.groups.wordsAgree(group.id))}>${t('words.agree')}</button></div>`
    : html`<div class="actions"><button class="button" type="button" @click=${() => this.attempt(() => this.notebook.groups.wordsDiffer(group.id))}>${t('words.differ')}</button></div><p class="note">${t('words.differNote')}</p>`}</div>`;
  }

  renderAnchors() {
    const { seances } = this.group;
    if (seances.length === 0) return html`<p class="note">${t('words.needSeance')}</p>`;
    return html`<h2>${t('words.openSeance')}</h2><p class="words">${seances.map((/** @type {any} */ { id, day }) => html`<button class="word" type="button" @click=${() => this.anchor(id)}>${dayNumberWords(day)}</button>`)}</p>`;
  }
}

customElements.define('recul-words', WordsElement);
