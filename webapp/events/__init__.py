"""Wake-ups: word that something changed, and nothing else (`docs/spec/group-http.md` §4)."""
