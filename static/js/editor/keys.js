/** What the keyboard does in a text. */

import {
  baseKeymap, chainCommands, inputRules, keymap, redo, setBlockType, splitBlockAs, textblockTypeInputRule, toggleMark, undo,
} from './prosemirror.js';
import { schema } from './schema.js';

const { heading, item, paragraph, quote } = schema.nodes;
const { em, strong } = schema.marks;

/** @typedef {import('prosemirror-state').Command} Command */

/** At the beginning of a block, or in an empty one, a block becomes a plain paragraph again. @type {Command} */
const becomePlain = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type === paragraph) return false;
  return setBlockType(paragraph)(state, dispatch);
};

/** In a list, Enter makes the next item; in an empty item, it leaves the list. @type {Command} */
const nextItem = (state, dispatch, view) => {
  const { parent } = state.selection.$from;
  if (parent.type !== item) return false;
  if (parent.content.size === 0) return setBlockType(paragraph)(state, dispatch);
  return splitBlockAs(() => ({ type: item }))(state, dispatch, view);
};

const enter = chainCommands(nextItem, baseKeymap.Enter);

export const keys = [
  inputRules({ rules: [
    textblockTypeInputRule(/^#\s$/, heading), textblockTypeInputRule(/^>\s$/, quote), textblockTypeInputRule(/^[-–]\s$/, item),
  ] }),
  keymap({
    'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo, 'Mod-b': toggleMark(strong), 'Mod-i': toggleMark(em),
    Enter: enter, 'Shift-Enter': enter, Backspace: chainCommands(becomePlain, baseKeymap.Backspace),
  }),
  keymap(baseKeymap),
];
