-- Whether words hold a name is asked for every place in a report.
CREATE INDEX pupil_by_name ON pupil (REPLACE(name, ' ', ''));
CREATE INDEX person_by_name ON person (REPLACE(name, ' ', ''));
