"""Invitations, and the relay of the ceremony by which keys become known (`docs/spec/group-http.md` §2)."""
