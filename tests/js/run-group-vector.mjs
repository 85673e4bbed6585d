/** @file The browser's runner of the operations of groups, ceremonies and sharing, beside those of `run-vector.mjs`. */
import { GroupState } from '../../static/js/crypto/group-state.js';

function stateOf({ chainId, links }) {
  const state = new GroupState(chainId);
  for (const signed of links) state.append(signed);
  return state;
}

function verifyGroup(input) {
  const state = stateOf(input);
  return { seq: state.nextSeq - 1, head: state.head, state: state.toBytes(), stateHash: state.stateHash() };
}

export const GROUP_OPERATIONS = {
  'group.verify': verifyGroup,
};
