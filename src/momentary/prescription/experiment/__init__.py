"""Randomised experiments of one lifter: the plan, how it is read, and its errors."""
