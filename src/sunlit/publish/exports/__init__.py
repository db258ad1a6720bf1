"""Which formats can findings and purchases be written in? One file each; the list is below."""

from sunlit.publish.exports import as_csv, as_html, as_jsonl, as_parquet, as_table, as_xlsx
from sunlit.publish.exports.contract import Exporter, Law

#: Every format, the default for a terminal first. A new one is a module and a line here.
EXPORTERS = (
    Exporter("table", ".txt", False, as_table.write_findings, as_table.write_purchases),
    Exporter("jsonl", ".jsonl", True, as_jsonl.write_findings, as_jsonl.write_purchases),
    Exporter("csv", ".csv", True, as_csv.write_findings, as_csv.write_purchases),
    Exporter("xlsx", ".xlsx", True, as_xlsx.write_findings, as_xlsx.write_purchases),
    Exporter("parquet", ".parquet", True, as_parquet.write_findings, as_parquet.write_purchases),
    Exporter("html", ".html", True, as_html.write_findings, as_html.write_purchases),
)

__all__ = ["EXPORTERS", "Exporter", "Law"]
