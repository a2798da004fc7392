"""What may be tried on a plateau: what the muscle has not had lately, with a trial that shows whether it helped."""
