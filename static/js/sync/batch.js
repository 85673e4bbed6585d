/** What travels in one append: under the limit of a request (`docs/spec/http-api.md` §1), whatever the texts weigh. */

const RECORDS = 200;
const BYTES = 16 * 1024 * 1024;

/**
 * The oldest records that travel together. A record is sealed as its body will be, so that both weigh about the same.
 * @template {{sealed: Uint8Array}} Row @param {Row[]} rows oldest first @returns {Row[]} at least one, if there is any
 */
export function firstBatch(rows) {
  let bytes = 0;
  const full = rows.findIndex(({ sealed }, at) => {
    bytes += sealed.length;
    return at > 0 && (at >= RECORDS || bytes > BYTES);
  });
  return full < 0 ? rows : rows.slice(0, full);
}
