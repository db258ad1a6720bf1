"""What kind of purchases does a table hold, and what do its dates and amounts speak of?"""

from collections.abc import Sequence
from typing import Final

from sunlit.sources.columns.choose import ColumnMeaning
from sunlit.sources.columns.names import plain_name

#: Words of a date's name, first match wins; "date" alone says nothing.
_DATE_WORDS: Final = (
    ("paid", ("paid", "pay", "payment", "check", "chk", "cheque", "cleared", "clearing", "pago")),
    ("paid", ("pagamento", "paiement", "zahlung", "zahl", "betaal", "zaplaty", "platezhu")),
    ("invoiced", ("invoice", "inv", "factura", "facture", "rechnung", "faktury", "fattura")),
    ("ordered", ("order", "ordered", "po", "purchase", "bestell", "orden", "compra", "empenho")),
    ("awarded", ("award", "awarded", "adjudicacion", "aggiudicazione", "notification", "fallo")),
    ("signed", ("contract", "signed", "action", "contrato", "vertrag", "umowy", "assinatura")),
    ("signed", ("dogovoru", "kontrakta", "contratto")),
    ("published", ("published", "publication", "updated", "publicacion", "pubdate")),
    ("period", ("period", "month", "year", "quarter")),
)


def kind_of_date(name: str) -> str:
    """Say what happened on the date, by the name of its column: paid, ordered... or unknown."""
    words = plain_name(name).split()
    for kind, known in _DATE_WORDS:
        if any(word == k or (len(k) > 4 and word.startswith(k)) for word in words for k in known):
            return kind
    return "unknown"


def kind_of(meanings: Sequence[ColumnMeaning], date_kind: str) -> tuple[str, str]:
    """Say the kind of a table's rows and what their amounts cover, by the columns that are there.

    Where a row has a text of its own beside the amount, the amount is taken as that line's; where
    only a supplier and a category stand there, other goods may be in it.
    """
    fields = {c.field for c in meanings}
    if "amount" not in fields:
        return "holding", "unknown"
    covers = "line" if fields & {"description", "model"} else "document"
    if date_kind in ("awarded", "signed") or "contract_id" in fields:
        return ("award" if date_kind == "awarded" else "contract"), "document"
    if date_kind == "ordered" or ("order_id" in fields and date_kind != "paid"):
        return "order_line", covers
    return "payment", covers
