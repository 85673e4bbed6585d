/** The readable build of Lit announces itself on the console; this page knows. Must be read before Lit is. */

/** @type {{litIssuedWarnings?: Set<string>}} */ (globalThis).litIssuedWarnings = new Set(['dev-mode']);
