"""The Python reference of the protocol of Recul: one module for each page of `docs/spec`, no network, no clock."""
