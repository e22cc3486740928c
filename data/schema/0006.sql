-- What a client pays by: prices of several lists for a product; the list and the discount of a client.
ALTER TABLE product ADD COLUMN price_wholesale INTEGER;
ALTER TABLE product ADD COLUMN price_dealer INTEGER;
ALTER TABLE company ADD COLUMN price_list TEXT;
ALTER TABLE company ADD COLUMN discount INTEGER;
-- The order in which a company keeps its tags.
ALTER TABLE tag ADD COLUMN position INTEGER;
UPDATE tag SET position = (SELECT count (*) FROM tag AS other WHERE other.name_key < tag.name_key OR (other.name_key = tag.name_key AND other.id <= tag.id));
