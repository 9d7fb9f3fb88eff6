-- A school's digest counts its alerts without looking at those of other schools.
CREATE INDEX alert_of_school ON alert (school_id, day);
