"""From the text to its pieces: names, figures, days and words, each by the first that knows it."""
