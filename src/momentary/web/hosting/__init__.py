"""What lies on the host's disk and in its environment: data folder, secrets, backups. Standard library only."""
