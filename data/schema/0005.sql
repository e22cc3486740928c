-- What a sold work needs: the term that the contract gives, when it begins and when it ends.
ALTER TABLE deal ADD COLUMN work_days INTEGER;
ALTER TABLE deal ADD COLUMN planned_start INTEGER;
ALTER TABLE deal ADD COLUMN planned_finish INTEGER;
