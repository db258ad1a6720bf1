"""Which currency does a cell or a heading name without doubt?"""

import re
from functools import lru_cache
from typing import Final

_CODE_LIST: Final = """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL"""
_CODES: Final = frozenset(_CODE_LIST.split())
#: Codes that are also words, firms or trades: believed only when they stand alone or in brackets.
_WORD_LIST: Final = """ALL AMD ANG BAM BOB COP CUP GEL LAK MAD MOP NAD NIO PAB PEN RON SAR SOS STN TOP TRY SHP SCR
    CDF SLE ERN"""
_ALSO_WORDS: Final = frozenset(_WORD_LIST.split())
_SIGNS: Final = {
    "£": "GBP",
    "€": "EUR",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "MX$": "MXN",
    "R$": "BRL",
    "₴": "UAH",
    "₽": "RUB",
    "₹": "INR",
    "₺": "TRY",
    "₪": "ILS",
    "₩": "KRW",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "₸": "KZT",
    "₼": "AZN",
    "₾": "GEL",
    "₲": "PYG",
    "₡": "CRC",
    "₵": "GHS",
    "฿": "THB",
    "৳": "BDT",
    "֏": "AMD",
}
_WORDS: Final = {
    "euro": "EUR",
    "euros": "EUR",
    "sterling": "GBP",
    "zł": "PLN",
    "zl": "PLN",
    "kč": "CZK",
    "грн": "UAH",
    "rp": "IDR",
}
_DOLLARS: Final = sorted((sign for sign in _SIGNS if len(sign) > 1), key=len, reverse=True)
_DOLLAR: Final = re.compile(
    r"(?<![^\W_])(?:" + "|".join(map(re.escape, _DOLLARS)) + ")", re.IGNORECASE
)
_BARE_DOLLAR: Final = re.compile(r"[^\W\d_]*\$")
_WORD: Final = re.compile(r"[^\W\d_]+")
#: "AmountGBP": the code starts where the small letters end.
_TAIL: Final = re.compile(r"(?<=[a-z])[A-Z]{3}$")
_DOUBTFUL: Final = "$ ¥ dollar dollars pound pounds peso pesos kr ft rs руб р лв lei ₩ ₤ ₣ ₧ ₭ ₮ ៛"
#: What may stand before or after a number as its currency, doubtful ones too, in small letters.
MONEY_WORDS: Final = frozenset(
    word.casefold() for word in (*_CODES, *_SIGNS, *_WORDS, *_DOUBTFUL.split())
)


@lru_cache(maxsize=4096)
def currency_of(text: str) -> str | None:
    """The ISO 4217 code that the text names; None for none, for two, and for "$" or "¥" alone."""
    if len(text) > 500:
        return None
    found = {_SIGNS[sign.upper()] for sign in _DOLLAR.findall(text)}
    found |= {code for sign, code in _SIGNS.items() if len(sign) == 1 and sign in text}
    words = _WORD.findall(text)
    alone = len(words) == 1
    for word in words:
        tail = _TAIL.search(word)
        code = tail.group(0) if tail else word.upper()
        if code in _CODES and (alone or code not in _ALSO_WORDS or f"({code})" in text):
            found.add(code)
        elif word.casefold() in _WORDS:
            found.add(_WORDS[word.casefold()])
    return found.pop() if len(found) == 1 else None
