"""Where a report that was read belongs: its case, what earlier reports say of the same, and who is told."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot import guidance
from bot.cases import Stage, raised, stages_of
from bot.conduct import about_colleague
from bot.dossier import view
from bot.finding_words import tactics
from bot.findings import Findings, Joined, Read, by_itself, in_light_of
from bot.guidance import Case
from bot.model import UnknownReportError
from bot.policy import Policy
from bot.sightings import persona_in, seen_in
from bot.store import cases, reports, sightings
from bot.store.cases import CaseRow
from bot.store.database import Connection
from bot.store.reports import Kept, ReportRow
from bot.store.vault import TenantVault
from nlp.model import Assessment, RiskBand


@dataclass(frozen=True, slots=True, repr=False)
class Placed:
    """What reading came to, before anybody is told."""

    row: ReportRow
    view: Case
    assessment: Assessment
    told: bool
    """Whether security is to be told."""


@dataclass(frozen=True, slots=True, repr=False)
class Placing:
    """Places reports of one tenant within one transaction."""

    connection: Connection
    vault: TenantVault
    policy: Policy
    now: datetime

    async def place(self, row: ReportRow, text: str, read: Read) -> Placed:
        """Keep what was read, find the case it belongs to, and decide who is told."""
        row, earlier = await self._gathered(row, text, read)
        assessment, findings = await self._compared(row, read)
        stages = stages_of(tactics(findings, assessment)) | {Stage.CONTACT}
        await cases.add_stages(self.connection, row.case_id, stages)
        case = await cases.case(self.connection, row.case_id, lock=True)
        if case is None:
            raise UnknownReportError
        band = raised(assessment.band, case.file())
        unreadable = assessment.model == guidance.UNREADABLE
        kept = Kept(assessment, "unreadable" if unreadable else "read", band, findings)
        await reports.keep_assessment(self.connection, self.vault, row.id, kept)
        wished = unreadable or row.asked != "checked" or row.routed == "quietly"
        repeats = earlier is not None and not wished
        told = not repeats and (wished or case.told or band >= self.policy.alert_from)
        if told:
            case = await promise(self.connection, case, self.now + self.policy.update_within)
        seen = view(row, case, text, context=self._context(row), band=band, contact=self.policy.conduct_contact)
        same_as = earlier.reference if repeats and earlier else ""
        return Placed(row, replace(seen, findings=findings, same_as=same_as), assessment, told)

    async def _gathered(self, row: ReportRow, text: str, read: Read) -> tuple[ReportRow, ReportRow | None]:
        """Join a report to the person's earlier case of the same words or the same sender; gives the same words' too.

        What is about a colleague joins nothing.
        """
        if about_colleague(text):
            await reports.route_quietly(self.connection, row.id)
            return replace(row, routed="quietly"), None
        earlier = await reports.same_words_before(self.connection, row.id)
        if earlier:
            return await self._join(row, earlier.case_id), earlier
        if row.case_id == row.id:  # not added to a case by the person
            persona = persona_in(read.assessment, self.policy.own_domains)
            case_id = await sightings.own_case_before(self.connection, self.vault, row, persona)
            row = await self._join(row, case_id) if case_id else row
        return row, None

    async def _compared(self, row: ReportRow, read: Read) -> tuple[Assessment, Findings]:
        """Judge a report in the light of earlier ones of the same, and remember it for later ones.

        What is about a colleague is neither compared nor remembered.
        """
        if row.routed == "quietly" or read.assessment.model == guidance.UNREADABLE:
            return read.assessment, Findings()
        joined = await reports.joined_by(self.connection, row) if read.given else Joined()
        alone = by_itself(read, joined)
        seen = seen_in(alone, self.policy.own_domains)
        earlier = await sightings.sightings_of(self.connection, self.vault, row, seen)
        kept = dict.fromkeys((*seen, *persona_in(alone, self.policy.own_domains)))
        worrying = alone.band >= RiskBand.MEDIUM
        await sightings.remember(self.connection, self.vault, row, tuple(kept), worrying=worrying)
        return in_light_of(read, joined, earlier)

    async def _join(self, row: ReportRow, case_id: UUID) -> ReportRow:
        if row.case_id != case_id:
            await cases.move_report(self.connection, row.id, case_id)
        return replace(row, case_id=case_id)

    def _context(self, row: ReportRow) -> str:
        return self.vault.open_text(row.id, "context", row.context) if row.context else ""


async def promise(connection: Connection, case: CaseRow, by: datetime) -> CaseRow:
    """Remember that security was told of a case, and by when its reporter hears again."""
    by = case.update_by or by
    await cases.keep(connection, case.id, told=True, update_by=by)
    return replace(case, told=True, update_by=by)
