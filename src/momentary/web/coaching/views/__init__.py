"""Views of `coaching`, a module for each of the people in it."""
