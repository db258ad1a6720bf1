"""Sunlit: who bought restricted surveillance gear with public money, and where is the proof?"""

__version__ = "0.1.0"
