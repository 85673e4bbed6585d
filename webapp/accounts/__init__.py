"""Accounts: registration, sessions, recovery, passphrase, rekey, deletion (`docs/spec/http-api.md` §2)."""
