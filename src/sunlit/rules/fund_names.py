"""Does the name of a fund say whose money it is? ESSER is federal, ESPLOST is a local tax."""

import re
from functools import lru_cache
from typing import Final, NamedTuple


class NamedFunds(NamedTuple):
    """A fund's name: the money that it means (terms.MONEY), the words that say so, and why."""

    funds: str
    words: str
    why: str


#: Names of programmes, longest first where one holds another. Case is ignored but where a name
#: is also a word: those are marked (?-i:...).
_NAMES: Final[tuple[tuple[str, str, str], ...]] = (
    # USF, Lifeline and High Cost by themselves are other things too (a university, a hotline, aid
    # for special education), so they count only where the words beside them say which is meant.
    (
        "universal_service",
        (
            r"e-?rate|(?-i:E R(?:ate|ATE))|schools and libraries (?:program|universal)\w*"
            r"|universal service (?:fund|support|money|program|administrative)\w*"
            r"|(?-i:USF|USAC) (?:e-?rate|high[- ]cost|lifeline|rural health care|support|discount"
            r"|reimb\w*)"
            r"|(?:fcc|federal) lifeline(?: program| support)?"
            r"|rural health care (?:program|support|universal service)\w*|healthcare connect fund"
            r"|connect america fund|rural digital opportunity fund"
        ),
        "universal service support, a subsidy of the FCC",
    ),
    (
        "federal_grant",
        r"(?-i:ESSER|ARP[- ]?ESSER)(?:[- ]?(?:I{1,3}|[123]))?(?: fund(?:s|ing)?)?",
        "Elementary and Secondary School Emergency Relief, a federal programme",
    ),
    (
        "federal_grant",
        r"elementary (?:and|&) secondary school emergency relief",
        "a federal programme",
    ),
    ("federal_grant", r"(?-i:GEERS?|EANS|HEERF)", "federal relief for education"),
    ("federal_grant", r"(?-i:CRRSA|CRRSAA)", "federal relief for education"),
    (
        "federal_grant",
        r"(?-i:CARES)(?: act)?|coronavirus aid,? relief",
        "Coronavirus Aid, Relief, and Economic Security Act, federal money",
    ),
    ("federal_grant", r"coronavirus relief fund", "federal relief"),
    (
        "federal_grant",
        r"(?-i:ARPA?)(?: act| fund(?:s|ing)?)?|american rescue plan",
        "American Rescue Plan Act, federal money",
    ),
    (
        "federal_grant",
        r"(?-i:SLFRF|CSLFRF|CLFRF)|(?:state and )?local fiscal recovery",
        "Fiscal Recovery Funds, federal money",
    ),
    ("federal_grant", r"(?-i:HEAP)", "a federal programme passed on by the states"),
    (
        "federal_grant",
        r"(?-i:UASI)|urban area(?:s)? security initiative",
        "Urban Area Security Initiative, federal money",
    ),
    (
        "federal_grant",
        r"(?-i:HSGP|SHSP|SHSGP)|homeland security grant|operation stonegarden",
        "Homeland Security Grant Program, federal money",
    ),
    (
        "federal_grant",
        r"(?-i:CDBG(?:-(?:CV|DR))?)|community development block grant",
        "Community Development Block Grant, federal money",
    ),
    (
        "federal_grant",
        r"title (?:I|II|III|IV|VI|1|2|3|4)(?:[- ]?[A-D])?\b(?! ?/)(?! of the)",
        "a title of the Elementary and Secondary Education Act, federal money",
    ),
    (
        "federal_grant",
        r"(?-i:IDEA)[- ](?:part )?[- ]?(?-i:B|C|VI-?B)|idea (?:grant|flow)",
        "Individuals with Disabilities Education Act, federal money",
    ),
    (
        "federal_grant",
        r"byrne|(?-i:JAG) (?:grant|fund)|edward byrne|justice assistance grant",
        "Justice Assistance Grant, federal money",
    ),
    (
        "federal_grant",
        r"(?-i:COPS) (?:grant|svpp|hiring|fund)|school violence prevention program",
        "a federal programme",
    ),
    (
        "federal_grant",
        r"(?-i:FEMA)\b.{0,20}\b(?:grant|fund|public assistance)|nonprofit security grant",
        "a federal programme",
    ),
    (
        "federal_grant",
        r"(?-i:FTA|FHWA|FAA|EDA|HUD|HHS|USDA|NIJ|DOJ|DHS|CDC)\b.{0,20}\b(?:grant|award)",
        "a grant of a federal agency",
    ),
    (
        "federal_grant",
        r"federal (?:grant|award|aid|assistance|stimulus|relief|covid)s?",
        "it says that the money is federal",
    ),
    ("federal_grant", r"(?:ALN|CFDA)[ #:.]*\d{2}\.\d{3}", "a number of federal assistance"),
    ("federal_loan", r"federal loan", "it says that the money is federal"),
    (
        "federal",
        r"federal (?:fund|money|monies|dollar|program|revenue|source)\w*",
        "it says that the money is federal",
    ),
    ("local", r"(?-i:E-?SPLOST|T-?SPLOST)|local option sales tax", "a local sales tax"),
    (
        "local",
        r"(?:general obligation|school|local|capital|g\.?o\.?) bonds?\b|bond fund",
        "a bond of the buyer's own",
    ),
    (
        "local",
        r"local (?:fund|money|tax|revenue|dollar)\w*|county tax\w*|property tax\w*|sales tax\w*",
        "it says that the money is local",
    ),
    (
        "state",
        r"state (?:fund|grant|aid|money|monies|appropriation|program|revenue)\w*",
        "it says that the money is the state's",
    ),
)
_COMPILED: Final = tuple(
    (funds, re.compile(rf"(?<![\w])(?:{words})(?![\w])", re.IGNORECASE), why)
    for funds, words, why in _NAMES
)
_LONGEST_CELL: Final = 4_000
_NOT: Final = re.compile(r"\b(?:non|not|no|without|excluding|except)[- ]*$", re.IGNORECASE)


#: Programmes that a statute made on a day: no award of theirs can be older.
_MADE: Final = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), day)
    for words, day in (
        (r"(?-i:ARP[- ]?ESSER|ESSER[- ]?(?:III|3)|ARPA?)|american rescue plan", "2021-03-11.."),
        (r"(?-i:SLFRF|CSLFRF|CLFRF)|(?:state and )?local fiscal recovery", "2021-03-11.."),
        (r"(?-i:ESSER[- ]?(?:II|2)|CRRSAA?)", "2020-12-27.."),
        (r"(?-i:ESSER|CARES)|coronavirus relief fund", "2020-03-27.."),
    )
)


def earliest_award_of(text: str) -> str | None:
    """The first day on which an award of the named programme can have been made, as "2021-03-11..".

    The days are those of the American Rescue Plan Act, of the Coronavirus Response and Relief
    Supplemental Appropriations Act and of the CARES Act.
    """
    return next((day for pattern, day in _MADE if pattern.search(text[:_LONGEST_CELL])), None)


@lru_cache(maxsize=16_384)
def funds_of_name(text: str) -> NamedFunds | None:
    """The money that a fund's name or a cell names; None when it names none that is known.

    Federal money is told before state or local money where a cell names both. "Non-federal" is
    not federal.
    """
    for funds, pattern, why in _COMPILED:
        for match in pattern.finditer(text[:_LONGEST_CELL]):
            if not _NOT.search(text[max(0, match.start() - 12) : match.start()]):
                return NamedFunds(funds, match.group(), why)
    return None
