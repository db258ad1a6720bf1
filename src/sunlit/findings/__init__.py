"""Findings: acquisitions tied to a party, with evidence, money and what the law said."""

from sunlit.findings.answers import AnswersOnce, Asked
from sunlit.findings.build import Judging, Naming, derive
from sunlit.findings.find import find_finding, read_findings
from sunlit.findings.leads import Lead, find_leads, sellers_known
from sunlit.findings.resellers import Reseller, learn_resellers
from sunlit.findings.weigh import Corpus, weighed

__all__ = [
    "AnswersOnce",
    "Asked",
    "Corpus",
    "Judging",
    "Lead",
    "Naming",
    "Reseller",
    "derive",
    "find_finding",
    "find_leads",
    "learn_resellers",
    "read_findings",
    "sellers_known",
    "weighed",
]
