"""The programming interface under /api/v1/: what other programs of a lifter may read and write, and webhooks."""
