"""A vault that grows link by link, the same in every vector that needs one."""

from collections.abc import Sequence

from crypto import chain, encoding, labels, operations, primitives, signatures, vault_policy
from crypto.operations import Checkpoint, Create, Operation, Put, Rekey, Slots
from crypto.vault_state import VaultState
from tests.vectors.generate import fixed
from tests.vectors.keys.person import Person

PERSON = Person.at_epoch(1)
VAULT = PERSON.vault_id
SEED = PERSON.keyring.sign_seed
FIRST, SECOND, THIRD = (fixed(f"object {number}", 16) for number in (1, 2, 3))


def put(object_id: bytes, revision: int, end: int | None = None) -> Put:
    """Return a put of some body."""
    return Put(object_id, revision, primitives.hash(labels.HASH_BODY, object_id + bytes([revision])), 1096, end)


class Vault:
    """The links of a vault so far, and the state after them."""

    def __init__(self) -> None:
        """Start with link 0."""
        self.state = VaultState.before_create(VAULT, PERSON.keyring.identity)
        self.seed = SEED
        self.links: list[bytes] = []
        self.add(Create(PERSON.keyring.box_key), PERSON.slots_operation)

    def sign(self, *its_operations: Operation) -> bytes:
        """Return the signed link that would come next, valid or not."""
        return chain.sign_link(self.seed, VAULT, self.state.next_seq, self.state.head, its_operations)

    def add(self, *its_operations: Operation) -> "Vault":
        """Append a link."""
        signed = self.sign(*its_operations)
        self.state.append(signed)
        self.links.append(signed)
        return self

    def checkpoint(self, number: int | None = None) -> Checkpoint:
        """Return the checkpoint that would come next."""
        number = self.state.standing.checkpoint + 1 if number is None else number
        return Checkpoint(number, fixed("index"), 1096, self.state.state_hash())

    def rekey(self, person: Person) -> tuple[Rekey, Slots]:
        """Return the operations that make `person` the next epoch, cosigned when the identity is new."""
        plain = Rekey(person.epoch, fixed("wraps"))
        if person.keyring.identity == self.state.standing.identity:
            return plain, person.slots_operation
        given = Rekey(person.epoch, fixed("wraps"), person.keyring.identity, person.keyring.box_key)
        return self.cosign(given, person.slots_operation, person.keyring.sign_seed), person.slots_operation

    def cosign(self, rekey: Rekey, slots: Slots, seed: bytes) -> Rekey:
        """Return a rekey cosigned at the next place."""
        return vault_policy.cosign(seed, VAULT, self.state.next_seq, self.state.head, rekey, slots)


def sign_value(value: object, seed: bytes = SEED) -> bytes:
    """Return any value of the encoding, signed as if it were a link."""
    return sign_bytes(encoding.encode(value), seed)


def sign_bytes(link: bytes, seed: bytes = SEED) -> bytes:
    """Return any bytes, signed as if they were a link."""
    author = signatures.identity_of(seed)
    return author + signatures.sign(seed, labels.SIGN_LINK, author + link) + link


def values(its_operations: Sequence[Operation]) -> list[encoding.Value]:
    """Return the arrays of operations."""
    return [operations.to_value(operation) for operation in its_operations]
