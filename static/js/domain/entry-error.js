/** An entry that cannot be read: `encoding` for a wrong shape, `version` for a word this release does not know. */
export class EntryError extends Error {
  /** @param {'encoding'|'version'} code */
  constructor(code) {
    super(code);
    this.name = 'EntryError';
    this.code = code;
  }
}

/** @param {unknown} condition @param {'encoding'|'version'} [code] */
export function expect(condition, code = 'encoding') {
  if (!condition) throw new EntryError(code);
}

/** Whether a decoded value is a map. @param {unknown} value @returns {value is Record<string, unknown>} */
export const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
