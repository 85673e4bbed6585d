/** A text one types in without a page: the same plugins, given keys and letters as the browser gives them. */

import { bodyOf, documentOf } from '../../static/js/editor/document.js';
import { keys } from '../../static/js/editor/keys.js';
import { EditorState, history } from '../../static/js/editor/prosemirror.js';
import { TextSelection } from 'prosemirror-state';

/** @typedef {import('../../static/js/domain/entry.js').Block} Block */

export class Page {
  /** @param {Block[]} [body] @param {boolean} [french] */
  constructor(body = [], french = true) {
    this.composing = false;
    this.dispatch = (/** @type {import('prosemirror-state').Transaction} */ transaction) => { this.state = this.state.apply(transaction); };
    this.state = EditorState.create({ doc: documentOf(body), plugins: [history(), ...keys(() => french)] });
    this.goToEnd();
  }

  get body() { return bodyOf(this.state.doc); }

  goToEnd() { return this.#select(TextSelection.atEnd(this.state.doc)); }

  /** @param {number} position */
  goTo(position) { return this.#select(TextSelection.create(this.state.doc, position)); }

  selectAll() { return this.#select(TextSelection.between(this.state.doc.resolve(0), this.state.doc.resolve(this.state.doc.content.size))); }

  /** @param {import('prosemirror-state').Selection} selection */
  #select(selection) {
    this.dispatch(this.state.tr.setSelection(selection));
    return this;
  }

  /** @param {string} text letter by letter; a line feed is the Enter key */
  type(text) {
    for (const letter of text) {
      const { from, to } = this.state.selection;
      const insert = () => this.state.tr.insertText(letter, from, to);
      if (letter === '\n') this.press('Enter');
      else if (!this.#ask('handleTextInput', from, to, letter, insert)) this.dispatch(insert());
    }
    return this;
  }

  /** @param {string} key @param {{ctrlKey?: boolean}} [held] @returns {boolean} whether the editor did something with it */
  press(key, held = {}) {
    return this.#ask('handleKeyDown', { key, keyCode: 0, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held });
  }

  /** @param {'handleTextInput'|'handleKeyDown'} name @param {...any} rest @returns {boolean} */
  #ask(name, ...rest) {
    return this.state.plugins.some((plugin) => /** @type {any} */ (plugin.props[name])?.call(plugin, this, ...rest) === true);
  }
}
