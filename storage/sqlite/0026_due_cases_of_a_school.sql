-- The cases of a school that wait for their next step, among all that it ever had.
CREATE INDEX case_next_of_school ON case_file (school_id, next_ms) WHERE next_ms IS NOT NULL;
