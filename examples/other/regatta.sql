-- Sailing club (invented)
CREATE TABLE race_meeting (
  race_no    int PRIMARY KEY,
  race_class char(2) NOT NULL,
  vessel_nationality char(3)
);
