"""The record of a check: one HTML page that asks nothing of the outside and prints on paper."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from sunlit.publish.clean import one_line
from sunlit.publish.page import content_policy

_STYLE: Final = """
body{font:14px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:1.6rem 0 .3rem}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ddd}
th{font-weight:600;color:#444}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.6rem 0}dt{color:#555}dd{margin:0}
.small{color:#555;font-size:12px}.status{font-weight:600;white-space:nowrap}.mono{font-family:ui-monospace,monospace;font-size:12px;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""
_WORDS: Final = {
    "prohibited": "prohibited",
    "not_prohibited": "not prohibited by this",
    "depends": "depends",
    "not_applicable": "does not govern purchases",
}
_CAUTION: Final = (
    "What published rules say, as far as they were read and as far as the facts below go. "
    "Not legal advice. Nothing here says that anybody broke a law."
)
_MARKS: Final = {"partly_read": "read in part", "unverified": "unverified", "read": "read"}


def check_page(
    lines: Sequence[Mapping[str, Any]],
    facts: Mapping[str, Any],
    *,
    rows_read: int,
    originals: Sequence[tuple[str, str]],
    knowledge_version: str,
    program_version: str,
) -> str:
    """The page. Each line has place, text, party_name, reason, inferred and answers.

    `inferred` holds (fact, value, column, cell); `answers` rows as `rules.Answer.as_record`.
    """
    body = [
        "<h1>Record of a check against restricted-vendor rules</h1>",
        f'<p class="small">{_CAUTION}</p>',
        _facts(facts, rows_read, originals, knowledge_version, program_version),
    ]
    body += [_line(line) for line in lines]
    if not lines:
        body.append(
            "<p>No line names a restricted party that this knowledge lists. A thing may still be "
            "one under another label.</p>"
        )
    policy = escape(content_policy([_STYLE]))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Record of a check</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _facts(
    facts: Mapping[str, Any],
    rows_read: int,
    originals: Sequence[tuple[str, str]],
    knowledge_version: str,
    program_version: str,
) -> str:
    pairs = [(name.replace("_", " "), _shown(value)) for name, value in facts.items()]
    pairs += [("lines read", str(rows_read))]
    pairs += [("file", f"{path} (SHA-256 {digest})") for path, digest in originals]
    pairs += [("knowledge", knowledge_version), ("made with", f"Sunlit {program_version}")]
    rows = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in pairs)
    return f"<dl>{rows}</dl>"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _line(line: Mapping[str, Any]) -> str:
    inferred = "".join(
        f'<p class="small">Taken from the cell {_text(column)} “{_text(cell)}”: '
        f"{_text(fact.replace('_', ' '))} is {_text(value)}.</p>"
        for fact, value, column, cell in line["inferred"]
    )
    rows = "".join(_answer(answer) for answer in line["answers"])
    return (
        f"<h2>{_text(line['text'])}</h2>"
        f'<p class="small mono">{_text(line["place"])}</p>'
        f"<p>Tied to {_text(line['party_name'])}: {_text(line['reason'])}</p>{inferred}"
        "<table><thead><tr><th>Rule</th><th>Answer</th><th>Why, and what would settle it</th>"
        f"<th>Citation and source</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _answer(answer: Mapping[str, Any]) -> str:
    settle = (
        f"<br><strong>To settle:</strong> {_text(answer['missing'])}." if answer["missing"] else ""
    )
    quote = f"<br>“{_text(answer['quote'])}”" if answer["quote"] else ""
    cited = _text(answer["citation"] or "no citation read")
    source = f'<br><span class="mono">{_text(answer["source"])}</span>' if answer["source"] else ""
    mark = f'<br><span class="small">{_MARKS[answer["verified"]]}</span>'
    return (
        f"<tr><td>{_text(answer['name'])}</td>"
        f'<td class="status">{_WORDS[answer["status"]]}</td>'
        f"<td>{_text(answer['why'])}{settle}{quote}</td><td>{cited}{source}{mark}</td></tr>"
    )


def _text(value: Any) -> str:
    return escape(one_line(str(value)))
