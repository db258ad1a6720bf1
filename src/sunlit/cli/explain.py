"""`sunlit explain`: open one finding to its row, its signals and its instruments."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from sunlit.cli.scanner import KnowledgeFolder
from sunlit.publish import print_explanation
from sunlit.services import explain as service
from sunlit.services.knowledge import load


def explain(
    finding_id: Annotated[str, typer.Argument(help="The finding's id, or how it begins.")],
    found_in: Annotated[
        Path, typer.Option("--in", metavar="FILE", help="Findings as JSON Lines or Parquet.")
    ],
    knowledge: KnowledgeFolder = None,
) -> None:
    """Show why a finding was made: the row as published, each span, its source, each instrument.

    \b
    Example: sunlit scan payments.csv --out findings.jsonl
             sunlit explain 3f9a --in findings.jsonl
    """
    line = service.explain(finding_id, found_in, load(knowledge))
    print_explanation(line.finding, line.answers, Console())
