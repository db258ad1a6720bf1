"""What do the words around a name assert: that it is bought, serviced, removed, ruled out?"""

from sunlit.matching.assertion.stance import CellContext, Stance, stance_of

__all__ = ["CellContext", "Stance", "stance_of"]
