/**
 * The body of a text, and the tools to shape it: a few in sight, the others behind a word. Tells `past-changed` and `body-changed`,
 * `link-pressed` with an address, `alone-asked`, `editor-left`.
 */

import { isAddress } from '../editor/schema.js';
import { TextEditor } from '../editor/text-editor.js';
import { html, nothing } from '../ui/lit.js';
import { setsType, spellcheck } from '../ui/preferences.js';
import { currentLanguage, t } from '../ui/translate.js';
import { View } from '../ui/view.js';

/** @typedef {import('../domain/entry.js').Block} Block */
/** @typedef {import('../editor/text-editor.js').Surroundings} Surroundings */

const FEW = /** @type {const} */ (['strong', 'em', 'heading', 'quote', 'item']);
const OTHERS = /** @type {const} */ (['link', 'subheading', 'todo', 'alias', 'undo', 'redo', 'alone']);
/** Those that are on or off where the cursor is. */
const STATES = new Set(['strong', 'em', 'alias', 'heading', 'subheading', 'quote', 'item', 'todo', 'link']);

/** @typedef {typeof FEW[number]|typeof OTHERS[number]|'more'} Tool */

export class EntryEditorElement extends View {
  static properties = { body: { attribute: false }, past: { attribute: false }, label: { attribute: false }, invite: { attribute: false },
    around: { state: true }, tool: { state: true }, more: { state: true }, linking: { state: true } };

  constructor() {
    super();
    /** @type {Block[]} read once, when the editor is made */
    this.body = [];
    /** @type {import('../editor/past.js').Past|null} read once too */
    this.past = null;
    this.label = '';
    this.invite = '';
    /** @type {Surroundings} */
    this.around = { block: 'paragraph', marks: [], link: null, empty: true };
    /** Which tool the Tab key stops at: the arrows move it. */
    this.tool = 0;
    this.more = false;
    /** @type {null|'asking'|'wrong'} */
    this.linking = null;
    /** @type {TextEditor|null} */
    this.editor = null;
  }

  firstUpdated() {
    super.firstUpdated();
    const host = /** @type {HTMLElement} */ (this.querySelector('.body-host'));
    const attributes = {
      role: 'textbox', 'aria-multiline': 'true', 'aria-label': this.label, 'data-invite': this.invite, translate: 'no',
      spellcheck: spellcheck(), autocapitalize: 'off', autocorrect: 'off', autocomplete: 'off',
    };
    this.editor = new TextEditor(host, this.body, attributes, {
      changed: (body, past) => { this.tell('past-changed', past); this.tell('body-changed', body); },
      moved: (around) => { this.around = around; },
      linkPressed: (address) => this.tell('link-pressed', address),
      left: () => this.tell('editor-left'),
    }, { setsType: () => setsType(currentLanguage()), taskLabel: () => t('task.tick'), past: this.past });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.editor?.destroy();
    this.editor = null;
  }

  focus() {
    this.editor?.focus();
  }

  /** @returns {Tool[]} those one sees */
  get tools() {
    return [...FEW, 'more', ...this.more ? OTHERS : []];
  }

  /** @param {Tool} name */
  useTool(name) {
    if (name === 'more') this.more = !this.more;
    else if (name === 'alone') this.tell('alone-asked');
    else if (name === 'link') this.askLink();
    else if (name === 'undo' || name === 'redo') this.editor?.travel(name);
    else if (name === 'strong' || name === 'em' || name === 'alias') this.editor?.toggleMark(name);
    else this.editor?.toggleBlock(name);
  }

  askLink() {
    if (this.around.link !== null) this.editor?.putLink(null);
    else this.linking = this.linking === null ? 'asking' : null;
    void this.updateComplete.then(() => /** @type {HTMLElement|null} */ (this.querySelector('#link-address'))?.focus());
  }

  /** @param {SubmitEvent} event */
  putLink(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (this.querySelector('#link-address'));
    const address = field.value.trim();
    if (!isAddress(address)) { this.linking = 'wrong'; field.focus(); return; }
    this.editor?.putLink(address);
    this.linking = null;
  }

  /** @param {KeyboardEvent} event */
  moveTool(event) {
    const last = this.tools.length - 1;
    const next = { ArrowRight: this.tool === last ? 0 : this.tool + 1, ArrowLeft: this.tool === 0 ? last : this.tool - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.tool = next;
    const buttons = this.querySelectorAll('.toolbar button');
    /** @type {HTMLElement} */ (buttons[next]).focus();
  }

  /** @param {Tool} name */
  isOn(name) {
    return this.around.block === name || this.around.marks.includes(name) || (name === 'todo' && this.around.block === 'done');
  }

  render() {
    return html`<div class="toolbar" role="toolbar" aria-label=${t('tool.label')} @keydown=${this.moveTool}>
        ${this.tools.map((name, index) => html`<button type="button" tabindex=${index === this.tool ? 0 : -1} data-tool=${name}
          aria-pressed=${STATES.has(name) ? String(this.isOn(name)) : nothing} aria-expanded=${name === 'more' ? String(this.more) : nothing}
          @focus=${() => { this.tool = index; }} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => this.useTool(name)}>${t(`tool.${name}`)}</button>`)}</div>
      ${this.linking === null ? nothing : this.renderLinkField()}
      <div class="body-host"></div>`;
  }

  renderLinkField() {
    return html`<form class="field" ?data-wrong=${this.linking === 'wrong'} @submit=${this.putLink}><label for="link-address">${t('tool.address')}</label>
      <div class="line"><input id="link-address" type="text" inputmode="url" autocomplete="off" spellcheck="false" autocapitalize="off" placeholder="https://" aria-describedby="link-note">
        <button class="word">${t('tool.putLink')}</button></div>
      <p id="link-note" class=${this.linking === 'wrong' ? 'wrong' : 'note'}>${this.linking === 'wrong' ? t('tool.wrongAddress') : t('tool.linkNote')}</p></form>`;
  }
}

customElements.define('recul-entry-editor', EntryEditorElement);
