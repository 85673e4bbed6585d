/** A copy made to be shared: which blocks it keeps, and words put in the place of others. Nothing here touches the original. */

/** @typedef {import('./entry.js').Block} Block */
/** @typedef {import('./entry.js').Run} Run */

import { answered } from './sheets.js';

/** The words of a block. @param {Block} block @returns {string} */
export const blockText = ([, runs]) => runs.map(([text]) => text).join('');

/** That a name is no real one is the author's to know. @param {Block} block @returns {Block} */
const withoutAliasMarks = ([name, runs]) => [name, runs.map(([text, marks]) => [text, marks.filter((mark) => mark !== 'alias')])];

/** Words under what they answer. @param {string} heading @param {string} words @returns {Block[]} */
function under(heading, words) {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  return [['heading', [[heading, []]]], ...lines.map((line) => /** @type {Block} */ (['paragraph', [[line, []]]]))];
}

/**
 * A case or an entry as blocks: the fields of a case come first, each under its name; then the body, the answers, the dimensions.
 * @param {import('./entry.js').EntryDocument} doc @param {(field: string) => string} nameOf
 * @param {{name: string, lines: string[]}[]} dimensions as they are read @returns {Block[]}
 */
export function blocksOf(doc, nameOf, dimensions) {
  const [before, after] = blocksAround(doc, nameOf, dimensions);
  return [...before, ...doc.body.map(withoutAliasMarks), ...after];
}

/**
 * What stands before the body of a text, and what after it.
 * @param {import('./entry.js').EntryDocument} doc @param {(field: string) => string} nameOf
 * @param {{name: string, lines: string[]}[]} dimensions @returns {[before: Block[], after: Block[]]}
 */
export function blocksAround(doc, nameOf, dimensions) {
  const said = Object.entries(doc.fields).filter(([, text]) => text.trim() !== '').flatMap(([field, text]) => under(nameOf(field), text));
  const answers = answered(doc.sheets).flatMap((sheet) => sheet.answers).flatMap(([asked, words]) => under(asked, words));
  return [said, [...answers, ...dimensions.flatMap(({ name, lines }) => under(name, lines.join('\n')))]];
}

/**
 * Puts words in the place of a stretch of a block, under the marks of its first letter.
 * @param {Block} block @param {number} start in UTF-16 units @param {number} end @param {string} words @returns {Block}
 */
export function replaceInBlock([name, runs], start, end, words) {
  /** @type {Run[]} */
  const next = [];
  let at = 0;
  for (const [text, marks] of runs) {
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, text.length)];
    if (from >= text.length || to <= 0) next.push([text, marks]);
    else next.push([text.slice(0, from) + (start >= at && start < at + text.length ? words : '') + text.slice(to), marks]);
    at += text.length;
  }
  return [name, next.filter(([text]) => text !== '')];
}

/** Replaces every occurrence of the same words in a body. @param {Block[]} body @param {string} original @param {string} words @returns {Block[]} */
export function replaceEverywhere(body, original, words) {
  return body.map((block) => {
    let replaced = block;
    let from = 0;
    for (let at = blockText(replaced).indexOf(original, from); at !== -1; at = blockText(replaced).indexOf(original, from)) {
      if (isWhole(blockText(replaced), at, at + original.length)) {
        replaced = replaceInBlock(replaced, at, at + original.length, words);
        from = at + words.length;
      } else from = at + original.length;
    }
    return replaced;
  });
}

/** Whether a stretch is not the middle of a longer word. @param {string} text @param {number} start @param {number} end */
function isWhole(text, start, end) {
  const letter = /[\p{L}\p{N}]/u;
  return !letter.test(text[start - 1] ?? ' ') && !letter.test(text[end] ?? ' ');
}
