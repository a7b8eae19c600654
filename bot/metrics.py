"""Figures about the bot's work, for Prometheus. They carry counts and codes, never content or people."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The figures of one running bot, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.submissions = Counter(
            "tbyl_submissions", "Submissions by platform and outcome.", ["platform", "outcome"], registry=self.registry
        )
        self.assessments = Counter(
            "tbyl_assessments", "Texts read, by band and kind.", ["band", "kind"], registry=self.registry
        )
        self.assess_seconds = Histogram(
            "tbyl_assess_seconds",
            "Time to read one text.",
            buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5),
            registry=self.registry,
        )
        self.reading_failures = Counter(
            "tbyl_reading_failures", "Attempts to read that failed, by error type.", ["reason"], registry=self.registry
        )
        self.deliveries = Counter(
            "tbyl_deliveries",
            "Attempts to deliver, by kind, platform and outcome.",
            ["kind", "platform", "outcome"],
            registry=self.registry,
        )
        self.postponed = Counter(
            "tbyl_deliveries_postponed", "Attempts put off, by reason.", ["platform", "reason"], registry=self.registry
        )
        self.delivery_seconds = Histogram(
            "tbyl_delivery_age_seconds",
            "Time from owing a message to its standing there.",
            ["kind"],
            buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
            registry=self.registry,
        )
        self.rung_again = Counter(
            "tbyl_rung_again", "Overdue work that had to be found again.", ["bell"], registry=self.registry
        )
        self.purged = Counter("tbyl_purged_rows", "Rows deleted by the retention clock.", registry=self.registry)
        self.undelivered = Gauge("tbyl_undelivered", "Messages owed and not delivered.", registry=self.registry)
        self.refused = Gauge("tbyl_refused", "Messages that a platform refuses just now.", registry=self.registry)
        self.oldest = Gauge(
            "tbyl_oldest_undelivered_seconds", "Age of the oldest undelivered message.", registry=self.registry
        )
        self.unread = Gauge("tbyl_unread", "Reports not read yet.", registry=self.registry)
