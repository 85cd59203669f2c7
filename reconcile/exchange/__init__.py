"""Claims in and out of files."""

from reconcile.exchange.tables import cell_of, lines, read_claims, write_claims

__all__ = ["cell_of", "lines", "read_claims", "write_claims"]
