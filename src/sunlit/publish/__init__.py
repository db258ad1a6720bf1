"""How is what was found shown? Exports, the terminal, the report. Computes nothing new."""

from sunlit.publish.exports import EXPORTERS, Exporter, Law
from sunlit.publish.files import written_whole
from sunlit.publish.summary import Summary, summarise
from sunlit.publish.terminal.account import print_account
from sunlit.publish.terminal.findings import print_findings
from sunlit.publish.terminal.summary import print_summary

__all__ = [
    "EXPORTERS",
    "Exporter",
    "Law",
    "Summary",
    "print_account",
    "print_findings",
    "print_summary",
    "summarise",
    "written_whole",
]
