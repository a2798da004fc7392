"""Learn from a training log when failure comes, what it costs, and how sure that is."""

__version__ = "0.1.0"
