-- A report that takes long is made as a pack is: beside everything else, day by day. format is that of
-- a report, or zip for the inspection pack.
ALTER TABLE pack ADD COLUMN format TEXT NOT NULL DEFAULT 'zip';
