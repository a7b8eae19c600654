"""Link review: what can be said of a link without ever touching it."""

from nlp.links.review import MAX_LINKS, SUSPICIOUS, review, review_url

__all__ = ["MAX_LINKS", "SUSPICIOUS", "review", "review_url"]
