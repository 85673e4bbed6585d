/** What the keyboard does in a text. */

import { asAct } from './past.js';
import { baseKeymap, chainCommands, inputRules, keymap, redo, setBlockType, splitBlockAs, toggleMark, undo, undoInputRule } from './prosemirror.js';
import { schema } from './schema.js';
import { shortcuts } from './shortcuts.js';
import { typographyRules } from './typography.js';

const { done, item, paragraph, todo } = schema.nodes;
const { em, strong } = schema.marks;

/** What the next line of a list is. */
const NEXT = new Map([[item, item], [todo, todo], [done, todo]]);

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
  const next = NEXT.get(parent.type);
  if (!next) return false;
  if (parent.content.size === 0) return setBlockType(paragraph)(state, dispatch);
  return splitBlockAs(() => ({ type: next }))(state, dispatch, view);
};

/** Ticks an item, or takes the tick away. @type {Command} */
const tick = (state, dispatch) => {
  const { type } = state.selection.$from.parent;
  if (type !== todo && type !== done) return false;
  return setBlockType(type === todo ? done : todo)(state, dispatch && ((transaction) => dispatch(asAct(transaction))));
};

const enter = chainCommands(nextItem, baseKeymap.Enter);

/** @param {() => boolean} setsType whether what one types is set as a French printer would */
export const keys = (setsType) => [
  inputRules({ rules: [...shortcuts, ...typographyRules(setsType)] }),
  keymap({
    'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo, 'Mod-b': toggleMark(strong), 'Mod-i': toggleMark(em), 'Mod-Enter': tick,
    Enter: enter, 'Shift-Enter': enter, Backspace: chainCommands(undoInputRule, becomePlain, baseKeymap.Backspace),
  }),
  keymap(baseKeymap),
];
