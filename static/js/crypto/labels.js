/** @file The registry of labels: one purpose, one label (`docs/spec/conventions.md` § Labels). */

const utf8 = new TextEncoder();

/** @param {string} text */
const label = (text) => utf8.encode(text);

export const HASH_LINK = label('recul/v1/hash/link');
export const HASH_BODY = label('recul/v1/hash/body');
export const HASH_SLOT = label('recul/v1/hash/slot');
export const HASH_SALT = label('recul/v1/hash/salt');
export const HASH_KEYRING = label('recul/v1/hash/keyring');
export const HASH_WRAPS = label('recul/v1/hash/wraps');
export const HASH_STATE = label('recul/v1/hash/state');
export const HASH_IDENTITY = label('recul/v1/hash/identity');
export const HASH_EXPORT = label('recul/v1/hash/export');
export const HASH_GROUP_STATE = label('recul/v1/hash/group-state');
export const HASH_CARD = label('recul/v1/hash/card');
export const HASH_MEMBER = label('recul/v1/hash/member');
export const HASH_KEY_CHECK = label('recul/v1/hash/key-check');
export const HASH_BOX = label('recul/v1/hash/box');
export const HASH_BOXES = label('recul/v1/hash/boxes');
export const HASH_STANDING = label('recul/v1/hash/standing');
export const HASH_MEMORY = label('recul/v1/hash/memory');
export const HASH_INVITATION = label('recul/v1/hash/invitation');
export const HASH_COMMITMENT = label('recul/v1/hash/commitment');
export const HASH_TRANSCRIPT = label('recul/v1/hash/transcript');
export const SALT_ARGON2 = label('recul/v1/salt/argon2');
export const SALT_WORDS = label('recul/v1/salt/words');
export const DERIVE_AUTH = label('recul/v1/derive/auth');
export const DERIVE_WRAP = label('recul/v1/derive/wrap');
export const DERIVE_RECOVERY_AUTH = label('recul/v1/derive/recovery-auth');
export const DERIVE_RECOVERY_WRAP = label('recul/v1/derive/recovery-wrap');
export const DERIVE_CONTENT = label('recul/v1/derive/content');
export const DERIVE_KEYRING = label('recul/v1/derive/keyring');
export const DERIVE_LOCAL = label('recul/v1/derive/local');
export const DERIVE_SAS = label('recul/v1/derive/sas');
export const DERIVE_BOX = label('recul/v1/derive/box');
export const DERIVE_GROUP = label('recul/v1/derive/group');
export const DERIVE_WITNESS = label('recul/v1/derive/witness');
export const DERIVE_INVITATION_PROOF = label('recul/v1/derive/invitation-proof');
export const DERIVE_INVITATION_LETTER = label('recul/v1/derive/invitation-letter');
export const DERIVE_DIGITS = label('recul/v1/derive/digits');
export const SIGN_LINK = label('recul/v1/sign/link');
export const SIGN_REKEY = label('recul/v1/sign/rekey');
export const SIGN_JOIN = label('recul/v1/sign/join');
