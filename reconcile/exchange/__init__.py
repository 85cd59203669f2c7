"""Claims in and out of files."""

from reconcile.exchange.tables import lines, read_claims, write_claims

__all__ = ["lines", "read_claims", "write_claims"]
