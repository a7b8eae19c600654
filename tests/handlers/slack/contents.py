"""Messages to render: fixed ones for snapshots, hostile ones for laws."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

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

REPORT = UUID("6f1f7c1e-2f3f-4a44-9d5a-0c3f5a2b1e10")

REASONS = (
    Reason(
        "The sender offers money for a report.",
        "Paid reports are how such approaches begin.",
        "we pay 3,000 euros for a short report",
        "Paid report or consulting",
    ),
    Reason(
        "The sender asks to leave the platform for a private messenger.",
        "A sender who leaves the platform also leaves its abuse controls.",
        "Write to me on Signal",
        "Moving to another platform",
    ),
)
AGAINST = (Reason("The text names a company that can be checked.", "", "Weiss & Partner <GmbH>", ""),)
LINKS = (LinkLine("hxxps[:]//evil[.]example/login", ("Looks like a sign-in page, and is none.",), suspicious=True),)
STEPS = (
    Step("Recognise", "Do you actually know this person?", ("Look at the profile's age.", "Ask a colleague.")),
    Step("Realise", "This is too good to be true.", ("Do not answer yet.",)),
    Step("Report", "Security has your report.", ("Keep the message.",)),
    Step("Remove", "Remove the profile once it is reported.", ("Block it on LinkedIn.",)),
)
ASKED = ExposureForm(
    "What has happened so far?",
    "Nobody is blamed for anything here.",
    (ExposureChoice(Exposure.NOTHING, "Nothing yet"), ExposureChoice(Exposure.MET, "We met or spoke in a call")),
)
ANSWERED = replace(
    ASKED,
    choices=(ASKED.choices[0], replace(ASKED.choices[1], chosen=True)),
    advice=("Note the place, the day, who was there and what was asked.",),
)
REPLY = Reply(
    report_id=REPORT,
    reference="TB-1042",
    band=RiskBand.HIGH,
    headline="High risk: this looks like an attempt to cultivate you",
    summary="Please do not answer it yet.",
    reasons=REASONS,
    more_reasons=REASONS[:1],
    against=AGAINST,
    links=LINKS,
    not_judged=("I never open links.",),
    steps=STEPS,
    report_line="Security has been told under TB-1042.",
    buttons=(
        Button(ButtonAction.REPORT_ANYWAY, "Report anyway"),
        Button(ButtonAction.EXPOSURE, "What has happened so far?"),
        Button(ButtonAction.ADD, "Add a later message"),
        Button(ButtonAction.KNOWN, "I know this person"),
        Button(ButtonAction.WRONG, "This is wrong"),
        Button(ButtonAction.REVIEW_PROFILE, "Review the profile"),
    ),
    steps_done=(StepName.RECOGNISE,),
    steps_hint="Tick off what you have done. Only you see it.",
    exposure=ASKED,
    case_line="This belongs to your report TB-1040: I now hold 2 messages of it.",
    reported_before=("Reported before: two colleagues reported this profile in the last 30 days.",),
)
ENTRIES = (
    ReportEntry(
        REPORT,
        "TB-1042",
        "22 November 2026",
        "high risk",
        "The security team has it.",
        (Button(ButtonAction.OPEN, "Show this report"), Button(ButtonAction.WITHDRAW, "Withdraw")),
    ),
    ReportEntry(
        UUID("6f1f7c1e-2f3f-4a44-9d5a-0c3f5a2b1e11"),
        "TB-1041",
        "20 November 2026",
        "low risk",
        "The security team has not been alerted.",
        (Button(ButtonAction.REPORT_ANYWAY, "Report anyway"), Button(ButtonAction.DELETE, "Delete")),
    ),
)
ALERT = Alert(
    report_id=REPORT,
    reference="TB-1042",
    band=RiskBand.HIGH,
    kind=Kind.APPROACH,
    headline="High risk · approach · TB-1042",
    reporter="Reporter K7M2QX",
    platform=Platform.TEAMS,
    received_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    asked="Sent it for a check.",
    score=0.934,
    reasons=REASONS,
    against=AGAINST,
    links=LINKS,
    not_judged=("I never open links.",),
    next_steps=("Ask the reporter what happened so far.", "Look for the same sender in other reports."),
    priority="Urgent: the person says that they met or spoke in a call.",
    case_line="Belongs to case TB-1040, 2 messages so far.",
    context="is this a scam? <!channel>",
    decisions=(Decision(Disposition.MALICIOUS, "Malicious"), Decision(Disposition.BENIGN, "Honest")),
    buttons=(Button(ButtonAction.LOOK, "I am looking at it"),),
)
NOTICE = Notice("Your last reports", ("The newest comes first.",), ("TB-1042: high, security told", "TB-1041: low"))

HOOKS = st.sampled_from(
    [
        "<!channel>",
        "<!here|here>",
        "<!everyone>",
        "<@U123>",
        "<#C123|x>",
        "<!subteam^S1>",
        "@here",
        "@channel",
        "@Everyone",
        "<https://evil.example|linkedin.com>",
        "https://evil.example/a?b=c&d=e",
        "HTTPS://EVIL.EXAMPLE",
        "ftp://evil.example",
        "www.evil.example",
        "mailto:a@evil.example",
        "tel:+4912345",
        "&amp;lt;!channel&amp;gt;",
        "&lt;!here&gt;",
        "*bold* _x_ ~y~ `z`",
        "```",
        "> quoted",
        ":skull:",
        "\u202egpj.exe",
        "\x00",
        "\ud800",
        "😀" * 90,
        "&" * 200,
        "a" * 3500,
        "\n" * 60,
    ]
)
HOSTILE = st.lists(st.one_of(HOOKS, st.text(max_size=40)), max_size=5).map("".join)


def several(each: st.SearchStrategy[object], most: int = 60) -> st.SearchStrategy[object]:
    """Few, or one thing very often."""
    return st.one_of(st.lists(each, max_size=4).map(tuple), each.map(lambda one: (one,) * most))


REASON = st.builds(Reason, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
LINK = st.builds(LinkLine, HOSTILE, several(HOSTILE, 5), st.booleans())
STEP = st.builds(Step, HOSTILE, HOSTILE, several(HOSTILE))
LABEL = HOSTILE.filter(str.strip)
BUTTON = st.builds(Button, st.sampled_from(ButtonAction), LABEL)
EXPOSURES = st.builds(
    ExposureForm,
    LABEL,
    HOSTILE,
    several(st.builds(ExposureChoice, st.sampled_from(Exposure), LABEL, st.booleans())).filter(bool),
    several(HOSTILE),
)
REPLIES = st.builds(
    Reply,
    report_id=st.just(REPORT),
    reference=HOSTILE,
    band=st.sampled_from(RiskBand),
    headline=HOSTILE,
    summary=HOSTILE,
    reasons=several(REASON),
    more_reasons=several(REASON),
    against=several(REASON),
    links=several(LINK),
    not_judged=several(HOSTILE),
    steps=several(STEP),
    report_line=HOSTILE,
    buttons=several(BUTTON),
    steps_done=st.lists(st.sampled_from(StepName), unique=True).map(tuple),
    steps_hint=HOSTILE,
    exposure=st.one_of(st.none(), EXPOSURES),
    case_line=HOSTILE,
    reported_before=several(HOSTILE),
    note=HOSTILE,
)
ENTRY = st.builds(ReportEntry, st.just(REPORT), HOSTILE, HOSTILE, HOSTILE, HOSTILE.filter(str.strip), several(BUTTON))
LISTS = st.builds(MyReports, HOSTILE.filter(str.strip), HOSTILE, several(ENTRY))
ALERTS = st.builds(
    Alert,
    report_id=st.just(REPORT),
    reference=HOSTILE,
    band=st.sampled_from(RiskBand),
    kind=st.sampled_from(Kind),
    headline=HOSTILE,
    reporter=HOSTILE,
    platform=st.sampled_from(Platform),
    received_at=st.just(ALERT.received_at),
    asked=HOSTILE,
    score=st.floats(0, 1),
    reasons=several(REASON),
    against=several(REASON),
    links=several(LINK),
    not_judged=several(HOSTILE),
    next_steps=several(HOSTILE),
    priority=HOSTILE,
    case_line=HOSTILE,
    context=HOSTILE,
    standing=HOSTILE,
    reported_before=several(HOSTILE),
    decisions=several(st.builds(Decision, st.sampled_from(Disposition), LABEL)),
    buttons=several(BUTTON),
)
NOTICES = st.builds(Notice, HOSTILE, several(HOSTILE), several(HOSTILE))
EVERYTHING = st.one_of(REPLIES, ALERTS, NOTICES)
