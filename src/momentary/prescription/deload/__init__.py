"""Deloads of what is tired: the signs of it, and how far sets, loads and failure are taken back."""
