"""Tables as data files that users extend or replace, and the one loader that reads them."""

from reconcile.vocab.loader import Vocabulary, load, table

__all__ = ["Vocabulary", "load", "table"]
