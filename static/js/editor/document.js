/** Bodies of entries as ProseMirror documents, and back. */

import { Node } from './prosemirror.js';
import { schema } from './schema.js';

/** @typedef {import('../domain/entry.js').Block} Block */
/** @typedef {import('../domain/entry.js').Run} Run */

const LINK = 'link:';

/** @param {string} mark */
function markJson(mark) {
  return mark.startsWith(LINK) ? { type: 'link', attrs: { address: mark.slice(LINK.length) } } : { type: mark };
}

/** @param {Run} run */
const textJson = ([text, marks]) => ({ type: 'text', text, marks: marks.map(markJson) });

/**
 * The document of a body. An empty body is one empty paragraph: there must be a line to write on.
 * @param {Block[]} body @returns {Node} @throws {RangeError} for a block or a mark that the schema does not know
 */
export function documentOf(body) {
  const blocks = body.map(([type, runs]) => ({ type, content: runs.filter(([text]) => text !== '').map(textJson) }));
  const json = { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] };
  const document = Node.fromJSON(schema, json);
  document.check();
  return document;
}

/** @param {Node} text @returns {Run} */
function runOf(text) {
  const marks = text.marks.map((mark) => (mark.type.name === 'link' ? LINK + mark.attrs.address : mark.type.name));
  return [text.text ?? '', marks];
}

/**
 * The body of a document, without the empty lines at its end.
 * @param {Node} document @returns {Block[]}
 */
export function bodyOf(document) {
  /** @type {Block[]} */
  const body = [];
  document.forEach((node) => {
    /** @type {Run[]} */
    const runs = [];
    node.forEach((text) => runs.push(runOf(text)));
    body.push([node.type.name, runs]);
  });
  while (body.at(-1)?.[1].length === 0) body.pop();
  return body;
}
