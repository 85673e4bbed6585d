/** A person's own templates: kept in the vault like the rest, never among the texts. */

import { ApiError } from '../net/api.js';
import { keepMemory, openMemories } from './groups/memory.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../worker/templates.js').OwnTemplate} OwnTemplate */

const LONGEST = 300;

/** @param {Room} room @returns {Promise<OwnTemplate[]>} */
export async function ownTemplates(room) {
  room.expectOpen();
  const { crypto } = room;
  // without the network, those that this device keeps
  await openMemories({ crypto, room }).catch((error) => { if (!(error instanceof ApiError)) throw error; });
  const found = /** @type {OwnTemplate[]} */ (await crypto.call('ownTemplates'));
  return found.sort((one, other) => one.name.localeCompare(other.name));
}

/** @param {Room} room @param {string|null} template_id @param {[string, string[]]|null} asked @returns {Promise<string>} its id */
async function write(room, template_id, asked) {
  room.expectOpen();
  room.expectAccepted();
  const { crypto } = room;
  await openMemories({ crypto, room });
  const sealed = await crypto.call('sealTemplate', { template_id, edited: Math.floor(Date.now() / 1000), asked });
  await keepMemory(room, sealed.row);
  return sealed.template_id;
}

/** @param {Room} room @param {{id: string|null, name: string, questions: string[]}} template @returns {Promise<string>} */
export async function keepTemplate(room, { id, name, questions }) {
  const [title, ...lines] = [name, ...questions].map((line) => line.trim());
  const asked = [...new Set(lines.filter((line) => line !== ''))];
  if (title === '') throw new RefusalError('no-name');
  if (asked.length === 0) throw new RefusalError('no-question');
  if ([title, ...asked].some((line) => Array.from(line).length > LONGEST)) throw new RefusalError('long-line');
  return write(room, id, [title, asked]);
}

/** Brings in those that this notebook does not have; what it has stays as it is. @param {Room} room @param {OwnTemplate[]} templates */
export async function importTemplates(room, templates) {
  if (templates.length === 0) return;
  const known = new Set((await ownTemplates(room)).map(({ id }) => id));
  for (const { id, name, questions } of templates) if (!known.has(id)) await write(room, id, [name, questions]);
}

/** What was written with it stays where it is. @param {Room} room @param {string} id */
export async function takeAway(room, id) {
  await write(room, id, null);
}
