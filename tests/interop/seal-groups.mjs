/** @file Cases about groups that the browser's modules seal at random, beside those of `seal.mjs`. */
import { toHex } from '../../static/js/crypto/bytes.js';
import * as ceremony from '../../static/js/crypto/ceremony.js';
import { Facilitator, Newcomer } from '../../static/js/crypto/ceremony-sides.js';
import { toBytes } from '../../static/js/crypto/documents.js';
import { generateEpochKey, makeRotation } from '../../static/js/crypto/epochs.js';
import { FACILITATOR, MEMBER, toValue } from '../../static/js/crypto/group-operations.js';
import { memoryToBytes } from '../../static/js/crypto/memory.js';
import { randomBytes } from '../../static/js/crypto/primitives.js';
import { sealBoxes, sealPost } from '../../static/js/crypto/sharing.js';
import { sealWitness } from '../../static/js/crypto/witness.js';
import { Circle, Somebody } from '../js/circle.mjs';
import { writeFields, writeValue } from '../js/notation.mjs';

const below = (limit) => new DataView(randomBytes(4).buffer).getUint32(0) % limit;
const people = (count) => Array.from({ length: count }, () => new Somebody());
const share = (end) => ({
  name: 'put', objectId: Uint8Array.of(1, ...randomBytes(15)), revision: 1, bodyHash: randomBytes(32), size: 1200,
  boxesHash: randomBytes(32), parent: null, end,
});

/** A group with a life: people, shares, answers, proposals, a departure. */
function grown() {
  const circle = new Circle();
  const [anne, ...others] = [circle.founder, ...people(3 + below(4))];
  circle.welcome(others, FACILITATOR, MEMBER);
  const put = share(20_000);
  circle.add(others[1], put);
  circle.add(others[2], { ...share(19_000), parent: put.objectId });
  if (below(2)) circle.add(others[1], { ...put, revision: 2, end: 18_000 });
  const { head } = circle.add(anne, { name: 'propose', change: below(2) ? 'promote' : 'remove', identity: others[1].identity });
  circle.add(others[0], { name: 'endorse', proposal: head });
  if (below(2)) circle.add(others[2], { name: 'endorse', proposal: head });
  if (below(2)) circle.add(anne, { name: 'anchor', seanceId: randomBytes(16) });
  if (below(2)) circle.add(others[0], { name: 'leave' });
  circle.add(anne, { name: 'checkpoint', number: 1, stateHash: circle.state.stateHash() });
  return circle;
}

/** A rotation for a few people, and what it wraps again. */
function rotated() {
  const [groupId, epoch, epochKey, members] = [randomBytes(16), 1 + below(9), generateEpochKey(), people(1 + below(5))];
  const wanted = Array.from({ length: below(4) }, () => ({ objectId: randomBytes(16), revision: 1 + below(9), key: randomBytes(32) }));
  return { groupId, epoch, epochKey, members, wanted, ...makeRotation(groupId, epoch, members, epochKey, wanted) };
}

/** A ceremony held to its end: what both sides know, and their messages. */
function held() {
  const setting = { groupId: randomBytes(16), createHash: randomBytes(32), secret: ceremony.generateSecret() };
  const [anne, basile] = people(2);
  const terms = { seq: below(99), head: randomBytes(32), role: below(2), replaces: below(2) ? randomBytes(32) : null };
  const facilitator = new Facilitator(setting, { identity: anne.identity, boxKey: anne.boxKey, name: 'Anne' }, terms);
  const newcomer = new Newcomer(setting, { identity: basile.identity, boxKey: basile.boxKey, name: 'Basile' });
  const commitment = newcomer.commit();
  const reveal = newcomer.reveal(facilitator.answer(commitment));
  facilitator.learn(reveal);
  newcomer.typeDigits(facilitator.digits);
  return { setting, anne, terms, facilitator, newcomer, steps: [
    { step: 'answer', message: commitment }, { step: 'learn', message: reveal },
    { step: 'digits', typed: newcomer.digits }, { step: 'receive', message: newcomer.sign(basile.seed) }, { step: 'add' },
  ] };
}

