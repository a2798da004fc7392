"""A lifter's next week by constraint programming: the question, its tasks, the model, and its words."""
