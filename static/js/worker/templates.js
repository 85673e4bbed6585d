/** The verbs about a person's own templates, which their vault keeps beside what it remembers of groups. */
import { fromHex, toHex } from '../crypto/bytes.js';
import { decode, encode } from '../crypto/encoding.js';
import { ID_SIZE, randomBytes } from '../crypto/primitives.js';
import { mergeTemplates, templatesFromBytes, templatesId, templatesToBytes } from '../crypto/templates.js';
import { outboxRow } from './group-memory.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/templates.js').Asked} Asked */
/** @typedef {{id: string, name: string, questions: string[]}} OwnTemplate */

/** @param {Keeper} keeper */
function kept({ vault }) {
  const document = vault.memories.get(toHex(templatesId()));
  return document ? templatesFromBytes(encode(document)) : [];
}

/** Those that were not taken away. @param {import('../crypto/templates.js').Template[]} templates @returns {OwnTemplate[]} */
export function shownTemplates(templates) {
  return templates.flatMap(([id, , asked]) => (asked === null ? [] : [{ id: toHex(id), name: asked[0], questions: asked[1] }]));
}

/** @param {Keeper} keeper */
const ownTemplates = (keeper) => shownTemplates(kept(keeper));

/**
 * A template that is new, changed or taken away, as a write for the vault's outbox. It is later than what it changes, whatever a clock says.
 * @param {Keeper} keeper @param {{template_id: string|null, edited: number, asked: Asked|null}} args
 */
function sealTemplate(keeper, { template_id, edited, asked }) {
  const [all, id] = [kept(keeper), template_id === null ? randomBytes(ID_SIZE) : fromHex(template_id)];
  const before = all.find(([each]) => toHex(each) === template_id)?.[1] ?? -1;
  const written = templatesToBytes(mergeTemplates(all, [[id, Math.max(edited, before + 1), asked]]));
  // read again as another device will read it
  templatesFromBytes(written);
  return { template_id: toHex(id), row: outboxRow(keeper, templatesId(), decode(written)) };
}

export const templateVerbs = { ownTemplates, sealTemplate };
