/** Every verb about groups, for the worker (`docs/browser-client.md`, « Groups in the worker »). */
import { groupCeremonyVerbs } from './group-ceremony.js';
import { groupMemoryVerbs } from './group-memory.js';
import { groupOutboxVerbs } from './group-outbox.js';
import { groupPlaceVerbs } from './group-places.js';
import { groupReadingVerbs } from './group-reading.js';
import { groupViewingVerbs } from './group-viewing.js';
import { groupWitnessVerbs } from './group-witness.js';
import { groupWritingVerbs } from './group-writing.js';

export const groupVerbs = {
  ...groupMemoryVerbs, ...groupReadingVerbs, ...groupViewingVerbs, ...groupWitnessVerbs, ...groupWritingVerbs, ...groupOutboxVerbs,
  ...groupCeremonyVerbs, ...groupPlaceVerbs,
};
