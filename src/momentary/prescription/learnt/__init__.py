"""What a log has taught of a lifter's methods: repetitions past failure, and what they cost."""
