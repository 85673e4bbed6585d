/** A text to be read: blocks and marks become nodes, never parsed as a page. */

import { html } from './lit.js';
import { t } from './translate.js';

/** @typedef {import('../domain/entry.js').Block} Block */
/** @typedef {import('../domain/entry.js').Run} Run */

/** An address is shown as words here; one follows it from the text itself. @param {Run} run */
function readRun([text, marks]) {
  const em = marks.includes('em') ? html`<em>${text}</em>` : html`${text}`;
  const strong = marks.includes('strong') ? html`<strong>${em}</strong>` : em;
  const address = marks.find((mark) => mark.startsWith('link:'))?.slice(5);
  return address === undefined || address === text ? strong : html`${strong}<span class="code"> (${address})</span>`;
}

/** @param {Block} block @param {boolean} marked whether the other version lacks it */
function readBlock([name, runs], marked) {
  const words = marked ? html`<mark class="added">${runs.map(readRun)}</mark>` : runs.map(readRun);
  if (name === 'heading') return html`<h3 class="lead">${words}</h3>`;
  if (name === 'subheading') return html`<h4>${words}</h4>`;
  if (name === 'todo' || name === 'done') return html`<p class="task"><span class="box" role="img" aria-label=${t(`task.${name}`)}>${name === 'done' ? '☑' : '☐'}</span>${words}</p>`;
  if (name === 'quote') return html`<blockquote>${words}</blockquote>`;
  return html`<p class=${name === 'item' ? 'item' : ''}>${words}</p>`;
}

/**
 * A body; with another one, what only this one says is marked.
 * @param {Block[]} body @param {Block[]} [other]
 */
export function readBody(body, other) {
  const known = new Set((other ?? body).map((block) => JSON.stringify(block)));
  return html`<div class="body written" translate="no">${body.map((block) => readBlock(block, !known.has(JSON.stringify(block))))}</div>`;
}
