"""Telling another program that something has changed: signed messages, sent by the worker."""
