"""Findings: acquisitions tied to a party, with evidence, money and status."""

from sunlit.findings.build import build_findings
from sunlit.findings.find import find_finding

__all__ = ["build_findings", "find_finding"]
