/** The copy, and the people in it who asked for nothing: each is looked at, replaced or left by a choice, never silently. */

import { plainText } from '../../domain/entry.js';
import { blockText, replaceEverywhere } from '../../domain/excerpt.js';
import { applyChoices, applyToBody } from '../../domain/third-parties.js';
import { html, nothing, repeat } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import '../entry-editor.js';
import { lineField } from '../../ui/fields.js';

/** Where the keyboard goes on: what is still to be looked at, else the way on. */
const NEXT = '.third-party.waiting button, .way .button';

export class ShareCopyElement extends View {
  static properties = { copy: { attribute: false }, found: { state: true }, unseen: { state: true }, editing: { state: true }, changing: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.copy = null;
    /** @type {any[]} each word found once, with how sure it is and what could stand in its place */
    this.found = [];
    this.unseen = false;
    this.editing = false;
    /** @type {string|null} the word whose replacement is being written */
    this.changing = null;
    /** @type {Promise<void>} what is under way */
    this.turn = Promise.resolve();
    this.asked = false;
  }

  arrive() { return this.look(); }

  /** One thing after the other: each starts from the copy that the one before left. @param {() => Promise<void>} act */
  inTurn(act) {
    this.turn = this.turn.then(act);
    return this.turn;
  }

  /** Looks again for third parties, in the title and in each block, once what is under way has ended. */
  look() {
    if (this.asked) return this.turn;
    this.asked = true;
    return this.inTurn(() => {
      this.asked = false;
      return this.lookNow();
    });
  }

  async lookNow() {
    await this.attempt(async () => {
      const mine = new Set(this.copy.aliases.map((/** @type {any} */ { alias }) => alias));
      const lists = await this.findIn(this.copy);
      const once = new Map(lists.flat().filter((/** @type {any} */ { text }) => !mine.has(text)).map((/** @type {any} */ each) => [each.text, each]));
      this.found = [...once.values()];
    });
    // the lists were never on this device and the network is away: the page says that nothing was looked at
    this.unseen = this.refusal?.code === 'offline';
  }

  /** What is found in the title and in the body of a copy. @param {any} copy @returns {Promise<any[][]>} */
  findIn({ title, body }) {
    return Promise.all([title, plainText(body)].map((text) => this.notebook.groups.findThirdParties(text)));
  }

  /** @param {any} changes */
  change(changes) {
    this.copy = { ...this.copy, ...changes };
    return this.look();
  }

  /** @param {any} item @param {string} alias */
  async replace(item, alias) {
    this.changing = null;
    await this.inTurn(async () => {
      await this.attempt(() => this.replaceNow(item, alias));
      await this.lookNow();
    });
    void this.thenFocus(NEXT);
  }

  /** @param {any} item @param {string} alias */
  async replaceNow(item, alias) {
    const { copy } = this;
    const [inTitle, inBody] = await this.findIn(copy);
    if (copy !== this.copy) { await this.replaceNow(item, alias); return; } // something was typed meanwhile
    const choose = (/** @type {any[]} */ found) => found.map((each) => (each.text === item.text ? alias : null));
    const aliases = [...copy.aliases.filter((/** @type {any} */ { original }) => original !== item.text), { original: item.text, kind: item.kind, alias }];
    this.copy = { ...copy, title: applyChoices(copy.title, inTitle, choose(inTitle)), body: applyToBody(copy.body, plainText(copy.body), inBody, choose(inBody)), aliases };
  }

  /** Goes on once everything was looked at, what was typed last included. */
  async goOn() {
    await this.turn;
    if (this.waiting.length === 0) this.tell('copy-ready', this.copy);
    else void this.thenFocus(NEXT);
  }

  /** @param {any} item */
  leave(item) {
    this.copy = { ...this.copy, left: new Set(this.copy.left).add(item.text) };
    void this.thenFocus(NEXT);
  }

  /** @param {any} replaced @param {string} alias */
  renameAlias(replaced, alias) {
    this.changing = null;
    const body = replaceEverywhere(this.copy.body, replaced.alias, alias);
    const [title] = replaceEverywhere([['paragraph', [[this.copy.title, []]]]], replaced.alias, alias).map(blockText);
    return this.change({ title, body, aliases: this.copy.aliases.map((/** @type {any} */ each) => (each === replaced ? { ...each, alias } : each)) });
  }

  /** @param {string} which the word whose replacement is written */
  writeAnother(which) {
    this.changing = which;
    void this.thenFocus('#other-alias');
  }

  letBe() {
    this.changing = null;
    void this.thenFocus(NEXT);
  }

  get waiting() {
    return this.found.filter(({ text }) => !this.copy.left.has(text));
  }

