/** @file A group of people whose keys are drawn at random, with its links: for tests. */
import { boxKeyOf } from '../../static/js/crypto/box.js';
import { signLink } from '../../static/js/crypto/chain.js';
import { generateEpochKey, makeRotation } from '../../static/js/crypto/group.js';
import { GROUP, MEMBER } from '../../static/js/crypto/group-operations.js';
import { joinMessage } from '../../static/js/crypto/group-policy.js';
import { GroupState } from '../../static/js/crypto/group-state.js';
import { SIGN_JOIN } from '../../static/js/crypto/labels.js';
import { randomBytes } from '../../static/js/crypto/primitives.js';
import { identityOf, sign } from '../../static/js/crypto/signatures.js';

/** A person of a group. */
export class Somebody {
  constructor() {
    this.seed = randomBytes(32);
    this.identity = identityOf(this.seed);
    this.boxSecret = randomBytes(32);
    this.boxKey = boxKeyOf(this.boxSecret);
  }
}

/** A group made by one person: its links, the state after them, the keys and the boxes of its epochs. */
export class Circle {
  constructor(founder = new Somebody(), end = 30_000) {
    this.groupId = randomBytes(16);
    this.state = new GroupState(this.groupId);
    this.links = [];
    this.keys = new Map();
    this.boxes = [];
    this.founder = founder;
    const create = { name: 'create', boxKey: founder.boxKey, end };
    this.add(founder, create, this.rotation([founder]));
  }

  /** The rotation that would come next, for some people, with the standing wraps it names. */
  rotation(people, standing = []) {
    const [epoch, key] = [this.state.roster.epoch + 1, generateEpochKey()];
    const { operation, boxes } = makeRotation(this.groupId, epoch, people, key, standing);
    this.keys.set(epoch, key);
    this.boxes.push(...boxes);
    return operation;
  }

  /** The `add` of somebody, with their signature. */
  joining(who, role = MEMBER, replaces = null, transcript = randomBytes(32)) {
    const signature = sign(who.seed, SIGN_JOIN, joinMessage(this.groupId, transcript, who.boxKey, role));
    return { name: 'add', identity: who.identity, boxKey: who.boxKey, role, transcript, signature, replaces };
  }

  /** The signed link that would come next, valid or not. */
  sign(author, ...operations) {
    return signLink(author.seed, this.groupId, this.state.nextSeq, this.state.head, operations, GROUP);
  }

  /** Append a link. */
  add(author, ...operations) {
    const signed = this.sign(author, ...operations);
    const link = this.state.append(signed);
    this.links.push(signed);
    return link;
  }

  /** Add people in one link. */
  welcome(people, ...roles) {
    const members = [...this.state.roster.members.values()];
    const joins = people.map((who, at) => this.joining(who, roles[at]));
    return this.add(this.founder, ...joins, this.rotation([...members, ...people]));
  }
}
