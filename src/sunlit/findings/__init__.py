"""Findings: acquisitions tied to a party, with evidence, money and status."""

from sunlit.findings.build import build_findings
from sunlit.findings.find import find_finding, read_findings
from sunlit.findings.leads import Lead, find_leads, sellers_known
from sunlit.findings.resellers import Reseller, learn_resellers

__all__ = [
    "Lead",
    "Reseller",
    "build_findings",
    "find_finding",
    "find_leads",
    "learn_resellers",
    "read_findings",
    "sellers_known",
]
