"""Findings: acquisitions tied to a party, with evidence, money and status."""

from sunlit.findings.build import build_findings
from sunlit.findings.find import each_finding, find_finding, read_findings
from sunlit.findings.leads import Lead, find_leads, sellers_known
from sunlit.findings.lines import FindingLine
from sunlit.findings.resellers import Reseller, learn_resellers
from sunlit.findings.totals import Totals, summarise

__all__ = [
    "FindingLine",
    "Lead",
    "Reseller",
    "Totals",
    "build_findings",
    "each_finding",
    "find_finding",
    "find_leads",
    "learn_resellers",
    "read_findings",
    "sellers_known",
    "summarise",
]
