"""Two profiles of property tests: a small one in every run, a large one on request (HYPOTHESIS_PROFILE=large)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("small", max_examples=60, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "large", max_examples=10_000, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "small"))
