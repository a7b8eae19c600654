"""One line of a person's list of reports: what has become of it, and what can still be done. Pure."""

from collections.abc import Iterator

from bot import case_words
from bot.cases import CaseFile
from bot.outgoing import ButtonAction, ReportEntry
from bot.store.standings import Standing
from bot.wording import words


def entry(found: Standing, case: CaseFile) -> ReportEntry:
    """Word one report of the list."""
    return ReportEntry(
        report_id=found.id,
        reference=found.reference,
        date=case_words.date(found.received_at),
        band=words().text(f"status.bands.{found.band or 'reading'}"),
        standing=" ".join(_standing(found, case)),
        buttons=tuple(map(case_words.button, _offered(found, case))),
    )


def _standing(found: Standing, case: CaseFile) -> Iterator[str]:
    if case.reference != found.reference:
        yield words().text("my_reports.standing.part_of", reference=case.reference)
    if case.disposition:
        yield words().text(f"outcomes.{case.disposition.value}.told", reference=found.reference)
    elif case.withdrawn:
        yield words().text("my_reports.standing.withdrawn")
    else:
        yield _waiting(found, case)


def _waiting(found: Standing, case: CaseFile) -> str:
    if found.band is None:
        return words().text("my_reports.standing.reading")
    if found.told != "told":
        return words().text(f"my_reports.standing.{found.told}")
    if case.update_by is None:
        return words().text("my_reports.standing.told_undated")
    name = "looking" if case.looking else "told"
    return words().text(f"my_reports.standing.{name}", date=case_words.date(case.update_by))


def _offered(found: Standing, case: CaseFile) -> Iterator[ButtonAction]:
    if found.band is None:
        return
    yield ButtonAction.OPEN
    yield ButtonAction.ADD
    if found.told == "not_told":
        yield ButtonAction.REPORT_ANYWAY
        yield ButtonAction.DELETE
    elif not case.withdrawn and case.disposition is None:
        yield ButtonAction.WITHDRAW
