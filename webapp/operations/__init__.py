"""What an administrator does: serve, migrate, check, sweep, back up, restore, verify (`docs/operations.md`)."""
