"""The pages that tell a lifter what the log says."""
