"""Push and pull: what a phone logged offline comes in, what is new goes out."""
