/** What a verb of the notebook rejects with; one sentence per code in `i18n/`. */

/** A verb that could not be done. Nothing typed is lost by it. */
export class RefusalError extends Error {
  /** @param {string} code @param {{position?: number|null, retryAfter?: number|null, texts?: string[]}} [detail] `texts` are ids */
  constructor(code, detail = {}) {
    super(code);
    this.name = 'RefusalError';
    this.code = code;
    this.position = detail.position ?? null;
    this.retryAfter = detail.retryAfter ?? null;
    this.texts = detail.texts ?? [];
  }
}

/** Codes that stop everything until the person decides. */
export const ALARM_CODES = new Set(['rollback', 'fork', 'signature', 'chain', 'sealed', 'kdf-refused', 'version', 'code']);

/** The refusal for any failure below; an error without a code is a mistake of ours and passes through. @param {unknown} error @returns {unknown} */
export function refusalOf(error) {
  const known = /** @type {{code?: unknown, position?: number|null, retryAfter?: number|null}} */ (error);
  if (error instanceof RefusalError || typeof known?.code !== 'string') return error;
  return new RefusalError(known.code, known);
}
