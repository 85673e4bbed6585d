"""Chains: the head, the links, and the append (`docs/spec/http-api.md` §3)."""
