-- How many of those who count as absent for another reason were in isolation when a class answered.
ALTER TABLE answer ADD COLUMN isolated INTEGER NOT NULL DEFAULT 0;
