/** The templates that ship. Their words are sentences of the interface; what they ask is copied into the text (docs/browser-client.md, "Entry document"). */

/** The one that makes a text a case, with fields of its own. */
export const CASE_TEMPLATE = 'T08';
/** The one that begins another text, because that one will be handed in. */
export const COPY_TEMPLATE = 'X03';

/** @type {readonly {id: string, minutes: number|null, questions: number}[]} `minutes` is null when it takes several sittings */
export const TEMPLATES = Object.freeze([
  { id: 'T01', minutes: 2, questions: 4 },
  { id: 'T02', minutes: 8, questions: 3 },
  { id: 'T03', minutes: 20, questions: 6 },
  { id: 'T04', minutes: 12, questions: 6 },
  { id: 'T05', minutes: 10, questions: 4 },
  { id: 'T06', minutes: 6, questions: 5 },
  { id: 'T07', minutes: 15, questions: 6 },
  { id: CASE_TEMPLATE, minutes: 10, questions: 0 },
  { id: 'T09', minutes: 8, questions: 5 },
  { id: 'T10', minutes: 5, questions: 3 },
  { id: 'T11', minutes: null, questions: 4 },
  { id: 'T12', minutes: 15, questions: 6 },
  { id: 'X01', minutes: 15, questions: 4 },
  { id: 'X02', minutes: 12, questions: 6 },
  { id: COPY_TEMPLATE, minutes: 30, questions: 4 },
  { id: 'X04', minutes: 10, questions: 4 },
]);
