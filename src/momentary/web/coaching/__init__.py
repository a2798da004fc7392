"""Lifters and those who help them: coaches by consent, partners for one session, the owner of a gym."""
