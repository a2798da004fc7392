"""What lies on the host's disk and in its environment: data folder, secrets, settings. Standard library only."""
