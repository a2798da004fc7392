"""The live page: a shell without personal data that the phone keeps, its service worker and its manifest."""
