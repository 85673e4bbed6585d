/** One shared text: its words, who reads it and until when, the questions and resonances it received. */

import { plainText } from '../../domain/entry.js';
import { readBody } from '../../ui/body.js';
import { dateOfDay, endWords } from '../../ui/ends.js';
import { authorOf, readersNames, ribbon } from '../../ui/groups.js';
import { html, nothing } from '../../ui/lit.js';
import { bead, seal } from '../../ui/marks.js';
import { selectedPassage } from '../../ui/passage.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import './answer-form.js';
import './share-revision.js';

export class ShareElement extends View {
  static properties = { shareId: { attribute: false }, act: { state: true }, passage: { state: true } };

  static follows = ['groups-changed'];

  constructor() {
    super();
    /** @type {string|null} */
    this.shareId = null;
    /** @type {null|'withdrawing'|'revising'} */
    this.act = null;
    /** @type {{start: number, end: number}|null} what is selected in the text */
    this.passage = null;
  }

  /** The group and the shared text of the address. */
  get found() {
    for (const group of this.notebook.groups.list.values()) {
      const share = group.shares.find((/** @type {any} */ { id }) => id === this.shareId);
      if (share) return { group, share };
    }
    return null;
  }

  /** @param {'withdrawing'|'revising'} act */
  begin(act) {
    this.act = act;
    void this.thenFocus(act === 'withdrawing' ? '.asking > h2' : '.revising');
  }

  end() {
    this.act = null;
    void this.thenFocus('.acts > button');
  }

  /** @param {any} group @param {any} answer */
  async withdrawAnswer(group, answer) {
    await this.attempt(() => this.notebook.groups.withdraw(group.id, answer.id));
    void this.thenFocus('.answers > h2');
  }

  follow() {
    super.follow();
    // wherever it comes from: a pointer, a keyboard, the handles of a phone
    document.addEventListener('selectionchange', () => this.select(), { signal: this.following?.signal });
  }

  /** Remembers which words of the text are selected; what is selected outside changes nothing. */
  select() {
    const shown = this.querySelector('.text .body');
    const passage = shown && this.found ? selectedPassage(shown, this.found.share.body) : undefined;
    if (passage !== undefined) this.passage = passage;
  }

  /** @param {any} group @param {any} share */
  async withdraw(group, share) {
    await this.attempt(() => this.notebook.groups.withdraw(group.id, share.id));
    this.goOn('groupe', group.id);
  }

  render() {
    const { found } = this;
    if (!found) return html`<main id="page" class="page between-us"><h1 class="empty">${t('share.gone')}</h1></main>`;
    const { group, share } = found;
    return html`<main id="page" class="page between-us with-aside"><div class="text"><h1 class="aloud">${t('share.title')}</h1>
        <div class="entry-head">${bead('group')}<a class="word plain" href="/carnet/groupe#${group.id}" translate="no">${ribbon(group)}</a>
          <span class="when"><span translate="no">${authorOf(share, group)}</span>, ${dateOfDay(share.day)}</span></div>
        ${trouble(this.refusal)}${this.renderQuestion(group, share)}
        ${share.title === '' ? nothing : html`<h2 class="title" translate="no">${share.title}</h2>`}
        ${this.renderWords(group, share)}
        ${share.named ? nothing : html`<p class="note">${share.yours ? t('share.unnamed') : t('share.unnamedOther')}</p>`}
        ${this.act === 'revising' ? nothing : html`<p class="note ending">${endWords(share, group)}</p>`}${this.renderActs(group, share)}${this.renderAnswers(group, share)}</div>
      <aside class="beside">${this.renderReaders(group, share)}</aside>
      <section class="readers-below">${this.renderReaders(group, share)}</section></main>`;
  }

