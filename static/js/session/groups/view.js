/** A group as the interface shows it: what the worker read, under what waits on this device (`docs/group-client.md`). */

/** @typedef {import('./shapes.js').Group} Group */
/** @typedef {import('./shapes.js').Share} Share */
/** @typedef {import('./shapes.js').Answer} Answer */
/** @typedef {import('./shapes.js').Draft} Draft */
/** @typedef {import('./shapes.js').Kept} Kept */

/** What a code of the protocol is called when a group is stopped. @type {Record<string, string>} */
const STOPPED = { fork: 'fork', rollback: 'rollback', words: 'words', version: 'version' };

/** @param {string} code @returns {string} */
export const troubleOf = (code) => STOPPED[code] ?? 'chain';

/**
 * @param {any} view as `viewGroup` gives it; null before the first link
 * @param {Kept} kept what this device knows besides
 * @returns {{state: Group['state'], trouble: string|null}}
 */
function standingOf(view, { frozen, ended, trouble }) {
  if (ended) return { state: ended, trouble: null };
  if (frozen) return { state: 'frozen', trouble: troubleOf(frozen) };
  if (trouble) return { state: 'trouble', trouble };
  if (!view) return { state: 'loading', trouble: null };
  if (!view.verified) return { state: 'trouble', trouble: 'not-verified' };
  if (view.findings.includes('pin')) return { state: 'frozen', trouble: 'chain' };
  if (view.due) return { state: 'due', trouble: null };
  if (view.findings.length > 0) return { state: 'trouble', trouble: 'bad-key' };
  // a frame that is lost keeps nobody from sharing
  return { state: view.frame || view.lost ? 'ready' : 'loading', trouble: null };
}

/** The charter as one person accepted it. @param {any} frame @param {[clause: string, charter: number, day: number][]} accepted */
function acceptance(frame, accepted) {
  const agreed = (/** @type {{id: string}} */ { id }) => accepted.some(([clause, charter]) => clause === id && charter === frame.charter);
  const days = accepted.map(([, , day]) => day);
  return { accepted: frame !== null && frame.clauses.every(agreed), since: days.length > 0 ? Math.min(...days) : null };
}

/** @param {any} view @param {Kept} kept @returns {Group['words']} */
function wordsOf(view, { knownForADay, today }) {
  const { anchor, frame } = view;
  const held = frame?.seances.find((/** @type {{day: number}} */ { day }) => day === today);
  return {
    anchored: anchor !== null, seance: anchor?.seance ?? null, position: anchor?.seq ?? Math.min(knownForADay, view.seq),
    late: held !== undefined && anchor?.seance !== held.id,
  };
}

/** @param {any} view @param {Draft} draft what everything written here and not sent yet has in common */
function waiting(view, { object_id, end, document, question }) {
  const me = view.people.find((/** @type {{you: boolean}} */ { you }) => you);
  return {
    id: object_id, author: view.you, shownAuthor: document.named ? me?.shown ?? me?.name ?? null : null, yours: true, named: document.named,
    end: Math.min(end ?? view.end, view.end), saved: /** @type {const} */ ('device'),
    question, broken: false, later: false,
  };
}

/** @param {any} view @param {any} share @param {Kept} kept @returns {Share} */
function shareOf(view, { contradicts, revision, hash, seq, whole, ...share }, { days, today }) {
  const everyone = whole && !contradicts;
  return {
    ...share, revision, hash, whole: everyone, contradicts, day: days.get(share.id) ?? today, saved: 'server', question: null,
    readers: share.readers, broken: share.broken || contradicts, answers: share.answers.map(answerOf),
  };
}

/** @param {any} answer @returns {Answer} */
const answerOf = ({ seq, ...answer }) => ({ ...answer, saved: 'server', question: null });

/** @param {any} view @param {Draft} draft @param {Share|undefined} before @param {number} today @returns {Share} */
function waitingShare(view, draft, before, today) {
  const { document } = draft;
  return {
    ...waiting(view, draft), revision: before?.revision ?? 0, hash: before?.hash ?? null, title: document.title, body: document.body,
    seance: document.seance, day: before?.day ?? today, contradicts: false, whole: draft.readers === null,
    readers: draft.readers ?? view.people.map((/** @type {{id: string}} */ { id }) => id), answers: before?.answers ?? [],
  };
}

/** @param {any} view @param {Draft} draft @param {Share} parent @returns {Answer} */
function waitingAnswer(view, draft, parent) {
  const { form, text, passage } = draft.document;
  const stands = passage && passage[0] === parent.hash;
  const shown = passage && (stands ? { start: passage[1], end: passage[2] } : /** @type {const} */ ('changed'));
  return { ...waiting(view, draft), revision: 0, hash: null, form, text, passage: shown };
}

/** Puts what waits over what was read. @param {any} view @param {Map<string, Share>} shares @param {Draft} draft @param {number} today */
function lay(view, shares, draft, today) {
  const { act, object_id, parent } = draft;
  const above = parent === null ? undefined : shares.get(parent);
  if (act === 'tombstone') {
    shares.delete(object_id);
    for (const share of shares.values()) share.answers = share.answers.filter(({ id }) => id !== object_id);
  } else if (parent === null) shares.set(object_id, waitingShare(view, draft, shares.get(object_id), today));
  else if (above) above.answers = [...above.answers.filter(({ id }) => id !== object_id), waitingAnswer(view, draft, above)];
}

/** A share that the server should have and does not give. @param {any} view @param {string} id @param {number} today @returns {Share} */
function lost(view, id, today) {
  return {
    id, revision: 0, hash: null, author: null, shownAuthor: null, yours: false, named: true, title: null, body: null, seance: null,
    end: view.end, day: today, readers: [], whole: false, contradicts: false, answers: [], saved: 'server', question: null, broken: true, later: false,
  };
}

/** @param {any} view @param {Kept} kept @returns {Share[]} */
function sharesOf(view, kept) {
  const shares = new Map(view.shares.map((/** @type {any} */ share) => [share.id, shareOf(view, share, kept)]));
  for (const draft of kept.drafts) lay(view, shares, draft, kept.today);
  const standing = (/** @type {string} */ id) => id.startsWith('00');
  const missing = kept.lacking.filter((id) => !standing(id)).map((id) => lost(view, id, kept.today));
  return [...shares.values(), ...missing];
}

/** A group of which only the name is left, or that did not open. @param {string} id @param {string} name @param {Kept} kept @returns {Group} */
export function closedGroup(id, name, kept) {
  return {
    id, title: name || null, form: 'other', colour: 0, rhythm: '', planned: 0, windows: 'closed', role: 'member', end: 0, closing: null,
    seq: -1, epoch: 0, ...standingOf(null, kept), people: [], places: 0, former: [], clauses: [], charter: 0, accepted: false, seances: [], shares: [],
    proposals: [], words: { anchored: false, late: false, position: 0, seance: null }, you: null,
  };
}

/** @param {any} view @param {Kept} kept @returns {Group} */
export function groupOf(view, kept) {
  const { frame } = view;
  const blank = closedGroup(view.id, view.name, kept);
  return {
    ...blank, ...(frame ?? {}), id: view.id, title: frame?.title ?? (view.name || null), role: view.role, end: view.end, closing: view.closing ?? null,
    seq: view.seq, epoch: view.epoch, ...standingOf(view, kept), you: view.you, accepted: view.accepted, former: view.former, places: view.places, proposals: view.proposals,
    people: view.people.map((/** @type {any} */ person) => ({ ...person, ...acceptance(frame, person.accepted) })),
    shares: sharesOf(view, kept), words: wordsOf(view, kept),
  };
}
