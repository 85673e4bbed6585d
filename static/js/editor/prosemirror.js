/** The one door to ProseMirror. */

export { baseKeymap, chainCommands, setBlockType, splitBlockAs, toggleMark } from 'prosemirror-commands';
export { history, redo, undo } from 'prosemirror-history';
export { inputRules, textblockTypeInputRule } from 'prosemirror-inputrules';
export { keymap } from 'prosemirror-keymap';
export { Schema, Node } from 'prosemirror-model';
export { EditorState, Plugin } from 'prosemirror-state';
export { EditorView } from 'prosemirror-view';
