"""Fragments of pages, a module a page: imported by the worker alone, as they may draw charts."""
