"""Slack's libraries made to say what happened and never what was said.

At DEBUG they log whole payloads, and some of their errors quote a response. Their records pass through here: the
place and the kind of error stay, the words go.
"""

import logging

SDK_LOGGER = "handlers.slack.sdk"


class WordlessFilter(logging.Filter):
    """Replaces each record's message by where it came from and which error it carried."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Strip the record; always let it pass."""
        error = record.exc_info[0] if record.exc_info else None
        kind = f", {error.__name__}" if error else ""
        record.msg = f"slack library: {record.module}.{record.funcName}:{record.lineno}{kind}"
        record.args = None
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def sdk_logger() -> logging.Logger:
    """Return the one logger that is handed to Slack's libraries: errors only, without words."""
    logger = logging.getLogger(SDK_LOGGER)
    logger.setLevel(logging.ERROR)
    if not logger.filters:
        logger.addFilter(WordlessFilter())
    return logger
