"""The pages beside Today, a module each: what is known, shown; and what a lifter changes, appended to their log."""
