"""The text of a message before it is cut: one wording for many."""
