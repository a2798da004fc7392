"""Xia & Frey Law 2008: how fast the three-compartment model develops and drops force."""

from momentary.evidence import Sourced, Trust

DEVELOPMENT_RATE = Sourced(10.0, "s^-1", "xia2008", "LD, as later papers and public code quote it", Trust.SECOND_HAND)
"""Rate at which resting muscle becomes active where the load asks for more [1/s]."""

RELAXATION_RATE = Sourced(10.0, "s^-1", "xia2008", "LR, as later papers and public code quote it", Trust.SECOND_HAND)
"""Rate at which active muscle comes to rest where the load asks for less [1/s]."""
