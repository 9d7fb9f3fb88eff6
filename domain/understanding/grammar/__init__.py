"""The grammar: what each piece says of whom, by its place among the others."""
