"""What was heard is settled, weighed, asked about and told."""
