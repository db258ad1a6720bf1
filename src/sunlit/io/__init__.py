"""Files written whole, strict YAML, guarded HTTP and a spool: all that touches disk or network.

Below every stage: it knows no table and no rule.
"""
