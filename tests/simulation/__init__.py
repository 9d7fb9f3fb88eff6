"""Whole school days in virtual time, with seeded faults and kills (DESIGN section 11)."""
