"""Reports: read from files, their parts marked, and their days of publication stated or limited."""

from reconcile.documents.blocks import blocks_of, structured
from reconcile.documents.dating import date_document
from reconcile.documents.reading import Reading, read

__all__ = ["Reading", "blocks_of", "date_document", "read", "structured"]