export const GROUP_MAKERS = [
  function grouped() {
    const { groupId, links } = grown();
    return ['group.verify', { chainId: groupId, links_hex: links.map(toHex) }];
  },
  function boxed() {
    const { groupId, operation, members, boxes } = rotated();
    const { identity, boxSecret } = members[0];
    const { box } = boxes.find((each) => toHex(each.identity) === toHex(identity));
    return ['group.open_epoch', { groupId, rotate: writeValue(toValue(operation)), identity, boxSecret, box }];
  },
  function wrappedAgain() {
    const { groupId, operation, epochKey, wanted, standing } = rotated();
    const versions = wanted.map(({ objectId, revision }) => writeFields({ objectId, revision }));
    return ['group.open_standing', { groupId, rotate: writeValue(toValue(operation)), epochKey, wanted: versions, wraps: standing.map(writeFields) }];
  },
  function lettered() {
    const [secret, groupId] = [ceremony.generateSecret(), randomBytes(16)];
    const clauses = Array.from({ length: below(3) }, () => ({ id: randomBytes(8), text: 'Ce qui se dit ici reste ici.' }));
    const letter = { createHash: randomBytes(32), title: 'Le groupe du mardi', facilitators: ['Anne'], clauses, charter: 1 + below(9) };
    return ['ceremony.open_letter', { secret, groupId, letter: ceremony.sealLetter(secret, groupId, letter) }];
  },
  function vouched() {
    const { setting, anne, terms, facilitator, steps } = held();
    const { identity, boxKey } = anne;
    const walked = steps.map(writeFields).map((step) => ({ ...step, refused: false }));
    const replaces = terms.replaces === null ? { replaces: null } : { replaces: terms.replaces };
    return ['ceremony.facilitator', {
      ...setting, identity, boxKey, name: 'Anne', ...terms, ...replaces, nonce: facilitator.nonce, steps: walked,
    }];
  },
  function shared() {
    const [groupId, members, epochKey, key] = [randomBytes(16), people(1 + below(5)), generateEpochKey(), randomBytes(32)];
    const place = { groupId, objectId: randomBytes(16), revision: 1 + below(9), epoch: 1 + below(9) };
    const [author, reader] = [members[0], members[below(members.length)]];
    const readers = below(2) ? null : [author.identity];
    const post = { author: author.identity, witness: randomBytes(112), document: randomBytes(below(3000)) };
    return ['sharing.open', {
      ...place, author: author.identity, members_hex: members.map(({ identity }) => toHex(identity)).sort(), identity: reader.identity,
      boxSecret: reader.boxSecret, epochKey, boxes: sealBoxes(epochKey, place, key, members, readers), body: sealPost(key, place, post),
    }];
  },
  function documented() {
    const document = { kind: 'answer', form: 'question', text: 'Et toi ?', passage: below(2) ? [randomBytes(32), 3, 8] : null, named: below(2) === 1 };
    return ['sharing.read_document', { document: toBytes(document) }];
  },
  function witnessed() {
    const [accountKey, vaultId, groupId] = [randomBytes(32), randomBytes(16), randomBytes(16)];
    return ['sharing.open_witness', { accountKey, vaultId, groupId, witness: sealWitness(accountKey, vaultId, groupId, { seq: below(999), head: randomBytes(32) }) }];
  },
  function remembered() {
    const epochs = Array.from({ length: 1 + below(9) }, (_, at) => [at + 1, randomBytes(32)]).reverse();
    const pins = Array.from({ length: below(4) }, () => [randomBytes(32), randomBytes(32)]);
    const invitations = Array.from({ length: below(3) }, () => [randomBytes(16), below(2), below(40_000), null]);
    const memory = memoryToBytes({
      groupId: randomBytes(16), createHash: randomBytes(32), seq: below(999), head: randomBytes(32), epochs, pins, invitations,
      dropped: invitations.map(() => [randomBytes(16), below(40_000)]), name: 'Mardi', joined: below(9), left: below(2) ? [below(40_000), below(99)] : null,
    });
    return ['sharing.read_memory', { memory }];
  },
];
