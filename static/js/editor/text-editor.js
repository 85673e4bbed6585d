/** A text one writes in, behind plain words: no name of ProseMirror leaves this folder. */

import { bodyOf, documentOf } from './document.js';
import { keys } from './keys.js';
import { Recorder, apart, asAct, relive } from './past.js';
import { preparePasted, withoutBlankLines } from './pasted.js';
import { EditorState, EditorView, history, redo, setBlockType, toggleMark, undo } from './prosemirror.js';
import { schema } from './schema.js';
import { drawTasks } from './task.js';

/** @typedef {import('../domain/entry.js').Block} Block */
/** @typedef {import('./past.js').Past} Past */
/** @typedef {'heading'|'subheading'|'quote'|'item'|'todo'} BlockName */
/** @typedef {'strong'|'em'|'alias'} MarkName */
/** @typedef {{block: string, marks: string[], link: string|null, empty: boolean}} Surroundings What stands where the cursor is. */
/**
 * @typedef {object} Ways How one writes here.
 * @property {() => boolean} setsType whether what one types is set as a French printer would
 * @property {() => string} taskLabel what the box of an item to tick is called
 * @property {Past|null} past what was done to this text before, on pages that are gone
 */
/**
 * @typedef {object} Listeners
 * @property {(body: Block[], past: Past|null) => void} changed the text is another one; with what can be taken back, unless that is too much
 * @property {(surroundings: Surroundings) => void} moved the cursor is elsewhere
 * @property {(address: string) => void} linkPressed
 * @property {() => void} left the focus went elsewhere
 */

export class TextEditor {
  /** @type {EditorView} */
  #view;
  /** @type {Listeners} */
  #listeners;
  /** @type {Recorder} */
  #recorder;

  /**
   * @param {HTMLElement} host where the text is drawn @param {Block[]} body
   * @param {Record<string, string>} attributes of the editable element: its name, its invitation
   * @param {Listeners} listeners @param {Ways} ways
   */
  constructor(host, body, attributes, listeners, { setsType, taskLabel, past }) {
    const plugins = [history(), ...keys(setsType)];
    const relived = past && relive(past, body, plugins);
    const state = relived ?? EditorState.create({ doc: documentOf(body), plugins });
    this.#listeners = listeners;
    this.#recorder = new Recorder(state, relived && past);
    this.#view = new EditorView(host, {
      state,
      attributes: (state) => ({ ...attributes, class: bodyOf(state.doc).length === 0 && state.doc.childCount === 1 ? 'blank' : '' }),
      nodeViews: drawTasks(taskLabel),
      transformPastedHTML: preparePasted,
      transformPasted: withoutBlankLines,
      dispatchTransaction: (transaction) => this.#apply(transaction),
      handleKeyDown: (_, event) => this.#followLink(event),
      handleDOMEvents: { blur: () => { listeners.left(); }, click: (_, event) => this.#pressLink(event), auxclick: (_, event) => this.#pressLink(event) },
    });
  }

  /** @param {import('prosemirror-state').Transaction} transaction */
  #apply(transaction) {
    const before = this.#view.state;
    const state = before.apply(apart(transaction, before));
    this.#view.updateState(state);
    if (transaction.docChanged) {
      this.#recorder.record(transaction, before, state);
      this.#listeners.changed(bodyOf(state.doc), this.#recorder.past);
    }
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

  /** @param {import('prosemirror-state').Command} command */
  #act(command) {
    command(this.#view.state, (transaction) => this.#view.dispatch(asAct(transaction)));
    this.focus();
  }

  /** Makes the current blocks of a kind, or plain again if they are. @param {BlockName} name */
  toggleBlock(name) {
    const { block } = this.surroundings;
    const next = block === name || (name === 'todo' && block === 'done') ? 'paragraph' : name;
    this.#act(setBlockType(schema.nodes[next]));
  }

  /** @param {MarkName} name */
  toggleMark(name) {
    this.#act(toggleMark(schema.marks[name]));
  }

  /** Takes the last change back, or makes it again. @param {'undo'|'redo'} name */
  travel(name) {
    (name === 'undo' ? undo : redo)(this.#view.state, this.#view.dispatch);
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
