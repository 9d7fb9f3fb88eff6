"""The pieces put in order before they are heard: whose they are, when they were, what they mean."""
