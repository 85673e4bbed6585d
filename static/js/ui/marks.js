/** The small drawings that accompany words: the three seals and the marks of the state line. Words always stand beside them. */

import { html, svg } from './lit.js';

/** @typedef {'self'|'group'|'outside'} Level Who can read: me, a group, outside. */

const CHAIRS = Array.from({ length: 8 }, (_, chair) => {
  const angle = ((22 + 45 * chair) * Math.PI) / 180;
  return [(10 + 7.6 * Math.cos(angle)).toFixed(2), (10 + 7.6 * Math.sin(angle)).toFixed(2)];
});

const DRAWINGS = {
  self: svg`<circle cx="10" cy="10" r="7.7" stroke="currentColor" stroke-width="1.7"></circle>
    <circle cx="10" cy="10" r="3.1" fill="currentColor"></circle>`,
  group: CHAIRS.map(([x, y]) => svg`<circle cx=${x} cy=${y} r="1.62" fill="currentColor"></circle>`),
  outside: svg`<path d="M13.1 4.2A7.1 7.1 0 1 0 13.1 15.8" stroke="currentColor" stroke-width="1.7"></path>
    <circle cx="16.4" cy="10" r="2.7" fill="currentColor"></circle>`,
};

/** The mark of a level, 20 by 20. @param {Level} level */
export function seal(level) {
  return html`<svg class="seal seal-${level}" viewBox="0 0 20 20" fill="none" aria-hidden="true">${DRAWINGS[level]}</svg>`;
}

/** The mark of a level hung on the margin line. @param {Level} [level] */
export function bead(level = 'self') {
  return html`<span class="bead ${level}">${seal(level)}</span>`;
}

/** @param {string} name @param {unknown} drawing */
const small = (name, drawing) => html`<svg class="mark-${name}" viewBox="0 0 16 16" fill="none" stroke="currentColor"
  stroke-width="1.8" aria-hidden="true">${drawing}</svg>`;

const MARKS = {
  tick: svg`<path d="M2 8.6l4 4.2L14 3.6"></path>`,
  offline: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"></circle>`,
  two: svg`<path d="M1 5.5h9M6 10.5h9"></path>`,
  trouble: svg`<path d="M8 2v7.5M8 12.4v2"></path>`,
};

/** A mark of the state line or of a step. @param {keyof typeof MARKS} name */
export function mark(name) {
  return small(name, MARKS[name]);
}
