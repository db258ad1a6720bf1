"""How is what was found shown? Exports, the terminal, the report. Computes nothing."""

from sunlit.io.files import written_whole
from sunlit.io.folders import (
    ACCOUNT_FILE,
    folder_written_whole,
    is_remote,
    make_folder,
    names_folder,
    refuse_full_folder,
)
from sunlit.publish.exports import EXPORTERS, Exporter, Law
from sunlit.publish.report import render_report
from sunlit.publish.schemas import load_schema
from sunlit.publish.terminal.account import print_account
from sunlit.publish.terminal.explanation import print_explanation
from sunlit.publish.terminal.findings import print_findings
from sunlit.publish.terminal.law import print_law
from sunlit.publish.terminal.reported import print_reported
from sunlit.publish.terminal.summary import print_summary
from sunlit.publish.terminal.understanding import print_understanding
from sunlit.summary import Summary

__all__ = [
    "ACCOUNT_FILE",
    "EXPORTERS",
    "Exporter",
    "Law",
    "Summary",
    "folder_written_whole",
    "is_remote",
    "load_schema",
    "make_folder",
    "names_folder",
    "print_account",
    "print_explanation",
    "print_findings",
    "print_law",
    "print_reported",
    "print_summary",
    "print_understanding",
    "refuse_full_folder",
    "render_report",
    "written_whole",
]
