-- What was said about somebody in words that no field holds: a disease's name, 联系不上, a relative
-- who came back from elsewhere. It is in somebody's own words and stays inside the school.
ALTER TABLE finding ADD COLUMN remark TEXT;
-- What is said in a draft and cannot be counted yet, since nobody knows of whom it is, or what.
ALTER TABLE draft ADD COLUMN unsettled TEXT NOT NULL DEFAULT '';
