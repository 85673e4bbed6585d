"""A group's server in memory that may misbehave at each call, over the real protocol modules."""

from collections.abc import Sequence
from random import Random

from crypto import frames
from crypto.chain import Mark
from crypto.client import OfflineError
from crypto.client.api import RefusedError
from crypto.errors import ReculError
from crypto.frames import BoxFrame, Frame, LinkFrame, SharedFrame, StandingFrame
from crypto.group_ids import box_hash
from crypto.group_state import GroupState
from crypto.objects import body_hash

Listed = tuple[list[BoxFrame], list[StandingFrame]]


class Server:
    """The honest store of one group: links judged at their place, bodies, boxes and wraps beside them."""

    def __init__(self, group_id: bytes) -> None:
        self.state = GroupState(group_id)
        self.links: list[bytes] = []
        self.bodies: dict[bytes, SharedFrame] = {}
        self.boxes: dict[bytes, BoxFrame] = {}
        self.wraps: dict[tuple[int, bytes, int], StandingFrame] = {}

    def copy(self) -> "Server":
        """Return a branch: the same until now, on its own from now on."""
        other = Server(self.state.chain_id)
        other.state, other.links = self.state.copy(), list(self.links)
        other.bodies, other.boxes, other.wraps = dict(self.bodies), dict(self.boxes), dict(self.wraps)
        return other

    def append(self, base: Mark, objects: Sequence[Frame], links: Sequence[bytes]) -> None:
        """Store links after a place, or raise as the routes do."""
        if list(links) == self.links[base.seq + 1 : base.seq + 1 + len(links)]:
            return
        if base.head != self.state.head:
            stale = frames.encode([LinkFrame(each) for each in self.links[base.seq + 1 :]])
            raise RefusedError("stale-head", body=stale)
        ahead = self.state.copy()
        try:
            for each in links:
                ahead.append(each)
        except ReculError:
            raise RefusedError("refused-link") from None
        self.state = ahead
        self.links.extend(links)
        for frame in objects:
            self._store(frame)

    def epochs(self, identity: bytes) -> Listed:
        """Return someone's boxes, and the standing wraps of the last rotation that were not put again."""
        rotations = self.state.rotations
        named = [dict(each.operation.boxes).get(identity) for each in rotations.values()]
        epoch, objects = self.state.roster.epoch, self.state.objects
        wanted = [(epoch, each, revision) for each, revision in rotations[epoch].standing
                  if objects[each].revision == revision]  # fmt: skip
        return [self.boxes[each] for each in named if each is not None], [self.wraps[each] for each in wanted]

    def shared(self, hashes: Sequence[bytes]) -> list[SharedFrame]:
        """Return the current bodies among those asked for."""
        current = [record.body_hash for record in self.state.objects.values()]
        return [self.bodies[each] for each in current if each in set(hashes)]

    def _store(self, frame: Frame) -> None:
        if isinstance(frame, SharedFrame):
            self.bodies[body_hash(frame.body)] = frame
        elif isinstance(frame, BoxFrame):
            self.boxes[box_hash(frame.box)] = frame
        elif isinstance(frame, StandingFrame):
            self.wraps[frame.epoch, frame.object_id, frame.revision] = frame


class Line:
    """How a member reaches the server; `faults` of the calls in a hundred go wrong, and `wrongs` counts them."""

    def __init__(self, server: Server, identity: bytes, random: Random, faults: int = 0) -> None:
        self.server, self.identity, self.random, self.faults = server, identity, random, faults
        self.wrongs: dict[str, int] = {}

    def head(self, chain_id: bytes) -> Mark:
        """Return the head, or that of an earlier state."""
        self._enter("head")
        seq = len(self.server.links) - 1
        if self._wrong("restore"):
            seq = self.random.randrange(seq + 1)
        found = self.server.state.head_at(seq)
        assert found is not None
        return Mark(seq, found)

    def links(self, chain_id: bytes, after: int) -> list[bytes]:
        """Return the links after a place: late, doubled, permuted, cut, or with an old one again."""
        self._enter("links")
        found = self.server.links[after + 1 :]
        ways = {
            "delay": found[:0],
            "cut": found[: len(found) // 2],
            "duplicate": [*found, *found[-1:]],
            "reorder": found[::-1],
            "drop": found[1:],
            "replay": [*found, self.random.choice(self.server.links)],
        }
        return next((changed for way, changed in ways.items() if changed != found and self._wrong(way)), found)

    def append(self, chain_id: bytes, base: Mark, objects: Sequence[Frame], links: Sequence[bytes]) -> None:
        """Store links: not at all, twice, without an answer, or answering without storing."""
        self._enter("append")
        if self._wrong("lost request"):
            raise OfflineError("lost")
        if self._wrong("answered, not stored"):
            return
        self.server.append(base, objects, links)
        if self._wrong("sent again"):
            self.server.append(base, objects, links)
        if self._wrong("lost answer"):
            raise OfflineError("lost")

    def epochs(self, chain_id: bytes) -> Listed:
        """Return boxes and wraps: missing, spoiled, or those of others."""
        self._enter("epochs")
        boxes, wraps = self.server.epochs(self.identity)
        if self._wrong("no box"):
            return [], wraps
        if self._wrong("spoiled box"):
            boxes = [BoxFrame(each.identity, each.epoch, self.random.randbytes(136)) for each in boxes]
        if self._wrong("another's box"):
            other = self.random.choice(list(self.server.boxes.values()))
            boxes = [BoxFrame(self.identity, each.epoch, other.box) for each in boxes]
        return boxes, wraps[1:] if self._wrong("no wrap") else wraps

    def shared(self, chain_id: bytes, hashes: Sequence[bytes]) -> list[SharedFrame]:
        """Return bodies: missing, spoiled, or old ones in their place."""
        self._enter("shared")
        found = self.server.shared(hashes)
        if found and self._wrong("no body"):
            return found[1:]
        if found and self._wrong("old body"):
            return [*found[1:], self.random.choice(list(self.server.bodies.values()))]
        if found and self._wrong("other boxes"):
            return [SharedFrame(e.object_id, e.revision, e.epoch, found[0].boxes, e.body) for e in found]
        return found

    def _enter(self, route: str) -> None:
        if self.identity not in self.server.state.roster.members:
            raise RefusedError("not-found")
        if self._wrong(f"{route} offline"):
            raise OfflineError("away")

    def _wrong(self, what: str) -> bool:
        if self.random.randrange(100) >= self.faults:
            return False
        self.wrongs[what] = self.wrongs.get(what, 0) + 1
        return True
