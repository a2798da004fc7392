"""Tags that other pages show coaching by."""
