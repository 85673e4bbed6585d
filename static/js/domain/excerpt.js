/** A copy made to be shared: which blocks it keeps, and words put in the place of others. Nothing here touches the original. */

/** @typedef {import('./entry.js').Block} Block */
/** @typedef {import('./entry.js').Run} Run */

/** The words of a block. @param {Block} block @returns {string} */
export const blockText = ([, runs]) => runs.map(([text]) => text).join('');

/** That a name is no real one is the author's to know. @param {Block} block @returns {Block} */
const withoutAliasMarks = ([name, runs]) => [name, runs.map(([text, marks]) => [text, marks.filter((mark) => mark !== 'alias')])];

/** A case or an entry as blocks: the fields of a case come first, each under its name. @param {import('./entry.js').EntryDocument} doc @param {(field: string) => string} nameOf @returns {Block[]} */
export function blocksOf(doc, nameOf) {
  const fields = Object.entries(doc.fields).filter(([, text]) => text.trim() !== '');
  const said = fields.flatMap(([field, text]) => [
    /** @type {Block} */ (['heading', [[nameOf(field), []]]]),
    ...text.split('\n').filter((line) => line.trim() !== '').map((line) => /** @type {Block} */ (['paragraph', [[line, []]]])),
  ]);
  return [...said, ...doc.body.map(withoutAliasMarks)];
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
