"""What all tests share: property tests draw the same examples each time, and models load once a session."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from mtqa.config import Config
from mtqa.models import Models

# `HYPOTHESIS_PROFILE=search pytest` looks for new counterexamples, for longer.
settings.register_profile("default", derandomize=True, deadline=None, database=None)
settings.register_profile("search", derandomize=False, deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def models() -> Models:
    """The models of the default configuration, loaded when a test first needs them."""
    return Models(Config())
