/** What can be taken back once the page was loaded again: the text before, and what was done to it since, in order. */

import { bodyOf } from './document.js';
import { EditorState, Node, Step, TextSelection, closeHistory, isHistoryTransaction, redo, undo, undoDepth } from './prosemirror.js';
import { schema } from './schema.js';

/** @typedef {import('prosemirror-state').EditorState} State */
/** @typedef {import('prosemirror-state').Plugin} Plugin */
/** @typedef {import('prosemirror-state').Transaction} Transaction */
/** @typedef {import('../domain/entry.js').Block} Block */
/** @typedef {{at: number, act: boolean, selection: [number, number], steps: any[]}} Change `at` in milliseconds: what was typed without a pause is taken back at once; an `act` by itself */
/** @typedef {{before: any, deeds: (Change|'undo'|'redo')[]}} Past plain values; `before` is a document of the editor */

/** How much is kept, in deeds and in characters of their record. */
const MOST_DEEDS = 500;
const MOST_CHARACTERS = 100_000;

const ACT = 'recul-act';

/** Something done with a tool is taken back by itself. @param {Transaction} transaction @returns {Transaction} */
export function asAct(transaction) {
  return closeHistory(transaction).setMeta(ACT, true);
}

/**
 * What replaces selected words is an act too: however soon it follows what was typed, it never takes those words out of reach.
 * @param {Transaction} transaction @param {State} before @returns {Transaction}
 */
export function apart(transaction, before) {
  return transaction.docChanged && !before.selection.empty && !isHistoryTransaction(transaction) ? asAct(transaction) : transaction;
}

/** Writes down what is done to a text. */
export class Recorder {
  /** @type {Past} */
  #past;
  #length = 0;

  /** @param {State} state @param {Past|null} past what was done before this page */
  constructor(state, past) {
    this.#past = past ?? { before: state.doc.toJSON(), deeds: [] };
    this.#length = JSON.stringify(this.#past).length;
  }

  /** Null for more than is kept. */
  get past() { return this.#length > MOST_CHARACTERS ? null : this.#past; }

  /** @param {Transaction} transaction @param {State} before @param {State} after */
  record(transaction, before, after) {
    const deed = deedOf(transaction, before, after);
    this.#past.deeds.push(deed);
    this.#length += JSON.stringify(deed).length;
    if (this.#past.deeds.length > MOST_DEEDS || this.#length > MOST_CHARACTERS) this.#forget(after);
  }

  /** @param {State} state */
  #forget(state) {
    this.#past = { before: state.doc.toJSON(), deeds: [] };
    this.#length = JSON.stringify(this.#past).length;
  }
}

/** @param {Transaction} transaction @param {State} before @param {State} after @returns {Change|'undo'|'redo'} */
function deedOf(transaction, before, after) {
  if (isHistoryTransaction(transaction)) return undoDepth(after) < undoDepth(before) ? 'undo' : 'redo';
  const { anchor, head } = before.selection;
  const act = transaction.getMeta(ACT) === true;
  return { at: transaction.time, act, selection: [anchor, head], steps: transaction.steps.map((step) => step.toJSON()) };
}

/** @param {State} state @param {Change} change @returns {State} */
function change(state, { at, act, selection: [anchor, head], steps }) {
  const there = state.apply(state.tr.setSelection(TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head))));
  const transaction = steps.reduce((made, step) => made.step(Step.fromJSON(schema, step)), there.tr);
  return there.apply(act ? asAct(transaction.setTime(at)) : transaction.setTime(at));
}

/**
 * The text with its past, as if it had been written on this page.
 * @param {Past} past @param {Block[]} body what the text is now @param {Plugin[]} plugins
 * @returns {State|null} null when the text went on elsewhere, or the record is none of this release
 */
export function relive(past, body, plugins) {
  try {
    let state = EditorState.create({ doc: Node.fromJSON(schema, past.before), plugins });
    for (const deed of past.deeds) {
      if (typeof deed === 'object') state = change(state, deed);
      else (deed === 'undo' ? undo : redo)(state, (transaction) => { state = state.apply(transaction); });
    }
    state.doc.check();
    return JSON.stringify(bodyOf(state.doc)) === JSON.stringify(body) ? state : null;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || (error instanceof Error && error.name === 'TransformError')) return null;
    throw error;
  }
}
