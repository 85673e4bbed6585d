"""Groups: their chains, members, objects, and what the server knows of them (`docs/spec/group-http.md`)."""
