/** Words a slip of the finger apart. */

/** How many slips a word forgives: none when it is short, since too many others would answer. @param {string} word @returns {number} */
export function slipsOf(word) {
  if (word.length < 5) return 0;
  return word.length < 9 ? 1 : 2;
}

/** A set of the letters of a word, to leave out at once what cannot be near. @param {string} word @returns {number} 32 bits */
export function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** How many letters only one of two sets has; a slip changes two at most. @param {number} one @param {number} other @returns {number} */
export function lettersApart(one, other) {
  let bits = one ^ other;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}

/**
 * Whether so many letters added, left out, changed, or exchanged with their neighbour make one word of the other.
 * @param {string} one @param {string} other @param {number} most @returns {boolean}
 */
export function isNear(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const changed = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      let slips = Math.min(changed, row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) slips = Math.min(slips, before[j - 2] + 1);
      next.push(slips);
      least = Math.min(least, slips);
    }
    if (least > most) return false;
    [before, row] = [row, next];
  }
  return row[other.length] <= most;
}
