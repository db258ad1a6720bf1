"""How well does the matcher do on labelled lines?"""

from pathlib import Path

from sunlit import sources
from sunlit.matching.evaluate import Evaluation, read_lines
from sunlit.matching.evaluate import evaluate as evaluate_lines
from sunlit.services.scanner import Scanner

__all__ = ["Evaluation", "evaluate"]


def evaluate(lines: Path, scanner: Scanner) -> Evaluation:
    """Compare the matcher with labelled lines; `matching.evaluate` says what is counted.

    A tie counts from the scanner's least score on.
    """
    read = read_lines(lines, sources.field_of_name)
    return evaluate_lines(read, scanner.matcher, scanner.min_score)
