"""Findings: acquisitions tied to a party, with evidence, money and what the law said."""

from sunlit.findings.answers import AnswersOnce, Asked
from sunlit.findings.build import Judging, Naming, derive
from sunlit.findings.find import each_finding, find_finding, read_findings
from sunlit.findings.leads import Lead, find_leads, sellers_known
from sunlit.findings.lines import FindingLine
from sunlit.findings.resellers import SupplierSales, learn_resellers
from sunlit.findings.totals import Totals, summarise
from sunlit.findings.weigh import Weigher, weighed

__all__ = [
    "AnswersOnce",
    "Asked",
    "FindingLine",
    "Judging",
    "Lead",
    "Naming",
    "SupplierSales",
    "Totals",
    "Weigher",
    "derive",
    "each_finding",
    "find_finding",
    "find_leads",
    "learn_resellers",
    "read_findings",
    "sellers_known",
    "summarise",
    "weighed",
]
