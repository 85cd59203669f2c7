"""Whose word a figure rests on, and the figure a named policy makes of it."""

from reconcile.trust.estimates import POLICIES, estimates, policy
from reconcile.trust.independence import origins
from reconcile.trust.sources import standings
from reconcile.trust.totals import totals, wholes

__all__ = ["POLICIES", "estimates", "origins", "policy", "standings", "totals", "wholes"]
