"""The record of a check: one HTML page that asks nothing of the outside and prints on paper."""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from sunlit.publish.clean import one_line
from sunlit.publish.page import content_policy
from sunlit.publish.records.check_record import (
    ANSWERS,
    CAUTION,
    MARKS,
    NOTHING,
    CheckRecord,
    RecordLine,
    settling,
)

_STYLE: Final = """
body{font:14px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:1.6rem 0 .3rem}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ddd}
th{font-weight:600;color:#444}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.6rem 0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
p{margin:.3rem 0}.small{color:#555;font-size:12px}.caution{border-left:3px solid #8a6d1d;padding-left:.6rem}.status{font-weight:600}.open{color:#7a4b00}.barred{color:#8b1a1a}
.mono{font-family:ui-monospace,monospace;font-size:11px;overflow-wrap:anywhere}td p:first-child{margin-top:0}
@media print{body{margin:0;max-width:none;font-size:11px}table{font-size:10.5px}h2{break-after:avoid}tr{break-inside:avoid}}
"""
_CLASSES: Final = {"prohibited": "barred", "depends": "open"}


def check_page(record: CheckRecord) -> str:
    """The page, the same for the same record."""
    head = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in record.head)
    body = [
        "<h1>Record of a check against restricted-vendor rules</h1>",
        f'<p class="caution">{CAUTION}</p>',
        f"<dl>{head}</dl>",
        *(f'<p class="small">{_text(note)}.</p>' for note in record.read_as),
    ]
    if len(record.lines) > 1:
        body.append(_summary(record))
    body += [_line(line) for line in record.lines]
    if not record.lines:
        body.append(f"<p>{NOTHING}</p>")
    policy = escape(content_policy([_STYLE]))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Record of a check</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _summary(record: CheckRecord) -> str:
    rows = "".join(
        f"<tr><td>{_text(line.text)}</td><td>{_text(line.party_name)}</td>"
        f'<td class="status">{_text(line.verdict)}</td></tr>'
        for line in record.lines
    )
    return (
        "<table><thead><tr><th>Line</th><th>Tied to</th><th>Gravest answer</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _line(line: RecordLine) -> str:
    taken = "".join(f'<p class="small">{_text(one)}</p>' for one in line.taken)
    table = ""
    if line.bearing:
        rows = "".join(_answer(answer) for answer in line.bearing)
        table = (
            "<table><thead><tr><th>Rule</th><th>Answer</th><th>Why, and what would settle it</th>"
            f"<th>Citation and source</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    others = "".join(f"<li>{_text(one)}</li>" for one in line.others)
    return (
        f"<h2>{_text(line.text)}</h2>"
        f'<p class="small mono">{_text(line.place)}</p>'
        f"<p>Tied to {_text(line.party_name)}: {_text(line.reason)}</p>{taken}{table}"
        f"{f'<ul class=small>{others}</ul>' if others else ''}"
    )


def _answer(answer: Mapping[str, Any]) -> str:
    said = "".join(
        f"<p>{f'<strong>{label}</strong>' if label else ''}{_text(words)}</p>"
        for label, words in settling(answer)
    )
    cited = _text(answer["citation"] or "no citation read")
    source = f'<p class="mono">{_text(answer["source"])}</p>' if answer["source"] else ""
    return (
        f"<tr><td>{_text(answer['name'])}</td>"
        f'<td class="status {_CLASSES[answer["status"]]}">{ANSWERS[answer["status"]]}</td>'
        f'<td>{said}</td><td>{cited}{source}<p class="small">{MARKS[answer["verified"]]}</p></td></tr>'
    )


def _text(value: Any) -> str:
    return escape(one_line(str(value)))
