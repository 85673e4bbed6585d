/** Marks that overlap become one: a number before a name, the longest before the shorter, the surer first. */

/** @typedef {import('./numbers.js').Mark} Mark */
/** @typedef {import('./numbers.js').Kind} Kind */

const FIRST = /** @type {Record<Kind, number>} */ ({ courriel: 4, telephone: 4, date: 3, age: 3, institution: 2, lieu: 2, nom: 2, prenom: 2, rare: 1 });

/** @param {Mark[]} marks @returns {Mark[]} in the order of the text, none over another */
export function settle(marks) {
  const taken = new Uint8Array(marks.reduce((length, { end }) => Math.max(length, end), 0));
  const kept = marks.toSorted(compare).filter(({ start, end }) => {
    const free = start < end && !taken.subarray(start, end).includes(1);
    if (free) taken.fill(1, start, end);
    return free;
  });
  return kept.sort((a, b) => a.start - b.start);
}

/** @param {Mark} a @param {Mark} b */
function compare(a, b) {
  return FIRST[b.kind] - FIRST[a.kind] || (b.end - b.start) - (a.end - a.start)
    || Number(b.level === 'sure') - Number(a.level === 'sure') || a.start - b.start;
}
