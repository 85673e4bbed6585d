/** The texts of a notebook as lists show them. */

/** @typedef {import('../session/book.js').Entry} Entry */
/** @typedef {{entries: Map<string, Entry>}} Shelf */

/** The latest first, by the day lived, then by the moment written; texts that could not be opened before all. @param {Entry} a @param {Entry} b */
function latestFirst({ summary: a }, { summary: b }) {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (a.lived !== b.lived) return a.lived < b.lived ? 1 : -1;
  return b.written - a.written;
}

/** Texts that are not in the corbeille. @param {Shelf} shelf @returns {Entry[]} */
export function livingEntries({ entries }) {
  return [...entries.values()].filter((entry) => entry.end === null).sort(latestFirst);
}

/** Texts in the corbeille. @param {Shelf} shelf @returns {Entry[]} */
export function binnedEntries({ entries }) {
  return [...entries.values()].filter((entry) => entry.end !== null).sort(latestFirst);
}

/** The other version of a text, when there are two. @param {Shelf} shelf @param {string} id @returns {Entry|undefined} */
export function otherVersion({ entries }, id) {
  const own = entries.get(id);
  if (own?.copyOf) return entries.get(own.copyOf);
  return [...entries.values()].find((entry) => entry.copyOf === id);
}
