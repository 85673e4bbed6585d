/** An item with its box, which a pointer or the keyboard ticks. */

import { asAct } from './past.js';
import { schema } from './schema.js';

/** @typedef {import('prosemirror-view').NodeView} NodeView */

/**
 * @param {boolean} ticked @param {() => string} label what the box is called, in the language of the page
 * @returns {import('prosemirror-view').NodeViewConstructor}
 */
const drawTask = (ticked, label) => (_, view, getPos) => {
  const dom = document.createElement('p');
  dom.className = `task ${ticked ? 'done' : 'todo'}`;
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', checked: ticked, contentEditable: 'false', ariaLabel: label() });
  box.addEventListener('change', () => {
    const at = getPos();
    if (at !== undefined) view.dispatch(asAct(view.state.tr.setNodeMarkup(at, ticked ? schema.nodes.todo : schema.nodes.done)));
    view.focus();
  });
  const contentDOM = document.createElement('span');
  dom.append(box, contentDOM);
  /** @type {NodeView} */
  const drawn = { dom, contentDOM, stopEvent: (event) => event.target === box, ignoreMutation: ({ target }) => !contentDOM.contains(target) };
  return drawn;
};

/** @param {() => string} label */
export const drawTasks = (label) => ({ todo: drawTask(false, label), done: drawTask(true, label) });
