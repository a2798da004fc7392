"""The project: settings, addresses, headers, health."""
