"""Objects: the sealed bodies that links name, and their end (`docs/spec/http-api.md` §3)."""
