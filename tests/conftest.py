"""What tests share: the folder of reference files beside the repository, and a claim that is clean."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The reference files beside the repository; the test is skipped where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference files are not beside the repository")
    return SHARED


@pytest.fixture
def visit() -> dict[str, Any]:
    """The claim document of examples/visit.json, which is clean on 2026-11-05."""
    document: dict[str, Any] = json.loads((ROOT / "examples" / "visit.json").read_text())
    return document