  render() {
    const { waiting } = this;
    return html`<div class="flow"><div class="leaf">${bead()}<h1>${t('shareFlow.copyTitle')}</h1></div>${this.unseen ? nothing : trouble(this.refusal)}
      ${lineField({ id: 'copy-title', label: t('shareFlow.title.label'), value: this.copy.title, longest: 120, changed: (title) => { void this.change({ title }); } })}
      ${this.editing ? html`<recul-entry-editor .body=${this.copy.body} .label=${t('shareFlow.edit')} .invite=${''} @body-changed=${(/** @type {CustomEvent} */ { detail }) => { void this.change({ body: detail }); }}></recul-entry-editor>
        <p class="words"><button class="word" type="button" @click=${() => { this.editing = false; }}>${t('shareFlow.editDone')}</button></p>`
    : html`<div class="body written" translate="no">${this.copy.body.map((/** @type {any} */ block) => this.renderBlock(block))}</div>
        <p class="words"><button class="word" type="button" @click=${() => { this.editing = true; }}>${t('shareFlow.edit')}</button>
          <button class="word" type="button" @click=${() => this.tell('lines-asked')}>${t('shareFlow.otherLines')}</button></p>`}
      <section class="third-parties"><h2>${t('shareFlow.people')}</h2>
        ${repeat(this.copy.aliases, (/** @type {any} */ each) => `a${each.original}`, (/** @type {any} */ each) => this.renderReplaced(each))}
        ${repeat(this.found, (each) => each.text, (each) => this.renderFound(each))}
        ${this.unseen ? html`<p class="wrong">${t('shareFlow.notLooked')}</p>` : nothing}
        ${!this.unseen && this.found.length + this.copy.aliases.length === 0 ? html`<p class="empty">${t('shareFlow.nobody')}</p>` : nothing}
        <p class="note">${t('shareFlow.helps')}</p></section>
      <div class="way">${waiting.length === 0 ? nothing : html`<p class="note" role="status">${t('shareFlow.stillToSee', { count: waiting.length })}</p>`}
        <button class="button ${waiting.length === 0 ? 'full' : ''}" type="button" aria-disabled=${waiting.length === 0 ? nothing : 'true'} @click=${this.goOn}>${t('create.goOn')}</button></div></div>`;
  }

  /** A block with what was found in it marked. @param {any} block */
  renderBlock(block) {
    const text = blockText(block);
    const marked = this.waiting.map((item) => item.text).concat(this.copy.aliases.map((/** @type {any} */ { alias }) => alias)).filter((word) => word !== '');
    const parts = marked.length === 0 ? [text] : text.split(new RegExp(`(${marked.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'u'));
    const aliases = new Set(this.copy.aliases.map((/** @type {any} */ { alias }) => alias));
    return html`<p class=${['item', 'todo', 'done'].includes(block[0]) ? 'item' : ''}>${parts.map((part, at) => (at % 2 === 0 ? part : aliases.has(part) ? html`<span class="alias">${part}</span>` : html`<mark>${part}</mark>`))}</p>`;
  }

  /** @param {any} item */
  renderFound(item) {
    const left = this.copy.left.has(item.text);
    if (this.changing === item.text) return this.renderChanging(item.suggestion ?? '', (alias) => this.replace(item, alias));
    return html`<div class="third-party ${left ? 'settled' : 'waiting'}"><p class="written" translate="no">${left ? item.text : html`<mark>${item.text}</mark>`}</p>
      <p class="note">${t(/** @type {any} */ (`kind.${item.kind}`))}${left ? html`, ${t('shareFlow.left')}` : item.level === 'perhaps' ? html`, ${t('shareFlow.perhaps')}` : nothing}</p>
      <p class="words">${item.suggestion ? html`<button class="word" type="button" @click=${() => this.replace(item, item.suggestion)}>${t('shareFlow.replaceBy', { alias: item.suggestion })}</button>` : nothing}
        <button class="word" type="button" @click=${() => this.writeAnother(item.text)}>${t('shareFlow.otherWord')}<span class="aloud" translate="no"> ${item.text}</span></button>
        ${left ? nothing : html`<button class="word" type="button" @click=${() => this.leave(item)}>${t('shareFlow.leave')}<span class="aloud" translate="no"> ${item.text}</span></button>`}</p></div>`;
  }

  /** @param {any} replaced */
  renderReplaced(replaced) {
    if (this.changing === `a${replaced.original}`) return this.renderChanging(replaced.alias, (alias) => this.renameAlias(replaced, alias));
    return html`<div class="third-party settled"><p class="written" translate="no">${t('shareFlow.becomes', { original: replaced.original, alias: replaced.alias })}</p>
      <p class="note">${t(/** @type {any} */ (`kind.${replaced.kind}`))}</p><p class="words"><button class="word" type="button" @click=${() => this.writeAnother(`a${replaced.original}`)}>${t('shareFlow.changeAlias')}<span class="aloud" translate="no"> ${replaced.alias}</span></button></p></div>`;
  }

  /** @param {string} value @param {(alias: string) => void} done */
  renderChanging(value, done) {
    const take = (/** @type {Event} */ event) => {
      event.preventDefault();
      const alias = /** @type {HTMLInputElement} */ (this.querySelector('#other-alias')).value.trim();
      if (alias !== '') done(alias);
    };
    return html`<form class="third-party" @submit=${take}>${lineField({ id: 'other-alias', label: t('shareFlow.otherWord'), value, longest: 60 })}<p class="words">
      <button class="word">${t('shareFlow.take')}</button><button class="word" type="button" @click=${this.letBe}>${t('act.cancel')}</button></p></form>`;
  }
}

customElements.define('recul-share-copy', ShareCopyElement);
