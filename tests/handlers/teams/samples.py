"""Messages to render: ordinary ones for pictures and snapshots."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from bot.cases import Disposition, Exposure, StepName
from bot.model import Platform
from bot.outgoing import (
    Alert,
    Button,
    ButtonAction,
    Decision,
    ExposureChoice,
    ExposureForm,
    LinkLine,
    MyReports,
    Notice,
    Reason,
    Reply,
    ReportEntry,
    Step,
)
from nlp.model import Kind, RiskBand

REPORT = UUID("12345678-1234-5678-1234-567812345678")

OFF_PLATFORM = Reason(
    "The sender asks to leave the platform for a private messenger.",
    "A sender who leaves the platform also leaves its abuse controls.",
    "shall we continue on Telegram, it is more discreet?",
    "Moving to another platform",
)
PAID_REPORT = Reason(
    "The sender offers money for a written report.",
    "Payment out of line with the work is how many such contacts begin.",
    "USD 3,000 for a short report on submarine cables",
    "Paid report or consulting",
)
FLATTERY = Reason(
    "The sender praises you to open the door.",
    "Praise from a stranger lowers one's guard.",
    "your outstanding expertise",
    "Flattery",
)
URGENT = Reason("The sender presses for time.", "Haste leaves no room to check.", "by Friday at the latest", "Urgency")
LINK = LinkLine(
    "hxxps://linkedin[.]com[.]jobs-asia[.]example/in/anna",
    ("It looks like LinkedIn but leads to jobs-asia.example.",),
    suspicious=True,
)
STEPS = (
    Step(
        "Recognise",
        "Do you actually know this person?",
        (
            "On LinkedIn, open “About this profile” and see when the account was made.",
            "A mutual contact proves nothing.",
        ),
    ),
    Step("Realise", "Ask what they want from you.", ("They offer money for knowledge that comes from your work.",)),
    Step("Report", "Security has been told for you.", ("Add what you already answered, if anything.",)),
    Step(
        "Remove",
        "Then take the profile out of your network.",
        ("Keep the messages until security says otherwise.", "Remove the connection, then block the profile."),
    ),
)

BUTTONS = (
    Button(ButtonAction.REVIEW_PROFILE, "Review this profile"),
    Button(ButtonAction.EXPOSURE, "What has happened so far?"),
    Button(ButtonAction.ADD, "Add a later message"),
    Button(ButtonAction.KNOWN, "I know this person"),
    Button(ButtonAction.WRONG, "This is wrong"),
    Button(ButtonAction.CONDUCT, "This is about a colleague"),
)

REPLY = Reply(
    report_id=REPORT,
    reference="TB-1042",
    band=RiskBand.HIGH,
    headline="High risk: this looks like an attempt to cultivate you",
    summary="Please do not answer for now. Your security team has been told and will come back to you.",
    reasons=(PAID_REPORT, OFF_PLATFORM, FLATTERY),
    more_reasons=(URGENT,),
    against=(Reason("The text names a company that can be checked.", "", "Oceanic Research Ltd", ""),),
    links=(LINK,),
    not_judged=("Links were read, never opened.",),
    steps=STEPS,
    report_line="They have this report as TB-1042. You hear from us by 27 November 2026, whatever the news.",
    buttons=BUTTONS,
    steps_hint="Tick off what you have done. Only you see it.",
    exposure=ExposureForm(
        "What has happened so far?",
        "Nobody is blamed for anything here. You can leave it open.",
        (
            ExposureChoice(Exposure.NOTHING, "Nothing yet"),
            ExposureChoice(Exposure.REPLIED, "I answered"),
            ExposureChoice(Exposure.OPENED, "I opened, ran or logged in to something"),
        ),
    ),
)

LATER = replace(
    REPLY,
    note="Thank you for saying so. Security has been told, and below is what helps now.",
    case_line="This belongs to your report TB-1042: I now hold 2 messages of it.",
    reported_before=("Reported before: two colleagues reported this profile in the last 30 days.",),
    steps_done=(StepName.RECOGNISE, StepName.REPORT),
    exposure=ExposureForm(
        "What has happened so far?",
        "Nobody is blamed for anything here. You can leave it open.",
        (
            ExposureChoice(Exposure.NOTHING, "Nothing yet"),
            ExposureChoice(Exposure.REPLIED, "I answered", chosen=True),
            ExposureChoice(Exposure.OPENED, "I opened, ran or logged in to something", chosen=True),
        ),
        ("Disconnect that device from the network now.", "You need not answer again."),
    ),
)

UNSURE = Reply(
    report_id=REPORT,
    reference="TB-1043",
    band=RiskBand.INSUFFICIENT,
    headline="Not enough to judge",
    summary="A short greeting can be the start of anything. That does not make it safe.",
    reasons=(),
    more_reasons=(),
    against=(),
    links=(),
    not_judged=("The text is too short to judge.",),
    steps=STEPS[:1],
    report_line="Security has not been told.",
    buttons=(Button(ButtonAction.REPORT_ANYWAY, "Report anyway"),),
)

ALERT = Alert(
    report_id=REPORT,
    reference="TB-1042",
    band=RiskBand.HIGH,
    kind=Kind.APPROACH,
    headline="High risk · approach · TB-1042",
    reporter="Reporter K7M2QX",
    platform=Platform.TEAMS,
    received_at=datetime(2026, 11, 21, 14, 5, tzinfo=UTC),
    asked="Sent it for a check.",
    score=0.94,
    reasons=(PAID_REPORT, OFF_PLATFORM, FLATTERY, URGENT, PAID_REPORT),
    against=(),
    links=(LINK,),
    not_judged=(),
    next_steps=("Look for other reports of the same persona.", "Ask the reporter to keep the conversation."),
    priority="Urgent: the person says that they opened, ran or logged in to something.",
    case_line="Belongs to case TB-1042, 2 messages so far: a first contact; a move to another channel.",
    context="is this a scam?",
    reported_before=("Reported before: two colleagues reported this profile in the last 30 days.",),
    decisions=tuple(Decision(item, item.value.replace("_", " ").capitalize()) for item in Disposition),
    buttons=(Button(ButtonAction.LOOK, "I am looking at it"),),
)

CLOSED = replace(ALERT, standing="Closed as malicious.", decisions=(), buttons=(), priority="")

NOTICE = Notice(
    "I read suspicious messages",
    ("Paste what a stranger wrote to you, and I say what is risky about it and what to do.",),
    ("help: this text", "status: your last reports"),
)

MY_REPORTS = MyReports(
    "Your reports",
    "Only you see this list. Security knows you by an alias.",
    (
        ReportEntry(
            REPORT,
            "TB-1042",
            "22 November 2026",
            "high risk",
            "The security team has it. You hear again by 27 November 2026, whatever the news.",
            (
                Button(ButtonAction.OPEN, "Show this report"),
                Button(ButtonAction.ADD, "Add a later message"),
                Button(ButtonAction.WITHDRAW, "Withdraw"),
            ),
        ),
        ReportEntry(
            UUID("12345678-1234-5678-1234-567812345679"),
            "TB-1043",
            "21 November 2026",
            "not enough to judge",
            "The security team has not been alerted.",
            (
                Button(ButtonAction.OPEN, "Show this report"),
                Button(ButtonAction.ADD, "Add a later message"),
                Button(ButtonAction.REPORT_ANYWAY, "Report anyway"),
                Button(ButtonAction.DELETE, "Delete"),
            ),
        ),
    ),
)
NO_REPORTS = MyReports("Your reports", "You have not sent me anything yet.", ())
