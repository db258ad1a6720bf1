"""How do purchases read as text? Exact amounts without idle zeros, dates as well as known."""

import pyarrow as pa
import pyarrow.compute as pc

from sunlit.tables import MONEY


def purchase_texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Turn amounts and dates of a batch of tables.PURCHASES into text, the rest as it is.

    Same rows, columns and order. 780.770000 becomes "780.77"; a date known to the month
    becomes "2024-11", to the quarter "2024-Q4", to the year "2024". Nulls stay null.
    """
    columns = []
    for column in batch.schema:
        values = batch.column(column.name)
        if column.type == MONEY:
            values = amount_texts(values)
        elif column.name == "date":
            values = date_texts(values, batch.column("date_precision"))
        columns.append(values)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def amount_texts(amounts: pa.Array) -> pa.Array:
    """Write n decimals as plain text, without the zeros that the table's scale adds."""
    # The scale is fixed, so there is always a point, and zeros before it are never touched.
    text = pc.utf8_rtrim(pc.cast(amounts, pa.string()), "0")
    text = pc.utf8_rtrim(text, ".")
    return pc.if_else(pc.is_in(text, pa.array(["", "-"])), "0", text)


def date_texts(days: pa.Array, precisions: pa.Array) -> pa.Array:
    """Write n days no more precisely than they are known."""
    text = pc.cast(days, pa.string())
    year = pc.utf8_slice_codeunits(text, 0, 4)
    month = pc.utf8_slice_codeunits(text, 0, 7)
    quarter = pc.binary_join_element_wise(year, pc.cast(pc.quarter(days), pa.string()), "-Q")
    known = pc.fill_null(precisions, "day")
    return pc.case_when(
        pc.make_struct(
            pc.equal(known, "year"), pc.equal(known, "quarter"), pc.equal(known, "month")
        ),
        year,
        quarter,
        month,
        text,
    )
