"""One session: its plan, advice for the one that comes next, and what sets would cost."""
