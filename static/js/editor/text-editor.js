/** A text one writes in, behind plain words: no name of ProseMirror leaves this folder. */

import { bodyOf, documentOf } from './document.js';
import { keys } from './keys.js';
import { EditorState, EditorView, history, setBlockType, toggleMark } from './prosemirror.js';
import { schema } from './schema.js';

/** @typedef {import('../domain/entry.js').Block} Block */
/** @typedef {'heading'|'quote'|'item'} BlockName */
/** @typedef {'strong'|'em'} MarkName */
/** @typedef {{block: string, marks: string[], link: string|null, empty: boolean}} Surroundings What stands where the cursor is. */
/**
 * @typedef {object} Listeners
 * @property {(body: Block[]) => void} changed the text is another one
 * @property {(surroundings: Surroundings) => void} moved the cursor is elsewhere
 * @property {(address: string) => void} linkPressed
 * @property {() => void} left the focus went elsewhere
 */

export class TextEditor {
  /** @type {EditorView} */
  #view;
  /** @type {Listeners} */
  #listeners;

  /**
   * @param {HTMLElement} host where the text is drawn @param {Block[]} body
   * @param {Record<string, string>} attributes of the editable element: its name, its invitation
   * @param {Listeners} listeners
   */
  constructor(host, body, attributes, listeners) {
    this.#listeners = listeners;
    this.#view = new EditorView(host, {
      state: EditorState.create({ doc: documentOf(body), plugins: [history(), ...keys] }),
      attributes: (state) => ({ ...attributes, class: bodyOf(state.doc).length === 0 && state.doc.childCount === 1 ? 'blank' : '' }),
      dispatchTransaction: (transaction) => this.#apply(transaction),
      handleKeyDown: (_, event) => this.#followLink(event),
      handleDOMEvents: { blur: () => { listeners.left(); }, click: (_, event) => this.#pressLink(event), auxclick: (_, event) => this.#pressLink(event) },
    });
  }

  /** @param {import('prosemirror-state').Transaction} transaction */
  #apply(transaction) {
    const state = this.#view.state.apply(transaction);
    this.#view.updateState(state);
    if (transaction.docChanged) this.#listeners.changed(bodyOf(state.doc));
    this.#listeners.moved(this.surroundings);
  }

  /** From the keyboard, a link is followed with Control (or Command) and Enter. @param {KeyboardEvent} event @returns {boolean} */
  #followLink(event) {
    const { link } = this.surroundings;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || link === null) return false;
    this.#listeners.linkPressed(link);
    return true;
  }

  /** @param {Event} event @returns {boolean} */
  #pressLink(event) {
    const link = event.target instanceof HTMLElement ? event.target.closest('.link') : null;
    if (!(link instanceof HTMLElement) || !link.dataset.address) return false;
    event.preventDefault();
    this.#listeners.linkPressed(link.dataset.address);
    return true;
  }

  /** @returns {Surroundings} */
  get surroundings() {
    const { selection, storedMarks } = this.#view.state;
    const marks = storedMarks ?? selection.$from.marksAcross(selection.$to) ?? selection.$from.marks();
    const link = marks.find((mark) => mark.type.name === 'link')?.attrs.address ?? null;
    return { block: selection.$from.parent.type.name, marks: marks.map((mark) => mark.type.name), link, empty: selection.empty };
  }

  /** Makes the current blocks of a kind, or plain again if they are. @param {BlockName} name */
  toggleBlock(name) {
    const next = this.surroundings.block === name ? 'paragraph' : name;
    setBlockType(schema.nodes[next])(this.#view.state, this.#view.dispatch);
    this.focus();
  }

  /** @param {MarkName} name */
  toggleMark(name) {
    toggleMark(schema.marks[name])(this.#view.state, this.#view.dispatch);
    this.focus();
  }

  /** Puts an address on the selected words, on the address itself when none are selected; null takes it away. @param {string|null} address */
  putLink(address) {
    const { state, dispatch } = this.#view;
    const { from, to, empty } = state.selection;
    if (address === null) dispatch(state.tr.removeMark(from, to, schema.marks.link));
    else {
      const mark = schema.marks.link.create({ address });
      dispatch(empty ? state.tr.replaceSelectionWith(schema.text(address, [mark]), false) : state.tr.addMark(from, to, mark));
    }
    this.focus();
  }

  focus() {
    this.#view.focus();
  }

  destroy() {
    this.#view.destroy();
  }
}
