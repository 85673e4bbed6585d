/** The one door to ProseMirror. */

export { baseKeymap, chainCommands, setBlockType, splitBlockAs, toggleMark } from 'prosemirror-commands';
export { closeHistory, history, isHistoryTransaction, redo, undo, undoDepth } from 'prosemirror-history';
export { InputRule, inputRules, textblockTypeInputRule, undoInputRule } from 'prosemirror-inputrules';
export { keymap } from 'prosemirror-keymap';
export { Fragment, Node, Schema, Slice } from 'prosemirror-model';
export { EditorState, Plugin, TextSelection } from 'prosemirror-state';
export { Step } from 'prosemirror-transform';
export { EditorView } from 'prosemirror-view';
