"""Names: compare two, or look one up among a million, in any script."""

from sunlit.values.names.comparing import SAME_NAME, Comparison, compare
from sunlit.values.names.parsing import Kind

__all__ = ["SAME_NAME", "Comparison", "Kind", "compare"]