  /** @param {any} group @param {any} share */
  renderWords(group, share) {
    if (share.broken) return html`<div class="trouble refusal"><p class="what">${t('share.broken')}</p></div>`;
    if (this.act === 'revising') {
      return html`<recul-share-revision .notebook=${this.notebook} .group=${group} .share=${share} @revised=${this.end}></recul-share-revision>`;
    }
    return readBody(share.body);
  }

  /** @param {any} group @param {any} share */
  renderQuestion(group, share) {
    if (!share.question) return share.saved === 'device' ? html`<p class="note">${t('share.onDevice')}</p>` : nothing;
    return html`<div class="trouble"><p class="what">${t(share.question === 'group-changed' ? 'share.changed' : 'share.revised')}</p><div class="actions">
      <button class="button" type="button" @click=${() => this.attempt(() => this.notebook.groups.confirmShare(group.id, share.id))}>${t('share.confirm')}</button>
      <button class="button" type="button" @click=${() => this.attempt(() => this.notebook.groups.dropShare(group.id, share.id))}>${t('share.drop')}</button></div></div>`;
  }

  /** @param {any} group @param {any} share */
  renderReaders(group, share) {
    const names = readersNames(share, group);
    return html`<div class="readers"><h2>${t('share.readers')}</h2><p class="sealed seal-group">${seal('group')}${t('seal.group')}</p>
      <p class="written" translate="no">${share.whole ? t('share.readersWhole', { names }) : t('share.readersSome', { names })}</p>
      <p class="note">${t('share.readersVerified')} ${t('share.noReceipts')}</p></div>`;
  }

  /** @param {any} group @param {any} share */
  renderActs(group, share) {
    if (!share.yours || this.act === 'revising') return nothing;
    if (this.act === 'withdrawing') {
      return html`<div class="readers asking"><h2>${t('share.withdrawAsk')}</h2><p class="note">${t('share.withdrawNote')}</p><div class="actions">
        <button class="button grave" type="button" @click=${() => this.withdraw(group, share)}>${t('share.withdrawYes')}</button>
        <button class="button" type="button" @click=${this.end}>${t('act.cancel')}</button></div></div>`;
    }
    return html`<p class="words acts"><button class="word" type="button" @click=${() => this.begin('withdrawing')}>${t('share.withdraw')}</button>
      <button class="word" type="button" @click=${() => this.begin('revising')}>${t('share.revise')}</button></p>`;
  }

  /** @param {any} group @param {any} share */
  renderAnswers(group, share) {
    return html`<section class="entries answers"><h2>${t('share.answers')}</h2>
      ${share.answers.length === 0 ? html`<p class="empty">${t('share.noAnswers')}</p>` : share.answers.map((/** @type {any} */ answer) => this.renderAnswer(group, share, answer))}
      ${share.saved === 'device' ? nothing : html`<recul-answer-form .notebook=${this.notebook} .group=${group} .share=${share} .passage=${this.passage}></recul-answer-form>`}</section>`;
  }

  /** @param {any} group @param {any} share @param {any} answer */
  renderAnswer(group, share, answer) {
    const { passage } = answer;
    return html`<article class="leaf"><p class="note"><strong>${t(/** @type {any} */ (`share.${answer.form}`))}</strong>, <span translate="no">${authorOf(answer, group)}</span></p>
      ${passage === 'changed' ? html`<p class="note">${t('share.passageChanged')}</p>` : nothing}
      ${passage && passage !== 'changed' ? html`<blockquote class="note" aria-label=${t('share.passage')} translate="no">${plainText(share.body).slice(passage.start, passage.end)}</blockquote>` : nothing}
      <p class="written" translate="no">${answer.text}</p>
      ${answer.saved === 'device' ? html`<p class="note">${t('share.onDevice')}</p>` : nothing}
      ${answer.yours || share.yours ? html`<p class="words"><button class="word" type="button" @click=${() => this.withdrawAnswer(group, answer)}>${t('share.withdrawAnswer')}</button></p>` : nothing}</article>`;
  }
}

customElements.define('recul-share', ShareElement);
