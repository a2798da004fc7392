"""Commands of `training`."""
