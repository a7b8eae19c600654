"""The `tbyl` commands."""
