"""A report with all that is known of it, opened within one transaction."""

from dataclasses import dataclass, replace
from uuid import UUID

from bot.alias import alias
from bot.findings import Findings
from bot.guidance import Case
from bot.model import Platform, Reporter, UnknownReportError
from bot.store import cases, reports
from bot.store.cases import CaseRow
from bot.store.database import Connection
from bot.store.reports import ReportRow
from bot.store.vault import TenantVault
from nlp.model import Assessment, RiskBand


@dataclass(frozen=True, slots=True, repr=False)
class Dossier:
    """One report, its case, and what was read in it."""

    row: ReportRow
    case: CaseRow
    text: str
    context: str
    assessment: Assessment | None
    """None: not read yet."""
    band: RiskBand | None
    """What people were told; at least that of the assessment."""
    told: bool
    """Whether security was told, or is being told."""
    findings: Findings

    def view(self, contact: str = "") -> Case:
        """Gather what is said of the report besides its assessment; `contact` as in the setting CONDUCT_CONTACT."""
        seen = view(self.row, self.case, self.text, context=self.context, band=self.band, contact=contact)
        return replace(seen, findings=self.findings)


def view(
    row: ReportRow, case: CaseRow, text: str, *, context: str = "", band: RiskBand | None = None, contact: str = ""
) -> Case:
    """Gather what is said of a report besides its assessment."""
    return Case(
        report_id=row.id,
        reference=row.reference,
        alias=alias(row.reporter_tag),
        platform=Platform(row.platform),
        received_at=row.received_at,
        asked=row.asked,
        text=text,
        file=case.file(),
        context=context,
        quietly=row.routed == "quietly",
        band=band,
        contact=contact,
    )


async def opened(connection: Connection, vault: TenantVault, report_id: UUID) -> Dossier | None:
    """Open a report of the vault's tenant; nobody else changes it or its case before the transaction ends.

    None where it is gone, or another tenant's.
    """
    row = await reports.report(connection, report_id, lock=True)
    case = await cases.case(connection, row.case_id, lock=True) if row and row.tenant == vault.tenant else None
    if row is None or case is None:
        return None
    return Dossier(
        row=row,
        case=case,
        text=vault.open_text(row.id, "text", row.text),
        context=vault.open_text(row.id, "context", row.context) if row.context else "",
        assessment=await reports.assessment_of(connection, vault, row.id),
        band=await reports.told_band(connection, row.id),
        told=await reports.told_of(connection, row.id),
        findings=await reports.findings_of(connection, vault, row.id),
    )


async def own(connection: Connection, vault: TenantVault, report_id: UUID, reporter: Reporter) -> Dossier:
    """Open a person's own report.

    Raises:
        UnknownReportError: there is no such report of this person.
    """
    found = await opened(connection, vault, report_id)
    if found is None or found.row.reporter_tag != vault.tag(reporter.user):
        raise UnknownReportError
    return found
