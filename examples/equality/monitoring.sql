-- Equal-opportunity monitoring of tenants (invented), kept apart from the tenancy file. Answers are voluntary.
CREATE TABLE monitoring_answer (
    slip_no     bigint PRIMARY KEY,
    q1_answer   varchar(30),  -- how would you describe your ethnic group?
    q2_answer   varchar(30),  -- religion or belief
    q3_answer   boolean       -- do you consider yourself disabled?
);
