"""Log lines that cannot carry what people pasted: known keys only, and of a library only where it spoke.

On a terminal the bot keeps to warnings unless LOG_LEVEL is set; elsewhere each line is a JSON object on stderr.
"""

import logging
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

from bot.settings import Settings

ALLOWED: Final = frozenset(
    {
        "event", "level", "timestamp",
        "attempts", "band", "bell", "delivery_id", "error", "function", "job_id", "kind", "line", "logger", "model",
        "outcome", "path", "platform", "reason", "refused", "report_id", "rows", "seconds", "status", "told", "tries",
        "where",
    }
)  # fmt: skip
"""Keys that never hold content. Whoever needs another one adds it here, and says in the change why it is safe."""


def set_up_logging(settings: Settings) -> None:
    """Make every logger of this process write lines without content."""
    terminal = sys.stderr.isatty()
    asked = "log_level" in settings.model_fields_set
    level = logging.WARNING if terminal and not asked else logging.getLevelNamesMapping()[settings.log_level.upper()]
    shown: Processor = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            only_known_keys,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_stderr,
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_LibraryHandler()], level=max(level, logging.WARNING), force=True)


def _stderr(*_: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


def only_known_keys(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Drop every key that is not on the list, and name what was dropped."""
    kept = {key: value for key, value in line.items() if key in ALLOWED}
    dropped = sorted(set(line) - ALLOWED)
    return {**kept, "dropped_keys": dropped} if dropped else kept


class _LibraryHandler(logging.Handler):
    """Says which library complained and where. Its words are left out: they may quote a message."""

    def emit(self, record: logging.LogRecord) -> None:
        log: FilteringBoundLogger = structlog.get_logger()
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        log.log(
            record.levelno, "library", logger=record.name, function=record.funcName, line=record.lineno, error=error
        )
