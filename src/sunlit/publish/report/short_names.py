"""How is a rule called where there is little room?"""

import re
from typing import Final

_LONGEST: Final = 38
_SHORTEST: Final = 8
_ASIDE: Final = re.compile(r": | \(")


def short_name(name: str) -> str:
    """What stands before a colon or a bracket; more of it when that says too little.

    >>> short_name("NDAA FY2019 s.889(a)(1)(A): ban on federal procurement")
    'NDAA FY2019 s.889(a)(1)(A)'
    """
    head = _ASIDE.split(name, maxsplit=1)[0]
    if len(head) < _SHORTEST:
        head = name
    if len(head) <= _LONGEST:
        return head
    cut = head[:_LONGEST].rsplit(" ", 1)[0]
    return f"{cut} …"
