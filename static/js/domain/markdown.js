/** Bodies as Markdown and back: the readable form of an export, and what an import reads. */

/** @typedef {import('./entry.js').Block} Block */
/** @typedef {import('./entry.js').Run} Run */

const PREFIX = /** @type {Record<string, string>} */ ({ paragraph: '', heading: '## ', subheading: '### ', quote: '> ', item: '- ', todo: '- [ ] ', done: '- [x] ' });
const OPENING = /^(?:(#{1,2})\s+|(#{3,6})\s+|(>)\s?|[-*+]\s+\[([ xX])\]\s+|([-*+])\s+)/;
const INLINE = /\\([\\`*_[\]#>+.!-])|\*\*|\*|\[|\]\((https?:\/\/[^\s)]+)\)/g;

/** @param {string} text */
const escapeText = (text) => text.replace(/[\\`*_[\]]/g, '\\$&');

/** @param {string} line What would read as a block's opening is escaped at the start of a line. */
const escapeStart = (line) => line.replace(/^([#>+-])/, '\\$1');

/** @param {Run} run */
function runToMarkdown([text, marks]) {
  let shown = escapeText(text.replace(/\n/g, ' '));
  if (marks.includes('em')) shown = `*${shown}*`;
  if (marks.includes('strong')) shown = `**${shown}**`;
  const link = marks.find((mark) => mark.startsWith('link:'));
  return link ? `[${shown}](${link.slice(5).replace(/\)/g, '%29')})` : shown;
}

/** A body as Markdown. @param {Block[]} body @returns {string} */
export function toMarkdown(body) {
  return body.map(([block, runs]) => PREFIX[block] + escapeStart(runs.map(runToMarkdown).join(''))).join('\n\n');
}

/** Adjacent runs with the same marks become one. @param {Run[]} runs @param {string} text @param {string[]} marks */
function pushRun(runs, text, marks) {
  if (text === '') return;
  const last = runs.at(-1);
  if (last && last[1].join(' ') === marks.join(' ')) last[0] += text;
  else runs.push([text, marks]);
}

/**
 * The runs of one line. Marks left open at the end of the line are kept as the characters they are.
 * @param {string} line @returns {Run[]}
 */
function readRuns(line) {
  /** @type {Run[]} */
  const runs = [];
  const open = { strong: false, em: false };
  let linkStart = -1;
  let from = 0;
  const marks = () => [...(open.strong ? ['strong'] : []), ...(open.em ? ['em'] : [])];
  for (const match of line.matchAll(INLINE)) {
    pushRun(runs, line.slice(from, match.index), marks());
    from = match.index + match[0].length;
    if (match[1]) pushRun(runs, match[1], marks());
    else if (match[0] === '**') open.strong = !open.strong;
    else if (match[0] === '*') open.em = !open.em;
    else if (match[0] === '[') { linkStart = runs.length; runs.push(['', ['[']]); }
    else if (linkStart >= 0) { closeLink(runs, linkStart, match[2]); linkStart = -1; }
    else pushRun(runs, match[0], marks());
  }
  pushRun(runs, line.slice(from), marks());
  if (linkStart >= 0) runs[linkStart] = ['[', []];
  return runs.filter(([text]) => text !== '');
}

/** @param {Run[]} runs @param {number} start @param {string} address */
function closeLink(runs, start, address) {
  for (const run of runs.slice(start + 1)) run[1] = [...run[1], `link:${address}`];
  runs.splice(start, 1);
}

/** @param {RegExpExecArray} opening @returns {string} */
function blockOf([, heading, subheading, quote, ticked]) {
  if (heading) return 'heading';
  if (subheading) return 'subheading';
  if (quote) return 'quote';
  return ticked === undefined ? 'item' : ticked === ' ' ? 'todo' : 'done';
}

/** @param {string} line @returns {Block} */
function readBlock(line) {
  const opening = OPENING.exec(line);
  return [opening ? blockOf(opening) : 'paragraph', readRuns(opening ? line.slice(opening[0].length) : line)];
}

/**
 * Reads Markdown into blocks. Lines of one paragraph are joined; each item and quote line is a block.
 * @param {string} text @returns {Block[]}
 */
export function fromMarkdown(text) {
  /** @type {string[]} */
  const lines = [];
  let joined = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n').map((each) => each.trim())) {
    const starts = OPENING.test(line);
    if (line !== '' && joined && !starts) lines[lines.length - 1] += ` ${line}`;
    else if (line !== '') lines.push(line);
    joined = line !== '' && !/^#{1,6}\s/.test(line);
  }
  return lines.map(readBlock);
}
