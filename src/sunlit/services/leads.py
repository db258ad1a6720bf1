"""What do findings teach of sellers, and which other purchases from them are worth a question?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sunlit import findings, ledger
from sunlit.findings import Lead, SupplierSales
from sunlit.knowledge import Knowledge
from sunlit.services.read import read
from sunlit.services.run import Run
from sunlit.tables import Finding

__all__ = ["Lead", "SupplierSales", "leads", "resellers"]


def resellers(found_in: Sequence[Path]) -> list[SupplierSales]:
    """The sellers that the findings in these files name. Errors: those of `read_findings`."""
    return findings.learn_resellers(_findings_in(found_in))


def leads(
    paths: Sequence[str | Path],
    found_in: Sequence[Path],
    known: Knowledge,
    run: Run | None = None,
    account: ledger.Account | None = None,
) -> Iterator[Lead]:
    """Purchases of unnamed cameras, radios and the like from sellers known for a party.

    `found_in` are files of findings of earlier scans; sellers are learnt from them and from
    reports. A row that is a finding makes no lead, and a lead is in no total. `account` is filled.
    """
    found = list(_findings_in(found_in))
    classes = known.vocabulary.classes
    reported = [
        (reseller.name, reseller.role, next(iter(reseller.source), ""))
        for reseller in known.resellers
    ]
    words = {
        category.id: [word for words in category.words.values() for word in words]
        for category in known.categories.values()
    }
    return findings.find_leads(
        read(paths, run, account),
        findings.sellers_known(findings.learn_resellers(found), classes, reported),
        classes,
        words,
        frozenset((one.original.sha256, one.locator) for one in found),
    )


def _findings_in(paths: Sequence[Path]) -> Iterator[Finding]:
    for path in paths:
        for line in findings.each_finding(path):
            yield line.finding
