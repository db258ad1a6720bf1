"""`sunlit explain`: open one finding to its row, its signals and its instruments."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from sunlit.cli import options as o
from sunlit.cli.reading import takes_reading_options
from sunlit.cli.scanner import KnowledgeFolder
from sunlit.publish import print_explanation
from sunlit.services import explain as service
from sunlit.services.knowledge import load
from sunlit.services.run import ReadOptions


@takes_reading_options()
def explain(
    finding_id: Annotated[str, typer.Argument(help="The finding's id, or how it begins.")],
    found_in: Annotated[
        Path, typer.Option("--in", metavar="FILE", help="Findings as JSON Lines or Parquet.")
    ],
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Every cell of the row, read anew from its original."),
    ] = False,
    knowledge: KnowledgeFolder = None,
    *,
    reading: ReadOptions,
) -> None:
    """Show why a finding was made: the row as published, each span, its source, each instrument.

    Long cells are cut around the hit. --whole reads the row anew; give it the options on how to
    read that the scan was given.

    \b
    Example: sunlit scan payments.csv --out findings.jsonl
             sunlit explain 3f9a --in findings.jsonl
             sunlit explain 3f9a --in findings.jsonl --whole
    """
    line = service.explain(finding_id, found_in, load(knowledge))
    row = service.whole_row(line.finding, o.make_run(reading, quiet=True)) if whole else None
    print_explanation(line.finding, line.answers, Console(), row)
