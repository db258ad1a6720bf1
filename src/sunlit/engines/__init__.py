"""Where does a stage's function run: here, in several processes, or on a cluster?"""

from sunlit.engines.contract import Engine, Work

__all__ = ["Engine", "Work"]
